"""Forty mistakes, each planted in a hand-written gradient, and the codes that must name it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

import glassnet as gn
from audit.handwritten import SLOPES, Arrays, Hand, Spoilt, sigmoid

TWO = Hand((2, 3, 2), ("sigmoid", "sigmoid"), seed=1)
TANH = Hand((3, 4, 2), ("tanh", "sigmoid"), seed=2, m=5)
DEEP = Hand((3, 4, 4, 2), ("tanh", "sigmoid", "sigmoid"), seed=3, m=6)
SQUARE = Hand((3, 3, 3), ("tanh", "sigmoid"), seed=4, m=6)
SOFT = Hand((4, 5, 3), ("relu", "softmax"), "cross", seed=5, m=9)
BINARY = Hand((2, 4, 1), ("tanh", "sigmoid"), "cross", seed=6, m=8)
LINEAR = Hand((4, 3), ("identity",), seed=7, m=10, factor=0.5)
DECAY = Hand((3, 4, 2), ("tanh", "identity"), seed=8, m=6, lam=0.03, divided=True)
STRONG = Hand((3, 4, 2), ("relu", "sigmoid"), seed=9, m=6, lam=0.02)
LASSO = Hand((3, 4, 2), ("tanh", "sigmoid"), seed=10, m=6, lam=0.05, kind="l1")


@dataclass
class Planted:
    """A mistake.

    Attributes:
        name: what it is.
        hand: the network in which it is made.
        spoilt: how.
        codes: what must be found, exactly, without a network.
        beside: what must be found beside the network; the same unless given.
        where: the parameters that the first code must name, if it matters.
        numbers: what the first finding must say.
        grad: the whole gradient function, where a spoilt backward pass does not suffice.
    """

    name: str
    hand: Hand
    spoilt: Spoilt
    codes: set[str]
    beside: set[str] = field(default_factory=set)
    where: str = ""
    numbers: dict[str, Any] = field(default_factory=dict)
    grad: Callable[[Arrays], Any] | None = None

    def gradient(self) -> Callable[[Arrays], Any]:
        return self.grad or (lambda p: self.hand.grad(p, self.spoilt))


def scaled(factor: float, *names: str) -> Spoilt:
    def result(g: Arrays, p: Arrays) -> Arrays:
        return {n: v * (factor if not names or n in names else 1) for n, v in g.items()}

    return Spoilt(result=result)


def replaced(**changes: Callable[[Arrays, Arrays], Any]) -> Spoilt:
    return Spoilt(result=lambda g, p: {**g, **{n: f(g, p) for n, f in changes.items()}})


def at_layer(layer: int, f: Callable[[Any, Any, Any], Any]) -> Spoilt:
    return Spoilt(slope=lambda k, z, a, right: f(z, a, right) if k == layer else right)


def no_slope_back(layer: int) -> Spoilt:
    return Spoilt(passed=lambda k, dz, da: da if k == layer else dz)


def changing(p: Arrays) -> Arrays:
    g = TWO.grad(p)
    for name in p:
        p[name] -= 0.1 * g[name]
    return g


def changing_global(p: Arrays) -> Arrays:
    CALLS.append(1)
    return {n: v * (1 + 0.01 * len(CALLS)) for n, v in TWO.grad(p).items()}


def through_float32(p: Arrays) -> Arrays:
    single = {n: v.astype(np.float32).astype(np.float64) for n, v in TANH.grad(p).items()}
    return single


def numeric(step: float) -> Callable[[Arrays], Arrays]:
    def grad(p: Arrays) -> Arrays:
        here, found = TANH.loss(p), {}
        for name, w in p.items():
            found[name] = np.zeros_like(w)
            for place in np.ndindex(w.shape):
                moved = {n: v.copy() for n, v in p.items()}
                moved[name][place] += step
                found[name][place] = (TANH.loss(moved) - here) / step
        return found

    return grad


def per_example(row: int) -> Callable[[Arrays], Arrays]:
    def grad(p: Arrays) -> Arrays:
        one = Hand(**{f: getattr(SOFT, f) for f in ("sizes", "acts", "loss_name", "seed")}, m=1)
        one.X, one.Y = SOFT.X[row : row + 1], SOFT.Y[row : row + 1]
        return one.grad(p)

    return grad


CALLS: list[int] = []
NET_ONLY = {"G901"}
PLANTED = [
    Planted("sum instead of mean", TWO, scaled(7), {"G301"}, numbers={"ratio": 7.0}),
    Planted("mean twice", SOFT, scaled(1 / 9), {"G301"}, numbers={"ratio": 1 / 9}),
    Planted("2 of the square forgotten", TANH, scaled(0.5), {"G301"}, numbers={"known": "½"}),
    Planted("½ of the loss forgotten", LINEAR, scaled(2), {"G301"}, numbers={"known": "2"}),
    Planted("divided by outputs", SOFT, scaled(1 / 3), {"G301"}, numbers={"ratio": 1 / 3}),
    Planted("mean missing in W2 only", TWO, scaled(7, "W2"), {"G301"}, where="W2"),
    Planted("odd factor", TWO, scaled(0.37), {"G301"}, numbers={"known": ""}),
    Planted("target minus output", SOFT, scaled(-1), {"G302"}),
    Planted("sign of one bias", TWO, scaled(-1, "b1"), {"G302"}, where="b1"),
    Planted("sign and mean", BINARY, scaled(-8, "W1"), {"G301", "G302"}),
    Planted("transposed square", SQUARE, replaced(W2=lambda g, p: g["W2"].T), {"G205"}),
    Planted("transposed shape", TWO, replaced(W1=lambda g, p: g["W1"].T), {"G205"}),
    Planted("pressed into shape", TWO, replaced(W1=lambda g, p: g["W1"].T.reshape(2, 3)),
            {"G205"}),
    Planted("swapped", SQUARE, replaced(W1=lambda g, p: g["W2"], W2=lambda g, p: g["W1"]),
            {"G304"}),
    Planted("biases swapped", SQUARE, replaced(b1=lambda g, p: g["b2"]), {"G304"}, where="b1"),
    Planted("zeros", TWO, replaced(b2=lambda g, p: 0 * g["b2"]), {"G303"}, where="b2"),
    Planted("forgotten", TWO, Spoilt(result=lambda g, p: {n: v for n, v in g.items() if n != "b1"}),
            {"G201"}, where="b1"),
    Planted("wrong shape", TWO, replaced(W1=lambda g, p: g["W1"][:, :2]), {"G202"}, where="W1"),
    Planted("column for a bias", TWO, replaced(b1=lambda g, p: g["b1"][None]), {"G202"}),
    Planted("not a number", TWO, replaced(W2=lambda g, p: g["W2"] / 0 * 0), {"G203"}, where="W2"),
    Planted("bias not summed", LINEAR, replaced(
        b1=lambda g, p: (LINEAR.forward(p)[1][1] - LINEAR.Y) / LINEAR.m), {"G204"}, where="b1"),
    Planted("bias summed over units", TWO, replaced(
        b1=lambda g, p: np.full(3, g["b1"].sum())), {"G307"}, where="b1"),
    Planted("bias as one number", TWO, replaced(b1=lambda g, p: g["b1"].sum()), {"G307"}),
    Planted("penalty as a number", STRONG, Spoilt(
        penalty=lambda n, w, right: 0.02 * (w**2).sum() if n[0] == "W" else right),
        {"G305"}, where="W1, W2"),
    Planted("penalty as half a number", STRONG, Spoilt(
        penalty=lambda n, w, right: 0.01 * (w**2).sum() if n[0] == "W" else right), {"G305"}),
    Planted("penalty forgotten", STRONG, Spoilt(penalty=lambda n, w, right: 0), {"G306"}, {"G408"}),
    Planted("decay that the loss lacks", TANH, Spoilt(
        penalty=lambda n, w, right: 0.01 * w if n[0] == "W" else right), {"G306"}),
    Planted("λ for λ/n", DECAY, Spoilt(penalty=lambda n, w, right: 6 * right), {"G306"}, {"G408"},
            numbers={"known": "m"}),
    Planted("2λw for ½λw²", STRONG, Spoilt(penalty=lambda n, w, right: 2 * right), {"G306"},
            {"G408"}, numbers={"known": "2"}),
    Planted("L1 without its sign", LASSO, Spoilt(penalty=lambda n, w, right: -right), {"G306"},
            {"G408"}),
    Planted("biases penalised too", STRONG, Spoilt(
        penalty=lambda n, w, right: 0.02 * w if n[0] == "b" else right), {"G306"}, {"G409"}),
    Planted("forward difference", TANH, Spoilt(), {"G308"}, grad=numeric(1e-4),
            numbers={"step": 1e-4}),
    Planted("difference with a tiny step", TANH, Spoilt(), {"G308"}, grad=numeric(1e-11)),
    Planted("parameters changed", TWO, Spoilt(), {"G101"}, grad=changing),
    Planted("not repeatable", TWO, Spoilt(), {"G102"}, grad=changing_global),
    Planted("float32 on the way", TANH, Spoilt(), {"G103"}, grad=through_float32),
    Planted("slope of the output missing on the way back", TANH, no_slope_back(2), NET_ONLY,
            {"G401"}, numbers={"layer": 2, "part": "back", "activation": "sigmoid"}),
    Planted("slope of the first layer missing", TWO, at_layer(1, lambda z, a, r: 1), NET_ONLY,
            {"G401"}, numbers={"layer": 1}),
    Planted("slope of the output missing", TANH, at_layer(2, lambda z, a, r: 1), NET_ONLY,
            {"G401"}, numbers={"layer": 2, "part": "all"}),
    Planted("slope missing in the middle", DEEP, at_layer(2, lambda z, a, r: 1), NET_ONLY,
            {"G401"}, numbers={"layer": 2}),
    Planted("slope of Z for A", TWO, at_layer(1, lambda z, a, r: z * (1 - z)), NET_ONLY,
            {"G402"}, numbers={"at": "Z1"}),
    Planted("σ′ of A", TWO, at_layer(2, lambda z, a, r: sigmoid(a) * (1 - sigmoid(a))), NET_ONLY,
            {"G402"}, numbers={"at": "A2"}),
    Planted("slope of sigmoid for tanh", TANH, at_layer(1, lambda z, a, r: a * (1 - a)), NET_ONLY,
            {"G403"}, numbers={"slope": "sigmoid"}),
    Planted("slope of relu for sigmoid", TWO, at_layer(1, lambda z, a, r: SLOPES["relu"](z, a)),
            NET_ONLY, {"G403"}, numbers={"slope": "relu"}),
    Planted("slope after cross-entropy", BINARY, at_layer(2, lambda z, a, r: a * (1 - a)),
            NET_ONLY, {"G404"}, numbers={"layer": 2}),
    Planted("slope twice", TWO, at_layer(1, lambda z, a, r: r * r), NET_ONLY, {"G404"}),
    Planted("A0 for A1", SQUARE, Spoilt(seen=lambda k, v, r: v["A0"] if k == 2 else r), NET_ONLY,
            {"G405"}, where="W2", numbers={"used": "A0"}),
    Planted("Z1 for A1", TWO, Spoilt(seen=lambda k, v, r: v["Z1"] if k == 2 else r), NET_ONLY,
            {"G405"}, numbers={"used": "Z1"}),
    Planted("updated weights", TANH, Spoilt(updating=0.1), NET_ONLY, {"G406"},
            numbers={"rate": 0.1}),
    Planted("updated weights, three layers", DEEP, Spoilt(updating=0.5), NET_ONLY, {"G406"}),
    Planted("W for W.T", SQUARE, Spoilt(weights=lambda k, p, W: W), NET_ONLY, {"G407"}),
    Planted("another loss", LINEAR, Spoilt(
        error=lambda o, y, r: np.sign(o - y) / 10), NET_ONLY, {"G410"},
        numbers={"loss": "absolute_error"}),
    Planted("last example only", SOFT, Spoilt(), NET_ONLY, {"G411", "G301"}, grad=per_example(8)),
    Planted("first layer's slope and the mean", TWO, Spoilt(
        slope=lambda k, z, a, r: 1 if k == 1 else r, error=lambda o, y, r: 7 * r),
        {"G301", "G901"}, {"G301", "G401"}),
    Planted("two slopes missing", DEEP, Spoilt(
        slope=lambda k, z, a, r: 1 if k == 1 else r, passed=lambda k, dz, da: da if k == 3 else dz),
        NET_ONLY, {"G401"}),
]  # fmt: skip


def network(hand: Hand) -> gn.Network:
    """The description of a hand-written network."""
    layers = [
        gn.Dense(units, name, bias=hand.bias)
        for units, name in zip(hand.sizes[1:], hand.acts, strict=True)
    ]
    kinds = {"squared": gn.SquaredError, "absolute": gn.AbsoluteError, "hinge": gn.Hinge}
    soft = gn.CategoricalCrossEntropy if hand.acts[-1] == "softmax" else gn.BinaryCrossEntropy
    loss = kinds.get(hand.loss_name, soft)(factor=hand.factor)
    penalty = None
    if hand.lam:
        kind = gn.L1 if hand.kind == "l1" else gn.L2
        penalty = kind(hand.lam, per="batch" if hand.divided else "none")
    return gn.Network(hand.sizes[0], layers, loss=loss, penalty=penalty)
