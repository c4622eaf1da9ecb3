"""The second network: 13 parameters, trained 100 epochs without a derivative."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from glassnet import presets
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD
from glassnet.report.sparkline import curve_text
from glassnet.training.runs import Run
from glassnet.tutorials.blocks import Equations, Paragraph, Printed, Section, Table, both
from glassnet.tutorials.decimals import array_lines, plain

_PRESET = presets.load("s3-13-weights")
X, LR = _PRESET.X, _PRESET.optimizer.lr
DELTA, EPOCHS = 1e-4, 100
GOAL, LONGER = 1e-4, 200
SHOWN = (1, 2, 10, 50, 100)

TITLE = Printed("Loss over increasing number of epochs", "code")
X_LABEL, Y_LABEL = Printed("Epochs", "code"), Printed("Loss value", "code")
PLOT = 60  # columns
BATCHES = Printed("32 到 1024", "text")
FIRST_LOSS = Printed("0.33 左右", "text")
LAST_LOSS = Printed("0.0001 左右", "text")
PREDICTION = Printed("-0.017", "text")
PREDICTION_CODE = Printed("[[-0.0]]", "code")
FINAL = {
    "W1": (("0.0", "-0.", "-0."), ("0.", "-0.", "0.")),
    "b1": (("0.00", "0.", "-0.0"),),
    "W2": (("0.",), ("-0.0",), ("0.0",)),
    "b2": (("-0.",),),
}


def network() -> Network:
    """2 inputs, 3 hidden units with sigmoid, 1 output, biases; squared error."""
    return _PRESET.network


def trained(
    gradient: str = "numeric",
    dtype: str = "float64",
    delta: float = DELTA,
    epochs: int = LONGER,
) -> Run:
    """The tutorial's training, or one that differs in one thing."""
    model = Model(network(), params=_PRESET.params, dtype=dtype)
    return model.train(
        X, _PRESET.Y, epochs=epochs, optimizer=SGD(LR), gradient=gradient, delta=delta
    )


@dataclass(frozen=True)
class Trainings:
    """The same training three times: as the tutorial does it, in float32, by chain rule."""

    numeric: Run
    single: Run
    exact: Run

    def all(self) -> tuple[Run, Run, Run]:
        """In the order of the table's columns."""
        return self.numeric, self.single, self.exact


@lru_cache(maxsize=1)
def trainings() -> Trainings:
    """Computed once; a few hundredths of a second."""
    return Trainings(trained(), trained(dtype="float32"), trained("backprop"))


def first_epoch_at(run: Run, goal: float) -> int:
    """The first epoch, from 1, whose loss is at most the goal."""
    losses = run.history["loss"]
    return int(np.argmax(losses <= goal)) + 1


def prediction(run: Run, epochs: int = EPOCHS) -> float:
    """What the network answers after 100 updates, or another number of them."""
    return float(run.at(epochs).predict(X)[0, 0])


def cut(number: str) -> str:
    """A printed number cut off before its first digit other than 0.

    >>> cut("0.01423899"), cut("-0.59078462")
    ('0.0', '-0.')
    """
    end = next(i for i, c in enumerate(number) if c in "123456789")
    return number[:end]


def hundred_epochs() -> Section:
    """The losses, beside what the tutorial says."""
    runs = trainings()
    goal = first_epoch_at(runs.numeric, GOAL)
    losses = runs.numeric.history["loss"]
    return Section(
        _("A hundred epochs without a derivative"),
        (
            Paragraph(
                _(
                    "Section 5 takes another network: the same 2-3-1 with biases, so 13 "
                    "parameters, with weights of its own. To get a gradient it adds 0.0001 to "
                    "one parameter at a time and looks how much the loss moves; lr is 0.01. There "
                    "is one example, so every epoch is one update."
                )
            ),
            Equations(_given()),
            Equations(_plot(losses[:EPOCHS])),
            _losses(runs, goal),
            Paragraph(_judged(runs, goal)),
            Paragraph(_longer_and_larger(runs.numeric)),
        ),
    )


def _judged(runs: Trainings, goal: int) -> str:
    """What the page says about its losses and its prediction, beside what comes out."""
    losses = runs.numeric.history["loss"]
    return _(
        "The first loss, {first}, is right, and so is the prediction {rounded}. The "
        "last loss “0.0001 左右” (about 0.0001) is wrong: the hundredth is {last}, and "
        "0.0001 is first reached in epoch {goal}. The page even contradicts itself: a "
        "prediction of {answer} has the loss ({answer})² = {squared}. (The page stores "
        "W as float32. That changes later digits, none of those it prints.)"
    ).format(
        first=plain(losses[0], 5),
        rounded=plain(prediction(runs.numeric), 4),
        last=plain(losses[EPOCHS - 1], 5),
        goal=goal,
        answer=PREDICTION.text,
        squared=plain(float(PREDICTION.text) ** 2),
    )


