"""Layers, losses, penalties and optimizers: what they take and what they refuse."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.core.op import forget, lookup
from glassnet.errors import GlassnetError, SettingError, UnknownNameError
from glassnet.nn.initializers import (
    INITIALIZERS,
    Constant,
    Initializer,
    Normal,
    Uniform,
    initializer,
)
from glassnet.nn.layers import ACTIVATIONS, Dense, Dropout
from glassnet.nn.losses import (
    L1,
    L2,
    LOSSES,
    AbsoluteError,
    CategoricalCrossEntropy,
    Loss,
    SquaredError,
    loss_of,
)
from glassnet.nn.network import Network
from glassnet.nn.optimizers import OPTIMIZERS, SGD, Adam, Clip, Momentum, Optimizer, optimizer_of
from glassnet.nn.schedules import SCHEDULES, schedule_of


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_each_activation_makes_a_layer(name: str) -> None:
    assert Dense(3, name).activation == name


def test_other_names_of_activations() -> None:
    assert Dense(3, "linear").activation == "identity"
    assert Dense(3, "swish").activation == "silu"
    assert Dense(3, "logistic").activation == "sigmoid"
    assert Dense(3).activation == "identity"


@pytest.mark.parametrize(
    ("typed", "guess"),
    [("rleu", "relu"), ("Sigmoid", "sigmoid"), ("tahn", "tanh"), ("soft_max", "softmax")],
)
def test_unknown_activation(typed: str, guess: str) -> None:
    with pytest.raises(UnknownNameError, match=f"unknown activation '{typed}'") as caught:
        Dense(3, typed)
    error = caught.value
    assert error.fix == f"Did you mean '{guess}'?"
    assert error.where == f"Dense(3, '{typed}')"
    assert (error.expected or "").startswith("one of elu, gelu, identity")


@pytest.mark.parametrize("activation", [None, 3, np.tanh])
def test_activation_is_a_name(activation: Any) -> None:
    with pytest.raises(SettingError, match="given by its name"):
        Dense(3, activation)


def test_an_op_of_ones_own_is_its_name() -> None:
    bump = gn.elementwise("bump", "z", lambda z: gn.math.exp(-z * z))
    try:
        assert Dense(2, bump) == Dense(2, "bump")
        assert Dense(2, bump).activation == "bump"
        again = gn.elementwise("bump", "z", lambda z: gn.math.exp(-z))
        assert Dense(2, again).activation == "bump"
        with pytest.raises(SettingError, match="'bump' no longer means this op") as caught:
            Dense(2, bump)
        assert caught.value.received == "<op bump>"
        assert "write 'bump'" in (caught.value.fix or "")
    finally:
        forget("bump")
    with pytest.raises(UnknownNameError, match="unknown activation 'matmul'"):
        Dense(2, lookup("matmul"))


def test_an_op_where_something_else_belongs_is_named_in_short() -> None:
    op = lookup("tanh")
    wrong: list[Callable[[], object]] = [
        lambda: Network(2, [Dense(1)], loss=op),  # type: ignore[arg-type]
        lambda: Network(2, [Dense(1)], penalty=op),  # type: ignore[arg-type]
        lambda: Network(2, [op]),  # type: ignore[list-item]
        lambda: Dense(1, init=op),  # type: ignore[arg-type]
        lambda: optimizer_of(op, "train"),
    ]
    for each in wrong:
        with pytest.raises(GlassnetError) as caught:
            each()
        assert len(str(caught.value)) < 400
        assert "tanh" in (caught.value.received or "")
    assert loss_of(lookup("squared_error"), "here") == SquaredError()


@pytest.mark.parametrize("units", [0, -1, 2.5, "3", True])
def test_units(units: Any) -> None:
    with pytest.raises(SettingError, match=r"units (must be a whole number|is too small)"):
        Dense(units)


def test_numbers_of_numpy_are_as_good() -> None:
    assert Dense(np.int64(3)) == Dense(3)
    assert repr(Dense(np.int64(3)).units) == "3"
    assert L2(np.float64(0.1)) == L2(0.1)
    assert repr(SGD(np.float32(0.5)).lr) == "0.5"
    assert Dropout(np.float64(0.5)) == Dropout(0.5)
    assert repr(SquaredError(factor=np.float64(0.5)).factor) == "0.5"


@pytest.mark.parametrize("rate", [-0.1, 1.0, 1.5, float("nan"), "0.5", True])
def test_dropout_rate(rate: Any) -> None:
    with pytest.raises(SettingError, match="rate is out of range") as caught:
        Dropout(rate)
    assert caught.value.expected == "a number of at least 0 and less than 1"


@pytest.mark.parametrize("name", LOSSES)
def test_each_loss_by_name(name: str) -> None:
    assert loss_of(name, "…") == LOSSES[name]()


def test_other_names_of_losses() -> None:
    assert loss_of("mse", "…") == SquaredError()
    assert loss_of("mae", "…") == AbsoluteError()
    assert loss_of("cross_entropy", "…") == CategoricalCrossEntropy()
    with pytest.raises(UnknownNameError, match="unknown loss 'squard_error'") as caught:
        loss_of("squard_error", "Network(…)")
    assert caught.value.fix == "Did you mean 'squared_error'?"
    with pytest.raises(UnknownNameError, match="unknown loss"):
        loss_of(3, "Network(…)")  # type: ignore[arg-type]


@pytest.mark.parametrize("factor", [0, -1, float("inf"), "1"])
def test_loss_factor(factor: Any) -> None:
    with pytest.raises(SettingError, match="factor is out of range"):
        SquaredError(factor=factor)


def test_loss_reduction() -> None:
    with pytest.raises(UnknownNameError, match="unknown reduction 'average'"):
        SquaredError(reduction="average")


@pytest.mark.parametrize("penalty", [L1, L2])
def test_penalties(penalty: type[L1] | type[L2]) -> None:
    for wrong in (-0.1, float("nan"), "0.1"):
        with pytest.raises(SettingError, match="the strength of a penalty is out of range"):
            penalty(wrong)  # type: ignore[arg-type]
    with pytest.raises(SettingError, match="factor is out of range"):
        penalty(0.1, factor=0.0)
    with pytest.raises(UnknownNameError, match="unknown divisor of the penalty 'dta'"):
        penalty(0.1, per="dta")
    assert (L1(1.0).factor, L2(1.0).factor) == (1.0, 0.5)


def test_penalty_of_strength_0_leaves_no_rows() -> None:
    with_none, without = (Network(2, [Dense(1)], penalty=p) for p in (L2(0.0), None))
    assert with_none == without
    assert "L_penalty" not in with_none.derive(4).variables()


@pytest.mark.parametrize("penalty", ["l2", 0.1, SquaredError()])
def test_what_is_no_penalty(penalty: Any) -> None:
    with pytest.raises(SettingError, match="this must be a Penalty"):
        Network(2, [Dense(1)], penalty=penalty)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_optimizers(name: str) -> None:
    made = optimizer_of(name, "…")
    assert made == OPTIMIZERS[name]()
    assert optimizer_of(made, "…") is made
    for wrong in (0, -0.1, float("nan"), float("inf"), "0.1", None):
        with pytest.raises(SettingError, match="lr is out of range"):
            OPTIMIZERS[name](lr=wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "settings", [{"beta1": 1.0}, {"beta2": -0.1}, {"eps": -1e-8}, {"beta1": "0.9"}]
)
def test_settings_of_adam(settings: dict[str, Any]) -> None:
    with pytest.raises(SettingError, match=f"{next(iter(settings))} is out of range"):
        Adam(**settings)


@pytest.mark.parametrize("bias", ["yes", 1, None])
def test_bias_is_yes_or_no(bias: Any) -> None:
    with pytest.raises(SettingError, match="this must be a bool"):
        Dense(3, bias=bias)


def test_a_class_stands_for_its_default_numbers() -> None:
    """SGD without its brackets is a common slip, and there is only one thing it can mean."""
    assert optimizer_of(SGD, "…") == SGD()
    assert loss_of(SquaredError, "…") == SquaredError()
    assert schedule_of(SCHEDULES["cosine"], "…") == SCHEDULES["cosine"]()


@pytest.mark.parametrize("value", [3, 0.1, ["sgd"], {}, int, Optimizer])
def test_what_is_no_optimizer(value: Any) -> None:
    with pytest.raises(UnknownNameError, match="unknown optimizer"):
        optimizer_of(value, "…")


@pytest.mark.parametrize("value", [3, ["mse"], {}, int, Loss, np.mean])
def test_what_is_no_loss(value: Any) -> None:
    with pytest.raises(UnknownNameError, match="unknown loss"):
        Network(2, [Dense(1)], value)


@pytest.mark.parametrize("value", [3, [0.0, 1.0], {}, Constant])
def test_what_is_no_initializer(value: Any) -> None:
    with pytest.raises(UnknownNameError, match="unknown initializer"):
        Dense(2, init=value)


def test_settings_of_others() -> None:
    with pytest.raises(SettingError, match="momentum is out of range"):
        Momentum(momentum=1.0)
    with pytest.raises(SettingError, match="norm is out of range"):
        Clip(norm=0)
    with pytest.raises(SettingError, match="value is out of range"):
        Clip(value=-1)
    with pytest.raises(UnknownNameError, match="unknown optimizer 'adm'"):
        optimizer_of("adm", "train(…)")


@pytest.mark.parametrize("name", INITIALIZERS)
def test_initializers(name: str) -> None:
    assert initializer(name, "…") is INITIALIZERS[name]
    assert Dense(2, init=name, bias_init=name).init == name


def test_initializers_that_make_no_sense() -> None:
    with pytest.raises(UnknownNameError, match="unknown initializer 'golrot_uniform'"):
        Dense(2, init="golrot_uniform")
    with pytest.raises(SettingError, match="low < high"):
        Uniform(1.0, 1.0)
    with pytest.raises(SettingError, match="std is out of range"):
        Normal(std=-1.0)
    with pytest.raises(SettingError, match="value is out of range"):
        Constant(float("nan"))
    with pytest.raises(SettingError, match="low is out of range"):
        Uniform(float("-inf"), 1.0)


@pytest.mark.parametrize("name", SCHEDULES)
def test_schedules_by_name(name: str) -> None:
    schedule = schedule_of(name, "…")
    assert type(schedule) is SCHEDULES[name]
    assert schedule_of(schedule, "…") is schedule
    assert schedule.lr(0.1, 0, 10) == pytest.approx(0.1)


def test_schedules() -> None:
    rates = {n: [SCHEDULES[n]().lr(1.0, e, 100) for e in (0, 10, 50, 100)] for n in SCHEDULES}
    assert rates["constant"] == [1, 1, 1, 1]
    assert rates["step"] == [1, 0.5, 0.5**5, 0.5**10]
    assert rates["exponential"] == [1, 0.95**10, 0.95**50, 0.95**100]
    assert rates["inverse_scaling"] == [1, 11**-0.5, 51**-0.5, 101**-0.5]
    assert np.allclose(rates["cosine"], [1, 0.9755282581, 0.5, 0.0])
    assert schedule_of(None, "…").lr(0.3, 99, 100) == 0.3
    with pytest.raises(UnknownNameError, match="unknown schedule 'cosin'"):
        schedule_of("cosin", "train(…)")


def test_initializers_from_a_file_are_checked() -> None:
    with pytest.raises(UnknownNameError, match="unknown draw 'nromal'"):
        Initializer("nromal")  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="unknown scale 'fan'"):
        Initializer("normal", scale="fan")  # type: ignore[arg-type]
    with pytest.raises(SettingError, match="gain is out of range"):
        Initializer("normal", gain=float("nan"))
