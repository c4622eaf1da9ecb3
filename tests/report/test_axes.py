import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassnet.report.axes import Axis, log_range, round_range, round_step, spans_decades

finite = st.floats(-1e308, 1e308)


def test_the_highest_value_is_at_the_end_and_the_lowest_at_the_start() -> None:
    axis = Axis(2, 12, start=200, end=20)
    assert axis.place(12) == 20
    assert axis.place(2) == 200
    assert axis.place(7) == 110


def test_a_logarithmic_axis_gives_every_decade_the_same_room() -> None:
    axis = Axis(0.01, 1, start=100, end=0, log=True)
    assert axis.place(0.1) == pytest.approx(50)
    assert [text for _value, text in axis.ticks()] == ["0.01", "0.1", "1"]


def test_ticks_are_round_and_cover_the_range() -> None:
    low, high, step = round_range([0.03, 0.71])
    assert (low, step) == (0, 0.2)
    assert high == pytest.approx(0.8)
    texts = [text for _value, text in Axis(low, high, 0, 1, step=step).ticks()]
    assert texts == ["0.0", "0.2", "0.4", "0.6", "0.8"]


def test_far_decades_are_written_as_powers_of_ten() -> None:
    texts = [text for _value, text in Axis(1e-9, 1, 0, 1, log=True).ticks()]
    assert texts == ["10⁻⁹", "10⁻⁷", "10⁻⁵", "10⁻³", "10⁻¹"]


def test_a_short_logarithmic_axis_has_ticks_within_the_decade() -> None:
    assert [text for _value, text in Axis(0.1, 1, 0, 1, log=True).ticks()] == [
        "0.1",
        "0.2",
        "0.5",
        "1",
    ]


@given(st.lists(finite, min_size=1))
def test_a_round_range_holds_its_values(values: list[float]) -> None:
    low, high, step = round_range(values)
    assert low < high
    assert 0 < step < math.inf
    if max(map(abs, values)) <= 1e300:
        slack = 1e-8 * (high - low)
        assert low - slack <= min(values) <= max(values) <= high + slack
    assert 2 <= len(Axis(low, high, 0, 1, step=step).ticks()) <= 12


@given(st.lists(st.floats(1e-300, 1e308), min_size=1))
def test_a_logarithmic_range_holds_its_values(values: list[float]) -> None:
    low, high = log_range(values)
    assert 0 < low < high < math.inf
    assert low <= min(values) * (1 + 1e-8)
    assert high >= max(values) * (1 - 1e-8)


@given(st.floats(1e-300, 1e300))
def test_a_step_is_one_two_or_five(width: float) -> None:
    step = round_step(width)
    assert step >= width * (1 - 1e-8)
    assert f"{step:.3e}"[:3].rstrip("0") in ("1.", "2.", "2.5", "5.")


def test_decades() -> None:
    assert spans_decades([1, 0.009])
    assert not spans_decades([1, 0.5])
    assert not spans_decades([1, 0.0])
    assert not spans_decades([math.nan])
