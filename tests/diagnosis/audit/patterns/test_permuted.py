"""Right numbers in the wrong place: transposed, swapped, added up too far."""

import numpy as np
import pytest

from audit.cases import spoilt_case
from audit.handwritten import Hand
from audit.planted import SQUARE
from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.patterns.permuted import summed_too_far, swapped, transposed

WIDE = Hand((2, 3, 2), ("tanh", "sigmoid"), seed=1)


@pytest.mark.parametrize("factor", [1.0, 6.0, -1.0])
def test_transposed(factor: float) -> None:
    case = spoilt_case(SQUARE, lambda g, p: {**g, "W2": factor * g["W2"].T}, m=6)
    matches = transposed(case, case.parts["W2"]) or []
    assert matches[0].code == codes.TRANSPOSED
    assert len(matches) == (1 if factor == 1 else 2)
    assert transposed(case, case.parts["W1"]) is None


def test_pressed_into_its_shape() -> None:
    case = spoilt_case(WIDE, lambda g, p: {**g, "W1": g["W1"].T.reshape(2, 3)})
    assert transposed(case, case.parts["W1"]) is not None


def test_swapped() -> None:
    case = spoilt_case(SQUARE, lambda g, p: {**g, "W1": g["W2"], "W2": 2 * g["W1"]}, m=6)
    (first,) = swapped(case, case.parts["W1"]) or ()
    second = swapped(case, case.parts["W2"]) or []
    assert (first.code, first.numbers["of"]) == (codes.SWAPPED, "W2")
    assert [each.code for each in second] == [codes.SWAPPED, codes.FACTOR]
    assert swapped(case, case.parts["b1"]) is None


@pytest.mark.parametrize(("over", "key"), [(np.sum, ()), (np.mean, ("mean",))])
def test_summed_too_far(over: object, key: tuple) -> None:
    case = spoilt_case(WIDE, lambda g, p: {**g, "b1": np.full(3, over(g["b1"]))})
    match = (summed_too_far(case, case.parts["b1"]) or ())[0]
    assert (match.code, match.key) == (codes.SUMMED_TOO_FAR, key)
    assert match.numbers["total"] == pytest.approx(WIDE.grad(WIDE.params)["b1"].sum())
    assert summed_too_far(case, case.parts["W1"]) is None
