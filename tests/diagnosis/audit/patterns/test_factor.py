"""Factors: measured, recognised, and proved by enough entries."""

import numpy as np
import pytest

from audit.cases import case_of, part, spoilt_case
from audit.handwritten import Hand
from audit.planted import TWO
from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.patterns.factor import factor_matches, plausible, ratio_to, scaled
from glassnet.diagnosis.audit.quantity import Quantity

W = {"w": np.array([1.0, -2.0, 0.5])}
TRUE = np.array([1.0, -2.0, 0.5, 0.0])


@pytest.mark.parametrize("factor", [7.0, 0.02, -1.0, 0.37, 1e6])
def test_the_ratio_of_multiples(factor: float) -> None:
    assert ratio_to(part(factor * TRUE, TRUE, room=1e-7), TRUE) == pytest.approx(factor)


def test_no_ratio_where_one_entry_differs() -> None:
    assert ratio_to(part(3 * TRUE + [0, 0, 0, 1e-6], TRUE), TRUE) is None
    assert ratio_to(part(TRUE, np.zeros(4)), np.zeros(4)) is None


def test_a_ratio_of_one_entry_proves_little() -> None:
    case = case_of(lambda p: np.sum(p["w"] ** 2), lambda p: {"w": 2 * p["w"]}, W, m=50)
    one, three = part([0.37], [1.0]), part([0.37, 0.74, 1.11], [1.0, 2.0, 3.0])
    assert plausible(case, one, one.t, 0.37) is None
    assert plausible(case, three, three.t, 0.37) == Quantity(0.37)
    known = plausible(case, one, one.t, 50.0)
    assert known is not None
    assert known.symbol == "m"


@pytest.mark.parametrize(
    ("factor", "found"),
    [
        (0.0, [(codes.ZERO, ())]),
        (-1.0, [(codes.SIGN, ())]),
        (7.0, [(codes.FACTOR, ("m",))]),
        (-7.0, [(codes.SIGN, ()), (codes.FACTOR, ("m",))]),
        (0.5, [(codes.FACTOR, ("½",))]),
    ],
)
def test_what_a_scaled_gradient_is(factor: float, found: list) -> None:
    case = spoilt_case(TWO, lambda g, p: {n: factor * v for n, v in g.items()}, m=7)
    for c in case.parts.values():
        matches = scaled(case, c, known_only=True) or []
        assert [(each.code, each.key) for each in matches] == found


def test_unknown_factors_are_left_alone_at_first() -> None:
    case = spoilt_case(TWO, lambda g, p: {n: 0.37 * v for n, v in g.items()}, m=7)
    assert scaled(case, case.parts["W1"], known_only=True) is None
    (match,) = scaled(case, case.parts["W1"], known_only=False) or ()
    assert match.numbers["quantity"].value == pytest.approx(0.37)


def test_one_is_no_mistake() -> None:
    assert factor_matches("W1", Quantity(1.0, "1")) == []


def test_a_network_without_any_relation() -> None:
    hand = Hand((2, 3, 2), ("tanh", "sigmoid"), seed=0)
    case = spoilt_case(hand, lambda g, p: {n: v + np.sin(v) ** 2 for n, v in g.items()}, m=7)
    assert all(scaled(case, c, known_only=False) is None for c in case.parts.values())
