"""Losses, optimizers and the like in words."""

from collections.abc import Callable

import pytest

from glassnet.cli.settings_text import (
    parse_clip,
    parse_loss,
    parse_optimizer,
    parse_penalty,
    parse_schedule,
    parse_stop,
    write_setting,
)
from glassnet.errors import GlassnetError
from glassnet.nn.losses import L1, L2, LOSSES, BinaryCrossEntropy, SquaredError
from glassnet.nn.optimizers import OPTIMIZERS, SGD, Adam, Clip, Momentum
from glassnet.nn.schedules import SCHEDULES, ReduceOnPlateau, Schedule, StepDecay


def test_names_alone_are_the_defaults() -> None:
    assert all(parse_loss(name) == kind() for name, kind in LOSSES.items())
    assert all(parse_schedule(name) == kind() for name, kind in SCHEDULES.items())
    assert all(parse_optimizer(name, None) == kind() for name, kind in OPTIMIZERS.items())


def test_settings_behind_a_colon() -> None:
    assert parse_loss("squared_error:factor=0.5,reduction=sum") == SquaredError(0.5, "sum")
    assert parse_loss("bce:stable=no") == BinaryCrossEntropy(stable=False)
    assert parse_optimizer("momentum:momentum=0.8", 0.5) == Momentum(0.5, 0.8)
    assert parse_optimizer("adam:beta1=0.5", None) == Adam(beta1=0.5)
    assert parse_optimizer("sgd", 2.0) == SGD(2.0)
    assert parse_schedule("step:factor=0.1,every=5") == StepDecay(0.1, 5)
    assert parse_schedule("reduce_on_plateau:patience=3") == ReduceOnPlateau(patience=3)
    assert parse_schedule("constant") == Schedule()


def test_strength_stands_alone() -> None:
    assert parse_penalty("l2:1e-4") == L2(1e-4)
    assert parse_penalty("l2:5,per=data,biases=yes") == L2(5.0, per="data", biases=True)
    assert parse_penalty("l1:strength=0.01") == L1(0.01)


def test_limits() -> None:
    assert parse_clip("norm:1,value:.5") == Clip(1.0, 0.5)
    assert parse_clip("value=2") == Clip(value=2.0)
    assert parse_stop("val_accuracy:0.97，loss:0.1") == {"val_accuracy": 0.97, "loss": 0.1}


def test_written_settings_are_read_back() -> None:
    loss = SquaredError(0.5, "sum")
    assert parse_loss(write_setting("squared_error", loss, SquaredError())) == loss
    assert write_setting("squared_error", SquaredError(), SquaredError()) == "squared_error"
    assert write_setting("sgd", SGD(3.0), SGD()) == "sgd"  # the rate has an option of its own


@pytest.mark.parametrize(
    ("parse", "text", "said"),
    [
        (parse_loss, "mean_squared", "mean_squared"),
        (parse_loss, "squared_error:factr=2", "'factor'"),
        (parse_loss, "squared_error:factor", "factor=…"),
        (parse_loss, "squared_error:factor=-1", "-1"),
        (parse_loss, "bce:stable=perhaps", "'perhaps'"),
        (parse_penalty, "l2", "l2:1e-4"),
        (parse_penalty, "l2:much", "'much'"),
        (parse_penalty, "l2:1,per=day", "'day'"),
        (parse_schedule, "step:every=2.5", "2.5"),
        (parse_schedule, "step:0.5", "0.5"),
        (parse_clip, "1", "norm:1"),
        (parse_clip, "size:1", "'size'"),
        (parse_clip, "norm:0", "greater than 0"),
        (parse_stop, "accuracy:97", "at most 1"),
        (parse_stop, "loss:nan", "nan"),
    ],
)
def test_mistakes_say_where(parse: Callable[[str], object], text: str, said: str) -> None:
    with pytest.raises(GlassnetError) as caught:
        parse(text)
    assert said in str(caught.value)
    assert str(caught.value.where).startswith("--")
    assert text in f"{caught.value.where} {caught.value.received}"
