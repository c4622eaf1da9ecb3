"""No name of an op, however unlucky, breaks a script."""

import numpy as np
import pytest
from fresh import run_scripts
from random_runs import random_run
from test_script_runs import differences

import glassnet as gn
from glassnet.core.op import forget
from glassnet.core.rows import row
from glassnet.views.numpy_script.script import numpy_script

UNLUCKY = ["forward", "state", "rows", "epoch", "total", "new", "params", "seed", "batches"]
UNLUCKY += ["shuffle", "print", "range", "zip", "len", "dict", "float", "loss", "equations", "z"]
UNLUCKY += ["numeric_gradients", "os", "argparse", "name", "value", "uniform", "philox4x32"]
UNLUCKY += ["forward_", "delta", "lr", "done", "outputs", "right", "X", "Y", "unpacked", "best"]


@pytest.fixture
def named():
    """Makes an activation of that name, if the name is allowed at all."""
    made = []

    def make(name):
        try:
            gn.elementwise(name, "z", lambda z: z * z / (1 + z * z))
        except gn.GlassnetError:
            return None
        made.append(name)
        return name

    yield make
    for name in made:
        forget(name)


def trained(name, **settings):
    X = np.random.default_rng(0).normal(size=(9, 2))
    layers = [gn.Dense(3, name), gn.Dropout(0.2), gn.Dense(2, "softmax")]
    net = gn.Network(2, layers, loss="cross_entropy")
    return gn.Model(net, seed=1).train(X, np.arange(9) % 2, epochs=3, batch_size=4, **settings)


def test_ops_with_the_names_of_the_scripts_own_things(tmp_path, named):
    names = [name for name in UNLUCKY if named(name)]
    assert len(names) > 10
    runs = [trained(name) for name in names]
    runs += [trained(name, gradient="numeric") for name in names]
    texts = [numpy_script(run) for run in runs]
    _said, saved = run_scripts(texts, tmp_path)
    wrong = {
        str(run.network.layers[0]): found
        for run, file in zip(runs, saved, strict=True)
        if (found := differences(run, file))
    }
    assert wrong == {}


def test_several_unlucky_ops_at_once(tmp_path, named):
    names = [name for name in ("forward", "loss", "print", "len", "forward_") if named(name)]
    layers = [gn.Dense(2, name) for name in names]
    net = gn.Network(2, [*layers, gn.Dense(1)])
    X = np.random.default_rng(0).normal(size=(6, 2))
    for gradient in ("numeric", "backprop"):
        run = gn.Model(net, seed=1).train(X, X[:, :1], epochs=2, gradient=gradient)
        text = numpy_script(run)
        _said, saved = run_scripts([text], tmp_path)
        assert differences(run, saved[0]) == []
        for equation in run.derivation(6).equations:
            assert f"    {row(equation, 'numpy')}\n" in text


def test_the_step_function_with_the_numeric_gradient(tmp_path):
    run = trained("step", gradient="numeric")
    text = numpy_script(run)
    _said, saved = run_scripts([text], tmp_path)
    assert differences(run, saved[0]) == []
    assert "equations()" not in text


def test_no_built_in_op_needs_a_function_around_the_equations():
    for seed in range(60):
        assert "equations()" not in numpy_script(random_run(seed))
