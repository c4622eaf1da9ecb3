"""w0 as a bias: the same layer with b, and with one more input that is always 1."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from glassnet.conventions.factors import INPUTS, Sizes, example
from glassnet.conventions.sources import SQUARED
from glassnet.core.notation import PENALTY
from glassnet.executors import reference
from glassnet.nn.layers import Dense
from glassnet.nn.losses import L2, SquaredError
from glassnet.nn.lower import lower
from glassnet.nn.network import Network


@dataclass(frozen=True)
class BiasCheck:
    """What the two forms of a bias have in common, computed.

    Attributes:
        values: the largest difference of their Z.
        slopes: the largest difference of db from the slope by w0.
        without_bias, with_bias: the L2 penalty of strength 1 over W, and over w0 and W.
    """

    values: float
    slopes: float
    without_bias: float
    with_bias: float


def checked_bias(sizes: Sizes | None = None, seed: int = 0) -> BiasCheck:
    """Both forms on the same random examples."""
    size = sizes or Sizes()
    feeds = example(SQUARED, size, seed)
    ones = np.ones((size.m, 1))
    other = {
        **feeds,
        "A0": np.hstack([ones, feeds["A0"]]),
        "W1": np.vstack([feeds["b1"], feeds["W1"]]),
    }
    with_b = _values(INPUTS, True, size, feeds)
    with_w0 = _values(INPUTS + 1, False, size, other)
    first = with_w0["dW1_data"][0]
    return BiasCheck(
        float(np.max(np.abs(with_b["Z1"] - with_w0["Z1"]))),
        float(np.max(np.abs(with_b["db1"] - first))),
        float(with_b[PENALTY]),
        float(with_w0[PENALTY]),
    )


def _values(inputs: int, bias: bool, size: Sizes, feeds: dict[str, Any]) -> dict[str, Any]:
    layers = [Dense(size.outputs, bias=bias)]
    return reference.run(lower(Network(inputs, layers, SquaredError(), L2(1.0)), size.m), feeds)
