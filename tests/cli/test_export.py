"""`glassnet export`: a script that repeats the run."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from cli.calling import Caller, widest
from glassnet.cli import exporting
from glassnet.cli.export_formats import FORMATS
from glassnet.cli.exporting import products
from glassnet.training.runs import Run


def test_script_gives_the_same_parameters(call: Caller) -> None:
    call("train", "moons", "--epochs", "3", "--out", "run")
    result = call("export", "run", "--format", "numpy", "--out", "moons.py")
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


def test_a_script_of_plain_loops_says_how_long_it_takes(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("train", "moons", "--epochs", "2", "--layers", "3 tanh, 1", "--out", "run")
    run = Run.open("run")
    assert products(run) == 2 * len(run.X) * (2 * 2 * 3 + 3 * 3 * 1)
    assert call("export", "run", "--format", "numpy-scalar", "--out", "a.py").err == ""
    monkeypatch.setattr(exporting, "PRODUCTS_PER_SECOND", products(run) / 90)
    slow = call("export", "run", "--format", "numpy-scalar", "--out", "b.py")
    assert "takes about 1 min 30 s" in " ".join(slow.err.split())
    assert "--format numpy" in slow.err
    assert call("export", "run", "--format", "numpy", "--out", "c.py").err == ""


def test_a_long_script_in_a_terminal_says_how_to_keep_it(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("train", "xor", "--epochs", "2", "--out", "run")
    monkeypatch.setattr(exporting, "LONG", 20)
    assert call("export", "run").err == ""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert "--out FILE writes them to a file" in call("export", "run").err


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


def test_onnx_answers_raw_inputs_as_the_run_does(call: Caller) -> None:
    runtime = pytest.importorskip("onnxruntime", reason="the package onnxruntime is missing")
    call("train", "moons", "--epochs", "3", "--scale", "standard", "--out", "run")
    result = call("export", "run", "--format", "onnx")
    assert (result.code, result.err) == (0, "")
    assert "run.onnx" in result.out
    run = Run.open("run")
    X = np.random.default_rng(0).normal(size=(6, 2)).astype(run.model.dtype)
    session = runtime.InferenceSession("run.onnx", providers=["CPUExecutionProvider"])
    label, probabilities = session.run(None, {"X": X})
    assert np.abs(probabilities - run.predict(X)).max() < 1e-6
    assert np.array_equal(label, (probabilities[:, 0] >= 0.5).astype(int))
    again = call("export", "run", "--format", "onnx")
    assert (again.code, again.errors()) == (2, 1)
    assert "run.onnx" in again.err
    assert call("export", "run", "--format", "onnx", "--force").code == 0


def test_a_format_without_layouts_says_so(call: Caller) -> None:
    call("train", "xor", "--epochs", "2", "--out", "run")
    result = call("export", "run", "--format", "onnx", "--layout", "columns")
    assert (result.code, result.errors()) == (2, 1)
    assert "numpy" in result.err
    assert not Path("run.onnx").exists()


def test_the_first_name_of_the_option_still_works(call: Caller) -> None:
    call("train", "xor", "--epochs", "2", "--out", "run")
    assert call("export", "run", "--to", "numpy").out == call("export", "run").out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_lists_every_format(call: Caller, language: str) -> None:
    shown = call("export", "--help", "--lang", language).out
    assert all(f"  {name}  " in shown for name in FORMATS)
    assert widest(shown) <= 80


def test_every_format_names_functions_that_exist() -> None:
    from glassnet.views import export

    for each in FORMATS.values():
        assert each.text or each.save
        assert all(hasattr(export, name) for name in (each.text, each.save) if name)


def test_pytorch_script_runs_and_says_that_it_repeats_the_run(call: Caller) -> None:
    pytest.importorskip("torch", reason="the package torch is missing")
    call("train", "moons", "--epochs", "3", "--out", "run")
    for layout in ("rows", "columns"):
        words = ("--format", "torch", "--layout", layout, "--out", "moons.py", "--force")
        result = call("export", "run", *words)
        assert (result.code, result.err) == (0, "")
        words = [sys.executable, "-I", "moons.py"]
        done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        assert "every parameter is the run's, within" in done.stdout
        assert "end at the same parameters, within" in done.stdout
