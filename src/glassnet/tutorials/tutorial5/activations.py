"""The four activations with their slopes, and where the sums of these networks fall on them."""

import numpy as np

from glassnet.core.op import lookup
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.report.numerals import percent
from glassnet.tutorials.activation_values import slope_row, value_and_slope
from glassnet.tutorials.blocks import Paragraph, Printed, Section, Table
from glassnet.tutorials.decimals import plain
from glassnet.tutorials.tutorial5.network import flower, of_the_course, step

NAMES = ("sigmoid", "tanh", "relu", "leaky_relu")
POINTS = (-4.0, -1.0, -0.1, 0.0, 0.1, 1.0, 4.0)
PRINTED = {
    "sigmoid": Printed("σ(z)", "text"),
    "tanh": Printed("(e^z - e^-z)/(e^z + e^-z)", "text"),
    "relu": Printed("max(0,z)", "text"),
    "leaky_relu": Printed("max(0.01z,z)", "text"),
}
SLOPES = {
    "sigmoid": Printed("a(1-a)", "course"),
    "tanh": Printed("1-a^2", "course"),
    "relu": Printed("0 | 1", "course"),
    "leaky_relu": Printed("0.01 | 1", "course"),
}
FLAT, STEEP = 0.1, 0.9  # of the largest slope
FINE = np.linspace(0, 10, 100_001)


def edges(activation: str) -> tuple[float, float]:
    """Up to which |z| the slope is 9/10 of its largest, and from which it is 1/10."""
    slopes = value_and_slope(activation, FINE)[1]
    share = slopes / slopes.max()
    return float(FINE[share >= STEEP].max()), float(FINE[share > FLAT].max())


def regions(z: Array) -> list[int]:
    """How many sums are negative; then, for tanh and sigmoid, linear, between, saturated."""
    size = np.abs(z)
    counts = [int(np.sum(z < 0))]
    for name in ("tanh", "sigmoid"):
        steep, flat = edges(name)
        linear, saturated = int(np.sum(size <= steep)), int(np.sum(size > flat))
        counts += [linear, z.size - linear - saturated, saturated]
    return counts


def sums() -> tuple[tuple[str, Array], ...]:
    """The sums z of hidden units that the table counts, each with a name."""
    X, Y = flower()
    run = of_the_course()
    start, end = (run.at(k).explain(X, Y)["Z1"] for k in (0, run.steps))
    return (
        (_("the 3-4-1 network"), step()["Z1"]),
        (_("4 tanh units, part 12, at the start"), start),
        (_("4 tanh units, part 12, trained"), end),
    )


def activations() -> Section:
    """Formulas, a table of values and slopes, and where z lies."""
    return Section(
        _("Activations and their slopes"),
        (
            _formulas(),
            Paragraph(
                _(
                    "The last column is the slope as every step of training uses it; dA1 is what "
                    "comes back from the layer above. Where two numbers stand, the first is for "
                    "z < 0 and the second for z > 0: at 0 there is a kink and no slope. By "
                    "convention it is {relu} for ReLU and {leaky} for Leaky ReLU here."
                ).format(
                    relu=plain(lookup("relu").kinks[0].slope),
                    leaky=plain(lookup("leaky_relu").kinks[0].slope),
                )
            ),
            _values(),
            Paragraph(
                _(
                    "What the page says can be read off: at ±4 the slopes of sigmoid and tanh are "
                    "nearly 0, so learning is slow there; ReLU has slope 1 for every z > 0 and 0 "
                    "for every z < 0; Leaky ReLU keeps 0.01. The answers of tanh lie in (-1,1) "
                    "around 0, those of sigmoid in (0,1) around ½; and at 0 tanh is four times as "
                    "steep. The page's advice: sigmoid for a yes-or-no output, ReLU elsewhere if "
                    "in doubt, and let a validation set decide."
                )
            ),
            *_where_they_fall(),
        ),
    )


def _formulas() -> Table:
    rows = tuple((name, PRINTED[name].text, SLOPES[name].text, slope_row(name)) for name in NAMES)
    header = (
        _("name"),
        _("printed (body text)"),
        _("its slope (figure of the course)"),
        _("the row that runs"),
    )
    return Table(header, rows)


def _values() -> Table:
    z = np.array(POINTS)
    columns = [values for name in NAMES for values in value_and_slope(name, z)]
    rows = tuple(
        (plain(at), *(f"{column[k]:.4f}" for column in columns)) for k, at in enumerate(POINTS)
    )
    header = ["z"]
    for name in NAMES:
        header += [name.replace("_", " "), _("slope")]
    return Table(tuple(header), rows)


def _where_they_fall() -> tuple[Paragraph, Table, Paragraph]:
    (tanh_steep, tanh_flat), (sigmoid_steep, sigmoid_flat) = edges("tanh"), edges("sigmoid")
    intro = _(
        "And where do the sums of our networks fall? Linear part: the slope is at least 9/10 of "
        "its largest, |z| ≤ {a} for tanh and {b} for sigmoid. Saturated: less than 1/10, "
        "|z| > {c} and {d}."
    ).format(
        a=f"{tanh_steep:.2f}",
        b=f"{sigmoid_steep:.2f}",
        c=f"{tanh_flat:.2f}",
        d=f"{sigmoid_flat:.2f}",
    )
    labels = (
        _("z < 0: the slope of ReLU is 0"),
        _("tanh: linear part"),
        _("between"),
        _("saturated"),
        _("sigmoid: linear part"),
        _("between"),
        _("saturated"),
    )
    counted = [(z.size, regions(z)) for _name, z in sums()]
    rows = tuple(
        (label, *(f"{found[k]:,} ({percent(found[k] / size, 0)})" for size, found in counted))
        for k, label in enumerate(labels)
    )
    header = (
        _("how many"),
        *(_("{name}: {count}").format(name=name, count=f"{z.size:,}") for name, z in sums()),
    )
    closing = _(
        "Small first weights put every z into the linear part, where slopes are largest. Training "
        "moves many of them out again: a unit that has decided is saturated, and that is no "
        "illness."
    )
    return Paragraph(intro), Table(header, rows), Paragraph(closing)
