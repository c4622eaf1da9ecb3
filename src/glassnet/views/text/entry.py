"""One entry of a step, opened: what it is made of, in symbols and numbers, and where it goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from glassnet.core.derivation import Derivation, Equation
from glassnet.core.entries import entry_form, symbols
from glassnet.core.indexed import Entry, Index, entries
from glassnet.core.printer import render
from glassnet.core.rows import phase_title
from glassnet.errors import DerivationError
from glassnet.locales import _, wrapping
from glassnet.views.text.arrays import digits_of, number_text
from glassnet.views.text.written_out import written_out


@dataclass(frozen=True)
class OpenedEntry:
    """One number of a step with everything that it is made of.

    Attributes:
        entry: which number: dW1[0, 2].
        value: the number.
        equation: the row that computed it; None for a given value.
        row: the number of that row, from 1.
        symbols: what it equals, in index notation; "" for a given value.
        terms: the same with every sum written out.
        numbers: the same with numbers for the names.
        comes_from: the entries that it is made of; a ":" stands for all of a direction.
        goes_to: the entries that are made from it.
    """

    entry: str
    value: float
    equation: Equation | None
    row: int | None
    symbols: str
    terms: str
    numbers: str
    comes_from: tuple[str, ...]
    goes_to: tuple[str, ...]
    digits: int = 6

    def __str__(self) -> str:
        return entry_text(self)


def opened(
    derivation: Derivation,
    values: Mapping[str, Any],
    name: str,
    place: tuple[int, ...],
    digits: int = 6,
) -> OpenedEntry:
    """Opens one entry of a step.

    Args:
        derivation: the equations.
        values: the value of every variable by name.
        name: the variable.
        place: its place, from 0 in every direction; it must exist.
        digits: significant digits of the numbers.
    """
    digits = digits_of(digits, "step.entry(digits=…)")
    here = Entry(name, place)
    known = {row.out.name: at for at, row in enumerate(derivation.equations, 1)}
    row = known.get(name)
    equation = None if row is None else derivation.equations[row - 1]
    goes_to = tuple(place_text(each) for each in _readers(derivation, name, place))
    general = terms = numbers = ""
    sources: tuple[str, ...] = ()
    if equation is not None:
        try:
            form = entry_form(equation)
        except DerivationError:
            sources = tuple(var.name for var in equation.inputs)  # an op of the user's own
        else:
            body = form.at(place)
            general = render(body, "text")
            written = written_out(body, values)
            terms, numbers = written.text(), written.numbers(values, digits)
            sources = tuple(dict.fromkeys([*map(place_text, entries(body)), *symbols(body)]))
    value = float(np.asarray(values[name])[place])
    return OpenedEntry(
        place_text(here), value, equation, row, general, terms, numbers, sources, goes_to, digits
    )


def place_text(entry: Entry) -> str:
    """An entry as text; a direction that is taken whole is a colon: dZ1[:, 2]."""
    if not entry.places:
        return entry.name
    inside = ", ".join(":" if isinstance(at, Index) else str(at) for at in entry.places)
    return f"{entry.name}[{inside}]"


def _readers(derivation: Derivation, name: str, place: tuple[int, ...]) -> list[Entry]:
    """The entries of later rows that an entry goes into."""
    found: list[Entry] = []
    for row in derivation.equations:
        if all(var.name != name for var in row.inputs):
            continue
        try:
            form = entry_form(row)
            found += form.feeds(name, place) if place else [form.out]
        except DerivationError:
            found.append(Entry(row.out.name, tuple(Index("i") for _size in row.out.shape)))
    return found


def entry_text(opened: OpenedEntry, width: int = 80) -> str:
    """An opened entry as lines of text, none wider than `width` where it can be broken."""
    result = number_text(opened.value, opened.digits)
    equation = opened.equation
    if equation is None:
        lines = [f"{opened.entry} = {result}   {_('given')}"]
    else:
        said = (
            _("row {number}, {phase}, from {name}")
            if equation.origin
            else _("row {number}, {phase}")
        )
        note = said.format(
            number=opened.row, phase=phase_title(equation.phase), name=equation.origin
        )
        lines = [f"{opened.entry}   {note}"]
        sides = dict.fromkeys([opened.symbols, opened.terms, opened.numbers, result])
        for side in filter(None, sides):
            head, *more = wrapping.wrap(side, width - 4) or [""]
            lines += [f"  = {head}", *(f"    {line}" for line in more)]
    for said, names in (
        (_("made of {names}"), opened.comes_from),
        (_("goes into {names}"), opened.goes_to),
    ):
        if names:
            lines += wrapping.wrap(said.format(names=", ".join(names)), width)
    return "\n".join(lines)
