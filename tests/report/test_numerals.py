import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassnet.report.numerals import number, percent, tick_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.0312, "0.03120"),
        (0.33455, "0.3346"),
        (1.2332121, "1.233"),
        (-1234.5, "−1234"),
        (9999.96, "10000"),
        (123456.7, "123457"),
        (3.1e-05, "3.100×10⁻⁵"),
        (-2.5e17, "−2.500×10¹⁷"),
        (math.nan, "NaN"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
    ],
)
def test_number(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (1.0, "100%"),
        (0.0, "0%"),
        (0.978, "97.8%"),
        (0.9996, "99.96%"),
        (0.99996, "99.996%"),
        (0.9999999, ">99.999%"),
        (1e-9, "<0.001%"),
        (math.nan, "NaN"),
    ],
)
def test_percent(share: float, text: str) -> None:
    assert percent(share) == text


@given(st.floats(0, 1))
def test_a_rounded_share_is_never_all_or_nothing(share: float) -> None:
    assert (percent(share, 0) in ("0%", "100%")) == (share in (0, 1))


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [
        (0.5, 0.25, "0.50"),
        (20, 10, "20"),
        (-1, 0.5, "−1.0"),
        (0.0, 0.1, "0.0"),
        (3e-7, 1e-7, "3×10⁻⁷"),
    ],
)
def test_tick_text(value: float, step: float, text: str) -> None:
    assert tick_text(value, step) == text


def test_what_is_below_one_is_not_written_as_one() -> None:
    assert number(0.9997, 3) == "0.9997"
    assert number(-0.99996) == "−0.99996"
    assert number(1.0, 3) == "1"
    assert number(1 - 1e-15, 3).startswith("1.0")
