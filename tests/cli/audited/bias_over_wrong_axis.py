"""The bias gradients are summed over the units instead of the examples."""

import numpy as np

rng = np.random.default_rng(8)
X = rng.standard_normal((6, 3))
Y = rng.uniform(0, 1, (6, 2))
params = {
    "W1": rng.standard_normal((3, 6)),
    "b1": rng.standard_normal(6),
    "W2": rng.standard_normal((6, 2)),
    "b2": rng.standard_normal(2),
}
network = {"layers": "6 tanh, 2", "loss": "squared_error"}


def loss(p):
    hidden = np.tanh(X @ p["W1"] + p["b1"])
    return np.sum((hidden @ p["W2"] + p["b2"] - Y) ** 2) / len(X)


def grad(p):
    hidden = np.tanh(X @ p["W1"] + p["b1"])
    dZ2 = 2 * (hidden @ p["W2"] + p["b2"] - Y) / len(X)
    dZ1 = dZ2 @ p["W2"].T * (1 - hidden**2)
    return {
        "W1": X.T @ dZ1,
        "b1": dZ1.sum(axis=1),
        "W2": hidden.T @ dZ2,
        "b2": dZ2.sum(axis=1),
    }
