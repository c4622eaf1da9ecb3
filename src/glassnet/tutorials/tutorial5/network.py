"""The networks of the tutorial: its 3-4-1, and those that learn the flower."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from glassnet import data, presets
from glassnet.core.derivation import Layout
from glassnet.executors.reference import Array
from glassnet.model import Model
from glassnet.nn.initializers import Initializer, Legacy
from glassnet.nn.layers import Dense
from glassnet.nn.losses import BinaryCrossEntropy
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD
from glassnet.presets import Preset
from glassnet.step import Step
from glassnet.training.runs import Run

LAYOUT: Layout = "columns"  # units are rows and examples are columns, as the tutorial has them
RANDN = Legacy("normal", 0.01)  # np.random.randn(…) * 0.01
RAND = Legacy("unit", 0.01)  # np.random.rand(…) * 0.01
SEED = 2
LR = 1.2
UPDATES, LONG = 1000, 5000


@lru_cache(maxsize=1)
def shallow() -> Preset:
    """The 3-4-1 network with five examples."""
    return presets.load("s4-3-4-1")


@lru_cache(maxsize=1)
def step() -> Step:
    """Its step on all five examples, as columns."""
    return shallow().explain()


def step_of(example: int) -> Step:
    """Its step on one example alone."""
    chosen = slice(example, example + 1)
    preset = shallow()
    return preset.model.explain(preset.X[chosen], preset.Y[chosen], layout=LAYOUT)


def flower() -> tuple[Array, Array]:
    """400 points in two classes that no straight line separates."""
    return data.load("flower")


def classifier(
    hidden: Sequence[int], activation: str = "tanh", init: Initializer = RANDN
) -> Network:
    """2 inputs, hidden layers, 1 output with sigmoid, cross-entropy."""
    layers = [Dense(units, activation, init=init) for units in hidden]
    return Network(2, [*layers, Dense(1, "sigmoid", init=init)], BinaryCrossEntropy())


def trained(net: Network, X: Array, Y: Array, updates: int = UPDATES, lr: float = LR) -> Run:
    """The network after so many updates with all examples."""
    return Model(net, seed=SEED).train(X, Y, epochs=updates, optimizer=SGD(lr))


def accuracy(run: Run, X: Array, Y: Array, updates: int | None = None) -> float:
    """The share of right answers, at the end or after some updates."""
    answers = run.at(run.steps if updates is None else updates).predict(X)[:, 0] >= 0.5
    return float(np.mean(answers == Y))


@lru_cache(maxsize=1)
def of_the_course() -> Run:
    """The flower learned by 4 tanh units."""
    return trained(classifier([4]), *flower(), updates=LONG)


@lru_cache(maxsize=1)
def one_unit() -> Run:
    """The flower learned by logistic regression."""
    return trained(classifier([]), *flower())
