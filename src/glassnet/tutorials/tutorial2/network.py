"""Networks set by hand: steps, bumps, and towers over a plane."""

from collections.abc import Sequence

import numpy as np

from glassnet.executors.reference import Array
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.presets.tutorial2 import STEEP

Bump = tuple[float, float, float]  # from, to, height


def unit(weight: float, bias: float) -> Model:
    """One sigmoid unit of one input: σ(w·x + b)."""
    return Model(Network(1, [Dense(1, "sigmoid")]), params={"W1": [[weight]], "b1": [bias]})


def bumps(parts: Sequence[Bump], activation: str = "identity", steep: float = STEEP) -> Model:
    """Two hidden units for each bump: one steps up at its beginning, one down at its end.

    Args:
        parts: the bumps.
        activation: of the output; what is added up then passes it.
        steep: the weight of every hidden unit.
    """
    places = [place for start, end, _height in parts for place in (start, end)]
    heights = [value for _start, _end, height in parts for value in (height, -height)]
    network = Network(1, [Dense(len(places), "sigmoid"), Dense(1, activation)])
    params = {
        "W1": [[steep] * len(places)],
        "b1": [-steep * place for place in places],
        "W2": [[height] for height in heights],
        "b2": [0.0],
    }
    return Model(network, params=params)


def tower(sides: tuple[float, float, float, float], height: float, steep: float = STEEP) -> Model:
    """A tower over a rectangle: a ridge along each direction, and a threshold between.

    Args:
        sides: from and to in x, from and to in y.
        height: h of the two ridges; where they cross the sum is 2h, and the threshold 3h/2.
        steep: the weight of every hidden unit.
    """
    network = Network(2, [Dense(4, "sigmoid"), Dense(1, "sigmoid")])
    params = {
        "W1": [[steep, steep, 0.0, 0.0], [0.0, 0.0, steep, steep]],
        "b1": [-steep * side for side in sides],
        "W2": [[height], [-height], [height], [-height]],
        "b2": [-1.5 * height],
    }
    return Model(network, params=params)


def middles(count: int) -> Array:
    """The middles of so many equal pieces of 0 … 1."""
    return (np.arange(count) + 0.5) / count


def square_grid(count: int) -> Array:
    """The middles of count² equal squares of the unit square, shape (count², 2)."""
    axis = middles(count)
    return np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
