"""Gradients are returned from the last layer to the first, and point uphill."""

import numpy as np

rng = np.random.default_rng(11)
x_train = rng.standard_normal((15, 3))
y_train = np.sin(x_train.sum(axis=1, keepdims=True))


def mse_loss(V, c, U, b, x, y):
    return np.mean((np.tanh(x @ V + c) @ U + b - y) ** 2)


def compute_gradients(V, c, U, b, x, y):
    h = np.tanh(x @ V + c)
    error = 2 * (y - (h @ U + b)) / len(x)
    dU, db = h.T @ error, error.sum(axis=0)
    hidden = error @ U.T * (1 - h**2)
    dV, dc = x.T @ hidden, hidden.sum(axis=0)
    return dU, db, dV, dc


W = {"V": rng.standard_normal((3, 5)), "c": np.zeros(5), "U": rng.standard_normal((5, 1)),
     "b": np.zeros(1)}  # fmt: skip
