import numpy as np
import pytest

import glassnet as gn
from glassnet.core.indexed import Entry
from glassnet.core.paths import PathLinks
from glassnet.executors.path_edges import path_edges


@pytest.mark.parametrize("layout", ["rows", "columns"])
@pytest.mark.parametrize("seed", range(12))
def test_the_ways_of_all_examples_add_up_to_the_gradient(seed: int, layout: str) -> None:
    rng = np.random.default_rng(seed)
    stable = bool(seed % 2)
    net = gn.Network(
        2,
        [gn.Dense(3, "tanh"), gn.Dense(2, "sigmoid"), gn.Dense(2, "softmax")],
        loss=gn.CategoricalCrossEntropy(stable=stable),
    )
    params = {k: rng.normal(size=shape) for k, shape in net.param_shapes().items()}
    step = gn.Model(net, params=params).explain(
        rng.normal(size=(3, 2)), rng.integers(0, 2, 3), layout=layout
    )
    for name in step.derivation.names("param"):
        place = tuple(int(rng.integers(n)) for n in step[name].shape)
        total = sum(swept(step, Entry(name, place), example) for example in range(3))
        assert total == pytest.approx(float(step[f"d{name}"][place]), rel=1e-11, abs=1e-14)


def swept(step: gn.Step, start: Entry, example: int) -> float:
    """The sum of all products, by adding up forwards instead of walking the ways."""
    reached = {start: 1.0}
    edges = path_edges(step.derivation, step, start, example)
    assert not isinstance(edges, PathLinks)
    assert len({(edge.by, edge.result) for edge in edges}) == len(edges), "each edge once"
    for edge in edges:
        reached[edge.result] = reached.get(edge.result, 0.0) + reached[edge.by] * edge.value
    return reached.get(Entry("L", ()), 0.0)
