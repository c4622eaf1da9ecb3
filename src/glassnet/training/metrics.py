"""How good the answers are: accuracy, confusion matrix, R²."""

import numpy as np

from glassnet.executors.reference import Array
from glassnet.nn.network import Network


def answered(outputs: Array, threshold: float) -> Array:
    """The class that each row of outputs answers: the largest, or yes from the threshold.

    Args:
        outputs: (m, n_out).
        threshold: from where on a single output answers yes; see `Network.threshold`.
    """
    if outputs.shape[1] == 1:
        return (outputs[:, 0] >= threshold).astype(np.int64)
    return np.asarray(outputs.argmax(axis=1))


def predicted_classes(network: Network, outputs: Array) -> Array:
    """The class that a network answers with each row of outputs."""
    return answered(outputs, network.threshold)


def true_classes(targets: Array) -> Array:
    """The class of each row of targets: one-hot rows, or a column of 0 and 1."""
    if targets.shape[1] == 1:
        return (targets[:, 0] >= 0.5).astype(np.int64)
    return np.asarray(targets.argmax(axis=1))


def accuracy(network: Network, outputs: Array, targets: Array) -> float:
    """The part of the examples whose class is right.

    Args:
        network: says where the threshold is.
        outputs: (m, n_out).
        targets: (m, n_out), one-hot or a column of 0 and 1.
    """
    return float(np.mean(predicted_classes(network, outputs) == true_classes(targets)))


def confusion_matrix(network: Network, outputs: Array, targets: Array) -> Array:
    """How often each true class (row) was answered with each class (column)."""
    classes = max(network.outputs, 2)
    matrix = np.zeros((classes, classes), dtype=np.int64)
    np.add.at(matrix, (true_classes(targets), predicted_classes(network, outputs)), 1)
    return matrix


def r2(outputs: Array, targets: Array) -> float:
    """The part of the targets' variance that the outputs explain; 1 is perfect.

    Over all outputs together. Constant targets have no variance: then it is 1 if every
    output is exact, else 0.
    """
    truth = targets.astype(np.float64)
    residual = float(np.sum((truth - outputs) ** 2))
    variance = float(np.sum((truth - truth.mean(axis=0)) ** 2))
    if variance == 0:
        return 1.0 if residual == 0 else 0.0
    return 1 - residual / variance


def classifies(targets: Array) -> bool:
    """Whether targets (m, n_out) are classes: one-hot rows, or a column of 0 and 1."""
    if not np.isin(targets, (0.0, 1.0)).all():
        return False
    return targets.shape[1] == 1 or bool((targets.sum(axis=1) == 1).all())
