"""Links: how one entry of a row's input reaches the entries of its result, and how strongly.

The strengths are the local derivatives ∂result/∂input. They are read off the very rules that make
the backward rows: a rule is linear in the incoming gradient, so the factor of each of its entries
is the derivative that belongs to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from glassnet.core.derivation import Derivation, Equation, Var
from glassnet.core.derivative import differentiate, simplify
from glassnet.core.entries import EntryForm, entry_form
from glassnet.core.expr import ONE, Call, Expr, Sym, substitute
from glassnet.core.indexed import Entry, Over, Place
from glassnet.core.op import Op, backward_op, lookup
from glassnet.errors import DerivationError
from glassnet.locales import _

_INCOMING = "∂out"


@dataclass(frozen=True)
class Link:
    """One way from an entry of an input to entries of the result.

    Attributes:
        start: places in the input.
        end: places in the result; an index that `start` lacks takes every value.
        slope: the local derivative ∂result[end]/∂input[start].
    """

    start: tuple[Place, ...]
    end: tuple[Place, ...]
    slope: Expr


def links(derivation: Derivation, equation: Equation, place: int) -> tuple[Link, ...]:
    """The links from one input of a row to its result; none if the input takes no gradient.

    Args:
        derivation: the equations, where values of other ops are found that a rule uses.
        equation: the row.
        place: which of its inputs, from 0.

    Raises:
        DerivationError: if an op does not state its entries.
    """
    var = equation.inputs[place]
    rule = _rule(equation, equation.op.inputs[place])
    if rule is None:
        return ()
    op, args = rule
    if op.meaning is None and op.shape is None:
        op = replace(op, shape=lambda *shapes: var.shape)
    operands = tuple(_operand(derivation, equation, arg) for arg in args)
    row = Equation(replace(var, name=f"∂{var.name}"), op, operands, "backward")
    form = _gradient_form(row, equation, equation.op.inputs[place])
    if all(operand.name != _INCOMING for operand in operands):
        return (Link(form.out.places, (), simplify(form.body)),)
    found = _factors(form.body)
    return tuple(Link(form.out.places, end, simplify(factor)) for end, factor in found)


def _gradient_form(row: Equation, equation: Equation, each: str) -> EntryForm:
    """The entry form of a gradient; an error about it speaks of the forward row."""
    try:
        return entry_form(row)
    except DerivationError as error:
        raise DerivationError(
            _("{op} does not say what each entry of its gradient is").format(op=equation.op.name),
            expected=f"structured(…, gradient_entries={{{each!r}: lambda dy: …}})",
            received=error.what,
            where=str(equation),
            fix=_("state it when the op is made: gradient_entries= in index notation"),
        ) from None


def _rule(equation: Equation, each: str) -> tuple[Op, tuple[str, ...]] | None:
    """The op of the backward row of one input, and its arguments by name."""
    op = equation.op
    if op.meaning is not None:
        if op.slopes.get(each) is None:
            return None
        rule = backward_op(op, each, equation.out.shape != ())
        return rule, rule.inputs
    gradient = op.gradients.get(each)
    if gradient is None:
        return None
    rule = gradient.op if isinstance(gradient.op, Op) else lookup(gradient.op)
    return rule.bind({k: v for k, v in op.params.items() if k in rule.params}), gradient.args


def _operand(derivation: Derivation, equation: Equation, symbol: str) -> Var:
    """The variable behind a symbol of a rule."""
    op = equation.op
    if symbol == "dy":
        return replace(equation.out, name=_INCOMING)
    if symbol == "y":
        return equation.out
    if symbol in op.inputs:
        return equation.inputs[op.inputs.index(symbol)]
    name, args = op.companions[symbol]
    wanted = tuple(equation.inputs[op.inputs.index(arg)].name for arg in args)
    for row in derivation.equations:
        if row.op.name == name and tuple(var.name for var in row.inputs) == wanted:
            return row.out
    raise DerivationError(
        _("the derivation has no row for {op}({names})").format(op=name, names=", ".join(wanted)),
        where=str(equation),
        fix=_("derive the backward pass too"),
    )


def _factors(expr: Expr) -> Iterator[tuple[tuple[Place, ...], Expr]]:
    """Each entry of the incoming gradient in an expression, and what it is multiplied with."""
    if isinstance(expr, Entry):
        if expr.name == _INCOMING:
            yield expr.places, ONE
    elif isinstance(expr, Over):
        for places, factor in _factors(expr.body):
            # a counted index that the entry itself carries says which entry it is
            inside = expr.index in places
            yield places, factor if inside else Over(expr.index, factor, expr.size)
    elif isinstance(expr, Call):
        names = [f"argument{number}" for number in range(len(expr.args))]
        values = dict(zip(names, expr.args, strict=True))
        for place, (name, arg) in enumerate(values.items()):
            for places, factor in _factors(arg):
                slope = differentiate(Call(expr.atom, tuple(map(Sym, names))), name)
                outer = substitute(slope, values)
                # the factors stay in the order in which the rule is written
                yield places, simplify(outer * factor if place else factor * outer)
