"""MSE, MAE and negative log-likelihood, for numbers and for classes."""

import math

from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.losses import AbsoluteError, BinaryCrossEntropy, Loss, SmoothL1, SquaredError
from glassnet.nn.network import Network
from glassnet.step import Step
from glassnet.tutorials.blocks import Paragraph, Section, Table
from glassnet.tutorials.decimals import plain

ERRORS = (0.01, 0.1, 0.5, 1.0, 3.0)
REGRESSION: tuple[tuple[str, Loss], ...] = (
    ("MSE", SquaredError()),
    ("MAE", AbsoluteError()),
    ("smooth L1", SmoothL1()),
)
CHANCES = (0.99, 0.9, 0.5, 0.1, 0.01)
TARGET, PREDICTIONS = 1.5, (0.0, 1.0, 1.5, 2.0, 4.0)


def number_step(output: float, target: float, loss: Loss) -> Step:
    """One output against one target."""
    network = Network(1, [Dense(1, bias=False)], loss=loss)
    return Model(network, params={"W1": [[output]]}).explain([[1.0]], [[target]])


def class_step(chance: float, loss: Loss) -> Step:
    """A sigmoid unit that gives the true class this chance."""
    network = Network(1, [Dense(1, "sigmoid", bias=False)], loss=loss)
    z = math.log(chance / (1 - chance))
    return Model(network, params={"W1": [[z]]}).explain([[1.0]], [[1.0]])


def gaussian(output: float, target: float) -> float:
    """-log of the normal density with mean `output` and variance 1, at the target."""
    density = math.exp(-0.5 * (target - output) ** 2) / math.sqrt(2 * math.pi)
    return -math.log(density)


def for_numbers() -> Section:
    """Three losses of one error, and their slopes."""
    return Section(
        _("Three losses for numbers"),
        (
            Paragraph(
                _(
                    "The page names MSE, MAE and NLLoss and says that another loss gives another "
                    "shape. The reason is the slope: it says how hard an error pulls."
                )
            ),
            _errors(),
            Paragraph(
                _(
                    "MSE: the larger the error, the harder it pulls; one wild point can decide. "
                    "MAE: all pull alike, near 0 as hard as far away. Smooth L1 does the first "
                    "near 0 and the second far away; this is what SSD takes for its boxes, not "
                    "MAE."
                )
            ),
            Paragraph(
                _(
                    "“线性回归问题用NLLoss比MSE更好” (for linear regression NLLoss is better than "
                    "MSE): no. With normal noise they are the same but for a constant. Target "
                    "{target}, the negative log of the normal density with variance 1:"
                ).format(target=plain(TARGET))
            ),
            _gaussian_table(),
            Paragraph(
                _(
                    "The difference is always ½·ln(2π) = {constant}, so both have the same slopes "
                    "and learn the same line. Where the negative log-likelihood does better is "
                    "classification: next part."
                ).format(constant=plain(math.log(2 * math.pi) / 2, 6))
            ),
        ),
    )


def _errors() -> Table:
    """Value and slope of the three losses for some errors."""
    rows = []
    for error in ERRORS:
        steps = [number_step(error, 0.0, loss) for _name, loss in REGRESSION]
        cells = [f"{plain(s['L'], 5)} ({plain(s['dA1'][0, 0], 4)})" for s in steps]
        rows.append((plain(error), *cells))
    header = (_("error"), *(_("{name} (slope)").format(name=name) for name, _loss in REGRESSION))
    return Table(header, tuple(rows))


def _gaussian_table() -> Table:
    """The squared error beside the negative log-likelihood of a normal density."""
    rows = []
    for output in PREDICTIONS:
        step = number_step(output, TARGET, SquaredError(factor=0.5))
        surprise = gaussian(output, TARGET)
        rows.append(
            (
                plain(output),
                plain(step["L"], 6),
                plain(surprise, 6),
                plain(surprise - float(step["L"]), 6),
                plain(step["dA1"][0, 0], 4),
            )
        )
    return Table(
        (
            _("prediction"),
            "½(y - t)²",
            _("Gaussian NLL"),
            _("difference"),
            _("slope of both"),
        ),
        tuple(rows),
    )


def for_classes() -> Section:
    """Squared error and NLL of a class, and their slopes before the sigmoid."""
    rows = []
    for chance in CHANCES:
        squared = class_step(chance, SquaredError())
        surprise = class_step(chance, BinaryCrossEntropy())
        rows.append(
            (
                plain(chance),
                plain(squared["L"], 4),
                plain(squared["dZ1"][0, 0], 4),
                plain(surprise["L"], 4),
                plain(surprise["dZ1"][0, 0], 4),
            )
        )
    header = (
        _("p of the true class"),
        _("MSE (1-p)²"),
        _("its slope for z"),
        _("NLL -log p"),
        _("its slope for z"),
    )
    return Section(
        _("Two losses for classes"),
        (
            Paragraph(_("One sigmoid unit, p = σ(z); the true class is 1. What pulls at z?")),
            Table(header, tuple(rows)),
            Paragraph(
                _(
                    "The more wrong the answer, the harder the negative log-likelihood pulls, up "
                    "to 1. The squared error pulls hardest when the answer is undecided, and lets "
                    "go of the worst answers: for p = 0.01 its slope is {times} times smaller."
                ).format(
                    times=round(
                        float(
                            class_step(0.01, BinaryCrossEntropy())["dZ1"][0, 0]
                            / class_step(0.01, SquaredError())["dZ1"][0, 0]
                        )
                    )
                )
            ),
        ),
    )
