"""Expressions: the mathematics of an op, written once as a tree of atoms.

>>> z = Sym("z")
>>> 1 / (1 + exp(-z))
1 / (1 + exp(-z))
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Union

from glassnet.errors import SettingError
from glassnet.locales import _

Number = int | float
Operand = Union["Expr", Number]
TRUTH = "an expression has no truth value"  # of the error that `if z > 0` raises


class Expr:
    """A tree whose leaves are symbols and constants and whose nodes are atoms.

    Python's operators build the tree and compute nothing.
    """

    __slots__ = ()
    __array_ufunc__ = None  # a number of NumPy's leaves the operation to this class

    def __add__(self, other: Operand) -> "Expr":
        return Call("add", (self, wrap(other)))

    def __radd__(self, other: Operand) -> "Expr":
        return Call("add", (wrap(other), self))

    def __sub__(self, other: Operand) -> "Expr":
        return Call("sub", (self, wrap(other)))

    def __rsub__(self, other: Operand) -> "Expr":
        return Call("sub", (wrap(other), self))

    def __mul__(self, other: Operand) -> "Expr":
        return Call("mul", (self, wrap(other)))

    def __rmul__(self, other: Operand) -> "Expr":
        return Call("mul", (wrap(other), self))

    def __truediv__(self, other: Operand) -> "Expr":
        return Call("div", (self, wrap(other)))

    def __rtruediv__(self, other: Operand) -> "Expr":
        return Call("div", (wrap(other), self))

    def __pow__(self, other: Operand) -> "Expr":
        return Call("pow", (self, wrap(other)))

    def __rpow__(self, other: Operand) -> "Expr":
        return Call("pow", (wrap(other), self))

    def __neg__(self) -> "Expr":
        return Call("neg", (self,))

    def __abs__(self) -> "Expr":
        return Call("abs", (self,))

    def __gt__(self, other: Operand) -> "Expr":
        return Call("gt", (self, wrap(other)))

    def __ge__(self, other: Operand) -> "Expr":
        return Call("ge", (self, wrap(other)))

    def __lt__(self, other: Operand) -> "Expr":
        return Call("lt", (self, wrap(other)))

    def __le__(self, other: Operand) -> "Expr":
        return Call("le", (self, wrap(other)))

    def __bool__(self) -> bool:
        raise TypeError(f"{TRUTH}; use where(condition, a, b)")

    def __repr__(self) -> str:
        from glassnet.core.printer import render

        return render(self, "text")


@dataclass(frozen=True, slots=True, repr=False)
class Sym(Expr):
    """A symbol: one input of an op."""

    name: str


@dataclass(frozen=True, slots=True, repr=False)
class Const(Expr):
    """A number written in the op itself; 2.0 is written 2, so it is the integer 2."""

    value: Number

    def __post_init__(self) -> None:
        # NOTE: a zero stays as it is, because an integer has no sign: -(0.0) is not -(0)
        if isinstance(self.value, float) and 0 < abs(self.value) < 1e6 and self.value % 1 == 0:
            object.__setattr__(self, "value", int(self.value))


@dataclass(frozen=True, slots=True, repr=False)
class Call(Expr):
    """An atom applied to its operands."""

    atom: str
    args: tuple[Expr, ...]


ZERO, ONE = Const(0), Const(1)


def wrap(value: object) -> Expr:
    """The value as an expression.

    Raises:
        SettingError: if it is neither an expression nor a finite number.
    """
    if isinstance(value, Expr):
        return value
    if isinstance(value, Real) and math.isfinite(value):
        # a number of NumPy's becomes one of Python's, which prints as people write it
        return Const(int(value) if isinstance(value, Integral) else float(value))
    raise SettingError(
        _("an expression is made of symbols and finite numbers"),
        expected=_("a symbol, an expression or a number"),
        received=repr(value),
        where=_("an expression"),
        fix=_("write it with + - * / ** and the functions of gn.math"),
    )


def exp(x: Operand) -> Expr:
    """The exponential e^x."""
    return Call("exp", (wrap(x),))


def expm1(x: Operand) -> Expr:
    """e^x - 1, exact for small x."""
    return Call("expm1", (wrap(x),))


def log(x: Operand) -> Expr:
    """The natural logarithm."""
    return Call("log", (wrap(x),))


def log1p(x: Operand) -> Expr:
    """log(1 + x), exact for small x."""
    return Call("log1p", (wrap(x),))


def tanh(x: Operand) -> Expr:
    """The hyperbolic tangent."""
    return Call("tanh", (wrap(x),))


def sqrt(x: Operand) -> Expr:
    """The square root."""
    return Call("sqrt", (wrap(x),))


def square(x: Operand) -> Expr:
    """x times x."""
    return Call("square", (wrap(x),))


def sign(x: Operand) -> Expr:
    """-1, 0 or 1."""
    return Call("sign", (wrap(x),))


def maximum(a: Operand, b: Operand) -> Expr:
    """The larger of two numbers; NaN if either is NaN."""
    return Call("max", (wrap(a), wrap(b)))


def minimum(a: Operand, b: Operand) -> Expr:
    """The smaller of two numbers; NaN if either is NaN."""
    return Call("min", (wrap(a), wrap(b)))


def where(condition: Operand, a: Operand, b: Operand) -> Expr:
    """`a` where the condition holds, else `b`."""
    return Call("where", (wrap(condition), wrap(a), wrap(b)))


def total(x: Operand) -> Expr:
    """The sum over all elements; the only atom that changes a shape."""
    return Call("sum", (wrap(x),))


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and everything inside it, outermost first."""
    yield expr
    if isinstance(expr, Call):
        for arg in expr.args:
            yield from walk(arg)


def symbols(expr: Expr) -> tuple[str, ...]:
    """The names of the symbols, in the order of their first appearance."""
    names = (node.name for node in walk(expr) if isinstance(node, Sym))
    return tuple(dict.fromkeys(names))


def reduces(expr: Expr) -> bool:
    """Whether a sum over all elements stands somewhere in the expression."""
    return any(isinstance(node, Call) and node.atom == "sum" for node in walk(expr))


def substitute(expr: Expr, values: Mapping[str, Expr]) -> Expr:
    """The expression with symbols replaced."""
    if isinstance(expr, Sym):
        return values.get(expr.name, expr)
    if isinstance(expr, Call):
        return Call(expr.atom, tuple(substitute(arg, values) for arg in expr.args))
    return expr
