"""The way back: one unit, then the six formulas for one and for m examples."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from glassnet import presets
from glassnet.core.rows import row
from glassnet.executors.reference import Array
from glassnet.locales import _, pad, width
from glassnet.step import Step
from glassnet.tutorials.blocks import Equations, Line, Lines, Paragraph, Section, Table
from glassnet.tutorials.decimals import array_lines, signed
from glassnet.tutorials.tutorial5.network import step, step_of
from glassnet.tutorials.tutorial5.one_unit import PLACES as DIGITS
from glassnet.tutorials.tutorial5.one_unit import plain, sigmoid_of, weighted_sum

PLACES = 4


@dataclass(frozen=True)
class Formula:
    """One of the six.

    Attributes:
        one: for one example, as the course writes it.
        many: for m examples.
        rows: what defines the same here.
    """

    one: str
    many: str
    rows: tuple[str, ...]


FORMULAS = {
    "dZ2": Formula("dz^[2] = a^[2] - y", "dZ^[2] = A^[2] - Y", ("dZ2",)),
    "dW2": Formula("dW^[2] = dz^[2] a^[1]T", "dW^[2] = 1/m dZ^[2] A^[1]T", ("dW2",)),
    "db2": Formula(
        "db^[2] = dz^[2]", "db^[2] = 1/m np.sum(dZ^[2], axis=1, keepdims=True)", ("db2",)
    ),
    "dZ1": Formula(
        "dz^[1] = W^[2]T dz^[2] * g^[1]'(z^[1])",
        "dZ^[1] = W^[2]T dZ^[2] * g^[1]'(Z^[1])",
        ("dA1", "dZ1"),
    ),
    "dW1": Formula("dW^[1] = dz^[1] xT", "dW^[1] = 1/m dZ^[1] XT", ("dW1",)),
    "db1": Formula(
        "db^[1] = dz^[1]", "db^[1] = 1/m np.sum(dZ^[1], axis=1, keepdims=True)", ("db1",)
    ),
}
GRADIENTS = ("dW2", "db2", "dW1", "db1")


def by_the_course(ran: Step) -> dict[str, Array]:
    """The six formulas for m examples, computed as the course writes them."""
    X, Y, W2 = ran["X"], ran["Y"], ran["W2"]
    A1, A2, m = ran["A1"], ran["A2"], ran["X"].shape[1]
    dZ2 = A2 - Y
    dZ1 = W2.T @ dZ2 * (A1 * (1 - A1))
    return {
        "dZ2": dZ2,
        "dW2": dZ2 @ A1.T / m,
        "db2": np.sum(dZ2, axis=1, keepdims=True) / m,
        "dZ1": dZ1,
        "dW1": dZ1 @ X.T / m,
        "db1": np.sum(dZ1, axis=1, keepdims=True) / m,
    }


GRAPH = "x, W^[1], b^[1] → z^[1] → a^[1], W^[2], b^[2] → z^[2] → a^[2] → L"


@lru_cache(maxsize=1)
def one_unit_step() -> Step:
    """Logistic regression on one example, every link of the chain a row."""
    return presets.load("logistic-regression").explain()


def lines_back(ran: Step) -> list[Line]:
    """Forward and back through one unit."""
    (x1, x2), (w1, w2) = ran["X"][:, 0], ran["W1"][0]
    b, z, a, y = (float(ran[name].reshape(())) for name in ("b1", "Z1", "A1", "Y"))
    da, dz = (float(ran[name].reshape(())) for name in ("dA1", "dZ1"))
    A, S = plain(a), signed(dz, DIGITS)
    lines = [
        Line("z", "wᵀx + b", weighted_sum([w1, w2], [x1, x2], b), plain(z)),
        Line("a", "σ(z)", sigmoid_of(z), A),
        Line(
            "L",
            "-(y·log(a) + (1-y)·log(1-a))",
            f"-({plain(y)}·log({A}) + {plain(1 - y)}·log(1-{A}))",
            plain(float(ran["L"])),
        ),
        Line(
            "da",
            "-y/a + (1-y)/(1-a)",
            f"-{plain(y)}/{A} + {plain(1 - y)}/(1-{A})",
            plain(da),
        ),
        Line("dz", "da·a·(1-a)", f"{signed(da, DIGITS)}·{A}·(1-{A})", plain(dz)),
        Line("dz", "a - y", f"{A} - {plain(y)}", plain(dz), _("the same, shorter")),
    ]
    for k, x in enumerate((x1, x2)):
        lines.append(Line(f"dw{k + 1}", f"x{k + 1}·dz", f"{plain(x)}·{S}", plain(ran["dW1"][0, k])))
    return [*lines, Line("db", "dz", "", plain(ran["db1"][0, 0]))]


def one_unit_back() -> Section:
    """The computation graph of logistic regression, forward and back."""
    return Section(
        _("Back through one unit"),
        (
            Paragraph(
                _(
                    "The page draws logistic regression as a graph, x, w, b → z → a → L, and goes "
                    "back along it. dz is short for ∂L/∂z, and so on. Numbers of ours: x = (2, 1), "
                    "y = 1, w = (0.8, -0.5), b = -0.1."
                )
            ),
            Lines(tuple(lines_back(one_unit_step()))),
            Paragraph(
                _(
                    "Lines 4 and 5 are the chain rule link by link. Their product is a - y, "
                    "because the a·(1-a) of the sigmoid cancels the denominators of the loss. "
                    "That is why the first of the six formulas below is so short."
                )
            ),
        ),
    )


def six_formulas() -> Section:
    """Each formula as printed, for one example and for m, then as it ran, with its numbers."""
    whole = step()
    m = whole["X"].shape[1]
    return Section(
        _("The six formulas, for one example and for m"),
        (
            Paragraph(
                _(
                    "The graph of the network is longer than that of one unit: {graph}. Each "
                    "formula goes back over one arrow, or to a W or b beside it. The page draws it "
                    'too; gn.presets.load("s4-3-4-1").explain().graph() gives it as a picture, '
                    "values forward and slopes backward."
                ).format(graph=GRAPH)
            ),
            Paragraph(
                _(
                    "Each three times: for one example and for m as the figures of the course "
                    "have it, then the equation that ran here. T is transposed, * entry by entry, "
                    "g' the slope of the activation. The numbers belong to the {m} examples of "
                    "part 3."
                ).format(m=m)
            ),
            Equations(tuple(_formula_rows(whole))),
            Paragraph(
                _(
                    "Where is the 1/m? The course keeps it for the end, in dW and db. Here the "
                    "loss is the mean, so 1/m stands in the first row of the way back, dZ2, and "
                    "comes along by itself: dZ2 and dZ1 here are the course's divided by m = {m}, "
                    "and true slopes of L. The four gradients are the same:"
                ).format(m=m)
            ),
            _agreement(whole),
            Paragraph(
                _(
                    "The last column computes each example alone, by the formulas for one example, "
                    "and takes the mean. db is a sum along the columns; keepdims=True keeps it a "
                    "column, {shape} and not (4,), so that it can be subtracted from b^[1]."
                ).format(shape=whole["db1"].shape)
            ),
        ),
    )


def _formula_rows(whole: Step) -> list[str]:
    course = by_the_course(whole)
    equations = {equation.out.name: row(equation, "text") for equation in whole.derivation}
    labels = (_("one"), _("m"), _("here"))
    margin = max(map(width, labels)) + 2
    lines: list[str] = []
    for count, (name, formula) in enumerate(FORMULAS.items(), 1):
        head = f"{count}  "
        blank = " " * len(head)
        lines += (
            ["", head + pad(labels[0], margin) + formula.one]
            if lines
            else [head + pad(labels[0], margin) + formula.one]
        )
        lines += _with_value(blank + pad(labels[1], margin), formula.many, course[name])
        for index, each in enumerate(formula.rows):
            label = labels[2] if index == 0 else ""
            value = whole[name] if each == name else None
            lines += _with_value(blank + pad(label, margin), equations[each], value)
    return lines


def _with_value(head: str, text: str, value: Array | None) -> list[str]:
    """An equation, and its value beside it or on the lines below."""
    if value is None:
        return [head + text]
    texts = array_lines(value, PLACES)
    indent = " " * width(head)
    if len(texts) == 1 and width(head) + len(text) + len(texts[0]) <= 72:
        return [f"{head}{text} = {texts[0]}"]
    return [head + text, *(f"{indent}{'=' if k == 0 else ' '} {t}" for k, t in enumerate(texts))]


def differences(whole: Step) -> dict[str, tuple[float, float]]:
    """For each gradient, how far the course's formula and the mean of single examples are off."""
    course = by_the_course(whole)
    singles = [step_of(k) for k in range(whole["X"].shape[1])]
    found = {}
    for name in GRADIENTS:
        mean = np.mean([one[name] for one in singles], axis=0)
        found[name] = (
            float(np.max(np.abs(course[name] - whole[name]))),
            float(np.max(np.abs(mean - whole[name]))),
        )
    return found


def _agreement(whole: Step) -> Table:
    rows = tuple(
        (name, str(whole[name].shape), *(f"{each:.0e}" if each else "0" for each in pair))
        for name, pair in differences(whole).items()
    )
    header = (
        _("gradient"),
        _("shape"),
        _("largest difference to the formula for m"),
        _("to the mean of the formulas for one"),
    )
    return Table(header, rows)
