"""The three forms of a script agree with the training: a batch, one example, number by number."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fresh import run_scripts
from random_runs import random_run

import glassnet as gn
from glassnet.data import Scaler
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


def module_of(source: object, **options: Any) -> tuple[str, dict[str, Any]]:
    text = gn.export.numpy_functions(source, **options)
    found: dict[str, Any] = {}
    exec(text, found)
    return text, found


def scaled_run(kind: str, dtype: str = "float64", **settings: Any) -> tuple[gn.Run, Any, Any]:
    X = np.random.default_rng(0).normal(size=(30, 3)) * [100, 1, 0.01] + [1000, 0, 5]
    Y = X[:, :2] * [300.0, 0.01] + [1e4, 2.0]
    scaler, unit = Scaler(kind).fit(X), Scaler(kind).fit(Y)
    model = gn.Model(gn.Network(3, [gn.Dense(4, "tanh"), gn.Dense(2)]), seed=2, dtype=dtype)
    run = model.train(
        scaler.apply(X), unit.apply(Y), epochs=5, scaler=scaler, target_scaler=unit, **settings
    )
    return run, X, Y


@pytest.mark.parametrize("kind", ["standard", "minmax", "symmetric", "margin"])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("layout", ["rows", "columns"])
def test_functions_of_a_run_take_raw_data_through_its_scaling(
    kind: str, dtype: str, layout: str
) -> None:
    run, X, Y = scaled_run(kind, dtype)
    _text, module = module_of(run, layout=layout)
    rows, weights = layout == "rows", module["weights"]
    seen, wanted = module["scaled"](X), module["scaled_targets"](Y)
    assert seen.dtype == wanted.dtype == dtype
    answers = module["predict"](X if rows else X.T, weights)
    near = 1e-9 if dtype == "float64" else 1e-5
    np.testing.assert_allclose(answers if rows else answers.T, run.predict(X), rtol=near)
    loss = module["feed_forward"](seen, wanted, weights)
    assert loss == pytest.approx(run.evaluate(X, Y)["loss"], rel=100 * near)
    new, before = module["update_weights"](seen, wanted, weights, 0.1)
    assert before == loss
    assert [each.shape for each in new] == [each.shape for each in weights]
    assert new[0].shape == ((3, 4) if rows else (4, 3))
    step = run.model.explain(run.X, run.Y, optimizer=gn.SGD(0.1))
    found = new[0] if rows else new[0].T
    np.testing.assert_allclose(found, step["W1_new"], rtol=1e-4 if dtype == "float32" else 1e-9)


def test_predict_is_there_without_a_scaling_too() -> None:
    model = xor()
    for layout in ("rows", "columns"):
        text, module = module_of(model, layout=layout)
        X = np.array([[0, 1], [1, 1], [0.5, 0.2]])
        answers = module["predict"](X if layout == "rows" else X.T, module["weights"])
        found = answers if layout == "rows" else answers.T
        np.testing.assert_allclose(found, model.predict(X), rtol=1e-13)
        assert "No scaling belongs to this network" in text
        assert "def scaled" not in text


def test_functions_say_where_they_differ_from_the_training() -> None:
    said = "update_weights is plain gradient descent; the training used "
    text, _module = module_of(scaled_run("standard", optimizer=gn.Adam(0.01))[0])
    assert said + "Adam(lr=0.01)" in " ".join(text.split())
    text, _module = module_of(scaled_run("standard")[0])
    assert said not in text
    assert "The data of the training were scaled." in text
    text, _module = module_of(scaled_run("standard", clip=gn.Clip(norm=1.0))[0])
    assert said + "SGD(" in " ".join(text.split())
    with pytest.raises(gn.GlassnetError, match="column"):
        gn.export.numpy_functions(xor(), layout="column")  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["example", "scalar"])
def test_the_slow_forms_print_every_epoch_at_once(form: Any) -> None:
    text = gn.export.numpy_script(xor(), X=[[0, 1]], Y=[1], epochs=500, form=form)
    assert '\n    print(f"epoch {epoch + 1:>6}   loss {L:.6g}", flush=True)\n' in text
    batch = gn.export.numpy_script(xor(), X=[[0, 1]], Y=[1], epochs=500)
    assert "flush" not in batch
    assert "% 50 == 0" in batch


def test_nothing_in_a_chinese_script_is_said_in_english() -> None:
    run = scaled_run("standard")[0]
    set_language("zh")
    texts = [gn.export.numpy_functions(run)]
    texts += [gn.export.numpy_script(run, form=form) for form in FORMS]
    texts.append(gn.export.torch_script(run))
    set_language("en")
    for text in texts:
        words = re.findall(r"# (forward|loss|backward|update)\b|SCRIPT|FILE", text)
        assert words == []
    batch, functions, scalar = texts[1], texts[0], texts[1 + FORMS.index("scalar")]
    assert all("# 前向传播" in text for text in (batch, functions, scalar))
    assert all("python 脚本.py --save 文件.npz" in text for text in texts[1:])
