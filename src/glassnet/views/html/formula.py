"""A row as MathML: what browsers show and screen readers speak without any script."""

import re

from glassnet.core.derivation import Equation
from glassnet.core.entries import entry_form
from glassnet.core.printer import render
from glassnet.core.rows import right_side
from glassnet.errors import DerivationError
from glassnet.views.markup import Markup, escape

_NAME = re.compile(r"(d?)([A-Za-z]+?)(\d*)(?:_(\w+))?")


def formula(equation: Equation) -> Markup:
    """The symbols of a row: Z1 = A0 W1 + b1."""
    left, right = _sides(equation)
    return Markup(f"<math><mrow>{left}<mo>=</mo>{right}</mrow></math>")


def _sides(equation: Equation) -> tuple[str, str]:
    """Both sides of a row; a row that has no form of its own is shown for one entry."""
    op, out = equation.op, name(equation.out.name)
    names = {var.name: name(var.name) for var in equation.inputs}
    if op.meaning is not None and op.called:
        inputs = "<mo>,</mo>".join(names[var.name] for var in equation.inputs)
        return out, f"<mi>{op.name}</mi><mo>&#8289;</mo><mo>(</mo>{inputs}<mo>)</mo>"
    if op.meaning is not None or "mathml" in op.templates:
        return out, right_side(equation, "mathml", names)
    try:
        form = entry_form(equation)
    except DerivationError:
        return out, f"<mtext>{escape(right_side(equation, 'text'))}</mtext>"
    left = render(form.out, "mathml", {equation.out.name: out})
    return left, render(form.body, "mathml", names)


def name(variable: str) -> Markup:
    """A variable: its letter, its layer below, what it is above.

    >>> name("dW1_new")
    '<msubsup><mi>dW</mi><mn>1</mn><mtext>new</mtext></msubsup>'
    """
    match = _NAME.fullmatch(variable)
    if match is None:
        return Markup(f"<mi>{escape(variable)}</mi>")
    slope, letter, layer, kind = match.groups()
    base = f"<mi>{slope}{letter}</mi>"
    above = f"<mtext>{escape(kind)}</mtext>" if kind else ""
    if layer and above:
        return Markup(f"<msubsup>{base}<mn>{layer}</mn>{above}</msubsup>")
    if layer:
        return Markup(f"<msub>{base}<mn>{layer}</mn></msub>")
    return Markup(f"<msup>{base}{above}</msup>" if above else base)
