"""A loop over the examples adds up and forgets to divide; the printed loss is a mean."""

import numpy as np

rng = np.random.default_rng(7)
inputs = rng.uniform(-1, 1, (25, 3))
targets = rng.uniform(0, 1, (25, 2))
params = {"W1": rng.standard_normal((3, 4)), "W2": rng.standard_normal((4, 2))}
network = {"layers": "4 sigmoid, 2 sigmoid", "loss": "squared_error", "factor": 0.5}


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def loss(params):
    total = 0
    for x, t in zip(inputs, targets):
        o = sigmoid(sigmoid(x @ params["W1"]) @ params["W2"])
        total += 0.5 * np.sum((t - o) ** 2)
    return total / len(inputs)


def grad(params):
    grads = {name: np.zeros_like(value) for name, value in params.items()}
    for x, t in zip(inputs, targets):
        h = sigmoid(x @ params["W1"])
        o = sigmoid(h @ params["W2"])
        delta_o = (o - t) * o * (1 - o)
        delta_h = (params["W2"] @ delta_o) * h * (1 - h)
        grads["W2"] += np.outer(h, delta_o)
        grads["W1"] += np.outer(x, delta_h)
    return grads
