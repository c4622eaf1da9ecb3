"""Random trainings over everything that decides how a training goes."""

import random
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from glassnet.errors import GlassnetWarning
from glassnet.model import Model
from glassnet.nn.layers import ACTIVATIONS, Dense, Dropout, Layer
from glassnet.nn.losses import LOSSES, PENALTIES
from glassnet.nn.network import Network
from glassnet.nn.optimizers import OPTIMIZERS, Clip
from glassnet.nn.reductions import REDUCTIONS
from glassnet.nn.schedules import SCHEDULES, ReduceOnPlateau
from glassnet.training.runs import Run
from glassnet.training.stopping import EarlyStopping

# What a loss needs of the last activation.
NEEDS = {
    "binary_cross_entropy": ("sigmoid",),
    "categorical_cross_entropy": ("softmax",),
    "negative_log_likelihood": ("log_softmax",),
}
REFUSED = ("step", "signed_error")
HIDDEN = tuple(name for name in ACTIVATIONS if name not in REFUSED)


@dataclass(frozen=True)
class Case:
    """A training that has not begun."""

    network: Network
    X: Any
    Y: Any
    dtype: str
    settings: dict[str, Any]

    def train(self, folder: Path | None = None) -> Run:
        model = Model(self.network, seed=7, dtype=self.dtype)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", GlassnetWarning)
            return model.train(self.X, self.Y, folder=folder, **self.settings)


def draw(seed: int) -> Case:
    """The training of a seed."""
    rng = random.Random(seed)
    network = _network(rng)
    m = rng.randint(5, 40)
    X, Y = _data(np.random.default_rng(seed), network, m)
    held = rng.choice([None, None, 0.25, "pair"])
    fraction = held if isinstance(held, float) else None
    examples = m if fraction is None else m - max(1, round(m * fraction))
    monitor = "loss" if held is None else "val_loss"
    schedules = [kind() for kind in SCHEDULES.values()] + [ReduceOnPlateau(0.5, patience=1)] * 3
    clips = [None, None, Clip(norm=0.3), Clip(value=0.05), Clip(norm=1.0, value=0.1)]
    settings: dict[str, Any] = {
        "epochs": rng.randint(2, 12),
        "batch_size": rng.choice([None, 1, 2, 3, 4]) if examples >= 4 else None,
        "optimizer": OPTIMIZERS[rng.choice(sorted(OPTIMIZERS))](lr=rng.choice([0.3, 0.05, 0.01])),
        "schedule": rng.choice(schedules),
        "clip": rng.choice(clips),
        "seed": rng.randrange(2**32),
        "gradient": "numeric" if rng.random() < 0.15 else "backprop",
        "record": rng.choice([[], ["grad_norm"]]),
        "validation": fraction if held != "pair" else (X[:3], Y[:3]),
        "checkpoint_every": rng.choice([None, None, 1, 3, 7]),
    }
    if rng.random() < 0.4:
        settings["early_stopping"] = EarlyStopping(2, monitor, restore=rng.random() < 0.8)
    if rng.random() < 0.3:
        settings["sample_weight"] = np.random.default_rng(seed + 1).uniform(0.0, 2.0, m)
    return Case(network, X, Y, rng.choice(["float64", "float64", "float32"]), settings)


def _network(rng: random.Random) -> Network:
    op = rng.choice([name for name in LOSSES if name not in REFUSED])
    layers: list[Layer] = []
    for _layer in range(rng.randint(0, 3)):
        layers.append(Dense(rng.randint(2, 6), rng.choice(HIDDEN), rng.random() < 0.8))
        if rng.random() < 0.4:
            layers.append(Dropout(rng.choice([0.2, 0.5])))
    last = rng.choice(NEEDS.get(op, ("identity", "tanh", "sigmoid")))
    layers.append(Dense(rng.randint(2, 4) if "softmax" in last else rng.randint(1, 3), last))
    loss = LOSSES[op](factor=rng.choice([1.0, 0.5]), reduction=rng.choice(REDUCTIONS))
    penalty = None
    if rng.random() < 0.5:
        kind = PENALTIES[rng.choice(sorted(PENALTIES))]
        per = rng.choice(["none", "batch", "data"])
        penalty = kind(0.01, per=per, biases=rng.random() < 0.5)
    return Network(rng.randint(1, 4), layers, loss, penalty)


def _data(rng: np.random.Generator, network: Network, m: int) -> tuple[Any, Any]:
    X = rng.normal(size=(m, network.inputs))
    if network.loss.op in ("categorical_cross_entropy", "negative_log_likelihood"):
        labels = rng.permutation(np.arange(m) % network.outputs)
        return X, labels
    if network.loss.op in ("binary_cross_entropy", "hinge"):
        return X, rng.integers(0, 2, (m, network.outputs)).astype(float)
    return X, rng.uniform(0.1, 0.9, (m, network.outputs))
