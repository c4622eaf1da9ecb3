"""The three forms of a script agree with the training: a batch, one example, number by number."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fresh import run_scripts
from random_runs import random_run

import glassnet as gn
from glassnet.locales import set_language

FORMS = ("batch", "example", "scalar")


def compared(seeds: range, form: Any, layout: Any, folder: Path) -> int:
    """How many runs a form repeated to rounding; those that grew without bound are left out."""
    runs = [random_run(seed) for seed in seeds]
    texts = [gn.export.numpy_script(run, form=form, layout=layout) for run in runs]
    _said, saved = run_scripts(texts, folder)
    calm = 0
    for seed, run, file in zip(seeds, runs, saved, strict=True):
        size = max(float(np.max(np.abs(value))) for value in run.model.params.values())
        if not np.isfinite(size) or run.settings.gradient == "numeric":
            continue  # a numeric gradient divides rounding errors by its small change
        calm += 1
        tolerance = (1e-3 if run.X.dtype == np.float32 else 1e-9) * max(1.0, size)
        with np.load(file, allow_pickle=False) as found:
            for name, value in run.model.params.items():
                mine = found[name]
                if layout == "columns":
                    mine = mine.T.reshape(value.shape)
                assert np.max(np.abs(mine - value)) <= tolerance, (seed, form, layout, name)
    return calm


@pytest.mark.parametrize("layout", ["rows", "columns"])
@pytest.mark.parametrize("form", ["example", "scalar"])
def test_random_runs(form: str, layout: str, tmp_path: Path) -> None:
    assert compared(range(12), form, layout, tmp_path) >= 8


@pytest.mark.proof
@pytest.mark.parametrize("layout", ["rows", "columns"])
@pytest.mark.parametrize("form", ["example", "scalar"])
def test_many_random_runs(form: str, layout: str, tmp_path: Path) -> None:
    assert compared(range(100, 160), form, layout, tmp_path) >= 40


def xor(**settings: Any) -> gn.Model:
    net = gn.Network(2, [gn.Dense(3, "sigmoid"), gn.Dense(1, "sigmoid")], **settings)
    return gn.Model(net, seed=1)


def test_number_by_number_has_one_line_for_a_number() -> None:
    text = gn.export.numpy_script(xor(), X=[[0, 1], [1, 1]], Y=[1, 0], epochs=1, form="scalar")
    assert "Z1[i, j] = sum(A0[i, k] * W1[k, j] for k in range(2)) + b1[j]" in text
    assert "for i in range(examples):" in text
    assert "dW1[i, j] = sum(A0[k, i] * dZ1[k, j] for k in range(examples))" in text


def test_one_example_at_a_time_adds_up_the_parts() -> None:
    model = xor(penalty=gn.L2(0.01))
    text = gn.export.numpy_script(model, X=[[0, 1]], Y=[1], epochs=1, form="example")
    assert "def train_step_of_one(" in text
    assert "dW1_data = sum(parts[" in text
    assert text.count("dW1_penalty = ") == 1  # the penalty counts once, not for every example


def test_an_unknown_form_is_refused_with_the_nearest() -> None:
    with pytest.raises(gn.GlassnetError, match="scaler"):
        gn.export.numpy_script(xor(), X=[[0, 1]], Y=[1], epochs=1, form="scaler")  # type: ignore[arg-type]


S3 = {
    "W1": [[-0.0053, 0.3793], [-0.5820, -0.5204]],
    "b1": [-0.0140, 0.5607],
    "W2": [[0.1528], [-0.1745]],
    "b2": [0.1135],
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_interface_of_the_fourth_tutorial(language: str) -> None:
    net = gn.Network(2, [gn.Dense(2, "sigmoid"), gn.Dense(1)], penalty=gn.L2(0.01, per="data"))
    model = gn.Model(net, params=S3)
    set_language(language)
    text = gn.export.numpy_functions(model)
    set_language("en")
    module: dict[str, Any] = {}
    exec(text, module)
    inputs, outputs = np.array([[1.0, 1.0], [0.5, -2.0]]), np.array([[0.0], [1.0]])
    before = [value.copy() for value in module["weights"]]
    new, loss = module["update_weights"](inputs, outputs, module["weights"], 0.01)
    step = model.explain(inputs, outputs, optimizer=gn.SGD(0.01))
    assert loss == step["L"] == module["feed_forward"](inputs, outputs, before)
    for at, name in enumerate(("W1", "b1", "W2", "b2")):
        assert np.array_equal(new[at], step[f"{name}_new"])
        assert np.array_equal(module["weights"][at], before[at])


def test_the_interface_runs_for_a_network_without_biases_and_for_classes() -> None:
    layers = [gn.Dense(3, "relu", bias=False), gn.Dropout(0.3), gn.Dense(3, "softmax")]
    model = gn.Model(gn.Network(4, layers, loss="categorical_cross_entropy"), seed=3)
    module: dict[str, Any] = {}
    exec(gn.export.numpy_functions(model), module)
    X, Y = np.random.default_rng(0).normal(size=(5, 4)), np.eye(3)[[0, 1, 2, 0, 1]]
    weights = module["weights"]
    losses = []
    for _update in range(30):
        weights, loss = module["update_weights"](X, Y, weights, 0.5)
        losses.append(float(loss))
    assert len(weights) == 3
    assert losses[-1] < 0.7 * losses[0]
