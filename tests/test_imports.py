"""What an import may load: a lab that starts slowly is not tried twice."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src"

# Nothing here is needed before somebody asks for it by name, some of it never.
HEAVY = frozenset(
    {
        "scipy",
        "sklearn",
        "matplotlib",
        "pandas",
        "torch",
        "onnx",
        "onnxruntime",
        "rich",
        "click",
        "safetensors",
        "msgspec",
        "babel",
        "hypothesis",
        "pytest",
        "asyncio",
        "http.server",
        "multiprocessing",
    }
)

REPORT_MODULES = "\nimport json, sys; print('\\n' + json.dumps(sorted(sys.modules)))"

# The entry point as the installed command calls it.
RUN_COMMAND = """
import sys
sys.argv = ["glassnet", {argument!r}]
from glassnet.cli import main
try:
    code = main()
except SystemExit as stop:
    code = stop.code
if code:
    sys.exit(code)
"""


def modules_after(code: str, language: str = "en") -> set[str]:
    """The modules that a fresh interpreter has loaded after some code."""
    environment = os.environ | {"PYTHONPATH": str(SOURCE), "GLASSNET_LANG": language}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code + REPORT_MODULES],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def added_by(code: str, language: str = "en") -> set[str]:
    """The modules that the code itself loaded; an environment's .pth files may load some first."""
    return modules_after(code, language) - modules_after("pass")


def loaded(forbidden: frozenset[str], modules: set[str]) -> list[str]:
    """The forbidden modules among those that are loaded."""
    return sorted(name for name in forbidden if name in modules)


def test_package_alone_loads_nothing_heavy() -> None:
    modules = added_by("import glassnet")
    assert loaded(HEAVY | {"numpy"}, modules) == []


def test_everything_that_trains_loads_numpy_and_nothing_heavier() -> None:
    modules = added_by("import glassnet as gn\ngn.Model\ngn.Network\ngn.Dense\ngn.SGD")
    assert loaded(HEAVY - {"msgspec", "safetensors"}, modules) == []


@pytest.mark.parametrize("part", ["core", "ops", "nn"])
def test_meaning_needs_no_numpy(part: str) -> None:
    folder = SOURCE / "glassnet" / part
    names = [
        "glassnet." + ".".join(path.relative_to(SOURCE / "glassnet").with_suffix("").parts)
        for path in sorted(folder.rglob("*.py"))
    ]
    code = "\n".join(f"import {name.removesuffix('.__init__')}" for name in names)
    modules = added_by(code)
    outside = {
        name
        for name in modules
        if name.partition(".")[0] not in sys.stdlib_module_names | {"glassnet"}
    }
    assert outside == set()
    assert not any(name.startswith("glassnet.executors") for name in modules)


def test_public_names_without_arrays_need_no_numpy() -> None:
    code = "import glassnet as gn\nprint(gn.Network(2, [gn.Dense(1)], loss='squared_error'))"
    assert loaded(frozenset({"numpy"}), added_by(code)) == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_first_commands_need_no_numpy(argument: str, language: str) -> None:
    modules = added_by(RUN_COMMAND.format(argument=argument), language)
    assert loaded(frozenset({"numpy", *HEAVY}) - {"click"}, modules) == []


def test_this_test_sees_what_is_loaded() -> None:
    assert loaded(HEAVY, added_by("import safetensors")) == ["safetensors"]
    with pytest.raises(AssertionError, match="no_such_module"):
        modules_after("import no_such_module")


def test_an_op_made_before_anything_else_is_not_built_in() -> None:
    """Its name can be given again, and a built-in one cannot be taken."""
    modules_after(
        "import glassnet as gn\n"
        "bump = gn.elementwise('bump', 'z', lambda z: gn.math.exp(-z * z))\n"
        "gn.Dense(2, bump)\n"
        "assert gn.Dense(2, gn.elementwise('bump', 'z', lambda z: z * z)).activation == 'bump'"
    )
    modules_after(
        "import glassnet as gn\n"
        "try: gn.elementwise('tanh', 'z', lambda z: z)\n"
        "except gn.GlassnetError as error: assert 'exists already' in str(error)\n"
        "else: raise SystemExit(1)\n"
        "gn.Dense(2, 'tanh')"
    )
