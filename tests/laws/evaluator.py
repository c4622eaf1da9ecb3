"""A second interpreter of expressions, small and independent of the printer.

It walks the tree and calls NumPy atom by atom. A number that is written in an op is a
Python number until an atom of NumPy's needs it; then it takes the derivation's type.
"""

import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from glassnet.core.expr import Call, Const, Expr, Sym

PYTHON: dict[str, Callable[..., Any]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "neg": operator.neg,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}
FIRST_TYPED: dict[str, Callable[..., Any]] = {
    "div": operator.truediv,
    "pow": operator.pow,
    "square": lambda a: a**2,
}
ALL_TYPED: dict[str, Callable[..., Any]] = {
    "exp": np.exp,
    "expm1": np.expm1,
    "log": np.log,
    "log1p": np.log1p,
    "tanh": np.tanh,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "sign": np.sign,
    "max": np.maximum,
    "min": np.minimum,
    "sum": np.sum,
}


def evaluate(expr: Expr, values: Mapping[str, Any], number: type = np.float64) -> Any:
    """The value of an expression.

    Args:
        expr: the tree.
        values: an array or NumPy scalar for each symbol.
        number: the type that a lone Python number takes.
    """
    with np.errstate(all="ignore"):
        result = _value(expr, values, number)
    return number(result) if _plain(result) else result


def _value(expr: Expr, values: Mapping[str, Any], number: type) -> Any:
    if isinstance(expr, Sym):
        return values[expr.name]
    if isinstance(expr, Const):
        return expr.value
    assert isinstance(expr, Call)
    args = [_value(arg, values, number) for arg in expr.args]
    plain = all(_plain(arg) for arg in args)
    if expr.atom == "where":
        if _plain(args[1]) and _plain(args[2]):
            args[1:] = number(args[1]), number(args[2])
        return np.where(*args)
    if expr.atom in PYTHON:
        return PYTHON[expr.atom](*args)
    if expr.atom in FIRST_TYPED:
        if plain:
            args[0] = number(args[0])
        return FIRST_TYPED[expr.atom](*args)
    return ALL_TYPED[expr.atom](*(number(arg) if plain else arg for arg in args))


def _plain(value: Any) -> bool:
    return type(value) in (int, float)
