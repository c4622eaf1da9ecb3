"""Right gradients give no finding: a sample on every change, two hundred and more in the proof."""

import numpy as np
import pytest

import glassnet as gn
from audit.planted import network
from audit.right import derived, draw

SAMPLE, ALL = range(30), range(30, 230)
DERIVED_SAMPLE, DERIVED_ALL = range(10), range(10, 80)


def quiet(seed: int) -> None:
    right = draw(seed)
    hand = right.hand
    found = gn.audit(right.loss, right.grad, right.params)
    assert found == [], f"seed {seed}: {found}"
    if not hand.weighted:
        found = gn.audit(right.loss, right.grad, right.params, network(hand), hand.X, hand.Y)
        assert found == [], f"seed {seed}, beside the network: {found}"


def quiet_derived(seed: int) -> None:
    model, X, Y, weights = derived(seed)

    def explained(p: dict[str, np.ndarray]) -> gn.Step:
        return gn.Model(model.network, p).explain(X, Y, sample_weight=weights)

    found = gn.audit(
        lambda p: explained(p)["L"],
        lambda p: {name: explained(p)[f"d{name}"] for name in p},
        model.params,
    )
    assert found == [], f"seed {seed}: {found}"


@pytest.mark.parametrize("seed", SAMPLE)
def test_right_gradients(seed: int) -> None:
    quiet(seed)


@pytest.mark.parametrize("seed", DERIVED_SAMPLE)
def test_the_packages_own_gradients(seed: int) -> None:
    quiet_derived(seed)


@pytest.mark.proof
def test_two_hundred_right_gradients() -> None:
    for seed in ALL:
        quiet(seed)
    for seed in DERIVED_ALL:
        quiet_derived(seed)


def test_kinks_are_met_and_counted() -> None:
    checked = [gn.audit(r.loss, r.grad, r.params).checked for r in map(draw, SAMPLE)]
    assert sum(each.kinked for audit in checked for each in audit) > 5
    assert sum(each.compared for audit in checked for each in audit) > 300