def _longer_and_larger(run: Run) -> str:
    """What the page says about more epochs and about batches."""
    sizes = [int(number) for number in BATCHES.text.split(" 到 ")]
    times = sizes[1] // sizes[0]
    return _(
        "More epochs bring pred_out closer to 0, says the page, and so it is: after {longer} it "
        "is {later}. For large data sets it names batch sizes “通常在 {batches} 之间” (usually "
        "between {small} and {large}), because more examples gain less and less. Right too: the "
        "spread of a batch's gradient falls with the square root of its size, so {times} times "
        "the work makes it {gain} times as exact."
    ).format(
        longer=LONGER,
        later=plain(prediction(run, LONGER)),
        batches=BATCHES.text,
        small=sizes[0],
        large=sizes[1],
        times=times,
        gain=f"{times**0.5:.1f}",
    )


def _plot(losses: Array) -> tuple[str, ...]:
    """The figure of the page, with its title and axes as the code names them."""
    drawing = curve_text(list(losses), PLOT, 9)
    inside = drawing[0].index("│") + 1
    ends = "0" + str(EPOCHS).rjust(PLOT - inside - 1)
    return (
        " " * inside + TITLE.text,
        *drawing,
        " " * inside + ends,
        " " * inside
        + _("across: {x}; upwards: {y} (all three names from the code)").format(
            x=X_LABEL.text, y=Y_LABEL.text
        ),
    )


def _losses(runs: Trainings, goal: int) -> Table:
    """The loss at some epochs and the prediction after 100, for the three trainings."""
    printed = {1: str(FIRST_LOSS), EPOCHS: str(LAST_LOSS)}
    rows = [
        (
            str(epoch),
            printed.get(epoch, ""),
            *(plain(run.history["loss"][epoch - 1]) for run in runs.all()),
        )
        for epoch in (*SHOWN, goal)
    ]
    answers = [plain(prediction(run)) for run in runs.all()]
    rows.append(("ŷ", both(PREDICTION, PREDICTION_CODE), *answers))
    header = (_("epoch"), _("printed"), _("their way"), _("in float32"), _("chain rule"))
    return Table(header, tuple(rows))


def _given() -> tuple[str, ...]:
    """The weights at the start, one row for each line of a matrix."""
    lines = []
    for name, value in _PRESET.params.items():
        head = f"{name} = "
        for row in array_lines(value):
            lines.append(head + row)
            head = " " * len(head)
    return tuple(lines)


def final_weights() -> Section:
    """The weights after 100 epochs, and how the page lost their digits."""
    run = trainings().numeric
    params = run.at(EPOCHS).params
    rows = []
    for name, lines in FINAL.items():
        matrix = np.atleast_2d(params[name])
        for index, (values, zeros) in enumerate(zip(matrix, lines, strict=True)):
            rows.append((name if index == 0 else "", *_cut_row(values, zeros)))
    answer = plain(prediction(run))
    rows.append(("ŷ", answer, cut(answer), PREDICTION_CODE.text.strip("[]")))
    return Section(
        _("Are the trained weights all zero?"),
        (
            Paragraph(
                _(
                    "The page shows print(W) as nothing but zeros, and print(pred_out) as "
                    "[[-0.0]]. That cannot be: with all weights 0 the prediction would be 0 and "
                    "not {answer}. Here is what the weights are."
                ).format(answer=PREDICTION.text)
            ),
            Table(
                (
                    "",
                    _("comes out"),
                    _("cut before the first digit that is not 0"),
                    _("printed (code)"),
                ),
                tuple(rows),
            ),
            Paragraph(
                _(
                    "The last two columns agree in all {count} numbers, signs included: on the "
                    "page every number was cut off before its first digit other than 0. How that "
                    "happened we do not know; that the network has learned is certain."
                ).format(count=network().param_count + 1)
            ),
        ),
    )


def _cut_row(values: Array, zeros: tuple[str, ...]) -> tuple[str, str, str]:
    texts = [plain(value) for value in values]
    return "  ".join(texts), "  ".join(map(cut, texts)), "  ".join(zeros)
