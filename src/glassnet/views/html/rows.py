"""One row of the page: its formula, and folded below it the numbers put in, result and rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from glassnet.core.derivation import Derivation, Equation
from glassnet.core.math_names import Notation
from glassnet.core.rows import right_side, shape_text
from glassnet.locales import _
from glassnet.views.html.formula import formula
from glassnet.views.html.matrix import about, single, table
from glassnet.views.html.units import unit_lines
from glassnet.views.markup import Markup, element, join
from glassnet.views.text.arrays import number_text
from glassnet.views.text.substitution import operands


@dataclass(frozen=True)
class Manner:
    """How the rows of a page are written.

    Attributes:
        digits: significant digits of every number.
        notation: how names are written in formulas.
        units: whether forward rows are also written for single units.
        unfolded: whether the numbers are shown from the beginning.
    """

    digits: int
    notation: Notation
    units: bool
    unfolded: bool


def row(
    equation: Equation,
    derivation: Derivation,
    values: Mapping[str, Any],
    rule: str,
    manner: Manner,
) -> Markup:
    """A row as an element that folds.

    Args:
        equation: the row.
        derivation: all rows.
        values: the value of every variable by name.
        rule: the rule behind the row, in words; "" where there is none.
        manner: how it is written.
    """
    number, digits = derivation.number(equation.out.name), manner.digits
    origin = _("from {name}").format(name=equation.origin) if equation.origin else ""
    meta = "  ".join(filter(None, (shape_text(equation.out.shape), origin)))
    value = values[equation.out.name]
    beside = Markup() if equation.out.shape else element("code", f"= {number_text(value, digits)}")
    summary = element(
        "summary",
        element("span", str(number), class_="n"),
        element("span", formula(equation, manner.notation), " ", beside, class_="row"),
        element("span", meta, class_="meta"),
    )
    body = [_numbers(equation, values, digits), _result(equation, values, digits)]
    said = about(value, digits)
    if said:
        body.append(element("p", said, class_="spread"))
    if manner.units and equation.phase == "forward":
        lines = unit_lines(equation, derivation, values, digits)
        body.append(element("div", *(element("p", line) for line in lines), class_="units"))
    if rule:
        body.append(element("p", rule, class_="rule"))
    return element(
        "details",
        summary,
        element("div", *body, class_="body"),
        id=f"row-{number}",
        open=manner.unfolded,
    )


def _numbers(equation: Equation, values: Mapping[str, Any], digits: int) -> Markup:
    """The right side with numbers for its names; the code of the row before it."""
    code = element("code", f"{equation.out.name} = {right_side(equation, 'text')}")
    parts: list[Markup] = []
    for piece in operands(equation, values, digits):
        if isinstance(piece, str):
            parts.append(element("code", piece.strip()))
        else:
            var = equation.inputs[piece]
            parts.append(table(var.name, values[var.name], digits, operand=True))
    return join([
        element("div", code, class_="line"),
        element("div", element("code", "="), *parts, class_="line"),
    ])  # fmt: skip


def _result(equation: Equation, values: Mapping[str, Any], digits: int) -> Markup:
    """The result, a matrix or a single number, whose numbers can be picked."""
    name, value = equation.out.name, values[equation.out.name]
    shown = (table if equation.out.shape else single)(name, value, digits)
    return element("div", element("code", "=", class_="equals"), shown, class_="line result")
