"""Ops with the names that a form of a script, or the two functions, use inside themselves."""

import ast
import builtins
import contextlib
import io
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.core.indexed import i, j
from glassnet.core.op import forget, registered
from glassnet.views.numpy_script.op_names import AS_FUNCTIONS, BY_EXAMPLE, BY_NUMBER

X = np.random.default_rng(0).normal(size=(7, 2))
Y = np.arange(7) % 2
NEEDED = {"example": BY_EXAMPLE, "scalar": BY_NUMBER}


@pytest.fixture(autouse=True)
def only_built_in_ops() -> Iterator[None]:
    before = registered()
    yield
    for name in registered().keys() - before.keys():
        forget(name)


def elementwise(name: str) -> None:
    gn.elementwise(name, "z", lambda z: z * z / (1 + z * z))


def structured(name: str) -> None:
    """An op whose rows call a function of that name, with its entries stated."""
    square = gn.math.square
    gn.structured(
        name,
        "z",
        shape=lambda z: z,
        numpy=name + "({z})",
        define=f"def {name}(z):\n    return z / (1 + z * z)",
        entry=lambda z: z[i, j] / (1 + square(z[i, j])),
        gradients={"z": "{dy} * (1 - {z} * {z}) / (1 + {z} * {z}) ** 2"},
        gradient_entries={
            "z": lambda z, dy: dy[i, j] * (1 - square(z[i, j])) / square(1 + square(z[i, j]))
        },
    )


def model(name: str) -> gn.Model:
    layers = [gn.Dense(3, name), gn.Dropout(0.2), gn.Dense(2, "softmax")]
    return gn.Model(gn.Network(2, layers, "cross_entropy", penalty=gn.L2(0.1)), seed=1)


def saved(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What a script writes, run here."""
    script, numbers = folder / "script.py", folder / "numbers.npz"
    script.write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", [str(script), "--save", str(numbers)])
    with contextlib.redirect_stdout(io.StringIO()):
        runpy.run_path(str(script), run_name="__main__")
    with np.load(numbers) as found:
        return dict(found)


@pytest.mark.parametrize("make", [elementwise, structured])
@pytest.mark.parametrize("form", ["example", "scalar"])
def test_every_form_repeats_the_training(
    form: str, make: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in sorted(NEEDED[form]):
        make(name)
        run = model(name).train(X, Y, epochs=2, batch_size=4, optimizer=gn.Momentum(0.1))
        found = saved(gn.export.numpy_script(run, form=form), tmp_path, monkeypatch)
        for key, value in run.model.params.items():
            np.testing.assert_allclose(found[key], value, rtol=1e-10, atol=1e-13, err_msg=name)


def test_numeric_gradients_number_by_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elementwise("sum")
    net = gn.Network(2, [gn.Dense(3, "sum"), gn.Dense(1)])
    run = gn.Model(net, seed=1).train(X, X[:, :1], epochs=2, gradient="numeric", delta=1e-4)
    found = saved(gn.export.numpy_script(run, form="scalar"), tmp_path, monkeypatch)
    np.testing.assert_allclose(found["W1"], run.model.params["W1"], rtol=1e-8)


@pytest.mark.parametrize("make", [elementwise, structured])
def test_the_two_functions_give_the_loss_and_the_update(make: Any) -> None:
    targets = np.eye(2)[Y]
    for name in sorted(AS_FUNCTIONS):
        make(name)
        net = gn.Network(2, [gn.Dense(3, name), gn.Dense(2, "softmax")], "cross_entropy")
        mine = gn.Model(net, seed=1)
        module: dict[str, Any] = {}
        exec(compile(gn.export.numpy_functions(mine), "functions", "exec"), module)
        step = mine.explain(X, Y, gn.SGD(0.1))
        weights = list(mine.params.values())
        new, loss = module["update_weights"](X, targets, weights, 0.1)
        assert loss == pytest.approx(float(step["L"]), rel=1e-13), name
        assert module["feed_forward"](X, targets, weights) == loss
        for key, value in zip(mine.params, new, strict=True):
            np.testing.assert_allclose(value, step[f"{key}_new"], rtol=1e-13, err_msg=name)


@pytest.mark.parametrize("form", ["example", "scalar"])
def test_the_lists_name_everything_that_a_form_uses(form: str) -> None:
    """A name that a form starts to use and that nobody lists would be an op's name one day."""
    elementwise("bump")
    run = model("bump").train(X, Y, epochs=1, batch_size=4)
    tree = ast.parse(gn.export.numpy_script(run, form=form))
    rows = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    rows = [node for node in rows if node.name.startswith(("train_step", "forward"))]
    assert rows
    used = {node.id for each in rows for node in ast.walk(each) if isinstance(node, ast.Name)}
    step = run.derivation(4)
    variables = {var.name for var in step.inputs} | {row.out.name for row in step.equations}
    own = used - variables - {"np", "f", "bump", "softmax", "softmax_cross_entropy"}
    own = {name for name in own if not name.endswith("_of_one")}
    assert own <= NEEDED[form]
    assert own & set(dir(builtins)) == {"range", "sum"} | ({"list", "zip"} & NEEDED[form])
