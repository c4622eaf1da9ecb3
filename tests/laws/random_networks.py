"""Random networks over everything that the registries of `nn` hold, and numbers for them."""

import random
from dataclasses import dataclass
from typing import Any

import numpy as np

from glassnet.core.derivation import Derivation, Layout
from glassnet.nn.layers import ACTIVATIONS, Dense, Dropout, Layer
from glassnet.nn.losses import LOSSES, PENALTIES, Loss, Penalty
from glassnet.nn.lower import lower
from glassnet.nn.network import Network
from glassnet.nn.optimizers import OPTIMIZERS, Clip, Optimizer
from glassnet.nn.reductions import REDUCTIONS

# What a loss needs of the last activation: outputs within (0, 1), or logarithms of them.
NEEDS = {
    "binary_cross_entropy": ("sigmoid", "softmax"),
    "categorical_cross_entropy": ("softmax", "sigmoid"),
    "negative_log_likelihood": ("log_softmax",),
}
REFUSED = ("step", "signed_error")
TRAINABLE = tuple(name for name in ACTIVATIONS if name not in REFUSED)
Arrays = dict[str, Any]


@dataclass(frozen=True)
class Draw:
    """A network with everything that decides its derivation, and the seed of its numbers."""

    seed: int
    network: Network
    batch_size: int
    weighted: bool
    dropout: bool
    clip: Clip | None
    optimizer: Optimizer | None

    def derive(self, layout: Layout = "rows", dtype: str = "float64") -> Derivation:
        return lower(
            self.network,
            self.batch_size,
            optimizer=self.optimizer,
            layout=layout,
            dtype=dtype,
            clip=self.clip,
            weighted=self.weighted,
            dropout=self.dropout,
        )


def draw(
    seed: int,
    activations: tuple[str, ...] = TRAINABLE,
    optimizers: tuple[str, ...] = tuple(OPTIMIZERS),
    deepest: int = 6,
) -> Draw:
    """The network of a seed."""
    rng = random.Random(seed)
    loss = _loss(rng)
    last = rng.choice(NEEDS.get(loss.op, activations))
    layers = _layers(rng, activations, last, deepest)
    network = Network(rng.randint(1, 5), layers, loss, _penalty(rng))
    clip = rng.choice([None, None, Clip(norm=0.5), Clip(value=0.05), Clip(norm=1.0, value=0.2)])
    return Draw(
        seed=seed,
        network=network,
        batch_size=rng.choice([1, 2, 3, 5, 8]),
        weighted=rng.random() < 0.3,
        dropout=network.has_dropout,
        clip=clip,
        optimizer=OPTIMIZERS[rng.choice(optimizers)](lr=rng.choice([0.1, 0.01, 0.001])),
    )


def _loss(rng: random.Random) -> Loss:
    op = rng.choice([name for name in LOSSES if name not in REFUSED])
    return LOSSES[op](
        factor=rng.choice([1.0, 0.5, 2.0, 1.7]),
        reduction=rng.choice(REDUCTIONS),
        stable=rng.random() < 0.6,
    )


def _penalty(rng: random.Random) -> Penalty | None:
    if rng.random() < 0.5:
        return None
    kind = PENALTIES[rng.choice(sorted(PENALTIES))]
    settings: dict[str, Any] = {"factor": rng.choice([0.5, 1.0, 3.0])} if rng.random() < 0.5 else {}
    return kind(
        rng.choice([0.0, 1e-3, 0.1]),
        per=rng.choice(["none", "batch", "data"]),
        biases=rng.random() < 0.5,
        **settings,
    )


def _layers(
    rng: random.Random, activations: tuple[str, ...], last: str, deepest: int
) -> list[Layer]:
    layers: list[Layer] = []
    bias = rng.choice([True, True, False, None])  # None: each layer decides for itself

    def has_bias() -> bool:
        return rng.random() < 0.5 if bias is None else bias

    for _ in range(rng.randint(1, deepest) - 1):
        name = rng.choice(activations)
        layers.append(Dense(rng.randint(2, 5), name, bias=has_bias()))
        if rng.random() < 0.15:
            layers.append(Dropout(rng.choice([0.2, 0.5])))
    units = rng.randint(2, 4) if "softmax" in last else rng.randint(1, 4)
    return [*layers, Dense(units, last, bias=has_bias())]


def numbers(drawn: Draw) -> Arrays:
    """A value for each input of the derivation in the row layout."""
    rng = np.random.default_rng(drawn.seed)
    network, m = drawn.network, drawn.batch_size
    feeds: Arrays = {"A0": rng.standard_normal((m, network.inputs))}
    spread = rng.choice([0.5, 0.9])
    for name, shape in network.param_shapes().items():
        feeds[name] = spread * rng.standard_normal(shape)
    feeds["Y"] = _targets(rng, network, m)
    feeds["s"] = rng.uniform(0.2, 2.0, (m, 1))
    for layer, rate in network.dropouts().items():
        kept = rng.random((m, network.sizes[layer])) >= rate
        feeds[f"D{layer}"] = np.where(kept, 1 / (1 - rate), 0.0)
    feeds["m"], feeds["n_data"], feeds["t"] = float(m), 50.0, 1.0
    feeds["lr"] = drawn.optimizer.lr if drawn.optimizer else 0.1
    if drawn.clip:
        feeds["clip_norm"], feeds["clip_value"] = drawn.clip.norm, drawn.clip.value
    return feeds


def _targets(rng: np.random.Generator, network: Network, m: int) -> Any:
    classes = network.outputs
    if network.loss.op in ("categorical_cross_entropy", "negative_log_likelihood"):
        soft = rng.dirichlet(np.ones(classes), m)
        hard = np.eye(classes)[rng.integers(0, classes, m)]
        return np.where(rng.random((m, 1)) < 0.7, hard, soft)
    if network.loss.op in ("binary_cross_entropy", "hinge"):
        return rng.integers(0, 2, (m, classes)).astype(float)
    return rng.standard_normal((m, classes))


def fed(drawn: Draw, derivation: Derivation, feeds: Arrays) -> Arrays:
    """The feeds that a derivation takes, turned for the column layout; fresh state is 0."""
    result: Arrays = {}
    for var in derivation.inputs:
        value = np.zeros(var.shape) if var.role == "state" else np.asarray(feeds[var.name])
        if derivation.layout == "columns" and var.role != "state":
            value = turned(value)
        result[var.name] = np.ascontiguousarray(value, dtype=derivation.dtype).reshape(var.shape)
        if var.shape == ():
            result[var.name] = result[var.name][()]
    return result


def turned(value: Any) -> Any:
    """An array of one layout in the other; a row vector is a column of one direction more."""
    array = np.asarray(value)
    return array.reshape(-1, 1) if array.ndim == 1 else array.T
