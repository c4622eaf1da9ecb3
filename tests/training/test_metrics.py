"""Accuracy, confusion matrix and R², by hand and beside scikit-learn."""

from typing import Any

import numpy as np
import pytest

from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.training.metrics import (
    accuracy,
    classifies,
    confusion_matrix,
    predicted_classes,
    r2,
    true_classes,
)


def network(units: int, activation: str) -> Network:
    loss = "negative_log_likelihood" if activation == "log_softmax" else "squared_error"
    return Network(2, [Dense(units, activation)], loss)


@pytest.mark.parametrize(
    ("activation", "loss", "where"),
    [
        ("sigmoid", "squared_error", 0.5),
        ("sigmoid", "binary_cross_entropy", 0.5),
        ("tanh", "squared_error", 0.5),
        ("relu", "absolute_error", 0.5),
        ("identity", "hinge", 0.0),
        ("tanh", "hinge", 0.0),
    ],
)
def test_where_one_output_turns_from_no_to_yes(activation: str, loss: str, where: float) -> None:
    net = Network(2, [Dense(1, activation)], loss)
    assert net.threshold == net.derive().threshold == where
    outputs = np.array([[where - 1e-9], [where], [where + 1e-9]])
    assert predicted_classes(net, outputs).tolist() == [0, 1, 1]


def test_by_hand() -> None:
    net = network(3, "identity")
    outputs = np.array([[0.1, 0.2, 0.7], [0.5, 0.4, 0.1], [0.3, 0.3, 0.1], [0.0, 0.9, 0.1]])
    targets = np.eye(3)[[2, 1, 0, 1]]
    assert accuracy(net, outputs, targets) == 0.75
    assert confusion_matrix(net, outputs, targets).tolist() == [[1, 0, 0], [1, 1, 0], [0, 0, 1]]
    assert r2(np.array([[1.0], [2.0], [3.0]]), np.array([[1.0], [2.0], [4.0]])) == pytest.approx(
        1 - 1 / (42 / 9)
    )


def test_r2_at_its_edges() -> None:
    two = np.array([[2.0], [2.0]])
    assert r2(two, two) == 1.0
    assert r2(two + 1, two) == 0.0
    assert r2(np.array([[1.0], [-1.0]]), np.array([[-1.0], [1.0]])) == -3.0
    large = np.float32([[1e30], [3e30]])
    assert r2(large, large) == 1.0
    assert r2(large[::-1], large) == -3.0


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ([[0.0], [1.0]], True),
        ([[0.0], [0.5]], False),
        ([[0, 1], [1, 0]], True),
        ([[1, 1], [1, 0]], False),
        ([[0, 0], [1, 0]], False),
        ([[2.0], [1.0]], False),
    ],
)
def test_what_counts_as_classes(targets: Any, expected: bool) -> None:
    assert classifies(np.array(targets, dtype=float)) is expected


@pytest.mark.parametrize("seed", range(5))
def test_beside_scikit_learn(seed: int) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    rng = np.random.default_rng(seed)
    outputs, labels = rng.normal(size=(50, 4)), rng.integers(0, 4, 50)
    net, targets = network(4, "softmax"), np.eye(4)[labels]
    answers = predicted_classes(net, outputs)
    assert np.array_equal(true_classes(targets), labels)
    assert accuracy(net, outputs, targets) == pytest.approx(metrics.accuracy_score(labels, answers))
    matrix = metrics.confusion_matrix(labels, answers, labels=range(4))
    assert np.array_equal(confusion_matrix(net, outputs, targets), matrix)
    truth = rng.normal(size=(50, 3))
    guess = truth + rng.normal(size=(50, 3))
    expected = metrics.r2_score(truth, guess, multioutput="variance_weighted")
    assert r2(guess, truth) == pytest.approx(expected, rel=1e-12)
    one = rng.normal(size=(50, 1))
    yes = rng.integers(0, 2, (50, 1)).astype(float)
    single = metrics.confusion_matrix(yes[:, 0], one[:, 0] >= 0)
    signs = Network(2, [Dense(1, "identity")], "hinge")
    assert np.array_equal(confusion_matrix(signs, one, yes), single)
