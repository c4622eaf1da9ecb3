"""Validation: which examples are held back, and what is said about them."""

import numpy as np
import pytest

from glassnet.data import split_indices
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.losses import L2
from glassnet.nn.network import Network
from training.samples import cloud_model, clouds, line


@pytest.mark.parametrize("fraction", [0.1, 0.25, 0.5])
def test_a_fraction_is_held_back_class_by_class(fraction: float) -> None:
    X, labels = clouds(60)
    labels[labels == 2] = 0
    labels[:6] = 2
    run = cloud_model().train(X, labels, epochs=1, validation=fraction, seed=4)
    assert run.validation is not None
    train, held = split_indices(labels, fraction, 4, stratify=True)
    assert np.array_equal(run.X, X[train])
    assert np.array_equal(run.validation[0], X[held])
    assert np.array_equal(run.validation[1].argmax(axis=1), labels[held])
    assert abs(len(held) - 60 * fraction) <= 1
    for number in range(3):
        part, whole = np.mean(labels[held] == number), np.mean(labels == number)
        assert part == pytest.approx(whole, abs=1 / len(held))


def test_numbers_are_split_without_classes() -> None:
    X, Y = line(20)
    run = Model(Network(1, [Dense(1)])).train(X, Y, epochs=1, validation=0.25, seed=9)
    train, _held = split_indices(Y, 0.25, 9)
    assert np.array_equal(run.X, X[train])


def test_the_seed_decides_the_split() -> None:
    X, labels = clouds(30)
    held = [
        cloud_model().train(X, labels, epochs=1, validation=0.2, seed=seed).validation
        for seed in (1, 1, 2)
    ]
    assert held[0] is not None
    assert held[1] is not None
    assert held[2] is not None
    assert np.array_equal(held[0][0], held[1][0])
    assert not np.array_equal(held[0][0], held[2][0])


def test_the_penalty_is_no_part_of_the_validation_loss() -> None:
    X, labels = clouds()
    run = cloud_model(penalty=10.0).train(X, labels, epochs=2, validation=(X, labels))
    outputs = run.model.predict(X)
    surprise = -np.mean(np.log(outputs[np.arange(len(X)), labels]))
    assert run.history["val_loss"][-1] == pytest.approx(surprise, rel=1e-12)


def test_dropout_is_off_in_validation() -> None:
    X, labels = clouds()
    run = cloud_model(dropout=0.5).train(X, labels, epochs=3, validation=(X, labels))
    assert run.evaluate(X, labels)["loss"] == run.history["val_loss"][-1]


@pytest.mark.parametrize("per", ["none", "batch", "data"])
def test_penalties_of_every_kind_leave_the_validation_alone(per: str) -> None:
    X, Y = line()
    network = Network(1, [Dense(1)], penalty=L2(0.5, per=per))
    run = Model(network).train(X, Y, epochs=2, validation=(X[:7], Y[:7]))
    difference = run.model.predict(X[:7]) - Y[:7]
    assert run.history["val_loss"][-1] == pytest.approx(float(np.mean(difference**2)))
