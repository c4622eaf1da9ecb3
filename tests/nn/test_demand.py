"""Settings are numbers within their limits, whatever kind of number they come as."""

import math
from typing import Any

import numpy as np
import pytest

from glassnet.errors import SettingError, UnknownNameError
from glassnet.nn.demand import one_of, real, whole


@pytest.mark.parametrize("value", [3, np.int64(3), np.uint8(3)])
def test_whole_numbers(value: Any) -> None:
    got = whole(value, "units", "Dense(…)")
    assert (got, type(got)) == (3, int)


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (0, "units is too small"),
        (np.int64(-1), "units is too small"),
        (10, "units is too large"),
        (2.0, "units must be a whole number"),
        (True, "units must be a whole number"),
    ],
)
def test_a_whole_number_outside_of_its_bounds_is_not_said_to_be_none(value: Any, what: str) -> None:
    with pytest.raises(SettingError) as caught:
        whole(value, "units", "Dense(…)", most=9)
    assert caught.value.what == what
    assert caught.value.expected == "a whole number from 1 to 9"


@pytest.mark.parametrize("value", [2.0, "3", True, None, np.float64(3), math.nan])
def test_not_whole(value: Any) -> None:
    with pytest.raises(SettingError, match="units must be a whole number") as caught:
        whole(value, "units", "Dense(…)")
    error = caught.value
    assert error.expected == "a whole number of at least 1"
    assert error.received == repr(value)
    assert (error.where, error.fix) == ("Dense(…)", "for example units=1")


@pytest.mark.parametrize("value", [1, 0.5, np.float32(0.5), np.int32(1)])
def test_real_numbers(value: Any) -> None:
    assert type(real(value, "lr", "SGD(…)", above=0.0)) is float


@pytest.mark.parametrize("value", [0, -0.1, math.nan, math.inf, "0.1", True, None, 10**400, 1j])
def test_not_in_range(value: Any) -> None:
    with pytest.raises(SettingError, match="lr is out of range") as caught:
        real(value, "lr", "SGD(…)", above=0.0)
    assert caught.value.expected == "a finite number greater than 0"


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({"least": 0.0, "below": 1.0}, "a number of at least 0 and less than 1"),
        ({"least": 0.0}, "a finite number of at least 0"),
        ({}, "a finite number"),
    ],
)
def test_bounds_in_words(bounds: dict[str, float], expected: str) -> None:
    with pytest.raises(SettingError) as caught:
        real(-math.inf, "rate", "Dropout(…)", **bounds)
    assert caught.value.expected == expected


def test_one_of() -> None:
    assert one_of("mean", ("mean", "sum"), "reduction", "…") == "mean"
    with pytest.raises(UnknownNameError, match="unknown reduction 'maen'") as caught:
        one_of("maen", ("mean", "sum"), "reduction", "…")
    assert caught.value.fix == "Did you mean 'mean'?"
