"""The computation graph of whole arrays: a card for each variable, a wire for each operand."""

from collections.abc import Mapping
from typing import Any

from glassnet.core import notation
from glassnet.core.derivation import Derivation, Equation, Var
from glassnet.core.rows import right_side, shape_text
from glassnet.locales import _
from glassnet.views.diagram.fan import Port
from glassnet.views.graph.card import Card, formula_lines, grid
from glassnet.views.graph.layout import Block, Layout, Wire, layered
from glassnet.views.graph.lit_path import LitPath
from glassnet.views.graph.wires import wire
from glassnet.views.markup import Markup

_ACROSS = 40.0  # between two columns
_PORT = 16.0  # between two wires that enter a card
_ROLES = {"data": 3.0, "mask": 3.0, "param": 1.0}


def row_graph(
    derivation: Derivation,
    values: Mapping[str, Any],
    origin: tuple[float, float],
    digits: int,
    lit: LitPath | None,
) -> tuple[list[Markup], float, float]:
    """The drawing, and where it ends on the right and below.

    Args:
        derivation: the equations.
        values: the value of every variable by name.
        origin: its upper left corner.
        digits: significant digits.
        lit: the ways that are lit.
    """
    rows = [row for row in derivation if row.phase in ("forward", "loss")]
    variables = drawn_variables(derivation, rows)
    formulas = {row.out.name: right_side(row, "text") for row in rows}
    cards = {var.name: _card(var, values, formulas, lit, digits) for var in variables}
    main = main_line(rows)
    blocks = [
        Block(name := var.name, cards[name].width, cards[name].height,
              order_in_column(var, index, main), main=name in main)
        for index, var in enumerate(variables)
    ]  # fmt: skip
    wires = [
        (var.name, row.out.name) for row in rows for var in dict.fromkeys(row.inputs)
        if var.name in cards
    ]  # fmt: skip
    layout = layered(blocks, wires, origin, _ACROSS)
    parts: list[Markup] = []
    ends = _ends(wires, layout, main)
    for source, target in wires:
        on = None if lit is None else lit.passes(source, target)
        start, end = leaving(layout, source), ends[source, target]
        passages = layout.middles[source, target]
        backward = runs_back(derivation, source, target)
        parts.append(wire(start, passages, end, backward=backward, lit=on))
    parts += [card.draw(*layout.boxes[name][:2]) for name, card in cards.items()]
    return parts, layout.right, layout.bottom


def drawn_variables(derivation: Derivation, rows: list[Equation]) -> list[Var]:
    """The arrays of the forward pass in an order in which no wire leads back."""
    read = {var.name for row in rows for var in row.inputs}
    given = [v for v in derivation.inputs if v.role != "scalar" and v.name in read]
    return [*given, *(row.out for row in rows)]


def main_line(rows: list[Equation]) -> frozenset[str]:
    """The variables from the input to the loss, each an operand of the next."""
    names = {notation.INPUT}
    for row in rows:
        if any(var.name in names for var in row.inputs):
            names.add(row.out.name)
    return frozenset(names)


def order_in_column(var: Var, index: int, main: frozenset[str]) -> float:
    """The place of a variable among those of its column: the main line above all."""
    if var.name in main:
        return index / 1000
    return _ROLES.get(var.role, 2.0) + index / 1000


def _card(
    var: Var, values: Mapping[str, Any], formulas: Mapping[str, str], lit: LitPath | None,
    digits: int,
) -> Card:  # fmt: skip
    """A variable with its numbers and the slopes of the loss by them."""
    place = None if lit is None else lit.place(var.name)
    slope_name = notation.gradient(var.name)
    slope = values.get(slope_name)
    formula = formulas.get(var.name)
    given = {"data": _("given"), "param": _("parameter")}.get(var.role, "")
    return Card(
        "A0 = X" if var.name == notation.INPUT else var.name,
        shape_text(var.shape),
        ((given,) if given else ()) if formula is None else formula_lines(formula),
        grid(values[var.name], digits, place),
        None if slope is None else grid(slope, digits, place, head=slope_name),
        None if lit is None else var.name in lit.names,
    )


def leaving(layout: Layout, name: str) -> Port:
    """Where wires leave a block: in the middle of its right side."""
    x, y, wide, high = layout.boxes[name]
    return Port(x + wide, y + high / 2, layout.columns[name][1])


def runs_back(derivation: Derivation, source: str, target: str) -> bool:
    """Whether a backward row takes the slope from a variable to one of its operands."""
    slope = notation.gradient(source)
    return any(
        row.origin == target and (row.out.name == slope or row.out.name.startswith(f"{slope}_"))
        for row in derivation.phase("backward")
    )


def _ends(
    wires: list[Wire],
    layout: Layout,
    main: frozenset[str],
) -> dict[Wire, Port]:
    """Where each wire enters its card: the main line in the middle, the others beside it."""
    found: dict[Wire, Port] = {}
    for target in dict.fromkeys(target for _source, target in wires):
        x, y, _wide, high = layout.boxes[target]
        mine = [each for each in wires if each[1] == target]

        def height(each: Wire) -> float:
            passed = layout.middles[each]
            _x, top, _w, tall = layout.boxes[each[0]]
            return passed[-1][2] if passed else top + tall / 2

        mine.sort(key=height)
        level = next((row for row, each in enumerate(mine) if each[0] in main), 0)
        steps = max(level, len(mine) - 1 - level, 1)
        pitch = min(_PORT, (high / 2 - 8) / steps)
        for row, each in enumerate(mine):
            at = y + high / 2 + (row - level) * pitch
            found[each] = Port(x, at, layout.columns[target][0])
    return found
