"""Stochastic descent: loss and gradient are each of another random example."""

import numpy as np

rng = np.random.default_rng(10)
X = rng.standard_normal((20, 3))
t = X @ np.array([1.0, -2.0, 0.5])
theta = np.zeros(3)


def cost(theta):
    i = rng.integers(len(X))
    return (X[i] @ theta - t[i]) ** 2


def gradient(theta):
    i = rng.integers(len(X))
    return 2 * (X[i] @ theta - t[i]) * X[i]
