"""Each mistake with a slope gives what code with that mistake gives, written by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from audit.handwritten import Hand, Spoilt, sigmoid
from audit.network.mutants import gradients, of_code, rows_of
from audit.planted import BINARY, DEEP, LINEAR, TANH, TWO
from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.network.rewriting import Mutant
from glassnet.diagnosis.audit.network.slope_mutants import slope_mutants


def one(hand: Hand, layer: int, code: str, **numbers: Any) -> Mutant:
    """The mutant with these numbers; there is no more than one."""
    found = [
        each
        for each in of_code(slope_mutants(rows_of(hand), layer), code)
        if all(each.numbers.get(name) == value for name, value in numbers.items())
    ]
    assert len(found) == 1
    return found[0]


def at(layer: int, f: Callable[[Any, Any, Any], Any]) -> Spoilt:
    return Spoilt(slope=lambda k, z, a, right: f(z, a, right) if k == layer else right)


CASES = [
    (TWO, 1, codes.NO_SLOPE, {"part": "all"}, at(1, lambda z, a, r: 1)),
    (DEEP, 2, codes.NO_SLOPE, {"part": "all"}, at(2, lambda z, a, r: 1)),
    (DEEP, 3, codes.NO_SLOPE, {"part": "back"},
     Spoilt(passed=lambda k, dz, da: da if k == 3 else dz)),
    (TANH, 2, codes.NO_SLOPE, {"part": "own"}, Spoilt(own=lambda k, dz, da: da if k == 2 else dz)),
    (TWO, 1, codes.SLOPE_PLACE, {"at": "Z1"}, at(1, lambda z, a, r: z * (1 - z))),
    (TWO, 2, codes.SLOPE_PLACE, {"at": "A2"}, at(2, lambda z, a, r: sigmoid(a) * (1 - sigmoid(a)))),
    (TANH, 1, codes.OTHER_SLOPE, {"slope": "sigmoid", "at": "A1"},
     at(1, lambda z, a, r: a * (1 - a))),
    (TANH, 1, codes.OTHER_SLOPE, {"slope": "sigmoid", "at": "Z1"},
     at(1, lambda z, a, r: sigmoid(z) * (1 - sigmoid(z)))),
    (TWO, 1, codes.OTHER_SLOPE, {"slope": "relu", "at": "Z1"},
     at(1, lambda z, a, r: (z > 0).astype(float))),
    (TWO, 1, codes.SLOPE_TWICE, {"activation": "sigmoid"}, at(1, lambda z, a, r: r * r)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("hand", "layer", "code", "numbers", "spoilt"), CASES, ids=lambda each: str(each)[:12]
)
def test_as_written_by_hand(
    hand: Hand, layer: int, code: str, numbers: dict[str, Any], spoilt: Spoilt
) -> None:
    given, right = hand.grad(hand.params, spoilt), hand.grad(hand.params)
    found = gradients(hand, one(hand, layer, code, **numbers))
    assert any(np.abs(given[name] - right[name]).max() > 1e-4 for name in given)
    for name, value in found.items():
        assert value == pytest.approx(given[name], rel=1e-10, abs=1e-14), name


def test_behind_the_stable_pair_only_a_slope_too_much_is_possible() -> None:
    """Cross-entropy behind a sigmoid has no slope to forget: dZ2 = A2 − Y."""
    mutants = list(slope_mutants(rows_of(BINARY), 2))
    assert {each.code for each in mutants} == {codes.SLOPE_TWICE}
    own = one(BINARY, 2, codes.SLOPE_TWICE, activation="sigmoid", by=None)
    spoilt = at(2, lambda z, a, r: a * (1 - a))
    for name, value in gradients(BINARY, own).items():
        assert value == pytest.approx(BINARY.grad(BINARY.params, spoilt)[name], rel=1e-10)


def test_a_slope_of_one_cannot_be_forgotten() -> None:
    assert list(slope_mutants(rows_of(LINEAR), 1)) == []
