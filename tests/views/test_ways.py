import time
from itertools import pairwise, product
from math import prod

import numpy as np
import pytest

import glassnet as gn
from glassnet.core.indexed import Entry
from glassnet.core.paths import PathLinks
from glassnet.executors import path_edges
from glassnet.views.graph.ways import ways

LOSS = Entry("L", ())


def layered(sizes: list[int], seed: int) -> dict[tuple[Entry, Entry], float]:
    """Random slopes between layers of entries, from one entry to the loss."""
    rng = np.random.default_rng(seed)
    nodes = [[Entry("S", ())], *([Entry(f"Z{k}", (0, u)) for u in range(n)]
             for k, n in enumerate(sizes)), [LOSS]]  # fmt: skip
    return {
        (a, b): float(rng.normal())
        for before, after in pairwise(nodes)
        for a, b in product(before, after)
    }


@pytest.mark.parametrize("sizes", [[1], [3], [2, 3], [4, 3, 2], [3, 3, 3, 3]])
@pytest.mark.parametrize("seed", range(5))
def test_counts_sums_and_the_largest_are_those_of_all_ways(sizes: list[int], seed: int) -> None:
    edges = layered(sizes, seed)
    found, _none = ways(Entry("S", ()), edges, 6)
    every = []
    for units in product(*map(range, sizes)):
        nodes = [Entry("S", ()), *(Entry(f"Z{k}", (0, u)) for k, u in enumerate(units)), LOSS]
        every.append([edges[pair] for pair in pairwise(nodes)])
    assert found.count == len(every)
    assert found.total == pytest.approx(sum(map(prod, every)), rel=1e-12)
    listed = [list(way.factors) for way in found.largest]
    if len(every) <= 6:
        assert listed == every, "in the order of the units"
    else:
        assert listed == sorted(every, key=lambda each: -abs(prod(each)))[:6]


def test_many_layers_take_no_longer_than_their_edges() -> None:
    edges = layered([8] * 30, 0)
    start = time.perf_counter()
    found, _none = ways(Entry("S", ()), edges, 6)
    assert time.perf_counter() - start < 5
    assert found.count == 8**30
    assert len(found.largest) == 6


@pytest.mark.parametrize("layout", ["rows", "columns"])
@pytest.mark.parametrize("penalty", [None, gn.L2(0.1)])
def test_ways_that_are_too_many_are_added_up_for_one_example(
    layout: str, penalty: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    net = gn.Network(2, [gn.Dense(3, "tanh"), gn.Dense(3, "tanh"), gn.Dense(2)], penalty=penalty)
    rng = np.random.default_rng(1)
    step = gn.Model(net, seed=0).explain(
        rng.normal(size=(3, 2)), rng.normal(size=(3, 2)), layout=layout
    )
    start = Entry("W1", (0, 1))
    for example in range(3):
        edges = path_edges.path_edges(step.derivation, step, start, example)
        assert not isinstance(edges, PathLinks)
        slopes = {(each.by, each.result): each.value for each in edges}
        main, through = ways(start, slopes, 6, apart=True)
        with monkeypatch.context() as patch:
            patch.setattr(path_edges, "MOST_EDGES", 3)
            whole = path_edges.path_edges(step.derivation, step, start, example)
        assert isinstance(whole, PathLinks)
        assert whole.count == main.count == 6
        assert whole.total == pytest.approx(main.total, rel=1e-12)
        assert whole.penalty == (through.total if penalty else None)
        assert whole.links == {(each.by.name, each.result.name) for each in edges}


def test_a_wide_and_deep_network_is_drawn_at_once() -> None:
    layers = [gn.Dense(100, "relu"), gn.Dense(100, "relu"), gn.Dense(100, "relu"), gn.Dense(10)]
    rng = np.random.default_rng(0)
    step = gn.Model(gn.Network(20, layers), seed=0).explain(
        rng.normal(size=(1, 20)), rng.normal(size=(1, 10))
    )
    start = time.perf_counter()
    svg = step.graph(path=("W1", (3, 5)))
    assert time.perf_counter() - start < 5
    slope = f"{float(step['dW1'][3, 5]):.4g}".replace("-", "−")
    assert f"∂L/∂W1[3, 5], the sum of 100000 paths: {slope}" in svg
