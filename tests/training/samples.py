"""Small trainings that many tests look at."""

import warnings
from typing import Any

import numpy as np

from glassnet.data import load
from glassnet.errors import GlassnetWarning
from glassnet.model import Model
from glassnet.nn.layers import Dense, Dropout
from glassnet.nn.losses import L2
from glassnet.nn.network import Network
from glassnet.training.runs import Run


def xor_model(seed: int = 3, dtype: str = "float64") -> Model:
    return Model(Network(2, [Dense(3, "sigmoid"), Dense(1, "sigmoid")]), seed=seed, dtype=dtype)


def xor_run(model: Model | None = None, **settings: Any) -> Run:
    X, Y = load("xor")
    return (model or xor_model()).train(X, Y, **settings)


def clouds(m: int = 30, seed: int = 0) -> tuple[Any, Any]:
    """Three classes of points (m, 2), labels (m,)."""
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.arange(m) % 3)
    middle = np.array([[2.0, 0.0], [-1.0, 2.0], [-1.0, -2.0]])
    return middle[labels] + rng.normal(size=(m, 2)), labels


def cloud_model(dropout: float = 0.0, penalty: float = 0.0, dtype: str = "float64") -> Model:
    hidden = [Dense(6, "tanh"), *([Dropout(dropout)] if dropout else [])]
    network = Network(
        2,
        [*hidden, Dense(3, "softmax")],
        "categorical_cross_entropy",
        L2(penalty) if penalty else None,
    )
    return Model(network, seed=1, dtype=dtype)


def line(m: int = 20) -> tuple[Any, Any]:
    """A regression (m, 1) that a network with one unit solves: y = 2 x - 1 with some noise."""
    rng = np.random.default_rng(4)
    X = rng.uniform(-1, 1, (m, 1))
    return X, 2 * X - 1 + 0.1 * rng.normal(size=(m, 1))


def quietly(train: Any, *arguments: Any, **settings: Any) -> Run:
    """A training whose warnings are expected."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", GlassnetWarning)
        run: Run = train(*arguments, **settings)
    return run


def xor_run_with(Y: Any, loss: str = "squared_error") -> Any:
    model = Model(Network(2, [Dense(3, "tanh"), Dense(1, "sigmoid")], loss))
    return model.train([[0, 0], [0, 1], [1, 0], [1, 1]], Y, epochs=1)
