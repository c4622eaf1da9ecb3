"""What the page knows of every number: which numbers it is made of, as patterns for the browser."""

from collections.abc import Mapping
from typing import Any

from glassnet.core.derivation import Derivation, Equation
from glassnet.core.entries import entry_form, symbols
from glassnet.core.expr import Call, Expr, Sym
from glassnet.core.indexed import Index, Over, Place
from glassnet.core.notation import ALSO
from glassnet.core.printer import render
from glassnet.core.rows import phase_title
from glassnet.errors import DerivationError
from glassnet.locales import _


def links(derivation: Derivation, rules: Mapping[str, str]) -> dict[str, Any]:
    """The patterns of all rows, and the words that the page needs, ready to be written as JSON.

    Args:
        derivation: the equations.
        rules: the rule behind each row, by its name.
    """
    return {
        "variables": {var.name: var.shape for var in derivation.variables().values()},
        "also": ALSO,
        "rows": {
            row.out.name: _row(row, number, rules.get(row.out.name, ""))
            for number, row in enumerate(derivation.equations, 1)
        },
        "words": _words(),
    }


def _words() -> dict[str, str]:
    """The sentences that the page says by itself."""
    return {
        "more": _("… ({count} more)"),
        "made": _("made of"),
        "goes": _("goes into"),
        "given": _("a given number"),
        "close": _("close"),
        "back": _("back"),
        "paths": _("paths to the loss: {count}"),
        "empty": _("give a name and a place, such as {example}"),
        "unknown": _("this step has no {name}"),
        "outside": _("{name} goes from {first} to {last}"),
        "hidden": _("the page does not hold the numbers of {name}"),
    }


def _row(row: Equation, number: int, rule: str) -> dict[str, Any]:
    text = _("row {number}, {phase}, from {name}") if row.origin else _("row {number}, {phase}")
    note = text.format(number=number, phase=phase_title(row.phase), name=row.origin)
    known: dict[str, Any] = {"note": note, "rule": rule}
    try:
        form = entry_form(row)
    except DerivationError:  # an op of the user's own that does not state its entries
        out = _letters(row.out.shape, "o")
        reads: list[list[Any]] = [[var.name, _letters(var.shape, var.name)] for var in row.inputs]
        return {**known, "places": out, "reads": reads, "text": "", "sums": []}
    sums: list[dict[str, Any]] = []
    text = render(_without_sums(form.body, sums), "text")
    reads = [[entry.name, _plain(entry.places)] for entry in form.reads]
    reads += [[name, []] for name in dict.fromkeys(symbols(form.body))]
    return {**known, "places": _plain(form.out.places), "reads": reads, "text": text, "sums": sums}


def _letters(shape: tuple[int, ...], name: str) -> list[str]:
    return [f"{name}{axis}" for axis in range(len(shape))]


def _plain(places: tuple[Place, ...]) -> list[str | int]:
    return [at.name if isinstance(at, Index) else at for at in places]


def _without_sums(expr: Expr, sums: list[dict[str, Any]]) -> Expr:
    """The expression with a sign for each sum; the sums are described apart."""
    if isinstance(expr, Over):
        inner = render(_without_sums(expr.body, sums), "text")
        loose = isinstance(expr.body, Call) and expr.body.atom in ("add", "sub")
        text = f"({inner})" if loose else inner
        sums.append({"index": expr.index.name, "size": expr.size, "text": text})
        return Sym(f"⟦{len(sums) - 1}⟧")
    if isinstance(expr, Call):
        return Call(expr.atom, tuple(_without_sums(arg, sums) for arg in expr.args))
    return expr
