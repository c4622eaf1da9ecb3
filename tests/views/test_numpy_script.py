"""Exported scripts: what is in them, and the trainings that end in unusual ways."""

import ast
import io
import os
import re
import stat
import tokenize
import warnings

import numpy as np
import pytest
from fresh import run_scripts
from random_runs import random_run
from test_script_runs import differences

import glassnet as gn
from glassnet.core.rows import definitions, row
from glassnet.data import Scaler
from glassnet.errors import GlassnetWarning, RunError, SettingError
from glassnet.executors import reference
from glassnet.locales import set_language, width
from glassnet.views import export
from glassnet.views.numpy_script import arrays as script_arrays
from glassnet.views.numpy_script.script import numpy_script

XOR = ([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0])


def xor_run(**settings):
    net = gn.Network(2, [gn.Dense(3, "tanh"), gn.Dense(1, "sigmoid")], loss="bce")
    return gn.Model(net, seed=1).train(*XOR, **{"epochs": 20, **settings})


def cloud(m: int = 30) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(m, 3))
    return X, (X.sum(axis=1, keepdims=True) > 0).astype(float)


def test_the_rows_are_the_lines_that_the_executor_compiles():
    for seed in range(12):
        run = random_run(seed)
        text = numpy_script(run)
        size = run.settings.batch_size or len(run.X)
        derivation = run.derivation(size)
        program = reference.source(derivation, ["L"])
        for equation in derivation.equations:
            line = f"    {row(equation, 'numpy')}\n"
            assert line in program
            assert line in text


def test_a_script_imports_numpy_and_the_standard_library_alone():
    for seed in range(12):
        tree = ast.parse(numpy_script(random_run(seed)))
        modules = {
            name.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in getattr(node, "names", [])
        }
        assert modules <= {"os", "argparse", "numpy", "base64", "zlib", "Path"}


