"""What a PyTorch script contains, whatever the run, and the words that it says."""

import ast
import re

import numpy as np
import pytest
from fresh import run_scripts
from random_runs import random_run
from test_numpy_script import cloud, prose, xor_run
from torch_runs import outcomes

import glassnet as gn
from glassnet.data import Scaler
from glassnet.data.split import split_indices
from glassnet.errors import RunError, SettingError
from glassnet.locales import set_language, width
from glassnet.views import export
from glassnet.views.numpy_script.script import numpy_script
from glassnet.views.torch_script.functions import torch_row
from glassnet.views.torch_script.script import torch_script

pytest.importorskip("torch", reason="the package torch is missing")

HEADINGS = [
    "1. Normalise the data",
    "2. Build the model",
    "3. Choose the loss",
    "4. Train",
    "5. Test",
]


def body(text: str, name: str = "train_step") -> list[str]:
    """The statements of a function of a script, but for its return."""
    (found,) = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.name == name
        if node.args.args[0].arg != "self"
    ]
    return [ast.unparse(node) for node in found.body[:-1]]


def in_numpy(line: str) -> str:
    """A row of PyTorch said in NumPy, by a rule of its own."""
    line = line.replace("torch.amax", "np.max").replace("torch.", "np.")
    line = line.replace("keepdim=", "keepdims=").replace("dim=", "axis=")
    return re.sub(r"(?<![\w.])f\((-?[\d.e-]+)\)", r"\1", line)


@pytest.mark.parametrize("layout", ["rows", "columns"])
def test_the_rows_are_those_of_the_numpy_script_in_the_same_order(layout):
    for seed in range(40):
        run = random_run(seed)
        for name in ("train_step", "forward"):
            ours = body(numpy_script(run, layout=layout), name)
            theirs = body(torch_script(run, layout=layout), name)
            plain = [re.sub(r"(?<![\w.])f\((-?[\d.e-]+)\)", r"\1", line) for line in ours]
            assert [in_numpy(line) for line in theirs] == plain


def test_a_script_imports_pytorch_numpy_and_the_standard_library_alone():
    for seed in range(20):
        tree = ast.parse(torch_script(random_run(seed)))
        modules = {
            node.module if isinstance(node, ast.ImportFrom) else name.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in node.names
        }
        assert modules <= {"argparse", "copy", "numpy", "torch", "base64", "zlib", "pathlib"}


def test_every_sentence_of_a_script_is_in_the_users_language():
    phases = {"forward", "loss", "backward", "update"}  # their catalogue is the equations' own
    set_language("zh")
    for seed in range(40):
        for said in prose(torch_script(random_run(seed))):
            if not re.fullmatch(r"[-=]+|(\w+(, )?)+", said):
                assert re.search("[\u4e00-\u9fff]", said) or said in phases, said


@pytest.mark.parametrize("language", ["en", "zh"])
def test_only_equations_are_wider_than_a_page(language):
    set_language(language)
    for seed in range(30):
        run = random_run(seed)
        derivation = run.derivation(run.settings.batch_size or len(run.X))
        whole = {torch_row(equation) for equation in derivation.equations}
        for line in torch_script(run).splitlines():
            short = line.strip().startswith(("return t * ", "return torch."))
            assert width(line) <= 100 or line.strip() in whole or short, line


def test_digits_are_a_complete_training_in_five_steps(tmp_path):
    X, Y = gn.datasets.load("digits")
    train, held = split_indices(Y, 0.2, 0, True)
    scaler = Scaler("minmax", together=True).fit(X[train])
    net = gn.Network(64, [gn.Dense(32, "relu"), gn.Dense(10, "softmax")], loss="cross_entropy")
    run = gn.Model(net, seed=0).train(
        scaler.apply(X[train]),
        Y[train],
        epochs=5,
        batch_size=32,
        optimizer=gn.Adam(0.005),
        validation=(scaler.apply(X[held]), Y[held]),
        scaler=scaler,
    )
    text = torch_script(run)
    places = [text.index(f"\n# {heading}\n# ---") for heading in HEADINGS]
    assert places == sorted(places)
    normalise, build, loss, train_, test = (
        text[first:last] for first, last in zip(places, [*places[1:], None], strict=True)
    )
    assert "X = normalised(raw)" in normalise
    assert '"|u1"' in normalise  # ink is counted in whole numbers, so the raw pixels are kept
    assert "nn.Sequential(\n    nn.Linear(64, 32),  # W1, b1\n    nn.ReLU(), " in build
    assert "criterion = nn.CrossEntropyLoss()" in loss
    assert "torch.optim.Adam(model.parameters(), lr=lr" in loss
    assert "error.backward()\n        optimizer.step()" in train_
    assert "test_X" in test
    (found,) = outcomes([run], tmp_path)
    assert max(found.equations, found.own) <= 1e-9
    right, count, share, known = re.search(
        r"test: (\d+) of (\d+) right \((.*)%\); in the run: (.*)%", found.said
    ).groups()
    assert int(count) == len(held)
    assert int(right) / int(count) > 0.9
    assert share == known == f"{100 * run.history['val_accuracy'][-1]:.1f}"


