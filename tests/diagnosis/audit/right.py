"""Random networks with right gradients: kinks, float32, penalties, weights, columns, lists."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

import glassnet as gn
from audit.handwritten import Arrays, Hand

LOSSES = ("squared", "absolute", "hinge", "cross")
FORMS = ("plain", "plain", "float32", "columns", "list", "kink", "kink", "large")
HIDDEN = ("sigmoid", "tanh", "relu", "relu", "identity")


@dataclass
class Right:
    """A right gradient.

    Attributes:
        loss, grad, params: what is audited.
        hand: where it comes from.
    """

    loss: Callable[[Any], float]
    grad: Callable[[Any], Any]
    params: Any
    hand: Hand


def draw(seed: int) -> Right:
    """The right gradient of a seed."""
    rng = np.random.default_rng([seed, 3])
    hand = _hand(rng, seed)
    form = rng.choice(FORMS)
    if form == "kink":
        _onto_kinks(rng, hand)
    if form == "large":
        hand = Hand((30, 25, 2), ("relu", "sigmoid"), seed=seed, m=6)
    return _formed(str(form), hand)


def _hand(rng: np.random.Generator, seed: int) -> Hand:
    loss = str(rng.choice(LOSSES))
    depth = int(rng.integers(1, 4))
    acts = [str(rng.choice(HIDDEN)) for _ in range(depth)]
    outputs = int(rng.integers(1, 4))
    if loss == "cross":
        acts[-1] = "softmax" if outputs > 1 and rng.random() < 0.6 else "sigmoid"
    sizes = [int(rng.integers(1, 5)) for _ in range(depth)]
    lam = float(rng.choice([0.0, 0.0, 1e-3, 0.1]))
    return Hand(
        (*sizes, outputs),
        tuple(acts),
        loss,
        factor=float(rng.choice([1.0, 0.5, 2.0])),
        lam=lam,
        kind=str(rng.choice(["l1", "l2"])),
        divided=bool(rng.random() < 0.5),
        m=int(rng.integers(1, 12)),
        bias=bool(rng.random() < 0.75),
        weighted=bool(rng.random() < 0.3),
        seed=seed,
    )


def _onto_kinks(rng: np.random.Generator, hand: Hand) -> None:
    """Onto kinks: an input of zeros, biases and some weights of 0, a target that is met."""
    hand.X[0] = 0
    for name, value in hand.params.items():
        if name[0] == "b":
            value[...] = 0
        elif hand.kind == "l1":
            value[rng.random(value.shape) < 0.3] = 0
    if hand.loss_name == "absolute":
        hand.Y[-1] = hand.forward(hand.params)[1][hand.depth][-1]


def _formed(form: str, hand: Hand) -> Right:
    if form == "float32":
        return Right(hand.loss, lambda p: _single(hand, p), hand.params, hand)
    if form == "columns":
        params = {n: v.T if n[0] == "W" else v[:, None] for n, v in hand.params.items()}
        return Right(
            lambda p: hand.loss(_rows(p)), lambda p: _columns(hand.grad(_rows(p))), params, hand
        )
    if form == "list":
        names = list(hand.params)

        def named(values: Any) -> Arrays:
            return dict(zip(names, values, strict=True))

        return Right(
            lambda p: hand.loss(named(p)),
            lambda p: [hand.grad(named(p))[name] for name in names],
            [hand.params[name] for name in names],
            hand,
        )
    return Right(hand.loss, hand.grad, hand.params, hand)


def _single(hand: Hand, p: Arrays) -> Arrays:
    """The gradient computed in float32 throughout."""
    once = Hand(**{
        f: getattr(hand, f)
        for f in ("sizes", "acts", "loss_name", "factor", "lam", "kind", "divided", "m", "bias",
                  "weighted", "seed")
    })  # fmt: skip
    once.X, once.Y, once.s = (np.float32(each) for each in (hand.X, hand.Y, hand.s))
    return {
        n: np.float32(v) for n, v in once.grad({n: np.float32(v) for n, v in p.items()}).items()
    }


def _rows(p: Arrays) -> Arrays:
    return {n: v.T if n[0] == "W" else v[:, 0] for n, v in p.items()}


def _columns(g: Arrays) -> Arrays:
    return {n: v.T if n[0] == "W" else v[:, None] for n, v in g.items()}


def derived(seed: int) -> tuple[gn.Model, Any, Any, Any]:
    """A network of the package with every activation and loss, to audit its own derivation."""
    rng = np.random.default_rng([seed, 4])
    acts = ["sigmoid", "tanh", "relu", "leaky_relu", "elu", "selu", "softplus", "gelu", "silu"]
    layers: list[Any] = [gn.Dense(int(rng.integers(2, 5)), str(rng.choice(acts)))]
    layers += [gn.Dropout(0.3)] * int(rng.integers(0, 2))
    outputs = int(rng.integers(2, 4))
    last, loss = [("softmax", "cross_entropy"), ("log_softmax", "nll"), ("sigmoid", "bce"),
                  ("identity", "smooth_l1"), ("identity", "mae"), ("tanh", "hinge"),
                  ("identity", "mse")][int(rng.integers(0, 7))]  # fmt: skip
    layers.append(gn.Dense(outputs, last))
    penalty = [None, gn.L1(0.01), gn.L2(0.1, biases=True)][int(rng.integers(0, 3))]
    net = gn.Network(3, layers, loss=loss, penalty=penalty)
    X, m = rng.standard_normal((6, 3)), 6
    labels = rng.integers(0, outputs, m)
    Y = labels if last in ("softmax", "log_softmax") else np.eye(outputs)[labels]
    weights = rng.uniform(0.1, 2, m) if rng.random() < 0.3 else None
    return gn.Model(net, seed=seed), X, Y, weights
