"""How a loss follows from the network's: its factor, its divisor, its penalty, its kind."""

from typing import Any

import numpy as np
import pytest

from audit.handwritten import Hand
from audit.planted import network
from glassnet.diagnosis.audit.given import parameters
from glassnet.diagnosis.audit.network.convention import Convention, convention
from glassnet.diagnosis.audit.subject import Subject
from glassnet.nn.network import Network

HAND = Hand((2, 3, 2), ("tanh", "sigmoid"), seed=1, m=7)
DECAY = Hand((2, 3, 2), ("tanh", "sigmoid"), seed=1, m=7, lam=0.03)


def found(loss: Any, hand: Hand, net: Network) -> Convention | None:
    params = parameters(hand.params)
    subject = Subject(loss, lambda p: p, params)
    return convention(net, params, subject, hand.X, hand.Y)


@pytest.mark.parametrize("factor", [1.0, 7.0, 0.5, 1 / 14])
def test_a_factor_of_the_loss(factor: float) -> None:
    said = found(lambda p: factor * HAND.loss(p), HAND, network(HAND))
    assert said is not None
    assert said.factor == pytest.approx(factor, rel=1e-9)
    assert (said.penalty, said.same_loss) == (None, True)


@pytest.mark.parametrize(("data", "share"), [(1.0, 1.0), (1.0, 6.0), (7.0, 0.5)])
def test_a_share_of_the_penalty(data: float, share: float) -> None:
    plain = Hand((2, 3, 2), ("tanh", "sigmoid"), seed=1, m=7)

    def loss(p: Any) -> float:
        return data * plain.loss(p) + share * DECAY.penalty(p)

    said = found(loss, DECAY, network(DECAY))
    assert said is not None
    assert (said.factor, said.share) == (pytest.approx(data), pytest.approx(share, rel=1e-4))


def test_a_penalty_that_was_not_described() -> None:
    said = found(DECAY.loss, DECAY, network(HAND))
    assert said is not None
    assert said.penalty is not None
    assert said.share == pytest.approx(0.03, rel=1e-4)


def test_another_loss_of_the_same_outputs() -> None:
    other = Hand((2, 3, 2), ("tanh", "sigmoid"), "absolute", seed=1, m=7)
    said = found(other.loss, HAND, network(HAND))
    assert said is not None
    assert (said.network.loss.op, said.same_loss) == ("absolute_error", False)


def test_a_stranger() -> None:
    rng = np.random.default_rng(0)
    weights = {name: rng.normal(size=value.shape) for name, value in HAND.params.items()}
    stranger = lambda p: sum(np.sum(weights[n] * np.cos(p[n])) for n in p) + 10  # noqa: E731
    assert found(stranger, HAND, network(HAND)) is None
