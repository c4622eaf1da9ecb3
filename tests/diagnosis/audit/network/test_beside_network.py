"""The gradients of a network under the user's names, beside those written by hand."""

import numpy as np
import pytest

from audit.handwritten import Hand
from audit.planted import DECAY, SOFT, STRONG, TANH, TWO, network
from glassnet.diagnosis.audit.given import parameters
from glassnet.diagnosis.audit.network.beside_network import BesideNetwork
from glassnet.diagnosis.audit.network.convention import convention
from glassnet.diagnosis.audit.subject import Subject
from glassnet.nn.losses import LOSSES


def beside(hand: Hand, scale: float = 1.0) -> BesideNetwork:
    params = parameters(hand.params)
    subject = Subject(lambda p: scale * hand.loss(p), lambda p: p, params)
    found = convention(network(hand), params, subject, hand.X, hand.Y)
    assert found is not None
    return BesideNetwork(found, params.arrays, hand.X, hand.Y, found.factor, found.share)


@pytest.mark.parametrize("hand", [TWO, TANH, SOFT, STRONG, DECAY], ids=lambda each: each.loss_name)
@pytest.mark.parametrize("scale", [1.0, 7.0])
def test_data_part_and_penalty_add_up_to_the_gradient(hand: Hand, scale: float) -> None:
    found = beside(hand, scale)
    for name, right in hand.grad(hand.params).items():
        term = found.penalised[name] if found.penalty is not None and found.counts(name) else 0
        assert found.right[name] + term == pytest.approx(scale * right, rel=1e-6, abs=1e-12), name


def test_the_examples_add_up() -> None:
    found = beside(TWO)
    for name, right in TWO.grad(TWO.params).items():
        total = sum(found.of_example(row)[name] for row in range(TWO.m))
        assert total == pytest.approx(right, rel=1e-9, abs=1e-14)


def test_another_loss_behind_the_same_network() -> None:
    other = Hand((3, 4, 2), ("tanh", "sigmoid"), "absolute", seed=2, m=5)
    other.X, other.Y = TANH.X, TANH.Y
    found = beside(TANH).of_loss(LOSSES["absolute_error"]())
    for name, right in other.grad(TANH.params).items():
        assert found[name] == pytest.approx(right, rel=1e-9), name


def test_a_network_with_a_stable_pair_is_derived_both_ways() -> None:
    forms = beside(SOFT).forms
    assert len(forms) == 2
    assert "dA2" not in forms[0].variables()
    assert "dA2" in forms[1].variables()
    assert len(beside(TWO).forms) == 1


def test_weights_after_an_update() -> None:
    found = beside(TANH)
    given = TANH.grad(TANH.params)
    moved = {n: v.copy() for n, v in TANH.params.items()}
    moved["W2"] -= 0.1 * given["W2"]
    _z, a = TANH.forward(TANH.params)
    dz2 = 2 * (a[2] - TANH.Y) / TANH.m * a[2] * (1 - a[2])
    dz1 = dz2 @ moved["W2"].T * (1 - a[1] ** 2)
    after = found.after_update(given, 0.1)
    assert after["W1"] == pytest.approx(TANH.X.T @ dz1, rel=1e-9)
    assert after["b1"] == pytest.approx(dz1.sum(axis=0), rel=1e-9)
    assert np.array_equal(found.after_update(given, 0.0)["W1"], found.right["W1"])
