"""sigmoid' is applied to the activation although it applies the sigmoid itself."""

import numpy as np

rng = np.random.default_rng(9)
x_train = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
y_train = np.array([[0], [1], [1], [0]], dtype=float)
params = [rng.standard_normal((2, 4)), rng.standard_normal((1, 4)),
          rng.standard_normal((4, 1)), rng.standard_normal((1, 1))]  # fmt: skip
network = "4 sigmoid, 1 sigmoid"


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def sigmoid_prime(x):
    return sigmoid(x) * (1 - sigmoid(x))


def loss(weights):
    W1, b1, W2, b2 = weights
    return np.mean((sigmoid(sigmoid(x_train @ W1 + b1) @ W2 + b2) - y_train) ** 2)


def grad(weights):
    W1, b1, W2, b2 = weights
    a1 = sigmoid(x_train @ W1 + b1)
    a2 = sigmoid(a1 @ W2 + b2)
    delta2 = 2 * (a2 - y_train) * sigmoid_prime(a2) / len(x_train)
    delta1 = delta2 @ W2.T * sigmoid_prime(a1)
    return [
        x_train.T @ delta1,
        np.sum(delta1, axis=0, keepdims=True),
        a1.T @ delta2,
        np.sum(delta2, axis=0, keepdims=True),
    ]
