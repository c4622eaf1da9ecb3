"""Which number is which: m, its inverse, a half of it, a whole number, nothing known."""

import pytest

from glassnet.diagnosis.audit.quantity import recognised


@pytest.mark.parametrize(
    ("factor", "symbol"),
    [(50, "m"), (0.02, "1/m"), (0.5, "½"), (2, "2"), (3, "n_out"), (150, "m·n_out"),
     (25, "m/2"), (-1, "−1"), (7, "7"), (0.123, ""), (1.0001, "")],
)  # fmt: skip
def test_known_quantities(factor: float, symbol: str) -> None:
    assert recognised(factor, {"m": 50, "n_out": 3, "m·n_out": 150}).symbol == symbol


@pytest.mark.parametrize(
    ("factor", "said"),
    [(0.02, "0.02 = 1/m (the number of examples)"), (2.0, "2"), (0.123, "0.123"), (7.0, "7")],
)
def test_how_it_is_written(factor: float, said: str) -> None:
    assert str(recognised(factor, {"m": 50})) == said


def test_the_recognised_value_is_exact() -> None:
    assert recognised(0.02 * (1 + 3e-7), {"m": 50}).value == 1 / 50
    assert recognised(0.3333333, {"m": 50}, 1e-6).value == 1 / 3
