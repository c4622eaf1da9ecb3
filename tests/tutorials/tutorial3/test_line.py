import pytest

from glassnet.tutorials.blocks import Table
from glassnet.tutorials.tutorial3.line import (
    AFTER_BAD,
    BAD,
    RATES,
    SAMPLES,
    SERIES,
    START,
    bad_sample,
    corrected,
    line_after_each,
    slopes,
)


def by_the_book(samples: tuple[tuple[float, float], ...], rate: float) -> list[float]:
    """The book's rule: A + L · E / x."""
    result = [START]
    for x, target in samples:
        result.append(result[-1] + rate * (target - result[-1] * x) / x)
    return result


@pytest.mark.parametrize("rate", RATES)
def test_slopes_are_those_of_the_books_rule(rate: float) -> None:
    assert slopes(SERIES, rate, START) == pytest.approx(by_the_book(SERIES, rate), rel=1e-12)


def test_numbers_that_the_book_prints() -> None:
    assert [round(k, 4) for k in slopes(SAMPLES, 0.5, START)] == [0.25, 0.3083, 1.6042]
    assert round(slopes(SAMPLES, 1.0, START)[1] - START, 4) == 0.1167
    assert round(SAMPLES[1][1] - 0.3083, 4) == 2.5917


def test_with_rate_one_the_last_sample_decides() -> None:
    for samples in (SAMPLES, SERIES[:AFTER_BAD], SERIES):
        x, target = samples[-1]
        assert slopes(samples, 1.0, START)[-1] == pytest.approx(target / x, rel=1e-12)


def test_moderated_slope_is_a_weighted_mean_of_all_samples() -> None:
    rate, seen = 0.1, SERIES[:AFTER_BAD]
    shares = [rate * (1 - rate) ** age for age in range(len(seen))]
    mean = sum(s * t / x for s, (x, t) in zip(shares, reversed(seen), strict=True))
    mean += (1 - rate) ** len(seen) * START
    assert slopes(seen, rate, START)[-1] == pytest.approx(mean, rel=1e-12)


def test_step_is_that_of_gradient_descent() -> None:
    step = corrected(START, SAMPLES[0], 1.0)
    assert float(step["dW1"][0, 0]) == pytest.approx(-(1.1 - 0.75) * 3)
    assert float(step["lr"]) == pytest.approx(1 / 9)


def test_tables() -> None:
    after = next(block for block in line_after_each().blocks if isinstance(block, Table))
    assert [row[5:] for row in after.rows] == [
        ("0.3667", ""),
        ("2.9", ""),
        ("0.3083", "0.3083 (book)"),
        ("1.6042", "1.6042 (book)"),
    ]
    bad = next(block for block in bad_sample().blocks if isinstance(block, Table))
    rows = {row[0]: row for row in bad.rows}
    assert rows[str(AFTER_BAD)][2:5] == (f"{BAD[1]:.0f}", "4", "4")
    assert rows[str(AFTER_BAD)][6:] == ("1.1199", "the bad one")
