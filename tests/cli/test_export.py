"""`glassnet export`: a script that repeats the run."""

import subprocess
import sys
from pathlib import Path

import numpy as np

from cli.calling import Caller
from glassnet.training.runs import Run


def test_script_gives_the_same_parameters(call: Caller) -> None:
    call("train", "moons", "--epochs", "3", "--out", "run")
    result = call("export", "run", "--to", "numpy", "--out", "moons.py")
    assert (result.code, result.err) == (0, "")
    assert "moons.py" in result.out
    words = [sys.executable, "-I", "moons.py", "--save", "out.npz"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    expected = Run.open("run").model.params
    with np.load("out.npz") as saved:
        assert all(np.array_equal(saved[name], value) for name, value in expected.items())


def test_script_is_printed_without_a_file(call: Caller) -> None:
    call("train", "xor", "--epochs", "2", "--out", "run")
    result = call("export", "run")
    assert "Z1 = A0 @ W1 + b1" in result.out
    compile(result.out, "script", "exec")
    assert "Z1 = W1 @ A0 + b1" in call("export", "run", "--layout", "columns").out


def test_file_that_cannot_be_written(call: Caller) -> None:
    call("train", "xor", "--epochs", "2", "--out", "run")
    for out in ("no/such/folder.py", "run"):
        result = call("export", "run", "--out", out)
        assert (result.code, result.errors(), result.out) == (2, 1, "")
    assert not Path("no").exists()


def test_file_that_exists_is_kept_unless_forced(call: Caller) -> None:
    call("train", "xor", "--epochs", "2", "--out", "run")
    mine = Path("mine.py")
    mine.write_text("precious", encoding="utf-8")
    result = call("export", "run", "--out", "mine.py")
    assert (result.code, result.errors(), mine.read_text("utf-8")) == (2, 1, "precious")
    assert "--force" in result.err
    assert call("export", "run", "--out", "mine.py", "--force").code == 0
    assert "W1" in mine.read_text("utf-8")
