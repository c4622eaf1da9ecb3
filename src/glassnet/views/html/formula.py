"""A row as MathML: what browsers show and screen readers speak without any script."""

from collections.abc import Callable, Mapping

from glassnet.core.derivation import Equation
from glassnet.core.entries import entry_form
from glassnet.core.expr import Expr, Sym
from glassnet.core.indexed import Entry, replaced
from glassnet.core.math_names import Notation
from glassnet.core.op import Op
from glassnet.core.printer import render
from glassnet.core.rows import right_side
from glassnet.errors import DerivationError
from glassnet.views.html.names import entry, name
from glassnet.views.html.signs import parsed
from glassnet.views.html.width import WIDE, em, pieces, text_of
from glassnet.views.markup import Markup, escape


def formula(equation: Equation, notation: Notation = "glassnet") -> Markup:
    """The symbols of a row: Z1 = A0 W1 + b1.

    A wide one is several pieces of mathematics, so that it is broken before an operator where the
    page is narrow; `--n` is the width of the widest piece, by which the page makes it smaller
    where even that does not fit.
    """
    left, right = _sides(equation, notation)
    return set_pieces(f"{left}<mo>=</mo>{right}")


def set_pieces(text: str) -> Markup:
    """A line of MathML as one piece, or as several if it is wide."""
    root = parsed(text)
    parts = pieces(root) if em(root) > WIDE else [list(root)]
    widest = max(sum(map(em, part)) for part in parts)
    inner = " ".join(f"<math><mrow>{''.join(map(text_of, part))}</mrow></math>" for part in parts)
    return Markup(f'<span class="f" style="--n:{widest:.1f}">{inner}</span>')


def _sides(equation: Equation, notation: Notation) -> tuple[str, str]:
    """Both sides of a row; a row that has no form of its own is shown for one entry."""
    op, out = equation.op, name(equation.out.name, notation)
    names = {var.name: name(var.name, notation) for var in equation.inputs}
    if op.meaning is not None and op.called:
        return out, call(op, *(names[var.name] for var in equation.inputs))
    if op.meaning is not None or "mathml" in op.templates:
        return out, right_side(equation, "mathml", names)
    try:
        form = entry_form(equation)
    except DerivationError:
        return out, f"<mtext>{escape(right_side(equation, 'text'))}</mtext>"
    left = entry(equation.out.name, form.out.places, notation)
    return left, of_entries(form.body, names, lambda each: entry(each.name, each.places, notation))


def of_entries(expr: Expr, names: Mapping[str, str], sign: Callable[[Entry], str]) -> str:
    """An expression over single entries, each written as `sign` says."""
    known = dict(names)

    def leaf(each: Entry) -> Expr:
        key = f"entry {each.name} {each.places}"
        known[key] = sign(each)
        return Sym(key)

    return render(replaced(expr, leaf), "mathml", known, singles=_All())


class _All(tuple[str, ...]):
    """Every name: each entry is a single number."""

    def __contains__(self, name: object) -> bool:
        return True


def call(op: Op, *inputs: str) -> str:
    """A function applied to its inputs."""
    inside = "<mo>,</mo>".join(inputs)
    sign = escape(op.symbol or op.name)
    return f"<mi>{sign}</mi><mo>&#8289;</mo><mrow><mo>(</mo>{inside}<mo>)</mo></mrow>"
