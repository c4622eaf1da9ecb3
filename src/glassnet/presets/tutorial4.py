"""The two networks of the fourth tutorial, both 2-3-1."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD
from glassnet.presets.preset import Preset

LR = 0.01  # named for the second network only; the first is shown with the same


def by_hand() -> Preset:
    """The network that is computed by hand: nine weights, no biases."""
    params = {
        "W1": [[0.8, 0.4, 0.3], [0.2, 0.9, 0.5]],
        "W2": [[0.3], [0.5], [0.9]],
    }
    title = _("a 2-3-1 network computed by hand, nine weights")
    return _preset("s3-2-3-1", title, params, bias=False)


def thirteen_weights() -> Preset:
    """The network that is trained: nine weights and four biases.

    The list W of the tutorial, turned as its `.T` turns it.
    """
    params = {
        "W1": [[-0.0053, -0.5820, -0.2723], [0.3793, -0.5204, 0.1896]],
        "b1": [-0.0140, 0.5607, -0.0628],
        "W2": [[0.1528], [-0.1745], [-0.1135]],
        "b2": [-0.5516],
    }
    title = _("a 2-3-1 network with biases, 13 numbers, trained for 100 epochs")
    return _preset("s3-13-weights", title, params, bias=True)


def _preset(name: str, title: str, params: Mapping[str, Any], bias: bool) -> Preset:
    """2 inputs, 3 hidden units with sigmoid, 1 output; x = (1, 1), y = 0."""
    network = Network(2, [Dense(3, "sigmoid", bias=bias), Dense(1, bias=bias)])
    return Preset(
        name,
        title,
        _("“PyTorch深度学习实战(1)”; the page prints these weights"),
        Model(network, params=params),
        np.array([[1.0, 1.0]]),
        np.array([[0.0]]),
        SGD(LR),
    )
