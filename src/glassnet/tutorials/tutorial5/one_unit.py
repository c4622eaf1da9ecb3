"""A unit is a logistic regression in two parts; a layer is several of them; m examples at once."""

from collections.abc import Sequence

from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.step import Step
from glassnet.tutorials.blocks import Equations, Line, Lines, Paragraph, Section
from glassnet.tutorials.decimals import plain as rounded
from glassnet.tutorials.decimals import signed
from glassnet.tutorials.equations import equations_with_values
from glassnet.tutorials.tutorial5.network import shallow, step, step_of

PLACES = 5
ONE_OR_M = """\
z^[1] = W^[1]x + b^[1]        Z^[1] = W^[1]X + b^[1]
a^[1] = σ(z^[1])              A^[1] = σ(Z^[1])
z^[2] = W^[2]a^[1] + b^[2]    Z^[2] = W^[2]A^[1] + b^[2]
a^[2] = σ(z^[2])              A^[2] = σ(Z^[2])"""
FORWARD = {"Z1": "Z^[1]", "A1": "A^[1]", "Z2": "Z^[2]", "A2": "A^[2]"}


def plain(value: float) -> str:
    """A number to the decimals of the worked lines."""
    return rounded(value, PLACES)


def weighted_sum(weights: Sequence[float], inputs: Sequence[float], bias: float) -> str:
    """w1·x1 + w2·x2 + … + b with numbers.

    >>> weighted_sum([0.2, -0.5], [1.0, 2.0], 0.1)
    '0.2·1 + (-0.5)·2 + 0.1'
    """
    terms = [
        f"{signed(w, PLACES)}·{signed(x, PLACES)}" for w, x in zip(weights, inputs, strict=True)
    ]
    return " + ".join([*terms, signed(bias, PLACES)])


def sigmoid_of(z: float) -> str:
    """1/(1+exp(-z)) with the number in its place."""
    return f"1/(1+exp({'' if z < 0 else '-'}{plain(abs(z))}))"


def lines_of(one: Step) -> list[Line]:
    """Both parts of every unit, first to last, for a step on one example."""
    inputs, lines = one["X"][:, 0], []
    for layer in (1, 2):
        sums, answers = one[f"Z{layer}"][:, 0], one[f"A{layer}"][:, 0]
        for i, (z, a) in enumerate(zip(sums, answers, strict=True)):
            name, of = f"[{layer}]_{i + 1}", "x" if layer == 1 else "a^[1]"
            numbers = weighted_sum(one[f"W{layer}"][i], inputs, one[f"b{layer}"][i, 0])
            lines += [
                Line(f"z^{name}", f"w^{name}·{of} + b^{name}", numbers, plain(z)),
                Line(f"a^{name}", f"σ(z^{name})", sigmoid_of(z), plain(a)),
            ]
        inputs = answers
    return lines


def two_parts() -> Section:
    """The four hidden units and the output, unit by unit, for the first example."""
    one = step_of(0)
    x = ", ".join(plain(value) for value in one["X"][:, 0])
    return Section(
        _("A unit is a logistic regression in two parts"),
        (
            Paragraph(
                _(
                    "“前向传播计算可以分解成计算 z 和 a 的两部分” (forward, a unit has two "
                    "parts, z and a). A row of W^[1] holds the weights of one hidden unit. The "
                    "page prints no numbers here, so weights and examples are ours; the first "
                    "example is x = ({x}), with y = {y}."
                ).format(x=x, y=plain(one["Y"][0, 0]))
            ),
            Lines(tuple(lines_of(one))),
            Paragraph(
                _(
                    "The page says that from the inputs to the hidden layer there is “一次逻辑"
                    "回归运算” (one logistic regression). It is {count}, one for each unit: "
                    "lines 1 to 8; and the output is one more, on what these answer."
                ).format(count=shallow().network.dense[0].units)
            ),
        ),
    )


def whole_layers() -> Section:
    """The same as matrices, for all examples."""
    whole = step()
    m = whole["X"].shape[1]
    return Section(
        _("From a unit to a layer, from one example to m"),
        (
            Paragraph(
                _(
                    "Two times the same step. The weights of the four units, one row below the "
                    "other, are W^[1]: then W^[1]x + b^[1] is all four sums at once. And the "
                    "examples, one column beside the other, are X: then W^[1]X + b^[1] is all "
                    "sums of all examples. b^[1] is added to every column. For one example and for "
                    "m (figures of the course):"
                )
            ),
            Equations(tuple(ONE_OR_M.splitlines())),
            Paragraph(_("The rows that ran for m = {m}:").format(m=m)),
            equations_with_values(whole, FORWARD, places=4, phases=("forward",)),
            Paragraph(
                _(
                    "The first column has the numbers of part 2: "
                    "z^[1] in row 1, a^[1] in row 2, then z^[2] and a^[2]. The largest "
                    "difference between these columns and the same network run on one example "
                    "after the other is {difference}."
                ).format(difference=f"{column_difference(whole):.0e}")
            ),
        ),
    )


def column_difference(whole: Step) -> float:
    """The largest difference between a column and the same example computed alone."""
    singles = [step_of(k) for k in range(whole["X"].shape[1])]
    return max(
        float(abs(_column(whole, name, k) - one[name][:, 0]).max())
        for k, one in enumerate(singles)
        for name in FORWARD
    )


def _column(whole: Step, name: str, k: int) -> Array:
    column: Array = whole[name][:, k]
    return column
