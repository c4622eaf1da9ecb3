"""What a report is made from: plain numbers, arrays and texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy.typing as npt

from glassnet.nn.network import Network

Phase = Literal["forward", "loss", "backward", "update"]
Extent = tuple[float, float, float, float]


@dataclass(frozen=True)
class Scores:
    """How well the network does on one part of the data; None where it was not measured.

    Args:
        loss: the mean loss per example.
        accuracy: the share of right answers, from 0 to 1.
        r2: the coefficient of determination, at most 1.
        examples: how many examples the part has.
    """

    loss: float | None = None
    accuracy: float | None = None
    r2: float | None = None
    examples: int | None = None


@dataclass(frozen=True, eq=False)
class NetworkPicture:
    """The network's diagram; the fields are those of `network_picture`."""

    network: Network
    params: Mapping[str, npt.ArrayLike]
    input_names: Sequence[str] = ()
    output_names: Sequence[str] = ()


@dataclass(frozen=True, eq=False)
class AnswerGrid:
    """What the network answers on a grid over its two inputs, with examples.

    Args:
        values: for classes as in `boundary_svg`, for a regression the predictions, shape
            (rows, columns).
        extent: (lowest, highest) of the first input, then of the second.
        points: examples, shape (m, 2).
        targets: the classes or true values of the examples, shape (m,).
        class_names: the names of the classes; empty for a regression or for numbers.
        input_names: the names of the two inputs.
        is_regression: the values are predictions and no probabilities.
        threshold: the probability from which on one output means class 1.
    """

    values: npt.ArrayLike
    extent: Extent
    points: npt.ArrayLike | None = None
    targets: npt.ArrayLike | None = None
    class_names: Sequence[str] = ()
    input_names: tuple[str, str] = ("x₁", "x₂")
    is_regression: bool = False
    threshold: float = 0.5


@dataclass(frozen=True, eq=False)
class Confusion:
    """Counts of answers; entry (i, j) counts examples of class i answered with class j."""

    matrix: npt.ArrayLike
    class_names: Sequence[str] = ()


@dataclass(frozen=True, eq=False)
class WrongImage:
    """A picture that was read wrongly.

    Args:
        pixels: shape (height, width), the top row first.
        true: the name of its class.
        predicted: the name of the class that was answered.
        probability: what the network gave its wrong answer, from 0 to 1.
    """

    pixels: npt.ArrayLike
    true: str
    predicted: str
    probability: float


@dataclass(frozen=True, eq=False)
class Regression:
    """Predictions against true values and, for one input, the curve over the points.

    Args:
        true: the true values, shape (m,).
        predicted: the predictions, shape (m,).
        inputs: for a network with one input, the input of each example.
        curve_x: places at which the network was asked, ascending.
        curve_y: its answers there.
        input_name: the name of the one input.
        output_name: the name of the output.
    """

    true: npt.ArrayLike
    predicted: npt.ArrayLike
    inputs: npt.ArrayLike | None = None
    curve_x: npt.ArrayLike | None = None
    curve_y: npt.ArrayLike | None = None
    input_name: str = "x"
    output_name: str = "y"


@dataclass(frozen=True)
class EquationRow:
    """One numbered equation.

    Args:
        number: its number in the derivation.
        phase: "forward", "loss", "backward" or "update".
        text: as the derivation prints it: "Z1 = A0 @ W1 + b1".
        shape: of its result: "(4, 3)".
        explanation: a sentence, in the language of the report.
    """

    number: int
    phase: Phase
    text: str
    shape: str = ""
    explanation: str = ""


@dataclass(frozen=True, eq=False)
class ReportData:
    """Everything that a report can show; what is left out has no section.

    Args:
        title: such as "xor_cloud with a 2-3-1 network".
        settings: values by name, in the order to be shown. The names data, network, loss,
            penalty, optimizer, lr, schedule, clip, epochs, steps, batch_size, seed, dtype, engine,
            scaling, time, stopped and parameters are translated; others are shown as they are.
        result: one sentence; made from the scores if empty.
        training: the scores on the training part.
        validation: the scores on the part that was not trained on.
        warnings: sentences that a reader must not miss, such as a training that broke down.
        notes: sentences, such as why this output activation and this loss fit the task.
        history: columns by name, one value per row: loss, val_loss, accuracy, val_accuracy,
            lr, grad_norm; missing values are NaN.
        epochs: the epoch of each row of the history; 1, 2, 3, … if not given.
        best_epoch: the epoch whose parameters were restored, if any.
        network: the diagram.
        boundary: the answers over two inputs.
        regression: predictions against true values.
        confusion: the confusion matrix.
        confusion_part: "validation" or "training", the part that matrix, pictures and
            predictions come from.
        mistakes: the most confidently wrong pictures, worst first.
        mistakes_total: how many pictures were read wrongly altogether.
        pixel_range: the values of paper and of full ink in the pictures.
        equations: the numbered rows.
        numbers: the same rows with numbers, each a text of one or more lines.
        numbers_note: which step and which example the numbers belong to.
        commands: command lines that repeat the run.
        version: of the program.
        date: when the run ended, as text; left out if empty.
    """

    title: str
    settings: Mapping[str, str] = field(default_factory=dict)
    result: str = ""
    training: Scores | None = None
    validation: Scores | None = None
    warnings: Sequence[str] = ()
    notes: Sequence[str] = ()
    history: Mapping[str, Sequence[float]] = field(default_factory=dict)
    epochs: Sequence[float] | None = None
    best_epoch: int | None = None
    network: NetworkPicture | None = None
    boundary: AnswerGrid | None = None
    regression: Regression | None = None
    confusion: Confusion | None = None
    confusion_part: Literal["training", "validation"] = "validation"
    mistakes: Sequence[WrongImage] = ()
    mistakes_total: int | None = None
    pixel_range: tuple[float, float] | None = None
    equations: Sequence[EquationRow] = ()
    numbers: Sequence[str] = ()
    numbers_note: str = ""
    commands: Sequence[str] = ()
    version: str = ""
    date: str = ""
