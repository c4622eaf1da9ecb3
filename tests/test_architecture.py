"""The rules of the house hold, and each of them is able to fail."""

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest

import architecture
from architecture import PACKAGE, ROOT, Source
from layers import FOUNDATION, LAYERS, WHOLE_PACKAGE

Rule = Callable[[Source], Iterator[str]]
OP_NAMES = architecture.op_names(PACKAGE)

RULES: dict[str, Rule] = {
    "import direction": architecture.import_direction,
    "file name": architecture.file_name,
    "size": architecture.size,
    "no code from data": architecture.no_code_from_data,
    "no print": architecture.no_print,
    "no op by name": architecture.ops_by_name(OP_NAMES),
}


@pytest.mark.parametrize("rule", RULES)
def test_package_obeys(rule: str) -> None:
    found = [text for source in architecture.sources(PACKAGE) for text in RULES[rule](source)]
    assert not found, "\n" + "\n".join(found)


def test_files_are_free_of_private_words() -> None:
    found = list(architecture.private_words(ROOT))
    assert not found, "\n" + "\n".join(found)


def said(rule: Rule, text: str, place: str) -> list[str]:
    return list(rule(Source(PurePosixPath(place), text)))


def test_layers_point_inward() -> None:
    """A row may import only rows above it, so the table itself has no circle."""
    order = list(LAYERS)
    for name, layer in LAYERS.items():
        above = set(order[: order.index(name)]) | {WHOLE_PACKAGE}
        below_cli = {"cli"} if name == "__main__" else set()
        assert layer.parts <= above | below_cli, name
    assert not any(LAYERS[name].parts for name in FOUNDATION | {"core"})


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("core/check.py", "from glassnet.nn.network import Network"),
        ("core/check.py", "import glassnet.ops"),
        ("core/check.py", "from .. import ops"),
        ("core/check.py", "from ..ops import relu"),
        ("core/check.py", "def f():\n    from glassnet.ops import relu"),
        ("core/check.py", "import numpy as np"),
        ("ops/relu.py", "import numpy as np"),
        ("ops/relu.py", "from glassnet.nn import network"),
        ("nn/layers.py", "from numpy import ndarray"),
        ("nn/layers.py", "from glassnet.executors import reference"),
        ("executors/reference.py", "from glassnet.views import text"),
        ("executors/reference.py", "import scipy"),
        ("views/text.py", "from glassnet.executors import reference"),
        ("views/text.py", "import rich"),
        ("views/text.py", "import onnx"),
        ("data/moons.py", "def f():\n    import onnx"),
        ("data/moons.py", "from glassnet.training import loop"),
        ("training/loop.py", "from glassnet.cli import main"),
        ("training/loop.py", "import click"),
        ("training/loop.py", "import glassnet as gn"),
        ("training/loop.py", "from glassnet import Network"),
        ("model.py", "from glassnet.training import loop"),
        ("report/page.py", "from glassnet.tutorials import first"),
        ("tutorials/first.py", "from glassnet.cli import main"),
        ("__init__.py", "from glassnet.nn import Network"),
        ("errors.py", "from glassnet.core import op"),
        ("extras/new.py", "import os"),
    ],
)
def test_outward_import_is_refused(place: str, line: str) -> None:
    (text,) = said(architecture.import_direction, line, place)
    assert text.startswith(f"src/glassnet/{place}")
    assert place.split("/")[0].removesuffix(".py") in text


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("core/check.py", "import math\nfrom glassnet.errors import ShapeError\nfrom . import op"),
        ("ops/relu.py", "from glassnet.core.op import elementwise"),
        ("views/text.py", "import numpy\nfrom glassnet.nn.network import Network"),
        ("views/text.py", "def f():\n    from onnx import helper"),
        ("data/moons.py", "from glassnet.executors.random import normal"),
        ("training/loop.py", "from glassnet import errors, views"),
        ("model.py", "def train():\n    from glassnet.training.loop import train"),
        ("model.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n"
         "    from glassnet.training.runs import Run"),
        ("__init__.py", "def __getattr__(name):\n    from glassnet.nn import Network"),
        ("tutorials/first.py", "import glassnet as gn"),
        ("cli/train.py", "import click\nfrom glassnet import Network\nimport glassnet.report"),
    ],
)  # fmt: skip
def test_inward_import_is_allowed(place: str, line: str) -> None:
    assert said(architecture.import_direction, line, place) == []


