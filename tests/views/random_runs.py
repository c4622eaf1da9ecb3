"""Random trainings over everything that the registries of `nn` hold."""

import random
import warnings
from dataclasses import replace
from typing import Any

import numpy as np

from glassnet.errors import GlassnetWarning
from glassnet.model import Model
from glassnet.nn.layers import ACTIVATIONS, Dense, Dropout, Layer
from glassnet.nn.losses import LOSSES, PENALTIES, Loss, Penalty
from glassnet.nn.network import Network
from glassnet.nn.optimizers import OPTIMIZERS, Clip
from glassnet.nn.reductions import REDUCTIONS
from glassnet.nn.schedules import SCHEDULES
from glassnet.training.runs import Run
from glassnet.training.stopping import EarlyStopping

# What a loss needs of the last activation.
NEEDS = {
    "binary_cross_entropy": ("sigmoid",),
    "categorical_cross_entropy": ("softmax", "sigmoid"),
    "negative_log_likelihood": ("log_softmax",),
}
CLASSES = (*NEEDS, "hinge")
# Gradients cannot pass these; `random_run` has the step function where none must pass.
REFUSED = ("step", "signed_error")
HIDDEN = tuple(name for name in ACTIVATIONS if name not in REFUSED)


def random_network(seed: int) -> Network:
    """Everything that a network may have, drawn from a seed."""
    rng = random.Random(seed)
    op = rng.choice([name for name in LOSSES if name not in REFUSED])
    loss: Loss = LOSSES[op](
        factor=rng.choice([1.0, 0.5, 1.7]),
        reduction=rng.choice(REDUCTIONS),
        stable=rng.random() < 0.7,
    )
    layers: list[Layer] = []
    for _layer in range(rng.randint(0, 3)):
        hidden = rng.choice(HIDDEN)
        layers.append(Dense(rng.randint(2, 5), hidden, rng.random() < 0.8, "he_normal"))
        if rng.random() < 0.3:
            layers.append(Dropout(rng.choice([0.2, 0.5])))
    last = rng.choice(NEEDS.get(op, ("identity", "tanh", "sigmoid")))
    least = 2 if "softmax" in last else 1
    layers.append(Dense(rng.randint(least, 3), last))
    return Network(rng.randint(1, 4), layers, loss, _penalty(rng))


def _penalty(rng: random.Random) -> Penalty | None:
    if rng.random() < 0.5:
        return None
    kind = PENALTIES[rng.choice(list(PENALTIES))]
    return kind(0.01, per=rng.choice(["none", "batch", "data"]), biases=rng.random() < 0.5)


def random_data(seed: int, network: Network, m: int) -> tuple[Any, Any]:
    """Inputs and targets that the network's loss can use."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(m, network.inputs))
    if network.loss.op in ("categorical_cross_entropy", "negative_log_likelihood"):
        if network.outputs == 1:
            return X, np.ones((m, 1))
        return X, rng.integers(0, network.outputs, m)
    if network.loss.op in CLASSES:
        return X, rng.integers(0, 2, (m, network.outputs)).astype(float)
    return X, rng.uniform(0.1, 0.9, (m, network.outputs))


def _with_step(network: Network) -> Network:
    """The network with the step function in its first hidden layer; small changes may try it."""
    first, *others = network.layers
    if not others:
        return network
    return replace(network, layers=(replace(first, activation="step"), *others))


def random_run(seed: int) -> Run:
    """A training of a few epochs."""
    rng = random.Random(1000 + seed)
    network = random_network(seed)
    m = rng.randint(5, 24)
    X, Y = random_data(seed, network, m)
    optimizer = rng.choice(list(OPTIMIZERS.values()))
    clip = rng.choice([None, Clip(norm=0.5), Clip(value=0.05), Clip(norm=1.0, value=0.2)])
    settings: dict[str, Any] = {
        "epochs": rng.randint(1, 8),
        "batch_size": rng.choice([None, 1, 3, 4, 5]),
        "optimizer": optimizer(lr=rng.choice([0.1, 0.03, 0.01])),
        "schedule": rng.choice(list(SCHEDULES.values()))(),
        "clip": clip,
        "seed": rng.randint(0, 2**32 - 1),
        "gradient": "numeric" if rng.random() < 0.2 else "backprop",
        "sample_weight": np.random.default_rng(seed).uniform(0.5, 2, m)
        if rng.random() < 0.3
        else None,
    }
    if rng.random() < 0.2:
        settings["early_stopping"] = EarlyStopping(patience=1, monitor="loss")
    if settings["gradient"] == "numeric":
        network = _with_step(network)
    dtype = rng.choice(["float64", "float64", "float32"])
    model = Model(network, seed=seed, dtype=dtype)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", GlassnetWarning)
        return model.train(X, Y, **settings)
