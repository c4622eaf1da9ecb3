"""The tutorial's network and data: 2-3-2, sigmoid twice, no biases, weight seed 2017."""

from collections.abc import Sequence

import numpy as np

from glassnet import data
from glassnet.executors.reference import Array
from glassnet.model import Model
from glassnet.nn.initializers import Legacy
from glassnet.nn.layers import Dense
from glassnet.nn.losses import Penalty, SquaredError
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD
from glassnet.step import Step

SEED = 2017
LR = 0.001  # the α of the figures


def network(
    hidden: int = 3,
    *,
    bias: bool = False,
    factor: float = 0.5,
    reduction: str = "mean",
    penalty: Penalty | None = None,
) -> Network:
    """The tutorial's network, or one that differs in one thing."""
    init = Legacy("uniform", scale="fan_in")
    layers = [Dense(units, "sigmoid", bias=bias, init=init) for units in (hidden, 2)]
    return Network(2, layers, loss=SquaredError(factor, reduction), penalty=penalty)


def model(net: Network | None = None) -> Model:
    """The network with the weights of the seed."""
    return Model(net or network(), seed=SEED)


def cloud() -> tuple[Array, Array]:
    """The 300 points and their classes."""
    return data.load("xor_cloud")


def first_step(net: Network | None = None) -> Step:
    """The step of the figures: the first point of the cloud."""
    X, Y = cloud()
    return model(net).explain(X[:1], Y[:1], optimizer=SGD(LR))


def loss_after(step: Step, sign: float) -> float:
    """The loss of the same point after moving all weights by sign · lr · gradient."""
    X, Y = cloud()
    names: Sequence[str] = ("W1", "W2")
    moved = {name: step[name] + sign * LR * step[f"d{name}"] for name in names}
    return float(np.asarray(Model(network(), params=moved).explain(X[:1], Y[:1])["L"]))