@pytest.mark.parametrize("kind", ["standard", "minmax", "symmetric", "margin"])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_new_examples_are_normalised_as_in_the_run(tmp_path, kind, dtype):
    X, Y = cloud()
    for raw in (X * [1.0, 50.0, 1e-3] + 7, np.rint(X * 40)):
        scaler = Scaler(kind).fit(raw)
        net = gn.Network(3, [gn.Dense(4, "tanh"), gn.Dense(1)])
        run = gn.Model(net, dtype=dtype).train(scaler.apply(raw), Y, epochs=3, scaler=scaler)
        new = raw[:4] * 1.1
        text = torch_script(run) + (
            f"outputs = model(normalised({new.tolist()})).detach().numpy()\n"
            "np.savez(arguments.save, X=X.numpy(), Y=Y.numpy(), outputs=outputs)\n"
        )
        _said, saved = run_scripts([text], tmp_path)
        with np.load(saved[0]) as found:
            assert found["X"].tobytes() == run.X.tobytes()
            assert found["Y"].tobytes() == run.Y.tobytes()
            limit = 1e-12 if dtype == "float64" else 1e-5
            assert np.allclose(found["outputs"], run.predict(new), rtol=limit, atol=limit)


def test_whole_numbers_are_kept_as_they_were():
    X, Y = cloud()
    raw = np.rint(X * 40)
    scaler = Scaler("standard").fit(raw)
    net = gn.Network(3, [gn.Dense(1)])
    text = torch_script(gn.Model(net).train(scaler.apply(raw), Y, epochs=1, scaler=scaler))
    assert f"[{raw[0, 0]:.0f}, {raw[0, 1]:.0f}, {raw[0, 2]:.0f}]" in text
    assert "dtype=torch.int64" in text


def test_targets_in_their_own_units(tmp_path):
    X, Y = cloud()
    unit = Scaler("standard").fit(Y * 1000)
    net = gn.Network(3, [gn.Dense(1)])
    run = gn.Model(net).train(X, unit.apply(Y * 1000), epochs=3, target_scaler=unit)
    text = torch_script(run) + "np.savez(arguments.save, Y=in_units(Y).numpy())\n"
    _said, saved = run_scripts([text], tmp_path)
    with np.load(saved[0]) as found:
        assert np.allclose(found["Y"], Y * 1000)


def test_the_model_form_is_the_run_that_it_would_give(tmp_path):
    X, Y = gn.datasets.load("moons", n=40)
    layers = [gn.Dense(5, "relu"), gn.Dense(2, "softmax")]
    settings = {"epochs": 7, "batch_size": 16, "optimizer": gn.Adam(0.01), "seed": 4}
    model = gn.Model(gn.Network(2, layers, loss="cross_entropy"), seed=2)
    text = torch_script(model, X=X, Y=Y, **settings, schedule=gn.Cosine())
    run = model.train(X, Y, **settings, schedule=gn.Cosine())
    said, saved = run_scripts([text, torch_script(run)], tmp_path)
    assert saved[0].read_bytes() == saved[1].read_bytes()
    assert "the run" not in said[0]
    assert "end at the same parameters" in said[0]


def test_large_arrays_are_packed_or_stand_beside_the_script(tmp_path, monkeypatch):
    X = np.random.default_rng(0).normal(size=(900, 5))
    net = gn.Network(5, [gn.Dense(30, "relu"), gn.Dense(2)])
    run = gn.Model(net, dtype="float32").train(X, X[:, :2], epochs=2, batch_size=100)
    assert [path.name for path in export.save_torch_script(run, tmp_path / "a.py")] == ["a.py"]
    monkeypatch.setattr(export, "MOST_PACKED", 1000)
    files = export.save_torch_script(run, tmp_path / "script0.py")
    assert [path.name for path in files] == ["script0.py", "script0.npz"]
    packed = (tmp_path / "a.py").read_text(encoding="utf-8")
    beside = files[0].read_text(encoding="utf-8")
    assert len(beside) < len(packed) / 3
    said, saved = run_scripts([beside, packed], tmp_path)
    assert said[0] == said[1]
    assert saved[0].read_bytes() == saved[1].read_bytes()


def test_what_cannot_be_written_is_refused(tmp_path):
    with pytest.raises(RunError):
        export.save_torch_script(xor_run(), tmp_path / "no" / "folder.py")
    with pytest.raises(SettingError, match="torch_script"):
        torch_script(xor_run(), epochs=3)
    with pytest.raises(SettingError, match="torch_script"):
        torch_script(gn.Model(gn.Network(2, [gn.Dense(1)])))


def test_no_name_from_a_file_becomes_code(tmp_path):
    run = xor_run()
    run.engine = 'fast"""\nraise SystemExit("this ran")\n"""\\'
    run.stopped = ('"""\nraise SystemExit()', None, None)
    said, _saved = run_scripts([torch_script(run)], tmp_path)
    assert "epoch" in said[0]


def test_a_wrong_slope_is_found_by_autograd(tmp_path):
    """The check is worth something: a planted mistake in the equations is reported."""
    text = torch_script(xor_run())
    good = "dZ1 = dA1 * (1 - A1 ** 2)"
    assert good in text
    said, _saved = run_scripts([text.replace(good, "dZ1 = dA1 * (1 - A1)")], tmp_path)
    assert "DIFFER by" in said[0]
    assert "the parameters differ from the run's by" in said[0]
