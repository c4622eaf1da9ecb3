"""Paths as text: the four factors of the fourth tutorial, counts, sums and what is shared."""

import numpy as np
import pytest

import glassnet as gn

S3 = {"W1": [[0.8, 0.4, 0.3], [0.2, 0.9, 0.5]], "W2": [[0.3], [0.5], [0.9]]}


def by_hand() -> gn.Step:
    layers = [gn.Dense(3, "sigmoid", bias=False), gn.Dense(1, bias=False)]
    return gn.Model(gn.Network(2, layers), params=S3).explain([[1.0, 1.0]], [[0.0]])


def test_the_four_factors_of_the_tutorial() -> None:
    found = by_hand().paths("W1", (0, 0))
    factors = [round(factor.value, 6) for factor in found[0].factors]
    assert factors == [1, 0.196612, 0.3, 1, 2.466424]
    assert found.count == len(found) == 1
    assert found.total == found.gradient == pytest.approx(0.1454785, abs=5e-8)
    assert str(found).splitlines()[2:6] == [
        "  1  W1[0, 0] → Z1[0, 0] → A1[0, 0] → Z2[0, 0] → A2[0, 0] → L",
        "     = A0[0, 0] · A1[0, 0] * (1 - A1[0, 0]) · W2[0, 0]",
        "       · 2 * (A2[0, 0] - Y[0, 0]) / m",
        "     = 1 · 0.196612 · 0.3 · 2.46642 = 0.145479",
    ]


def test_an_input_has_a_path_through_every_unit() -> None:
    found = by_hand().paths("X", (0, 1))
    assert found.count == 3
    assert found.gradient is None
    assert [node.name for node in found[1].nodes] == ["A0", "Z1", "A1", "Z2", "A2", "L"]
    assert [(each.node.name, each.paths) for each in found.shared] == [("Z2", (1, 2, 3))]
    assert "∂L/∂Z2[0, 0] = dZ2[0, 0] = 2.46642, in paths 1–3" in str(found)


def large() -> gn.Step:
    layers = [gn.Dense(30, "tanh"), gn.Dense(20, "sigmoid"), gn.Dense(10, "softmax")]
    net = gn.Network(64, layers, loss="categorical_cross_entropy", penalty=gn.L2(1e-3))
    rng = np.random.default_rng(0)
    return gn.Model(net, seed=3).explain(rng.random((16, 64)), rng.integers(0, 10, 16))


def test_a_large_network_is_counted_exactly_and_summed_in_full() -> None:
    step = large()
    found = step.paths("W1", (5, 7))
    assert found.count == 16 * 20 * 10 + 1
    assert len(found) == 11  # ten largest, and the one through the penalty
    every = step.paths("W1", (5, 7), most=10**6)
    assert len(every) == every.count == found.count
    sizes = sorted((abs(path.product) for path in every.paths), reverse=True)
    assert [abs(path.product) for path in found.paths[:10]] == pytest.approx(sizes[:10], rel=1e-12)
    assert abs(every.shown - found.gradient) <= 1e-12 * sum(sizes)
    assert abs(found.total - found.gradient) <= 1e-12 * sum(sizes)


def test_the_rest_is_distributed_over_the_units_of_each_layer() -> None:
    found = large().paths("W1", (5, 7))
    assert [share.name for share in found.rest] == ["A1", "A2", "Z3"]
    for share in found.rest:
        left = found.total - found.shown
        assert sum(share.units) == pytest.approx(left, rel=1e-9)
    assert [unit for unit, value in enumerate(found.rest[0].units) if value] == [7]
    text = str(found)
    assert "3,201 paths lead from W1[5, 7] to L; the 11 largest:" in text
    assert all(len(line) <= 80 for line in text.splitlines())


def test_a_loss_that_does_not_depend_on_it_or_comes_before_it_is_refused() -> None:
    step = by_hand()
    for name, place, what in (("dW1", (0, 0), "no path leads from"), ("L", (), "the loss itself")):
        with pytest.raises(gn.GlassnetError, match=what):
            step.paths(name, place)
    with pytest.raises(gn.GlassnetError, match="most"):
        step.paths("W1", (0, 0), most=0)


def test_a_gradient_that_was_measured_is_no_row_that_paths_must_equal() -> None:
    layers = [gn.Dense(3, "sigmoid"), gn.Dense(1, "sigmoid")]
    model = gn.Model(gn.Network(2, layers, loss="bce"), seed=1)
    run = model.train([[1.0, 1.0], [0, 2]], [0, 1], epochs=2, gradient="numeric", delta=1e-2)
    found = run.step(1).paths("W1", (0, 0))
    derived = run.at(1).explain([[1.0, 1.0], [0, 2]], [0, 1])
    assert found.gradient is None
    assert found.total == pytest.approx(derived["dW1"][0, 0], rel=1e-12)
    assert "the row says" not in str(found)
