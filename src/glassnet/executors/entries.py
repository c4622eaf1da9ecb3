"""Entry forms as numbers: one entry, or all values of some free indices at once."""

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from glassnet.core.atoms import ATOMS, Atom
from glassnet.core.derivation import Equation
from glassnet.core.entries import entry_form
from glassnet.core.expr import Call, Const, Expr, Sym
from glassnet.core.indexed import Entry, Index, Over, bind
from glassnet.core.op import is_built_in
from glassnet.errors import DerivationError
from glassnet.locales import _

Array = np.ndarray[Any, np.dtype[Any]]
TOLERANCE = 1e-4  # between code and entries, float32 included; a mistake is larger

_SIGNS: dict[str, Callable[..., Any]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": np.divide,
    "neg": operator.neg,
    "pow": np.power,
    "square": np.square,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}


def _function(atom: Atom) -> Callable[..., Any]:
    """What computes an atom: its sign, or the function of NumPy that its code calls."""
    code = atom.forms["numpy"].template
    called = code.startswith("np.")
    return getattr(np, code[3 : code.index("(")]) if called else _SIGNS[atom.name]


_ATOMS = {name: _function(atom) for name, atom in ATOMS.items()}


def number(expr: Expr, values: Mapping[str, Any]) -> float:
    """The value of an expression without free indices."""
    return float(spread(expr, (), {}, values))


def spread(
    expr: Expr, axes: Sequence[Index], sizes: Mapping[Index, int], values: Mapping[str, Any]
) -> Array:
    """The values of an expression for all values of its free indices.

    Computed in float64 whatever the values are, so that sums can be compared with the rows.

    Args:
        expr: entries, symbols, sums and atoms.
        axes: the free indices, in the order of the result's directions.
        sizes: how far each of them counts.
        values: the arrays by name.

    Returns:
        An array with a direction for each index.
    """
    with np.errstate(all="ignore"):
        result = np.asarray(_value(expr, tuple(axes), values), dtype=np.float64)
    return np.broadcast_to(result, tuple(sizes[axis] for axis in axes))


def _value(expr: Expr, axes: tuple[Index, ...], values: Mapping[str, Any]) -> Any:
    if isinstance(expr, Const):
        return np.float64(expr.value)
    if isinstance(expr, Sym):
        return np.float64(values[expr.name])
    if isinstance(expr, Entry):
        return _entry(expr, axes, values)
    if isinstance(expr, Over) and expr.index in axes:
        # the letter of this sum means something else outside of it
        inside = Index(expr.index.name + "′")
        return _value(Over(inside, bind(expr.body, {expr.index: inside}), expr.size), axes, values)
    if isinstance(expr, Over):
        inner = np.asarray(_value(expr.body, (*axes, expr.index), values))
        if inner.ndim == 0 or inner.shape[-1] == 1:
            return (inner if inner.ndim == 0 else inner[..., 0]) * expr.size
        return inner.sum(axis=-1)
    assert isinstance(expr, Call)
    return _ATOMS[expr.atom](*(_value(arg, axes, values) for arg in expr.args))


def _entry(entry: Entry, axes: tuple[Index, ...], values: Mapping[str, Any]) -> Array:
    """An array with its indices at the directions that they have in the result."""
    array = np.asarray(values[entry.name], dtype=np.float64)
    fixed = tuple(slice(None) if isinstance(at, Index) else at for at in entry.places)
    array = array[fixed]
    letters = [at for at in entry.places if isinstance(at, Index)]
    if len(set(letters)) < len(letters):
        array, letters = array.diagonal(), letters[:1]
    order = sorted(range(len(letters)), key=lambda axis: axes.index(letters[axis]))
    shape = [1] * len(axes)
    for axis in order:
        shape[axes.index(letters[axis])] = array.shape[axis]
    return array.transpose(order).reshape(shape)


def demand_agreement(equation: Equation, place: tuple[int, ...], values: Mapping[str, Any]) -> None:
    """Raises if what a user's op says of an entry is not what its code computed.

    The built-in ops are checked by laws; an op that was added at run time states its entries
    beside its code, and the two may differ.

    Raises:
        DerivationError: says which entry, and both numbers.
    """
    op = equation.op
    if op.entry is None or is_built_in(op.name):
        return
    value = float(np.asarray(values[equation.out.name])[place])
    stated = number(entry_form(equation).at(place), values)
    if np.isfinite(value) and not abs(stated - value) <= TOLERANCE * max(1.0, abs(value)):
        raise DerivationError(
            _("entry= of {op} does not agree with its code").format(op=op.name),
            expected=repr(value),
            received=repr(stated),
            where=f"{equation}, {list(place)}",
            fix=_("correct entry= where the op is made"),
        )
