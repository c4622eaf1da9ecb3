"""What a trained network answers: over a plane of two inputs, and where it is wrong."""

from dataclasses import dataclass

import numpy as np

from glassnet.cli.blueprint import Blueprint
from glassnet.data import Dataset
from glassnet.executors.reference import Array
from glassnet.model import Model
from glassnet.report.data import AnswerGrid, WrongImage
from glassnet.training.metrics import predicted_classes, true_classes
from glassnet.training.runs import Run

GRID = 120  # points along each input
FEW = 10  # examples so few that there is more to see around them
MARGIN = 0.06  # what is shown beyond the outermost examples, as a part of their range
MOST_WRONG = 24


@dataclass(frozen=True)
class Part:
    """One part of the data with what the network answers on it.

    Attributes:
        name: "validation" or "training".
        raw: the inputs in the units of the data, (m, n_in).
        targets: the targets, (m, n_out).
        outputs: the answers, (m, n_out).
    """

    name: str
    raw: Array
    targets: Array
    outputs: Array


def shown_part(run: Run) -> Part:
    """The held-out part if there is one, else the training part."""
    X, Y = (run.X, run.Y) if run.validation is None else run.validation
    raw = X if run.scaler is None else run.scaler.undo(X)
    name = "training" if run.validation is None else "validation"
    return Part(name, raw, Y, run.model.predict(X))


def answer_grid(run: Run, plan: Blueprint, model: Model | None = None) -> AnswerGrid | None:
    """The answers over the plane, if there are two inputs and one question.

    Args:
        run: the training.
        plan: its data, raw.
        model: the model whose answers are shown; the run's result unless given.
    """
    dataset = plan.dataset
    if dataset.X.shape[1] != 2 or (dataset.task == "regression" and run.network.outputs != 1):
        return None
    low, high = dataset.X.min(axis=0), dataset.X.max(axis=0)
    margin = MARGIN if len(dataset) > FEW else 4 * MARGIN
    edge = np.where(high > low, (high - low) * margin, 1.0)
    (x0, y0), (x1, y1) = (low - edge).tolist(), (high + edge).tolist()
    xs, ys = np.meshgrid(np.linspace(x0, x1, GRID), np.linspace(y0, y1, GRID))
    places = np.column_stack([xs.ravel(), ys.ravel()])
    scaled = places if run.scaler is None else run.scaler.apply(places)
    outputs = (model or run.model).predict(scaled)
    regression = dataset.task == "regression"
    if plan.unit is not None:
        outputs = plan.unit.undo(outputs)
    return AnswerGrid(
        values=_values(run, outputs, regression),
        extent=(x0, x1, y0, y1),
        points=dataset.X,
        targets=np.asarray(dataset.Y).reshape(-1),
        class_names=dataset.classes,
        input_names=(dataset.features[0], dataset.features[1]),
        is_regression=regression,
        threshold=0.5,
    )


def _values(run: Run, outputs: Array, regression: bool) -> Array:
    """Probabilities where the network gives some, else the classes that it answers."""
    if regression:
        return outputs[:, 0].reshape(GRID, GRID)
    last = run.network.dense[-1].activation
    if last == "sigmoid" and run.network.outputs == 1 and run.network.threshold == 0.5:
        return outputs[:, 0].reshape(GRID, GRID)
    if last == "softmax":
        return outputs.reshape(GRID, GRID, -1)
    return predicted_classes(run.network, outputs).reshape(GRID, GRID)


def mistakes(run: Run, dataset: Dataset, part: Part) -> list[WrongImage]:
    """The pictures that were read wrongly, the most certain mistake first."""
    if dataset.image_shape is None or not run.is_class or run.network.outputs < 2:
        return []
    answers, truth = predicted_classes(run.network, part.outputs), true_classes(part.targets)
    sure = part.outputs[np.arange(len(answers)), answers]
    wrong = np.flatnonzero(answers != truth)
    return [
        WrongImage(
            pixels=part.raw[row].reshape(dataset.image_shape),
            true=dataset.classes[truth[row]],
            predicted=dataset.classes[answers[row]],
            probability=float(np.clip(sure[row], 0, 1)),
        )
        for row in wrong[np.argsort(-sure[wrong], kind="stable")]
    ]
