"""Networks as people write them by hand, in NumPy, whose gradient can be spoilt anywhere."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Arrays = dict[str, Any]


def sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def softmax(z: Any) -> Any:
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
    "identity": lambda z: z,
    "softmax": softmax,
}
SLOPES: dict[str, Callable[[Any, Any], Any]] = {
    "sigmoid": lambda z, a: a * (1 - a),
    "tanh": lambda z, a: 1 - a**2,
    "relu": lambda z, a: (z > 0).astype(float),
    "identity": lambda z, a: np.ones_like(z),
}


def as_is(value: Any, *_rest: Any) -> Any:
    return value


@dataclass
class Spoilt:
    """What is done to the values of a backward pass; everything as it is unless given."""

    slope: Callable[[int, Any, Any, Any], Any] = lambda k, z, a, right: right
    passed: Callable[[int, Any, Any], Any] = lambda k, dz, da: dz
    own: Callable[[int, Any, Any], Any] = lambda k, dz, da: dz
    weights: Callable[[int, Any, Any], Any] = lambda k, p, W: W.T
    seen: Callable[[int, Any, Any], Any] = lambda k, values, right: right
    error: Callable[[Any, Any, Any], Any] = lambda o, y, right: right
    penalty: Callable[[str, Any, Any], Any] = lambda name, w, right: right
    result: Callable[[Arrays, Arrays], Arrays] = lambda grads, p: grads
    updating: float = 0.0


@dataclass
class Hand:
    """A hand-written network with its data and its parameters.

    Attributes:
        sizes: inputs and units.
        acts: the activation of each layer.
        loss_name: squared, cross (cross-entropy of sigmoid or softmax), absolute or hinge.
        factor: in front of the loss.
        lam: strength of the penalty ½λΣw²/divisor; kind "l1" is λΣ|w|/divisor.
        divided: whether the penalty is divided by the number of examples.
        m: how many examples.
        weighted: whether examples have weights.
    """

    sizes: tuple[int, ...]
    acts: tuple[str, ...]
    loss_name: str = "squared"
    factor: float = 1.0
    lam: float = 0.0
    kind: str = "l2"
    divided: bool = False
    m: int = 7
    bias: bool = True
    weighted: bool = False
    seed: int = 0
    X: Any = field(init=False)
    Y: Any = field(init=False)
    s: Any = field(init=False)
    params: Arrays = field(init=False)

    def __post_init__(self) -> None:
        rng = np.random.default_rng(self.seed)
        self.X = rng.standard_normal((self.m, self.sizes[0]))
        outputs = self.sizes[-1]
        if self.acts[-1] == "softmax":
            self.Y = np.eye(outputs)[rng.integers(0, outputs, self.m)]
        elif self.loss_name in ("cross", "hinge"):
            self.Y = rng.integers(0, 2, (self.m, outputs)).astype(float)
        else:
            self.Y = rng.uniform(0, 1, (self.m, outputs))
        self.s = rng.uniform(0.3, 2, (self.m, 1)) if self.weighted else np.ones((self.m, 1))
        self.params = {}
        for k, (a, b) in enumerate(zip(self.sizes, self.sizes[1:], strict=False), 1):
            self.params[f"W{k}"] = rng.standard_normal((a, b)) / np.sqrt(a)
            if self.bias:
                self.params[f"b{k}"] = 0.3 * rng.standard_normal(b)

    @property
    def depth(self) -> int:
        return len(self.acts)

    def forward(self, p: Arrays) -> tuple[dict[int, Any], dict[int, Any]]:
        z: dict[int, Any] = {}
        a = {0: self.X}
        for k, name in enumerate(self.acts, 1):
            z[k] = a[k - 1] @ p[f"W{k}"] + (p[f"b{k}"] if self.bias else 0)
            a[k] = FUNCTIONS[name](z[k])
        return z, a

    def divisor(self) -> float:
        return self.m if self.divided else 1

    def penalty(self, p: Arrays) -> float:
        weights = [w for name, w in p.items() if name[0] == "W"]
        if self.kind == "l1":
            return self.lam * sum(np.abs(w).sum() for w in weights) / self.divisor()
        return 0.5 * self.lam * sum((w**2).sum() for w in weights) / self.divisor()

    def loss(self, p: Arrays) -> float:
        _z, a = self.forward(p)
        o, y = a[self.depth], self.Y
        if self.loss_name == "squared":
            each = (o - y) ** 2
        elif self.loss_name == "absolute":
            each = np.abs(o - y)
        elif self.loss_name == "hinge":
            each = np.maximum(0, 1 - (2 * y - 1) * o)
        elif self.acts[-1] == "softmax":
            each = -y * np.log(o)
        else:
            each = -(y * np.log(o) + (1 - y) * np.log(1 - o))
        return self.factor * float((self.s * each).sum()) / self.m + self.penalty(p)

    def grad(self, p: Arrays, spoilt: Spoilt | None = None) -> Arrays:
        use = spoilt or Spoilt()
        z, a = self.forward(p)
        values = {f"A{k}": v for k, v in a.items()} | {f"Z{k}": v for k, v in z.items()}
        o, y = a[self.depth], self.Y
        straight = self.loss_name == "cross"
        right = {
            "squared": lambda: 2 * (o - y),
            "absolute": lambda: np.sign(o - y),
            "hinge": lambda: np.where((2 * y - 1) * o < 1, -(2 * y - 1), 0.0),
            "cross": lambda: o - y,
        }[self.loss_name]()
        da = use.error(o, y, self.factor * self.s * right / self.m)
        g: Arrays = {}
        for k in range(self.depth, 0, -1):
            slope = 1.0 if straight and k == self.depth else SLOPES[self.acts[k - 1]](z[k], a[k])
            dz = da * use.slope(k, z[k], a[k], slope)
            mine = use.own(k, dz, da)
            W = p[f"W{k}"]
            g[f"W{k}"] = use.seen(k, values, a[k - 1]).T @ mine + self.slope_of_penalty(
                f"W{k}", W, use
            )
            if self.bias:
                g[f"b{k}"] = mine.sum(axis=0) + self.slope_of_penalty(f"b{k}", p[f"b{k}"], use)
            W = W - use.updating * g[f"W{k}"]
            da = use.passed(k, dz, da) @ use.weights(k, p, W)
        return use.result({name: g[name] for name in p}, p)

    def slope_of_penalty(self, name: str, w: Any, use: Spoilt) -> Any:
        right = 0.0 * w
        if name[0] == "W":
            right = self.lam * (np.sign(w) if self.kind == "l1" else w) / self.divisor()
        return use.penalty(name, w, right)
