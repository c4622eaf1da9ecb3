"""The networks of the fifth tutorial: logistic regression, and 3-4-1."""

import numpy as np

from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.losses import BinaryCrossEntropy
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD
from glassnet.presets.preset import Preset

LR = 0.1


def three_four_one() -> Preset:
    """Its shallow network, sigmoid twice, on five examples."""
    layers = [Dense(4, "sigmoid"), Dense(1, "sigmoid")]
    # As rows; the course's W[1] is the transpose, four rows of three.
    params = {
        "W1": [[0.2, -0.5, 0.4, 0.1], [0.7, 0.3, -0.6, 0.5], [-0.3, 0.8, 0.1, -0.9]],
        "b1": [0.1, -0.2, 0.0, 0.3],
        "W2": [[0.6], [-0.4], [0.9], [-0.7]],
        "b2": [0.2],
    }
    X = [
        [1.0, 0.5, -1.5],
        [-0.5, 2.0, 1.0],
        [0.8, -1.2, 0.3],
        [-1.0, -0.6, 2.0],
        [1.5, 1.0, 0.2],
    ]
    return Preset(
        "s4-3-4-1",
        _("a shallow network of 3 inputs, 4 hidden units and 1 output, five examples"),
        _("“深度学习教程 | 浅层神经网络”; the page prints no weights, these are ours"),
        Model(Network(3, layers, BinaryCrossEntropy()), params=params),
        np.array(X),
        np.array([[1.0], [0.0], [1.0], [0.0], [1.0]]),
        SGD(LR),
        "columns",
    )


def logistic_regression() -> Preset:
    """One unit in its two parts, with each link of the chain as a row of its own."""
    # The textbook pair of rows, so that the slope of the loss and that of the sigmoid are seen.
    loss = BinaryCrossEntropy(stable=False)
    return Preset(
        "logistic-regression",
        _("one unit with sigmoid, z = wᵀx + b and a = σ(z), one example"),
        _("“深度学习教程 | 浅层神经网络”; the page prints no weights, these are ours"),
        Model(
            Network(2, [Dense(1, "sigmoid")], loss),
            params={"W1": [[0.8], [-0.5]], "b1": [-0.1]},
        ),
        np.array([[2.0, 1.0]]),
        np.array([[1.0]]),
        SGD(LR),
        "columns",
    )
