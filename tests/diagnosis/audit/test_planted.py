"""Planted mistakes are found and named, with and without the network; right gradients are not."""

import pytest

import glassnet as gn
from audit.planted import PLANTED, Planted, network


def test_there_are_forty() -> None:
    assert len({each.name for each in PLANTED}) >= 40


@pytest.mark.parametrize("planted", PLANTED, ids=lambda each: each.name)
def test_named_without_a_network(planted: Planted) -> None:
    found = gn.audit(planted.hand.loss, planted.gradient(), planted.hand.params)
    assert {each.code for each in found} == planted.codes
    if not planted.beside:
        says(planted, found)


@pytest.mark.parametrize("planted", PLANTED, ids=lambda each: each.name)
def test_named_beside_the_network(planted: Planted) -> None:
    hand = planted.hand
    net = network(hand)
    found = gn.audit(hand.loss, planted.gradient(), hand.params, net, hand.X, hand.Y)
    assert {each.code for each in found} == (planted.beside or planted.codes)
    says(planted, found)


def says(planted: Planted, found: list[gn.Finding]) -> None:
    """The first finding names the place and says the numbers."""
    for each in found:
        assert each.text
        assert each.fix
        assert each.where
        assert each.evidence
        assert 0 < each.severity <= 1
    if planted.where:
        assert planted.where in {each.where for each in found}
    for name, value in planted.numbers.items():
        said = [each.numbers[name] for each in found if name in each.numbers]
        if name == "known" and said != [value]:
            assert value == "m"
            continue
        assert said[0] == (pytest.approx(value, rel=1e-5) if isinstance(value, float) else value)


@pytest.mark.parametrize("planted", PLANTED, ids=lambda each: each.name)
def test_repaired(planted: Planted) -> None:
    hand = planted.hand
    assert gn.audit(hand.loss, hand.grad, hand.params) == []
    assert gn.audit(hand.loss, hand.grad, hand.params, network(hand), hand.X, hand.Y) == []
