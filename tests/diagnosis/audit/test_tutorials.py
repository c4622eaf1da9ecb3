"""The mistakes of two well-known teaching codes, restated from their descriptions, are named."""

from typing import Any

import numpy as np
import pytest

import glassnet as gn
from audit.handwritten import sigmoid

N, HIDDEN = 50, 10
Arrays = dict[str, Any]


def xor_data() -> tuple[Any, Any]:
    """The first 50 of 300 normal points, and the xor of their signs, one-hot."""
    X = np.random.RandomState(0).randn(300, 2)[:N]
    return X, np.eye(2)[((X[:, 0] > 0) ^ (X[:, 1] > 0)).astype(int)]


class ScalarPenalty:
    """A bias-free sigmoid network; its loss is divided by 2N, its gradient is not, and what is
    added for the penalty λΣw²/2N is the number λΣw².
    """

    def __init__(self, strength: float) -> None:
        self.X, self.Y = xor_data()
        self.strength = strength
        rng = np.random.RandomState(2017)
        self.params = {
            "W1": rng.uniform(-1, 1, (2, HIDDEN)) / np.sqrt(2),
            "W2": rng.uniform(-1, 1, (HIDDEN, 2)) / np.sqrt(HIDDEN),
        }

    def loss(self, p: Arrays) -> float:
        out = sigmoid(sigmoid(self.X @ p["W1"]) @ p["W2"])
        squares = sum(np.sum(w**2) for w in p.values())
        return float(np.sum((self.Y - out) ** 2) + self.strength * squares) / (2 * N)

    def grad(self, p: Arrays) -> Arrays:
        hidden = sigmoid(self.X @ p["W1"])
        out = sigmoid(hidden @ p["W2"])
        last = (out - self.Y) * out * (1 - out)
        first = last @ p["W2"].T * hidden * (1 - hidden)
        data = {"W1": self.X.T @ first, "W2": hidden.T @ last}
        return {name: data[name] + self.strength * np.sum(p[name] ** 2) for name in p}


@pytest.mark.parametrize("strength", [1e-6, 1e-4, 1e-2])
@pytest.mark.parametrize("beside", [False, True])
def test_scalar_penalty_and_missing_mean(strength: float, beside: bool) -> None:
    code = ScalarPenalty(strength)
    layers = [gn.Dense(HIDDEN, "sigmoid", bias=False), gn.Dense(2, "sigmoid", bias=False)]
    loss, penalty = gn.SquaredError(factor=0.5), gn.L2(strength, per="batch")
    net = gn.Network(2, layers, loss=loss, penalty=penalty)
    more = (net, code.X, code.Y) if beside else ()
    found = {each.code: each for each in gn.audit(code.loss, code.grad, code.params, *more)}
    assert set(found) == {"G301", "G305"}
    assert {each.where for each in found.values()} == {"W1, W2"}
    assert found["G301"].numbers["ratio"] == N
    assert found["G301"].numbers["known"] == ("m" if beside else "50")
    assert found["G305"].numbers["strength"] == pytest.approx(strength, rel=1e-3)
    constants = found["G305"].numbers["constant"]
    for name, weights in code.params.items():
        assert constants[name] == pytest.approx(strength * np.sum(weights**2), rel=1e-3)


class BareError:
    """A bias-free 3-3-3 sigmoid network with E = Σ(t − o)²; the 2 is dropped, and the hidden
    error is Wᵀe: the slope of the output's sigmoid is not in what is passed back.
    """

    def __init__(self, seed: int, m: int) -> None:
        rng = np.random.default_rng(seed)
        self.X, self.T = rng.uniform(0.01, 0.99, (m, 3)), rng.uniform(0.01, 0.99, (m, 3))
        self.params = [rng.normal(0, 3**-0.5, (3, 3)) for _ in range(2)]

    def loss(self, weights: list[Any]) -> float:
        out = sigmoid(sigmoid(self.X @ weights[0]) @ weights[1])
        return float(np.sum((self.T - out) ** 2))

    def grad(self, weights: list[Any]) -> list[Any]:
        hidden = sigmoid(self.X @ weights[0])
        out = sigmoid(hidden @ weights[1])
        error = self.T - out
        hidden_error = error @ weights[1].T
        return [
            -self.X.T @ (hidden_error * hidden * (1 - hidden)),
            -hidden.T @ (error * out * (1 - out)),
        ]


@pytest.mark.parametrize("m", [1, 6])
@pytest.mark.parametrize("seed", range(4))
def test_bare_error_passed_back(seed: int, m: int) -> None:
    code = BareError(seed, m)
    layers = [gn.Dense(3, "sigmoid", bias=False)] * 2
    net = gn.Network(3, layers, loss=gn.SquaredError(reduction="sum"))
    found = gn.audit(code.loss, code.grad, code.params, net, code.X, code.T)
    assert {each.code for each in found} == {"G301", "G401"}
    slope = next(each for each in found if each.code == "G401")
    assert slope.where == "W1"
    said = {name: slope.numbers[name] for name in ("layer", "activation", "part")}
    assert said == {"layer": 2, "activation": "sigmoid", "part": "back"}
    factor = next(each for each in found if each.code == "G301")
    assert (factor.where, factor.numbers["known"]) == ("W1, W2", "½")
    assert "sigmoid" in slope.text
    assert "W2.T" in slope.fix
