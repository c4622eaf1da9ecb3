"""A row for single units, as the course writes it: layers above in brackets, units from 1."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from glassnet.core.derivation import Derivation, Equation, Layout
from glassnet.core.entries import entry_form, symbols
from glassnet.core.expr import Expr
from glassnet.core.indexed import Entry, Index, Place
from glassnet.errors import DerivationError
from glassnet.views.html.formula import call, of_entries, set_pieces
from glassnet.views.html.names import name, placed, sign
from glassnet.views.latex.units import (
    BY_EXAMPLE,
    examples_of,
    without_single_sums,
    written_units,
)
from glassnet.views.markup import Markup
from glassnet.views.text.arrays import number_text


def unit_lines(
    equation: Equation, derivation: Derivation, values: Mapping[str, Any], digits: int
) -> Iterator[Markup]:
    """A row for any unit, and for each unit of a small layer with the first example's numbers.

    Args:
        equation: a row of the forward pass.
        derivation: tells the layout.
        values: by name.
        digits: significant digits.
    """
    try:
        form = entry_form(equation)
    except DerivationError:  # an op of the user's own that does not state its entries
        return
    layout, examples = derivation.layout, examples_of(derivation)
    body = form.body if examples > 1 else without_single_sums(form.body)
    left = entry_sign(form.out, layout, examples)
    yield set_pieces(f"{left}<mo>=</mo>{_body(equation, body, form.out, layout, examples)}")
    for place, body in written_units(equation, derivation):
        entry = Entry(equation.out.name, place)
        value = _number(np.asarray(values[entry.name])[place], digits)
        sides = [_body(equation, body, entry, layout, examples),
                 _numbers(body, values, digits), value]  # fmt: skip
        parts = [entry_sign(entry, layout, examples), *dict.fromkeys(sides)]
        yield set_pieces("<mo>=</mo>".join(parts))


def entry_sign(entry: Entry, layout: Layout, examples: int) -> Markup:
    """One entry in the course's notation: the unit below, layer and example above.

    Args:
        entry: a name and places, counted from 0.
        layout: whether examples are rows or columns.
        examples: how many there are; a single one is not numbered.
    """
    own, places = sign(entry.name, "course"), list(entry.places)
    letter = entry.name.lstrip("d")[:1]
    if letter in BY_EXAMPLE and len(places) == 2:
        example = places.pop(0 if layout == "rows" else 1)
        if examples > 1:
            above = f"<mtext>({_place(example)})</mtext>"
            own = replace(own, above=(*own.above, above))
    elif letter == "b":
        places = places[:1]
    texts = [f"<mi>{_place(at)}</mi>" if isinstance(at, Index) else f"<mn>{_place(at)}</mn>"
             for at in places]  # fmt: skip
    between = "<mo>,</mo>" if any(len(_place(at)) > 1 for at in places) else ""
    return placed(replace(own, base=own.base.lower()), texts, between).mathml()


def _place(place: Place) -> str:
    """A place as people count: from 1."""
    return place.name if isinstance(place, Index) else str(place + 1)


def _body(equation: Equation, body: Expr, out: Entry, layout: Layout, examples: int) -> str:
    """The right side; a function that has a name is called by it."""
    op = equation.op
    if op.called and op.meaning is not None and len(equation.inputs) == 1:
        argument = Entry(equation.inputs[0].name, out.places)
        return call(op, entry_sign(argument, layout, examples))
    names = {var.name: name(var.name, "course") for var in equation.inputs}
    return of_entries(body, names, lambda each: entry_sign(each, layout, examples))


def _numbers(body: Expr, values: Mapping[str, Any], digits: int) -> str:
    """The right side of one unit with numbers."""

    def leaf(entry: Entry) -> str:
        places = tuple(at for at in entry.places if isinstance(at, int))
        return _number(np.asarray(values[entry.name])[places], digits)

    singles = {each: _number(values[each], digits) for each in symbols(body)}
    return of_entries(body, singles, leaf)


def _number(value: Any, digits: int) -> str:
    text = number_text(value, digits)
    return f"<mo>−</mo><mn>{text[1:]}</mn>" if text.startswith("-") else f"<mn>{text}</mn>"
