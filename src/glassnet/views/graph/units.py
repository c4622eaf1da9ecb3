"""The computation graph of single numbers: a node for each unit of one example."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from glassnet.core import notation
from glassnet.core.derivation import Derivation
from glassnet.core.indexed import Entry
from glassnet.core.rows import right_side
from glassnet.errors import SettingError
from glassnet.locales import _
from glassnet.views.diagram.fan import MEET, PITCH, Port, fan
from glassnet.views.drawing.picture import numeral
from glassnet.views.graph.card import LIT, SLOPE, formula_lines
from glassnet.views.graph.layout import Block, Layout, layered
from glassnet.views.graph.lit_path import LitPath
from glassnet.views.graph.node import Node, Piece, draw_node, draw_pieces, pieces_width
from glassnet.views.graph.rows import (
    drawn_variables,
    leaving,
    main_line,
    order_in_column,
    runs_back,
)
from glassnet.views.graph.unit_links import UnitLinks, unit_links
from glassnet.views.graph.wires import fan_wire, wire
from glassnet.views.markup import Markup, join
from glassnet.views.text.entry import place_text

MOST_UNITS = 10
_STUB = 12.0  # where the links into a unit have met, before its arrow
_ACROSS, _DOWN = 30.0, 14.0


@dataclass(frozen=True)
class _Scene:
    """What is drawn, with everything needed to write a number.

    Attributes:
        derivation: the equations.
        found: the numbers and links.
        values: the value of every variable by name.
        lit: the ways that are lit.
        digits: significant digits.
    """

    derivation: Derivation
    found: UnitLinks
    values: Mapping[str, Any]
    lit: LitPath | None
    digits: int

    def text(self, entry: Entry) -> str:
        """The value of an entry."""
        place = tuple(at for at in entry.places if isinstance(at, int))
        return numeral(float(np.asarray(self.values[entry.name])[place]), self.digits)

    def slope(self, entry: Entry) -> str:
        """The slope of the loss by an entry; "" without one."""
        name = notation.gradient(entry.name)
        return self.text(Entry(name, entry.places)) if name in self.values else ""

    def is_lit(self, link: tuple[Entry, Entry]) -> bool | None:
        """Whether a link is on the lit ways; a weight lights the link that it stands on."""
        if self.lit is None or not self.lit.edges:
            return None
        on = self.found.links[link]
        return link in self.lit.edges or (on is not None and (on, link[1]) in self.lit.edges)

    def pieces(self, link: tuple[Entry, Entry]) -> tuple[Piece, ...]:
        """What is written on a link: its weight, the slope by it, the factor of a lit way."""
        on = self.found.links[link]
        if on is None:
            return self.factor(link)
        slope = self.slope(on)
        pieces = [Piece(self.text(on)), *([Piece(slope, SLOPE)] if slope else [])]
        return (*pieces, *(self.factor((on, link[1])) or self.factor(link)))

    def factor(self, edge: tuple[Entry, Entry]) -> tuple[Piece, ...]:
        """The local derivative of a lit edge; nothing on others."""
        if self.lit is None or edge not in self.lit.edges:
            return ()
        return (Piece(f"× {numeral(self.lit.edges[edge], self.digits)}", LIT, bold=True),)


def unit_graph(
    derivation: Derivation,
    values: Mapping[str, Any],
    origin: tuple[float, float],
    digits: int,
    lit: LitPath | None,
    example: int,
) -> tuple[list[Markup], float, float]:
    """The drawing, and where it ends on the right and below.

    Args:
        derivation: the equations.
        values: the value of every variable by name.
        origin: its upper left corner.
        digits: significant digits.
        lit: the ways that are lit.
        example: which example, from 0.

    Raises:
        SettingError: if a layer has too many units.
    """
    _check(derivation)
    rows = [row for row in derivation if row.phase in ("forward", "loss")]
    variables = drawn_variables(derivation, rows)
    scene = _Scene(
        derivation, unit_links(derivation, variables, rows, example), values, lit, digits
    )
    formulas = {
        row.out.name: right_side(row, "text")
        for row in rows
        if not any(var.role == "param" for var in row.inputs)
    }
    nodes = {
        entry: _node(entry, scene, formulas)
        for entries in scene.found.nodes.values() for entry in entries
    }  # fmt: skip
    main = main_line(rows)
    orders = {var.name: order_in_column(var, k, main) for k, var in enumerate(variables)}
    blocks = [_block(entry, node, scene, orders) for entry, node in nodes.items()]
    wires = [(place_text(a), place_text(b)) for a, b in scene.found.links]
    layout = layered(blocks, wires, origin, _ACROSS, _DOWN)
    parts = [_incoming(entry, scene, layout) for entry in nodes]
    parts += [draw_node(node, *layout.boxes[place_text(entry)][:2])
              for entry, node in nodes.items()]  # fmt: skip
    return parts, layout.right, layout.bottom


def _check(derivation: Derivation) -> None:
    """Whether a graph of units can be read at all."""
    axis = 0 if derivation.layout == "rows" else 1
    arrays = [var for var in derivation.variables().values() if var.role in ("data", "value")]
    widest = max((var.shape[1 - axis] for var in arrays if len(var.shape) == 2), default=1)
    if widest > MOST_UNITS:
        raise SettingError(
            _("a graph of single units shows at most {most} in a layer").format(most=MOST_UNITS),
            expected=_("at most {most} units in each layer").format(most=MOST_UNITS),
            received=_("a layer of {units} units").format(units=widest),
            where='graph_svg(…, level="units")',
            fix=_("ask for level='rows', which draws whole arrays"),
        )


def _node(entry: Entry, scene: _Scene, formulas: Mapping[str, str]) -> Node:
    """A number with its formula, what is added to it, and the slope by it."""
    formula = formulas.get(entry.name, "")
    biases = scene.found.biases.get(entry, ())
    added = tuple(
        (Piece(f"+ {place_text(each)} = {scene.text(each)}"), Piece(scene.slope(each), SLOPE),
         *scene.factor((each, entry)))
        for each in biases
    )  # fmt: skip
    slope = scene.slope(entry)
    lit = scene.lit
    return Node(
        place_text(entry),
        scene.text(entry),
        formula_lines(formula) if formula else (),
        added,
        f"d{entry.name} = {slope}" if slope else "",
        None if lit is None or not lit.edges else entry in lit.nodes or lit.start in biases,
    )


def _block(entry: Entry, node: Node, scene: _Scene, orders: Mapping[str, float]) -> Block:
    links = [link for link in scene.found.links if link[1] == entry]
    wide = max((pieces_width(scene.pieces(link)) for link in links), default=0.0)
    places = [at for at in entry.places if isinstance(at, int)]
    return Block(
        place_text(entry), node.width, node.height,
        order=orders[entry.name] + sum(places) * 1e-6,
        lead=wide + MEET + _STUB if wide else 0.0,
        room=len(links) * PITCH if wide else 0.0,
    )  # fmt: skip


def _incoming(entry: Entry, scene: _Scene, layout: Layout) -> Markup:
    """The links into a number: plain wires, or a fan with what is written on them."""
    here = place_text(entry)
    x, y, _wide, high = layout.boxes[here]
    middle, clear = y + high / 2, layout.columns[here][0]
    links = [link for link in scene.found.links if link[1] == entry]
    links.sort(key=lambda link: leaving(layout, place_text(link[0])).y)
    texts = {link: scene.pieces(link) for link in links}
    wide = max((pieces_width(pieces) for pieces in texts.values()), default=0.0)
    passing = [link for link in links if layout.middles[place_text(link[0]), here]]
    direct = [link for link in links if link not in passing] if wide else []
    plain = [link for link in links if link not in direct]
    pitch = min(10.0, high / (len(plain) + 1))
    parts = []
    for row, link in enumerate(plain):
        end = Port(x, middle + (row - (len(plain) - 1) / 2) * pitch, clear)
        parts.append(_wire(link, end, scene, layout))
    starts = [leaving(layout, place_text(link[0])) for link in direct]
    strands = fan(starts, Port(x, middle, clear - _STUB), wide)
    for strand, link in zip(strands, direct, strict=True):
        parts.append(fan_wire(strand.d, (x, middle), scene.is_lit(link)))
    for strand, link in zip(strands, direct, strict=True):
        parts.append(draw_pieces(texts[link], strand.x, strand.y, scene.is_lit(link)))
    return join(parts)


def _wire(link: tuple[Entry, Entry], end: Port, scene: _Scene, layout: Layout) -> Markup:
    """A wire on which nothing is written."""
    source, target = map(place_text, link)
    return wire(
        leaving(layout, source),
        layout.middles[source, target],
        end,
        backward=runs_back(scene.derivation, link[0].name, link[1].name),
        lit=scene.is_lit(link),
    )
