"""What-if: the exact loss is that of the changed model, the prediction that of the slope."""

import numpy as np
import pytest

import glassnet as gn
from glassnet.diagnosis.what_if import Sweep, WhatIf, slopes_of
from glassnet.errors import GlassnetError, SettingError, UnknownNameError
from glassnet.locales import set_language, width
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.losses import L2
from glassnet.nn.network import Network
from glassnet.step import Step

X, Y = np.array([[0.0, 1.0], [1.0, 1.0], [0.3, -2.0]]), [0, 1, 0]
MODEL = Model(Network(2, [Dense(3, "tanh"), Dense(2, "softmax")], "cross_entropy", L2(0.1)), seed=2)


@pytest.fixture
def step() -> Step:
    return MODEL.explain(X, Y, optimizer="adam")


@pytest.mark.parametrize("name", ["W1", "b1", "W2", "b2"])
def test_a_changed_parameter_gives_the_loss_of_that_model(step: Step, name: str) -> None:
    for place in np.ndindex(MODEL.params[name].shape):
        other = MODEL.copy()
        other.params[name][place] = 0.75
        found = step.what_if(name, place, to=0.75)
        assert isinstance(found, WhatIf)
        assert found.new_loss == other.explain(X, Y)["L"]
        assert found.loss == step["L"]
        assert found.slope == step[f"d{name}"][place]
        assert found.change == 0.75 - MODEL.params[name][place]
        assert found.predicted == found.loss + found.slope * found.change
        assert found.difference == found.new_loss - found.predicted


def test_a_changed_input_and_its_slope(step: Step) -> None:
    moved = X.copy()
    moved[2, 1] += 1e-4
    found = step.what_if("X", (2, 1), by=1e-4)
    assert found.new_loss == MODEL.explain(moved, Y)["L"]
    assert found.name == "A0"
    exact = MODEL.explain(X, Y, data_gradient=True)["dX"][2, 1]
    assert found.slope == exact
    assert abs(found.difference) < 1e-7
    moved[2, 1] -= 2e-4
    numeric = (found.new_loss - MODEL.explain(moved, Y)["L"]) / 2e-4
    assert numeric == pytest.approx(exact, rel=1e-6)


def test_slope_of_the_data_against_torch() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed; pip install '.[peers]'")
    step = MODEL.explain(X, Y)
    inputs = torch.tensor(X, dtype=torch.float64, requires_grad=True)
    weights = {k: torch.tensor(v, dtype=torch.float64) for k, v in MODEL.params.items()}
    hidden = torch.tanh(inputs @ weights["W1"] + weights["b1"])
    logits = hidden @ weights["W2"] + weights["b2"]
    torch.nn.functional.cross_entropy(logits, torch.tensor(Y)).backward()
    assert slopes_of(step, "A0") == pytest.approx(inputs.grad.numpy(), rel=1e-12, abs=1e-15)


def test_times_and_rows_and_targets(step: Step) -> None:
    assert step.what_if("W1", (0, 0), times=1.5).after == 1.5 * MODEL.params["W1"][0, 0]
    inside = step.what_if("Z1", (0, 1), by=0.1)
    assert inside.slope == step["dZ1"][0, 1]
    assert inside.new_loss != step["L"]
    target = step.what_if("Y", (0, 0), to=0.0)
    assert target.slope is None
    assert target.predicted is None
    assert "No slope is derived by Y" in str(target)


def test_the_remainder_of_a_smooth_loss_is_of_second_order(step: Step) -> None:
    whole, half = (step.what_if("W1", (0, 2), by=by) for by in (0.02, 0.01))
    assert half.difference == pytest.approx(whole.half_difference, rel=1e-9)
    assert half.difference / whole.difference == pytest.approx(0.25, abs=0.02)
    assert "0.25" in str(whole)


