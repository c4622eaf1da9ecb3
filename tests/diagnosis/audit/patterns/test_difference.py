"""Numeric derivatives are known by their own error, with their step and their kind."""

import numpy as np
import pytest

from audit.cases import spoilt_case
from audit.planted import TANH
from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.patterns.difference import differenced


def measured(p: dict, step: float, ahead: float, back: float) -> dict:
    """The differences (L(w + ahead·step) − L(w − back·step)) / ((ahead + back)·step)."""
    found = {}
    for name, w in p.items():
        found[name] = np.zeros_like(w)
        for place in np.ndindex(w.shape):
            values = []
            for move in (ahead * step, -back * step):
                moved = {n: v.copy() for n, v in p.items()}
                moved[name][place] += move
                values.append(TANH.loss(moved))
            found[name][place] = (values[0] - values[1]) / ((ahead + back) * step)
    return found


@pytest.mark.parametrize("step", [1e-2, 1e-3, 1e-4])
@pytest.mark.parametrize(
    ("kind", "ahead", "back"), [("forward", 1, 0), ("backward", 0, 1), ("central", 1, 1)]
)
def test_kind_and_step(kind: str, ahead: float, back: float, step: float) -> None:
    case = spoilt_case(TANH, lambda g, p: measured(p, step, ahead, back))
    c = case.parts["W1"]
    (match,) = differenced(case, c) or ()
    assert match.code == codes.DIFFERENCE
    assert match.numbers["kind"] == kind
    assert match.numbers["step"] == pytest.approx(step)


def test_an_error_of_another_form_is_none() -> None:
    case = spoilt_case(TANH, lambda g, p: {**g, "W1": g["W1"] + 1e-4 * np.cos(p["W1"])})
    assert differenced(case, case.parts["W1"]) is None
