"""An entry's expression with its sums written out, in names and in numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product
from math import prod
from typing import Any

import numpy as np

from glassnet.core.expr import Call, Expr, Sym
from glassnet.core.indexed import Entry, Index, Over, bind, children
from glassnet.core.notation import TARGET
from glassnet.core.printer import render
from glassnet.locales import _
from glassnet.views.text.arrays import number_text
from glassnet.views.text.signs import bracketed, freed

MOST_TERMS = 8  # terms of a sum that are all written out
FIRST_TERMS = 3
FEWER = ((MOST_TERMS, FIRST_TERMS), (3, 3), (3, 2), (2, 1), (1, 1))  # tried until it fits
MOST_IN_ALL = 24  # terms of sums of sums that are written out
MOST_LOOKED_AT = 2000  # terms that are looked at for those that are 0


@dataclass
class WrittenOut:
    """An expression without sums over indices.

    Attributes:
        expr: the expression; a group is a symbol in it.
        groups: terms that are sums themselves, so that all of them stand in brackets.
    """

    expr: Expr
    groups: dict[str, Expr] = field(default_factory=dict)

    def text(self, names: Mapping[str, str] | None = None) -> str:
        """It as text, with other texts for its symbols if wanted."""
        texts = dict(names or {})
        for key, part in self.groups.items():
            texts[key] = f"({render(part, 'text', texts)})"
        return render(self.expr, "text", texts)

    def numbers(self, values: Mapping[str, Any], digits: int) -> str:
        """It with numbers for its entries and symbols."""
        names: dict[str, str] = {}

        def leaf(part: Expr) -> Expr:
            if isinstance(part, Sym) and part.name not in values:
                return part
            if isinstance(part, Sym | Entry):
                key = f"number{len(names)}"
                names[key] = bracketed(number_text(_value(part, values), digits))
                return Sym(key)
            if isinstance(part, Call):
                return Call(part.atom, tuple(leaf(arg) for arg in part.args))
            return part

        groups = {key: leaf(part) for key, part in self.groups.items()}
        return freed(WrittenOut(leaf(self.expr), groups).text(names))


def _value(part: Sym | Entry, values: Mapping[str, Any]) -> Any:
    places = part.places if isinstance(part, Entry) else ()
    return np.asarray(values[part.name])[tuple(at for at in places if isinstance(at, int))]


def written_out(expr: Expr, values: Mapping[str, Any]) -> WrittenOut:
    """The expression with its sums written out, long ones by their first terms and dots.

    Args:
        expr: an entry's expression.
        values: the value of every variable; a term with a target that is 0 is left out.
    """
    for most, first in FEWER:
        made = WrittenOut(expr)
        made.expr = _unrolled(expr, values, made.groups, (most, first))
        if _nested(expr) < 2 or _size(made) <= MOST_IN_ALL:
            break
    return made


def _nested(expr: Expr) -> int:
    """How deep sums stand in sums."""
    inner = max((_nested(part) for part in children(expr)), default=0)
    return inner + isinstance(expr, Over)


def _size(made: WrittenOut) -> int:
    """How many terms are written out in all."""
    return sum(_added(each) for each in (made.expr, *made.groups.values()))


def _added(expr: Expr) -> int:
    own = isinstance(expr, Call) and expr.atom == "add"
    return own + sum(map(_added, children(expr)))


def _unrolled(
    expr: Expr, values: Mapping[str, Any], groups: dict[str, Expr], limits: tuple[int, int]
) -> Expr:
    """The expression with its sums written out."""
    if isinstance(expr, Call):
        return Call(expr.atom, tuple(_unrolled(arg, values, groups, limits) for arg in expr.args))
    if not isinstance(expr, Over):
        return expr
    found, count, zeros = _terms(expr, values, limits)
    parts = [_unrolled(part, values, groups, limits) for part in found]
    if count > 1:
        parts = [_grouped(part, groups) for part in parts]
    if count > len(parts):
        parts.append(Sym(_("… ({count} more)").format(count=count - len(parts))))
    if zeros:
        parts.append(Sym(_("… (the other terms are 0)")))
    total, *others = parts
    for part in others:
        total = total + part
    return total


def _terms(
    expr: Over, values: Mapping[str, Any], limits: tuple[int, int]
) -> tuple[list[Expr], int, int]:
    """The terms of a sum of sums that are shown, how many there are, and how many more are 0."""
    most, first = limits
    places: dict[Index, int] = {}
    body: Expr = expr
    while isinstance(body, Over):
        places[body.index] = body.size
        body = body.body
    every = prod(places.values())
    terms: Iterator[Expr] = (
        bind(body, dict(zip(places, at, strict=True)))
        for at in product(*map(range, places.values()))
    )
    if every > MOST_LOOKED_AT:
        return list(islice(terms, first)), every, 0
    known = list(terms)
    kept = [part for part in known if not _is_zero(part, values)] or known[:1]
    shown = len(kept) if len(kept) <= most else first
    return kept[:shown], len(kept), every - len(kept)


def _is_zero(expr: Expr, values: Mapping[str, Any]) -> bool:
    """Whether a product has a target that is 0 as a factor: another class than the true one."""
    if isinstance(expr, Entry):
        return expr.name == TARGET and float(_value(expr, values)) == 0
    products = isinstance(expr, Call) and expr.atom in ("mul", "neg")
    return products and any(_is_zero(arg, values) for arg in children(expr))


def _grouped(expr: Expr, groups: dict[str, Expr]) -> Expr:
    """A term that is a sum itself as a symbol for it in brackets."""
    if not isinstance(expr, Call) or expr.atom not in ("add", "sub"):
        return expr
    key = f"group{len(groups)}"
    groups[key] = expr
    return Sym(key)
