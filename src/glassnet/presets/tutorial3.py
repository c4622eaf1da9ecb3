"""The networks of the third tutorial: lines, three error functions, a worked update."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.losses import Loss, SquaredError
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD
from glassnet.presets.preset import Preset

HALF = SquaredError(factor=0.5)  # the page drops the 2 of the slope

# Width, and where the line is to be there: above the ladybird, below the caterpillar.
SLOPE, SAMPLES = 0.25, ((3.0, 1.1), (1.0, 2.9))

CORNERS, XOR = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)), (0, 1, 1, 0)
# Columns of W1: the lines x1 + x2 = 0.5 (right of it) and x1 + x2 = 1.5 (left of it). W2: both.
TWO_LINES = {
    "W1": [[20.0, -20.0], [20.0, -20.0]],
    "b1": [-10.0, 30.0],
    "W2": [[20.0], [20.0]],
    "b2": [-30.0],
}

TARGETS, OUTPUTS = (1.0, 0.0, 0.5, 0.25), (0.5, 0.5, 0.75, 0.0)

WEIGHTS = {"W1": [[0.5, -0.3], [0.8, 0.4]], "W2": [[0.7, -0.6], [0.2, 0.9]]}
X, Y = [[0.6, 0.9]], [[0.99, 0.01]]
LR = 0.1


def line(slope: float = SLOPE, loss: Loss = HALF) -> Model:
    """y = k·x: one unit, one weight, no bias; W1 is k."""
    return Model(Network(1, [Dense(1, bias=False)], loss=loss), params={"W1": [[slope]]})


def two_lines() -> Model:
    """2-2-1 with sigmoids: two line classifiers, and a third that joins them by AND."""
    network = Network(2, [Dense(2, "sigmoid"), Dense(1, "sigmoid")], loss=HALF)
    return Model(network, params=TWO_LINES)


def four_answers(loss: Loss) -> Model:
    """One example with four outputs, which are the weights themselves."""
    network = Network(1, [Dense(len(OUTPUTS), bias=False)], loss=loss)
    return Model(network, params={"W1": [OUTPUTS]})


def two_two_two(params: Mapping[str, Any] | None = None, factor: float = 0.5) -> Model:
    """2 inputs, 2 hidden units, 2 outputs, sigmoid twice, no biases."""
    layers = [Dense(2, "sigmoid", bias=False), Dense(2, "sigmoid", bias=False)]
    return Model(Network(2, layers, loss=SquaredError(factor)), params=params or WEIGHTS)


def predictor() -> Preset:
    """The first sample alone; lr is 1/x², so the line goes through it afterwards."""
    x, target = SAMPLES[0]
    title = _("a predictor: y = k·x, one weight, one sample")
    return _preset("s2-predictor", title, line(), [[x]], [[target]], 1 / x**2, _book())


def line_classifier() -> Preset:
    """The same line between a ladybird and a caterpillar, both at once."""
    title = _("a line classifier: y = k·x between two samples")
    inputs, targets = ([[pair[i]] for pair in SAMPLES] for i in (0, 1))
    return _preset("s2-line-classifier", title, line(), inputs, targets, LR, _book())


def xor_by_lines() -> Preset:
    """XOR as two lines and an AND, weights set by hand."""
    title = _("XOR by two lines and an AND, weights set by hand")
    targets = [[float(y)] for y in XOR]
    return _preset("s2-two-lines", title, two_lines(), CORNERS, targets, LR, _ours())


def three_errors() -> Preset:
    """Four wrong answers whose errors t - o cancel; here with the squared error."""
    title = _("four wrong answers whose errors add up to 0")
    model = four_answers(SquaredError())
    return _preset("s2-three-errors", title, model, [[1.0]], [TARGETS], LR, _ours())


def worked_update() -> Preset:
    """One update of 2-2-2, in the page's layout."""
    title = _("a worked weight update: 2 inputs, 2 hidden units, 2 outputs")
    return _preset("s2-2-2-2", title, two_two_two(), X, Y, LR, _ours())


def _book() -> str:
    return _("“神经网络的工作原理和简单的数学推导”; the numbers are those of the book behind it")


def _ours() -> str:
    return _("“神经网络的工作原理和简单的数学推导”; it prints no numbers, these are ours")


def _preset(
    name: str,
    title: str,
    model: Model,
    inputs: Sequence[Sequence[float]],
    targets: Sequence[Sequence[float]],
    lr: float,
    source: str,
) -> Preset:
    """A preset in the page's layout: examples as columns."""
    arrays = (np.array(inputs), np.array(targets))
    return Preset(name, title, source, model, *arrays, SGD(lr), "columns")