@pytest.mark.parametrize("place", ["views/utils.py", "nn/common/x.py", "data/csv_helpers.py"])
def test_drawer_for_odds_and_ends_is_refused(place: str) -> None:
    assert len(said(architecture.file_name, "", place)) == 1


def test_long_file_is_refused() -> None:
    lines = architecture.FILE_LINES
    assert said(architecture.size, "\n" * lines, "nn/x.py") == []
    assert len(said(architecture.size, "\n" * (lines + 1), "nn/x.py")) == 1


def test_long_function_is_refused_but_not_for_its_docstring() -> None:
    statements = "    x = 1\n" * (architecture.FUNCTION_LINES - 1)
    docstring = '    """Say.\n\n    More.\n    """\n'
    assert said(architecture.size, "def f():\n" + statements, "nn/x.py") == []
    assert said(architecture.size, "def f():\n" + docstring + statements, "nn/x.py") == []
    (text,) = said(
        architecture.size, "def f():\n" + docstring + statements + "    x = 1", "nn/x.py"
    )
    assert "f has 46 lines" in text


@pytest.mark.parametrize(
    "line",
    [
        "import pickle",
        "from shelve import open",
        "import yaml",
        "def f():\n    import marshal",
        "eval('1')",
        "exec('x = 1')",
        "compile('1', '', 'eval')",
        "__import__('os')",
        "np.load(path, allow_pickle=True)",
        "np.load(path, allow_pickle=trust)",
    ],
)
def test_code_from_data_is_refused(line: str) -> None:
    assert len(said(architecture.no_code_from_data, line, "training/runs.py")) == 1


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("exec(compile('x = 1', '', 'exec'))", "executors/reference.py"),
        ("re.compile('x')", "data/csv.py"),
        ("np.load(path, allow_pickle=False)", "data/npy.py"),
    ],
)
def test_compiling_equations_is_allowed(line: str, place: str) -> None:
    assert said(architecture.no_code_from_data, line, place) == []


def test_print_is_refused_outside_the_command_line() -> None:
    assert len(said(architecture.no_print, "print('x')", "training/loop.py")) == 1
    assert said(architecture.no_print, "print('x')", "cli/train.py") == []
    assert said(architecture.no_print, "SCRIPT = 'print(x)'", "views/numpy_script.py") == []


def test_op_name_is_refused_in_executors_and_training(tmp_path: Path) -> None:
    (tmp_path / "ops").mkdir()
    (tmp_path / "ops" / "relu.py").write_text('r = elementwise("relu_slope", lambda z: z)')
    names = architecture.op_names(tmp_path)
    assert names == {"relu", "relu_slope"}
    rule = architecture.ops_by_name(names)
    for name in sorted(names):
        assert len(said(rule, f"if op.name == '{name}': pass", "executors/reference.py")) == 1
        assert len(said(rule, f"if op.name == '{name}': pass", "training/loop.py")) == 1
        assert said(rule, f"Dense(3, '{name}')", "nn/layers.py") == []
    assert said(rule, '"""The slope of relu."""', "executors/reference.py") == []


@pytest.mark.parametrize(
    "word", ["/wo" + "rk/main", "/tm" + "p/x", "/ho" + "me/ann/x", "https://py" + "pi.org/simple"]
)
def test_private_word_is_refused(tmp_path: Path, word: str) -> None:
    (tmp_path / "notes.md").write_text(f"first\nsee {word}\n")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "x.py").write_text(word)
    (text,) = architecture.private_words(tmp_path)
    assert text.startswith("notes.md:2")


def test_public_address_is_no_private_word(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("https://example.org/home/page and a/usr/b and ~/x\n")
    assert list(architecture.private_words(tmp_path)) == []
