"""The search names the mistake that gives the numbers, and leaves alone what none gives."""

from typing import Any

import numpy as np
import pytest

from audit.cases import case_of
from audit.handwritten import Hand, Spoilt
from audit.planted import DEEP, LINEAR, STRONG, TANH, TWO, network
from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.case import Case
from glassnet.diagnosis.audit.given import parameters
from glassnet.diagnosis.audit.network.beside_network import BesideNetwork
from glassnet.diagnosis.audit.network.convention import convention
from glassnet.diagnosis.audit.network.hypotheses import Search


def searched(hand: Hand, spoilt: Spoilt) -> Case:
    case = case_of(hand.loss, lambda p: hand.grad(p, spoilt), hand.params, m=hand.m)
    found = convention(network(hand), parameters(hand.params), case.subject, hand.X, hand.Y)
    assert found is not None
    beside = BesideNetwork(found, case.arrays, hand.X, hand.Y, found.factor, found.share)
    Search(case, beside).run()
    return case


def named(case: Case) -> dict[str, list[str]]:
    return {name: [each.code for each in found] for name, found in case.matches.items()}


MISTAKES = [
    (TWO, Spoilt(slope=lambda k, z, a, r: 1 if k == 1 else r),
     {"W1": [codes.NO_SLOPE], "b1": [codes.NO_SLOPE]}),
    (DEEP, Spoilt(passed=lambda k, dz, da: da if k == 2 else dz),
     {"W1": [codes.NO_SLOPE], "b1": [codes.NO_SLOPE]}),
    (TANH, Spoilt(updating=0.1),
     {"W1": [codes.UPDATED_WEIGHTS], "b1": [codes.UPDATED_WEIGHTS]}),
    (STRONG, Spoilt(penalty=lambda n, w, right: 2 * right),
     {"W1": [codes.PENALTY_SCALE], "W2": [codes.PENALTY_SCALE]}),
    (LINEAR, Spoilt(error=lambda o, y, r: np.sign(o - y) / 10),
     {"W1": [codes.OTHER_LOSS], "b1": [codes.OTHER_LOSS]}),
]  # fmt: skip


@pytest.mark.parametrize(("hand", "spoilt", "expected"), MISTAKES)
def test_the_mistake_is_named(hand: Hand, spoilt: Spoilt, expected: dict[str, list[str]]) -> None:
    assert named(searched(hand, spoilt)) == expected


def test_a_rate_is_measured() -> None:
    case = searched(DEEP, Spoilt(updating=0.37))
    assert case.matches["W1"][0].numbers["rate"] == pytest.approx(0.37, rel=1e-6)


def test_a_right_gradient_and_a_strange_one_stay_unexplained() -> None:
    assert named(searched(TWO, Spoilt())) == {}

    def strange(g: dict[str, Any], p: dict[str, Any]) -> dict[str, Any]:
        return {**g, "W1": g["W1"] * (1.7 + np.sin(3 * np.arange(6)).reshape(2, 3))}

    case = searched(TWO, Spoilt(result=strange))
    assert named(case) == {}
    assert [c.name for c in case.open] == ["W1"]
