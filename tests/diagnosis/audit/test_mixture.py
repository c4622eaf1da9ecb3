"""What explains one parameter is tried on the others: factors, penalties, constants."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from audit.handwritten import Arrays, Hand, Spoilt
from audit.planted import network

Spoiling = Callable[[Arrays, Arrays], Arrays]


def small(seed: int, lam: float = 0.0) -> Hand:
    """A network whose later parameters have one to three entries."""
    rng = np.random.default_rng(seed)
    sizes = (3, int(rng.integers(4, 6)), int(rng.integers(1, 3)), 1)
    return Hand(sizes, ("tanh", "sigmoid", "identity"), seed=seed, m=6, lam=lam, divided=True)


def audited(hand: Hand, spoil: Spoiling, beside: bool) -> list[gn.Finding]:
    more: tuple[Any, ...] = (network(hand), hand.X, hand.Y) if beside else ()
    grad = lambda p: hand.grad(p, Spoilt(result=spoil))  # noqa: E731
    return gn.audit(hand.loss, grad, hand.params, *more)


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_a_factor_and_a_number_added(seed: int, beside: bool) -> None:
    hand, strength = small(seed), 0.02
    weights = [name for name in hand.params if name[0] == "W"]

    def spoil(g: Arrays, p: Arrays) -> Arrays:
        added = {n: strength * np.sum(p[n] ** 2) if n in weights else 0 for n in g}
        return {n: 6 * g[n] + added[n] for n in g}

    found = {each.code: each for each in audited(hand, spoil, beside)}
    assert set(found) == {"G301", "G305"}
    assert found["G301"].where == ", ".join(hand.params)
    assert found["G301"].numbers["ratio"] == 6
    assert found["G305"].where == ", ".join(weights)
    assert found["G305"].numbers["strength"] == pytest.approx(strength, rel=1e-4)


@pytest.mark.parametrize("seed", range(12))
def test_a_penalty_that_the_loss_lacks_and_a_factor(seed: int) -> None:
    hand = small(seed)

    def spoil(g: Arrays, p: Arrays) -> Arrays:
        return {n: 6 * g[n] + 0.3 * p[n] * (n[0] == "W") for n in g}

    found = {each.code: each for each in audited(hand, spoil, False)}
    assert set(found) == {"G301", "G306"}
    assert found["G301"].where == ", ".join(hand.params)
    assert found["G306"].where == "W1, W2, W3"
    assert found["G306"].numbers["coefficient"] == pytest.approx(0.3)


@pytest.mark.parametrize("share", [6.0, 0.0, 0.37])
@pytest.mark.parametrize("seed", range(6))
def test_one_strength_of_the_penalty_for_all(seed: int, share: float) -> None:
    hand = small(seed, lam=0.05)

    def spoil(g: Arrays, p: Arrays) -> Arrays:
        return {n: g[n] + (share - 1) * hand.slope_of_penalty(n, p[n], Spoilt()) for n in g}

    (found,) = audited(hand, spoil, True)
    assert (found.code, found.where) == ("G408", "W1, W2, W3")
    assert found.numbers["share"] == pytest.approx(share, rel=1e-5, abs=1e-9)


@pytest.mark.parametrize("seed", range(10))
def test_what_has_no_pattern_is_not_explained_by_another(seed: int) -> None:
    hand = small(seed)

    def spoil(g: Arrays, p: Arrays) -> Arrays:
        noise = {n: 1.7 + np.sin(3 * np.arange(w.size)).reshape(w.shape) for n, w in p.items()}
        last = {n: g[n] * noise[n] for n in ("W2", "b3")}
        return {n: last.get(n, 6 * g[n] + 0.02 * np.sum(p[n] ** 2)) for n in g}

    codes = {each.where: each.code for each in audited(hand, spoil, False)}
    assert codes["W2"] == "G901"


def test_right_parameters_stay_right() -> None:
    hand = small(1)

    def spoil(g: Arrays, p: Arrays) -> Arrays:
        return {**g, "W1": 6 * g["W1"] + 0.02 * np.sum(p["W1"] ** 2)}

    found = audited(hand, spoil, False)
    assert {each.where for each in found} == {"W1"}
    assert "the others" not in " ".join(each.text for each in found)


def test_a_factor_shows_only_what_it_explains_alone() -> None:
    """A ratio of 3.2 is no evidence for ½: where a slope is missing too, its finding is named."""
    hand = Hand((2, 3, 2), ("sigmoid", "sigmoid"), seed=1)
    spoilt = Spoilt(slope=lambda k, z, a, r: 1 if k == 1 else r, error=lambda o, y, r: r / 2)
    found = {
        each.code: each
        for each in gn.audit(
            hand.loss, lambda p: hand.grad(p, spoilt), hand.params, network(hand), hand.X, hand.Y
        )
    }
    assert set(found) == {"G301", "G401"}
    factor = found["G301"]
    assert factor.where == "W1, b1, W2, b2"
    assert [row.split(",")[-1] for row in factor.evidence[:2]] == [" ratio 0.5"] * 2
    assert factor.evidence[2:] == ("W1, b1: see G401",)
    assert "That of W1, b1 has another mistake besides: G401." in factor.text
    assert set(factor.numbers["worst"]) == {"W2", "b2"}
    assert factor.numbers["further"] == {"W1": ["G401"], "b1": ["G401"]}


def test_the_sum_is_printed_once() -> None:
    hand = small(1)

    def spoil(g: Arrays, p: Arrays) -> Arrays:
        return {n: -6 * g[n] + (0.02 * np.sum(p[n] ** 2) if n == "W1" else 0) for n in g}

    found = audited(hand, spoil, False)
    assert {each.code for each in found} == {"G301", "G302", "G305"}
    rows = [row for each in found for row in each.evidence if row.startswith("given = ")]
    assert len(rows) == 1
    assert [row for each in found for row in each.evidence].count("W1: see G305") == 2


@pytest.mark.parametrize(
    ("outputs", "factor", "said"),
    [(2, 2, True), (2, 0.5, True), (3, 1 / 3, True), (3, 3, True), (3, 2, False), (1, 2, False)],
)
def test_a_mean_over_outputs_is_thought_of(outputs: int, factor: float, said: bool) -> None:
    hand = Hand((2, 3, outputs), ("tanh", "sigmoid"), seed=3, m=7)

    def spoil(g: Arrays, p: Arrays) -> Arrays:
        return {n: factor * v for n, v in g.items()}

    (found,) = audited(hand, spoil, True)
    assert (f"np.mean also averages over the {outputs} outputs" in found.fix) == said
