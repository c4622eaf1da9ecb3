"""Two mistakes in both weights: no mean in the gradient, and the penalty added as one number."""

import numpy as np

rng = np.random.default_rng(0)
X = rng.normal(size=(20, 2))
Y = rng.integers(0, 2, (20, 1)).astype(float)
params = {"W1": rng.normal(size=(2, 3)), "W2": rng.normal(size=(3, 1))}
lam = 1e-2


def sig(z):
    return 1 / (1 + np.exp(-z))


def loss(p):
    o = sig(sig(X @ p["W1"]) @ p["W2"])
    squares = sum((w**2).sum() for w in p.values())
    return np.sum((Y - o) ** 2) / (2 * len(X)) + lam / (2 * len(X)) * squares


def grad(p):
    h = sig(X @ p["W1"])
    o = sig(h @ p["W2"])
    d2 = -(Y - o) * o * (1 - o)
    d1 = d2 @ p["W2"].T * h * (1 - h)
    return {
        "W1": X.T @ d1 + lam * np.sum(p["W1"] ** 2),
        "W2": h.T @ d2 + lam * np.sum(p["W2"] ** 2),
    }