def prose(text: str) -> list[str]:
    """Comments, docstrings and printed sentences of a script."""
    tree = ast.parse(text)
    said = [
        ast.get_docstring(node) or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.Module)
    ]
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and not token.string.startswith("#: "):
            said.append(token.string[2:])
        if token.type in (tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", -1)):
            said += re.findall(r"[a-z]{4,} [a-z]{2,} [a-z]{2,}", token.string)
    return [each for each in said if each]


def test_every_sentence_of_a_script_is_in_the_users_language():
    phases = {"forward", "loss", "backward", "update"}  # their catalogue is the equations' own
    set_language("zh")
    for seed in range(40):
        for said in prose(numpy_script(random_run(seed))):
            assert re.search("[\u4e00-\u9fff]", said) or said in phases, said


@pytest.mark.parametrize("language", ["en", "zh"])
def test_only_equations_are_wider_than_a_page(language):
    set_language(language)
    for seed in range(20):
        run = random_run(seed)
        size = run.settings.batch_size or len(run.X)
        derivation = run.derivation(size)
        whole = {row(equation, "numpy") for equation in derivation.equations}
        whole |= {line.strip() for text in definitions(derivation) for line in text.splitlines()}
        for line in numpy_script(run).splitlines():
            assert width(line) <= 100 or line.strip() in whole, line


def test_a_run_that_went_back_to_its_best_epoch(tmp_path):
    X, Y = cloud()
    net = gn.Network(3, [gn.Dense(6, "tanh"), gn.Dense(1, "sigmoid")], loss="bce")
    stop = gn.EarlyStopping(patience=3)
    run = gn.Model(net, seed=3).train(
        X, Y, epochs=300, batch_size=4, validation=0.3, optimizer=gn.SGD(2.0), early_stopping=stop
    )
    assert run.stopped[0] == "early stopping"
    assert run.best is not None
    assert run.best[1] < run.steps
    text = numpy_script(run)
    _said, saved = run_scripts([text], tmp_path)
    assert differences(run, saved[0]) == []
    assert f"after {run.steps} of " in text
    assert "val_loss had not become better for 3 epochs" in text


def test_a_run_that_ended_within_an_epoch(tmp_path):
    X, Y = cloud(40)
    net = gn.Network(3, [gn.Dense(4, "relu"), gn.Dense(1)])
    model = gn.Model(net, seed=3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", GlassnetWarning)
        run = model.train(X, Y * 1e3, epochs=50, batch_size=3, optimizer=gn.SGD(0.9))
    assert run.stopped[0] == "not finite"
    assert run.steps % 14
    _said, saved = run_scripts([numpy_script(run)], tmp_path)
    assert differences(run, saved[0]) == []


def test_a_run_without_any_update(tmp_path):
    run = xor_run(epochs=0)
    _said, saved = run_scripts([numpy_script(run)], tmp_path)
    assert differences(run, saved[0]) == []


def test_the_losses_that_are_printed_are_those_of_the_history(tmp_path):
    X, Y = cloud()
    net = gn.Network(3, [gn.Dense(4, "tanh"), gn.Dense(1)], penalty=gn.L2(0.01))
    run = gn.Model(net).train(X, Y, epochs=25, batch_size=8, schedule="step")
    said, _saved = run_scripts([numpy_script(run)], tmp_path)
    shown = re.findall(r"epoch +(\d+)   loss (\S+)", said[0])
    assert len(shown) == 14
    assert shown[-1][0] == "25"
    for epoch, loss in shown:
        assert loss == f"{run.history['loss'][int(epoch) - 1]:.6g}"


@pytest.mark.parametrize("kind", ["standard", "minmax", "symmetric", "margin"])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_a_scaled_run_shows_how_new_examples_are_scaled(tmp_path, kind, dtype):
    X, Y = cloud()
    raw = X * [1.0, 50.0, 1e-3] + 7
    scaler = Scaler(kind).fit(raw)
    net = gn.Network(3, [gn.Dense(4, "tanh"), gn.Dense(1)])
    model = gn.Model(net, dtype=dtype)
    run = model.train(scaler.apply(raw), Y, epochs=3, scaler=scaler)
    new = raw[:4] * 1.1
    text = numpy_script(run) + (
        f"(answers,) = forward(A0=scaled({new.tolist()}), **params)\n"
        "np.savez(arguments.save, **params, answers=answers)\n"
    )
    _said, saved = run_scripts([text], tmp_path)
    with np.load(saved[0]) as found:
        assert found["answers"].tobytes() == run.predict(new).tobytes()


def test_large_arrays_are_packed_at_the_end(tmp_path):
    X = np.random.default_rng(0).normal(size=(900, 5))
    net = gn.Network(5, [gn.Dense(30, "relu"), gn.Dense(2)])
    for dtype in ("float64", "float32"):
        run = gn.Model(net, dtype=dtype).train(X, X[:, :2], epochs=2, batch_size=100)
        text = numpy_script(run)
        assert 'X = unpacked("X", (900, 5)' in text
        assert text.index("#: X ") > text.index("for epoch in range(2):")
        _said, saved = run_scripts([text], tmp_path)
        assert differences(run, saved[0]) == []


def test_very_many_learning_rates_are_packed(tmp_path):
    run = xor_run(epochs=2500, schedule=gn.Cosine())
    text = numpy_script(run)
    assert 'rates = unpacked("rates", (2500,)' in text
    _said, saved = run_scripts([text], tmp_path)
    assert differences(run, saved[0]) == []


def test_a_run_from_its_folder_gives_the_same_script(tmp_path):
    X, Y = cloud()
    net = gn.Network(3, [gn.Dense(4, "tanh"), gn.Dense(1, "sigmoid")], loss="bce")
    how = {"schedule": gn.ReduceOnPlateau(patience=1), "optimizer": gn.SGD(5.0), "batch_size": 8}
    run = gn.Model(net).train(X, Y, epochs=12, folder=tmp_path / "run", **how)
    assert len(set(run.history["lr"])) > 1
    assert numpy_script(gn.Run.open(tmp_path / "run")) == numpy_script(run)


def test_no_name_from_a_file_becomes_code(tmp_path):
    run = xor_run()
    run.engine = 'fast"""\nraise SystemExit("this ran")\n"""\\'
    tree = ast.parse(numpy_script(run))
    assert not any(isinstance(node, ast.Raise) for node in ast.walk(tree))
    assert "this ran" in (ast.get_docstring(tree) or "")
    _said, saved = run_scripts([numpy_script(run)], tmp_path)
    assert differences(run, saved[0]) == []


def test_very_large_arrays_lie_beside_the_script(tmp_path, monkeypatch):
    X = np.random.default_rng(0).normal(size=(900, 5))
    run = gn.Model(gn.Network(5, [gn.Dense(2)])).train(X, X[:, :2], epochs=2)
    monkeypatch.setattr(export, "MOST_PACKED", 1000)
    files = export.save_numpy_script(run, tmp_path / "big.py")
    assert [file.name for file in files] == ["big.py", "big.npz"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["big.npz", "big.py"]
    text = files[0].read_text("utf-8")
    assert len(text) < 10_000
    (tmp_path / "run").mkdir()
    files[1].rename(tmp_path / "run" / "big.npz")
    _said, saved = run_scripts([text], tmp_path / "run")
    assert differences(run, saved[0]) == []


def test_the_columns_form_agrees_up_to_rounding(tmp_path):
    # Optimizers that divide by the size of a gradient would enlarge rounding without bound.
    smooth = ("sgd", "momentum", "nesterov")
    runs = [random_run(seed) for seed in range(60)]
    runs = [run for run in runs if run.settings.optimizer.name in smooth]
    runs = [run for run in runs if run.plan.dtype == "float64"]
    assert len(runs) > 8
    _said, saved = run_scripts([numpy_script(run, layout="columns") for run in runs], tmp_path)
    for run, file in zip(runs, saved, strict=True):
        with np.load(file) as found:
            for name, value in run.model.params.items():
                np.testing.assert_allclose(found[name].T.reshape(value.shape), value, atol=1e-9)


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e-320, 1e22, -0.0, 0.0, 5.0, -7.0, 2.0**60])
def test_numbers_read_back_to_the_same_bits(value):
    for kind in (np.float64, np.float32):
        number = kind(value)
        again = kind(eval(script_arrays.number_code(number)))
        assert again.tobytes() == number.tobytes()


def test_random_float32_numbers_read_back_to_the_same_bits():
    bits = np.random.default_rng(0).integers(0, 2**32, 20_000, dtype=np.uint32)
    numbers = bits.view(np.float32)
    for number in numbers[np.isfinite(numbers)]:
        again = np.float32(eval(script_arrays.number_code(number)))
        assert again.tobytes() == number.tobytes()


@pytest.mark.parametrize(
    "settings",
    [
        {"schedule": gn.ReduceOnPlateau()},
        {"early_stopping": gn.EarlyStopping(patience=3, monitor="loss")},
        {"stop_at": gn.StopAt(loss=0.1)},
    ],
)
def test_what_depends_on_the_training_needs_a_run(settings):
    model = gn.Model(gn.Network(2, [gn.Dense(1)]))
    with pytest.raises(SettingError, match="only after training"):
        numpy_script(model, X=XOR[0], Y=XOR[1], **settings)


def test_a_model_needs_data_and_a_run_has_its_own():
    with pytest.raises(SettingError, match="needs data"):
        numpy_script(gn.Model(gn.Network(2, [gn.Dense(1)])))
    with pytest.raises(SettingError, match="its own data"):
        numpy_script(xor_run(), epochs=3)


def test_exporting_changes_nothing_of_the_model():
    model = gn.Model(gn.Network(2, [gn.Dense(1)]))
    before = {name: value.copy() for name, value in model.params.items()}
    numpy_script(model, X=XOR[0], Y=XOR[1], epochs=50)
    for name, value in model.params.items():
        assert np.array_equal(value, before[name])


def test_a_file_that_cannot_be_written_says_so_and_leaves_the_old_one(tmp_path):
    target = tmp_path / "taken"
    target.mkdir()
    for path in (target, tmp_path / "absent" / "x.py"):
        with pytest.raises(RunError, match="cannot be written"):
            export.save_numpy_script(xor_run(), path)
    assert [each.name for each in tmp_path.iterdir()] == ["taken"]


def test_only_those_whom_the_umask_allows_may_read_a_script(tmp_path):
    before = os.umask(0o077)
    try:
        (path,) = export.save_numpy_script(xor_run(), tmp_path / "xor.py")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_script_by_itself_names_its_options(tmp_path):
    text = numpy_script(xor_run())
    assert text.startswith('"""A 2-3-1 network and its training, equation by equation.\n')
    assert "optimizer  SGD(lr=0.1)\n" in text
    assert "training   20 epochs, all 4 examples at once\n" in text
