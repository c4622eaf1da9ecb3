"""The networks of this tutorial: a line of one weight, and 2-2-2 with sigmoids."""

from typing import Any

from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.losses import Loss, SquaredError
from glassnet.nn.network import Network

HALF = SquaredError(factor=0.5)  # the page's square with its 2 dropped: the slope is o - t


def line(slope: float, loss: Loss = HALF) -> Model:
    """y = k·x: one unit, one weight, no bias; W1 is k."""
    return Model(Network(1, [Dense(1, bias=False)], loss=loss), params={"W1": [[slope]]})


def slope_of(model: Model) -> float:
    """The k of a line."""
    return float(model.params["W1"][0, 0])


# The page has a heading for a worked update and no numbers below it; these are ours.
WEIGHTS = {"W1": [[0.5, -0.3], [0.8, 0.4]], "W2": [[0.7, -0.6], [0.2, 0.9]]}
X, Y = [[0.6, 0.9]], [[0.99, 0.01]]
LR = 0.1


def two_two_two(params: Any = None, factor: float = 0.5) -> Model:
    """2 inputs, 2 hidden units, 2 outputs, sigmoid twice, no biases."""
    layers = [Dense(2, "sigmoid", bias=False), Dense(2, "sigmoid", bias=False)]
    return Model(Network(2, layers, loss=SquaredError(factor)), params=params or WEIGHTS)
