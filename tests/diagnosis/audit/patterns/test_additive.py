"""What is added to a gradient: one number everywhere, a multiple of the parameter or its sign."""

import numpy as np
import pytest

from audit.cases import spoilt_case
from audit.handwritten import Hand
from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.patterns.additive import added, scalar_added, shared

HAND = Hand((3, 5, 2), ("tanh", "sigmoid"), seed=3, m=6)


@pytest.mark.parametrize("factor", [1.0, 6.0, -1.0, 0.5])
@pytest.mark.parametrize("constant", [0.3, -0.02])
def test_one_number_in_every_entry(factor: float, constant: float) -> None:
    case = spoilt_case(HAND, lambda g, p: {**g, "W1": factor * g["W1"] + constant}, m=6)
    matches = scalar_added(case, case.parts["W1"]) or []
    last = matches[-1]
    assert last.code == codes.SCALAR_PENALTY
    assert last.numbers["constant"] == pytest.approx(constant, rel=1e-6)
    assert last.mixture is not None
    assert last.mixture.factor == pytest.approx(factor)


@pytest.mark.parametrize(("kind", "of"), [("w", lambda w: w), ("sign", np.sign)])
def test_a_multiple_of_the_parameter_or_its_sign(kind: str, of: object) -> None:
    case = spoilt_case(HAND, lambda g, p: {**g, "W1": g["W1"] + 0.07 * of(p["W1"])}, m=6)
    (match,) = added(case, case.parts["W1"]) or ()
    assert (match.code, match.numbers["kind"]) == (codes.PENALTY_TERM, kind)
    assert match.numbers["coefficient"] == pytest.approx(0.07, rel=1e-6)
    assert scalar_added(case, case.parts["W1"]) is None


def test_a_small_parameter_learns_from_a_large_one() -> None:
    """Two entries prove no sum of three parts; with the parts of another parameter they do."""

    def spoil(g: dict, p: dict) -> dict:
        return {
            n: 6 * v + (0.02 * np.sum(p[n] ** 2) if n in ("W1", "b2") else 0) for n, v in g.items()
        }

    case = spoilt_case(HAND, spoil, m=6)
    assert shared(case, case.parts["b2"]) is None
    case.explain("W1", added(case, case.parts["W1"]) or ())
    matches = shared(case, case.parts["b2"]) or []
    assert [each.code for each in matches] == [codes.FACTOR, codes.SCALAR_PENALTY]
    own = 0.02 * np.sum(HAND.params["b2"] ** 2)
    assert matches[-1].numbers["constant"] == pytest.approx(own, rel=1e-5)


def test_noise_is_no_sum() -> None:
    noise = np.random.default_rng(0).normal(size=(3, 5))
    case = spoilt_case(HAND, lambda g, p: {**g, "W1": g["W1"] + noise}, m=6)
    assert added(case, case.parts["W1"]) is None