def test_a_sweep_is_a_table(step: Step) -> None:
    values = [0.1, 0.2, 0.3]
    sweep = step.what_if("b1", (1,), over=values)
    assert isinstance(sweep, Sweep)
    assert [each.after for each in sweep] == values
    assert [each.new_loss for each in sweep] == [
        step.what_if("b1", 1, to=value).new_loss for value in values
    ]
    assert len(str(sweep).splitlines()) == 5
    assert len(sweep) == 3
    assert sweep[0].after == 0.1
    assert [each.after for each in step.what_if("b1", 1, over=np.linspace(0, 1, 2))] == [0.0, 1.0]


def test_single_precision_and_columns_stay_what_they_are() -> None:
    model = Model(MODEL.network, MODEL.params, dtype="float32")
    step = model.explain(X, Y, layout="columns")
    found = step.what_if("W1", (2, 0), to=0.1)
    assert found.after == float(np.float32(0.1))
    other = model.copy()
    other.params["W1"][0, 2] = 0.1
    assert found.new_loss == other.explain(X, Y, layout="columns")["L"]


def test_several_numbers_for_one_are_sent_to_over(step: Step) -> None:
    with pytest.raises(SettingError, match="by= takes one number") as caught:
        step.what_if("W1", (0, 2), by=[0.1, 0.5])  # type: ignore[arg-type]
    assert caught.value.fix == "give several new values as over=[0.1, 0.5]"


def test_a_step_of_a_run_answers_too() -> None:
    run = MODEL.copy().train(X, Y, epochs=3, batch_size=2)
    step = run.step(2)
    assert step.what_if("W1", (0, 0), by=0.0).new_loss == step["L"]


def test_a_straight_loss_and_a_kink_are_called_so() -> None:
    line = Model(Network(1, [Dense(1)], "absolute_error"), params={"W1": [[2.0]], "b1": [0.0]})
    step = line.explain([[1.0]], [[0.0]])
    assert "straight line" in str(step.what_if("b1", 0, by=0.5))
    jump = str(step.what_if("b1", 0, by=-3.0))
    assert "a relu switches" in jump


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_printed_fits(step: Step, language: str) -> None:
    set_language(language)
    texts = [
        str(step.what_if("W1", (0, 2), by=0.123456789)),
        str(step.what_if("X", (2, 1), over=[0.5, 1.0])),
        str(step.what_if("Y", (0, 1), to=0.5)),
    ]
    assert all(width(line) <= 80 for text in texts for line in text.splitlines())
    assert ("new loss" in texts[0]) == (language == "en")


@pytest.mark.parametrize(
    ("name", "index", "change", "kind"),
    [
        ("W9", (0, 0), {"to": 1.0}, UnknownNameError),
        ("dW1", (0, 0), {"to": 1.0}, UnknownNameError),
        ("lr", (), {"to": 1.0}, UnknownNameError),
        ("W1", (0, 3), {"to": 1.0}, SettingError),
        ("W1", (-1, 0), {"to": 1.0}, SettingError),
        ("W1", 0, {"to": 1.0}, SettingError),
        ("W1", (0, 0), {}, SettingError),
        ("W1", (0, 0), {"to": 1.0, "by": 1.0}, SettingError),
        ("W1", (0, 0), {"to": "much"}, SettingError),
        ("W1", (0, 0), {"to": float("nan")}, SettingError),
        ("W1", (0, 0), {"over": []}, SettingError),
        ("W1", (0, 0), {"over": 3}, SettingError),
        ("W1", (0, 0), {"over": [1, "x"]}, SettingError),
        ("A2", (0, 0), {"to": 0.5}, SettingError),
    ],
)
def test_bad_questions(
    step: Step, name: str, index: object, change: dict, kind: type[GlassnetError]
) -> None:
    with pytest.raises(kind) as caught:
        step.what_if(name, index, **change)
    assert all((caught.value.expected, caught.value.received, caught.value.where, caught.value.fix))


def test_nothing_of_the_step_changes(step: Step) -> None:
    before = {name: np.array(value) for name, value in step.items()}
    step.what_if("W1", (0, 0), to=9.0)
    assert all(np.array_equal(before[name], step[name]) for name in before)
    assert gn.Step is Step
