"""An activation at some places, and its slope there, by the rows that run in a network."""

from functools import lru_cache

import numpy as np

from glassnet.core.rows import row
from glassnet.executors.reference import Array
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.losses import SquaredError
from glassnet.nn.network import Network


@lru_cache(maxsize=8)
def _unit(activation: str) -> Model:
    """One unit that passes its input on to the activation."""
    network = Network(1, [Dense(1, activation, bias=False)], SquaredError(0.5, "sum"))
    return Model(network, params={"W1": [[1.0]]})


def value_and_slope(activation: str, z: Array) -> tuple[Array, Array]:
    """The activation at some places and its slope there, by the equations that run.

    With targets that lie 1 below the answers dA1 is 1 everywhere, so dZ1 is the slope.
    """
    unit, inputs = _unit(activation), np.reshape(z, (-1, 1))
    ran = unit.explain(inputs, unit.predict(inputs) - 1.0)
    return ran["A1"].reshape(np.shape(z)), ran["dZ1"].reshape(np.shape(z))


def slope_row(activation: str) -> str:
    """The backward row of the activation, as every step shows it."""
    derivation = _unit(activation).network.derive(batch_size=1)
    return next(row(each, "text") for each in derivation if each.out.name == "dZ1")
