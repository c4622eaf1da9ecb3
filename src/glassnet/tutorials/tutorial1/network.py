"""The tutorial's network and data: the preset s0-2-3-2, and networks that differ in one thing."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from glassnet import data, presets
from glassnet.executors.reference import Array
from glassnet.model import Model
from glassnet.nn.losses import Penalty, SquaredError
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD
from glassnet.step import Step

_PRESET = presets.load("s0-2-3-2")
SEED = _PRESET.model.seed
LR = _PRESET.optimizer.lr


def network(
    hidden: int = 3,
    *,
    bias: bool = False,
    factor: float = 0.5,
    reduction: str = "mean",
    penalty: Penalty | None = None,
) -> Network:
    """The tutorial's network, or one that differs in one thing."""
    known = _PRESET.network
    units = (hidden, known.outputs)
    layers = [
        replace(layer, units=count, bias=bias)
        for layer, count in zip(known.dense, units, strict=True)
    ]
    return Network(known.inputs, layers, SquaredError(factor, reduction), penalty)


def model(net: Network | None = None) -> Model:
    """The network with the weights of the seed."""
    return Model(net or network(), seed=SEED)


def cloud() -> tuple[Array, Array]:
    """The 300 points and their classes."""
    return data.load("xor_cloud")


def first_step(net: Network | None = None) -> Step:
    """The step of the figures: the first point of the cloud."""
    return model(net).explain(_PRESET.X, _PRESET.Y, optimizer=SGD(LR))


def loss_after(step: Step, sign: float) -> float:
    """The loss of the same point after moving all weights by sign · lr · gradient."""
    names: Sequence[str] = ("W1", "W2")
    moved = {name: step[name] + sign * LR * step[f"d{name}"] for name in names}
    return float(np.asarray(Model(network(), moved).explain(_PRESET.X, _PRESET.Y)["L"]))
