r"""The equations of single units, as the course behind the fifth tutorial writes them.

`z^{[1]}_i = \sum_{k=1}^{3} w^{[1]}_{ik} a^{[0]}_k + b^{[1]}_i`: layers count from 0, which is the
input and no layer of its own; units count from 1; an example is a number in round brackets above.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from glassnet.core.derivation import Derivation, Equation, Layout
from glassnet.core.entries import entry_form
from glassnet.core.expr import Call, Expr, Sym
from glassnet.core.indexed import Entry, Index, Over, Place, bind, replaced
from glassnet.core.math_names import escaped, latex_call, latex_name
from glassnet.core.notation import INPUT
from glassnet.core.printer import EVERY, render
from glassnet.views.latex.arrays import number_latex

# Beyond these, only the general form of a row is written.
MOST_UNITS, MOST_TERMS = 6, 6

_NAME = re.compile(r"(d?)([ABDWYZb])(\d*)(?:_(\w+))?")
_TWICE = re.compile(r"\\left\(\\left\((-[\d.]+)\\right\)\\right\)")
BY_EXAMPLE = frozenset("ADYZ")


def unit_form(equation: Equation, derivation: Derivation) -> str:
    r"""One entry of a row in index notation: `z^{[1]}_i = …`.

    Args:
        equation: a row whose op says what each entry of its result is.
        derivation: tells the layout and the number of examples.

    Raises:
        DerivationError: if the op does not say so.
    """
    form = entry_form(equation)
    layout, examples = derivation.layout, examples_of(derivation)
    body = form.body if examples > 1 else without_single_sums(form.body)
    head = entry_latex(form.out, layout, examples)
    return f"{head} = {_body(equation, body, form.out, layout, examples)}"


def unit_rows(
    equation: Equation, derivation: Derivation, values: Mapping[str, Any], digits: int = 6
) -> Iterator[str]:
    """Each unit of a row for the first example, its numbers put in; none for large layers.

    Args:
        equation: a row of the forward pass.
        derivation: tells the layout.
        values: by name.
        digits: significant digits.

    Yields:
        `name &= symbols = numbers = result` in LaTeX.
    """
    layout, examples = derivation.layout, examples_of(derivation)
    for place, body in written_units(equation, derivation):
        entry = Entry(equation.out.name, place)
        name = entry_latex(entry, layout, examples)
        symbols = _body(equation, body, entry, layout, examples)
        numbers = _numbers(body, values, digits)
        value = number_latex(np.asarray(values[entry.name])[place], digits)
        sides = dict.fromkeys([symbols, numbers, value])
        yield f"{name} &= " + " = ".join(sides)


def written_units(
    equation: Equation, derivation: Derivation
) -> Iterator[tuple[tuple[int, int], Expr]]:
    """The place of each unit of a row for the first example, and what it equals, sums written out.

    There are none for large layers.

    Args:
        equation: a row of the forward pass.
        derivation: tells the layout.

    Raises:
        DerivationError: if the op does not say what each entry of its result is.
    """
    form, layout = entry_form(equation), derivation.layout
    axis = 1 if layout == "rows" else 0
    count = equation.out.shape[axis] if len(equation.out.shape) == 2 else 0
    terms = max((node.size for node in sums_in(form.body)), default=1)
    if not 0 < count <= MOST_UNITS or terms > MOST_TERMS:
        return
    for unit in range(count):
        place = (0, unit) if layout == "rows" else (unit, 0)
        yield place, written_out(form.at(place))


def entry_latex(entry: Entry, layout: Layout, examples: int) -> str:
    """One entry in the course's notation.

    Args:
        entry: a name and places, counted from 0.
        layout: whether examples are rows or columns.
        examples: how many there are; a single one is not numbered.
    """
    found = _NAME.fullmatch(entry.name)
    if found is None:
        return latex_name(entry.name, "course")
    slope, letter, layer, mark = found.groups()
    places = list(entry.places)
    above = f"[{layer}]" if layer else ""
    if letter in BY_EXAMPLE and len(places) == 2:
        example = places.pop(0 if layout == "rows" else 1)
        above += f"({_place(example)})" if examples > 1 else ""
    elif letter == "b":
        places = places[:1]
    if mark:
        above += rf"{',' if above else ''}\text{{{escaped(mark)}}}"
    texts = [_place(place) for place in places]
    below = ("," if any(len(text) > 1 for text in texts) else "").join(texts)
    return f"{slope}{letter.lower()}" + (f"^{{{above}}}" if above else "") + f"_{{{below}}}"


def _place(place: Place) -> str:
    """A place as people count: from 1."""
    return place.name if isinstance(place, Index) else str(place + 1)


def examples_of(derivation: Derivation) -> int:
    """How many examples there are."""
    shape = derivation.variables()[INPUT].shape
    return shape[0 if derivation.layout == "rows" else 1]


def _body(equation: Equation, body: Expr, out: Entry, layout: Layout, examples: int) -> str:
    """The right side; a function that has a name is called by it."""
    op = equation.op
    if op.called and op.meaning is not None and len(equation.inputs) == 1:
        argument = Entry(equation.inputs[0].name, out.places)
        return latex_call(op, entry_latex(argument, layout, examples))
    lettered = replaced(body, lambda entry: Sym(entry_latex(entry, layout, examples)))
    names = {var.name: latex_name(var.name, "course") for var in equation.inputs}
    return _limits(render(lettered, "latex", names, singles=EVERY), body)


def without_single_sums(expr: Expr) -> Expr:
    """The expression without sums that have one term."""
    if isinstance(expr, Over):
        inner = without_single_sums(expr.body)
        if expr.size == 1:
            return bind(inner, {expr.index: 0})
        return Over(expr.index, inner, expr.size)
    if isinstance(expr, Call):
        return Call(expr.atom, tuple(map(without_single_sums, expr.args)))
    return expr


def _limits(text: str, body: Expr) -> str:
    r"""Sums with both limits: `\sum_{k=1}^{3}`; a product of entries needs no sign."""
    for node in sums_in(body):
        letter = node.index.name
        text = text.replace(f"\\sum_{{{letter}}}", f"\\sum_{{{letter}=1}}^{{{node.size}}}")
    return text.replace(r"} \cdot ", r"}\,")


def _numbers(body: Expr, values: Mapping[str, Any], digits: int) -> str:
    """The right side of one unit with numbers."""

    def leaf(entry: Entry) -> Expr:
        array = np.asarray(values[entry.name])
        places = tuple(place for place in entry.places if not isinstance(place, Index))
        text = number_latex(array[places], digits)
        return Sym(rf"\left({text}\right)" if text.startswith("-") else text)

    def scalars(expr: Expr) -> Expr:
        if isinstance(expr, Sym) and expr.name in values:
            return Sym(number_latex(values[expr.name], digits))
        if isinstance(expr, Call):
            return Call(expr.atom, tuple(map(scalars, expr.args)))
        return expr

    text = render(replaced(scalars(body), leaf), "latex", singles=EVERY)
    return _TWICE.sub(r"\\left(\1\\right)", text)


def written_out(expr: Expr) -> Expr:
    """The expression with each sum written out."""
    if isinstance(expr, Over):
        terms = [written_out(bind(expr.body, {expr.index: at})) for at in range(expr.size)]
        total = terms[0]
        for term in terms[1:]:
            total = total + term
        return total
    if isinstance(expr, Call):
        return Call(expr.atom, tuple(map(written_out, expr.args)))
    return expr


def sums_in(expr: Expr) -> Iterator[Over]:
    """The sums of an expression, the outer ones first."""
    if isinstance(expr, Over):
        yield expr
        yield from sums_in(expr.body)
    elif isinstance(expr, Call):
        for arg in expr.args:
            yield from sums_in(arg)
