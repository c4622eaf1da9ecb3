"""A script that is exported from a run gives the same numbers, bit for bit."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from fresh import clean_environment, run_scripts
from random_runs import random_run

import glassnet as gn
from glassnet.locales import set_language
from glassnet.nn.optimizers import OPTIMIZERS
from glassnet.training.runs import Run
from glassnet.views.numpy_script.script import numpy_script


def differences(run: Run, saved: Path) -> list[str]:
    """The parameters that are not the same to the last bit and type."""
    with np.load(saved, allow_pickle=False) as found:
        assert sorted(found.files) == sorted(run.model.params)
        return [
            name
            for name, value in run.model.params.items()
            if found[name].dtype != value.dtype or found[name].tobytes() != value.tobytes()
        ]


def check(seeds: range, folder: Path) -> None:
    runs = [random_run(seed) for seed in seeds]
    texts = []
    for seed, run in zip(seeds, runs, strict=True):
        set_language("zh" if seed % 2 else "en")
        texts.append(numpy_script(run))
    set_language(None)
    _said, saved = run_scripts(texts, folder)
    wrong = {
        seed: found
        for seed, run, file in zip(seeds, runs, saved, strict=True)
        if (found := differences(run, file))
    }
    assert wrong == {}


def test_scripts_of_random_runs_give_the_same_bits(tmp_path):
    check(range(24), tmp_path)


@pytest.mark.proof
def test_scripts_of_200_random_runs_give_the_same_bits(tmp_path):
    check(range(1000, 1200), tmp_path)


def test_a_script_runs_by_itself(tmp_path):
    X, Y = gn.datasets.load("xor")
    net = gn.Network(2, [gn.Dense(4, "tanh"), gn.Dense(1, "sigmoid")], loss="bce")
    run = gn.Model(net, seed=1).train(X, Y, epochs=300, optimizer=gn.SGD(0.5))
    gn.export.save_numpy_script(run, tmp_path / "xor_numpy.py")
    done = subprocess.run(
        [sys.executable, "xor_numpy.py", "--save", "params.npz"],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert differences(run, tmp_path / "params.npz") == []
    assert "right on the training data: 4 of 4" in done.stdout
    last = [line for line in done.stdout.splitlines() if line.startswith("epoch")][-1]
    assert last == f"epoch    300   loss {run.history['loss'][-1]:.6g}"


def test_the_model_form_is_the_run_that_it_would_give(tmp_path):
    X, Y = gn.datasets.load("moons", n=40)
    layers = [gn.Dense(5, "relu"), gn.Dropout(0.2), gn.Dense(2, "softmax")]
    net = gn.Network(2, layers, loss="cross_entropy")
    settings = {"epochs": 7, "batch_size": 16, "optimizer": gn.Adam(0.01), "seed": 4}
    model = gn.Model(net, seed=2)
    text = numpy_script(model, X=X, Y=Y, **settings, schedule=gn.Cosine())
    run = model.train(X, Y, **settings, schedule=gn.Cosine())
    assert text == numpy_script(run)
    _said, saved = run_scripts([text], tmp_path)
    assert differences(run, saved[0]) == []


@pytest.mark.parametrize("optimizer", list(OPTIMIZERS.values()))
def test_every_optimizer_in_float32_with_a_changing_rate(tmp_path, optimizer):
    X, Y = gn.datasets.load("moons", n=30)
    net = gn.Network(2, [gn.Dense(4, "tanh"), gn.Dense(1, "sigmoid")], loss="bce")
    model = gn.Model(net, seed=2, dtype="float32")
    how = optimizer(lr=0.0123)
    run = model.train(X, Y, epochs=9, batch_size=7, optimizer=how, schedule=gn.Exponential(0.77))
    _said, saved = run_scripts([numpy_script(run)], tmp_path)
    assert differences(run, saved[0]) == []
