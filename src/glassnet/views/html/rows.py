"""One row of the page: its formula, and folded below it the numbers put in, result and rule."""

from collections.abc import Mapping
from typing import Any

from glassnet.core.derivation import Equation
from glassnet.core.rows import right_side, shape_text
from glassnet.locales import _
from glassnet.views.array_text import number_text
from glassnet.views.html.formula import formula
from glassnet.views.html.matrix import about, single, table
from glassnet.views.markup import Markup, element, join
from glassnet.views.substitution import operands


def row(
    number: int,
    equation: Equation,
    values: Mapping[str, Any],
    digits: int,
    rule: str,
    unfolded: bool,
) -> Markup:
    """A row as an element that folds.

    Args:
        number: the number of the row, from 1.
        equation: the row.
        values: the value of every variable by name.
        digits: significant digits.
        rule: the rule behind a backward row, in words; "" for others.
        unfolded: whether the numbers are shown from the beginning.
    """
    origin = _("from {name}").format(name=equation.origin) if equation.origin else ""
    meta = "  ".join(filter(None, (shape_text(equation.out.shape), origin)))
    value = values[equation.out.name]
    beside = Markup() if equation.out.shape else element("code", f"= {number_text(value, digits)}")
    summary = element(
        "summary",
        element("span", str(number), class_="n"),
        element("span", formula(equation), " ", beside, class_="row"),
        element("span", meta, class_="meta"),
    )
    body = [_numbers(equation, values, digits), _result(equation, values, digits)]
    said = about(value, digits)
    if said:
        body.append(element("p", said, class_="spread"))
    if rule:
        body.append(element("p", rule, class_="rule"))
    return element(
        "details",
        summary,
        element("div", *body, class_="body"),
        id=f"row-{number}",
        open=unfolded,
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
    return element("div", element("code", "=", class_="equals"), shown, class_="line")
