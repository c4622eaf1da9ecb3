"""Reports with made-up numbers, one for each kind of task."""

import numpy as np

import glassnet as gn
from glassnet.report.data import (
    AnswerGrid,
    Confusion,
    EquationRow,
    NetworkPicture,
    Regression,
    ReportData,
    Scores,
    WrongImage,
)

EVIL = "<script>alert(1)</script>&\"'"


def classes(word: str = "class") -> ReportData:
    """Everything that a problem with two inputs and two classes can show.

    `word` stands in every text that comes from outside.
    """
    rng = np.random.default_rng(0)
    points = rng.normal(size=(300, 2))
    labels = (points[:, 0] * points[:, 1] > 0).astype(int)
    axis = np.linspace(-3, 3, 100)
    x, y = np.meshgrid(axis, axis)
    names = [f"{word} one", f"{word} two"]
    inputs = (f"{word} x", f"{word} y")
    fall = np.exp(-np.arange(120) / 20)
    return ReportData(
        title=f"{word} with a 2-3-1 network",
        settings={"data": word, "lr": "0.1", f"{word} setting": word, "seed": "0"},
        training=Scores(0.04, 0.9875, None, 240),
        validation=Scores(0.06, 0.95, None, 60),
        warnings=[f"{word} warning"],
        notes=[f"{word} note"],
        history={
            "loss": fall + 0.001,
            "val_loss": fall + 0.002,
            "accuracy": 1 - fall / 2,
            "val_accuracy": 1 - fall / 2,
            "lr": 0.1 * fall,
            "grad_norm": fall,
        },
        best_epoch=80,
        network=NetworkPicture(
            gn.Network(2, [gn.Dense(3), gn.Dense(1)]),
            {"W1": rng.normal(size=(2, 3)), "b1": np.zeros(3), "W2": rng.normal(size=(3, 1))},
            [word, word],
            [word],
        ),
        boundary=AnswerGrid(
            1 / (1 + np.exp(-x * y)),
            (-3, 3, -3, 3),
            points,
            labels,
            names,
            inputs,
        ),
        confusion=Confusion([[28, 2], [1, 29]], names),
        equations=[
            EquationRow(1, "forward", f"Z1 = A0 @ W1 + {word}", "(300, 3)", f"{word} weighs"),
            EquationRow(2, "update", "W1_new = W1 - lr * dW1", "(2, 3)"),
        ],
        numbers=[f"Z1 = 0.5 · 0.8\n   = 0.4 {word}"],
        numbers_note=f"{word} step",
        commands=[f"glassnet train {word} --seed 0"],
        version="0.1.0",
        date=f"{word} day",
    )


def digits() -> ReportData:
    """Ten classes of pictures, with the most confident mistakes."""
    rng = np.random.default_rng(1)
    names = [str(k) for k in range(10)]
    matrix = np.diag([36] * 10)
    matrix[8, 1] = 3
    return ReportData(
        title="digits",
        validation=Scores(0.1, 360 / 363, None, 363),
        history={"loss": [1.0, 0.1], "val_loss": [1.1, 0.2]},
        network=NetworkPicture(
            gn.Network(64, [gn.Dense(64), gn.Dense(10)]),
            {"W1": rng.normal(size=(64, 64)), "W2": rng.normal(size=(64, 10))},
        ),
        confusion=Confusion(matrix, names),
        mistakes=[WrongImage(rng.integers(0, 17, (28, 28)), "8", "1", 0.9) for _k in range(24)],
        mistakes_total=40,
        pixel_range=(0, 16),
        equations=[
            EquationRow(k, "forward", f"Z{k} = A{k} @ W{k} + b{k}", "(32, 10)", "A sentence.")
            for k in range(1, 60)
        ],
        numbers=["Z1 = " + "0.123456789 · 0.987654321 + " * 64] * 60,
    )


def curve() -> ReportData:
    """One input and one real output."""
    x = np.linspace(-3, 3, 50)
    return ReportData(
        title="sine",
        validation=Scores(0.01, None, 0.98, 50),
        regression=Regression(np.sin(x), np.sin(x) + 0.1, x, x, np.sin(x)),
    )


def hills() -> ReportData:
    """Two inputs and one real output."""
    axis = np.linspace(-6, 6, 60)
    x, y = np.meshgrid(axis, axis)
    points = np.random.default_rng(2).uniform(-6, 6, size=(1000, 2))
    return ReportData(
        title="hills",
        boundary=AnswerGrid(x + y, (-6, 6, -6, 6), points, points.sum(axis=1), is_regression=True),
        regression=Regression(points.sum(axis=1), points.sum(axis=1)),
        confusion_part="training",
    )
