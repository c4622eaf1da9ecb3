"""Logistic regression as in the first week of a course: one function gives both (right)."""

import numpy as np

rng = np.random.default_rng(4)
X = rng.standard_normal((3, 12))
Y = (X[:1] + X[1:2] > 0).astype(float)
w, b = rng.standard_normal((3, 1)), 0.3


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)
    cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m
    dw = np.dot(X, (A - Y).T) / m
    db = np.sum(A - Y) / m
    grads = {"dw": dw, "db": db}
    return grads, cost
