"""Sweeps over paths in pieces are the sweeps in one go."""

import numpy as np
import pytest

import glassnet as gn
from glassnet.executors import path_arrays


@pytest.mark.parametrize("most", [1, 10, 50])
@pytest.mark.parametrize("layout", ["rows", "columns"])
def test_small_pieces_give_the_same_sums(
    monkeypatch: pytest.MonkeyPatch, layout: str, most: int
) -> None:
    layers = [gn.Dense(6, "tanh"), gn.Dense(5, "softmax"), gn.Dense(3, "softmax")]
    net = gn.Network(4, layers, loss="categorical_cross_entropy", penalty=gn.L2(0.01))
    rng = np.random.default_rng(0)
    step = gn.Model(net, seed=1).explain(
        rng.normal(size=(7, 4)), rng.integers(0, 3, 7), layout=layout
    )
    whole = step.paths("W1", (1, 2))
    monkeypatch.setattr(path_arrays, "MOST_AT_ONCE", most)
    pieces = step.paths("W1", (1, 2))
    assert pieces.total == pytest.approx(whole.total, rel=1e-12)
    assert pieces.magnitude == pytest.approx(whole.magnitude, rel=1e-12)
    assert [path.nodes for path in pieces.paths] == [path.nodes for path in whole.paths]
    for one, other in zip(pieces.rest, whole.rest, strict=True):
        assert one.units == pytest.approx(other.units, rel=1e-9, abs=1e-18)
