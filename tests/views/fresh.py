"""Runs scripts in an interpreter that has not seen glassnet."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

DRIVER = """
import contextlib, io, json, runpy, sys
assert not any(name.startswith("glassnet") for name in sys.modules)
said = []
for script, out in json.loads(sys.argv[1]):
    sys.argv = [script, "--save", out]
    stream = io.StringIO()
    with contextlib.redirect_stdout(stream):
        runpy.run_path(script, run_name="__main__")
    said.append(stream.getvalue())
assert not any(name.startswith("glassnet") for name in sys.modules)
print(json.dumps(said))
"""


def clean_environment() -> dict[str, str]:
    """The environment without a way to glassnet."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}


def run_scripts(texts: Sequence[str], folder: Path) -> tuple[list[str], list[Path]]:
    """What each script prints, and the file with the parameters that it saves."""
    pairs = []
    for number, text in enumerate(texts):
        script = folder / f"script{number}.py"
        script.write_text(text, encoding="utf-8")
        pairs.append((str(script), str(folder / f"params{number}.npz")))
    done = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-c", DRIVER, json.dumps(pairs)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**clean_environment(), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), [Path(out) for _script, out in pairs]
