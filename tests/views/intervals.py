"""Reads shown equations again, and computes with intervals.

Independent of the printer: Python's own parser reads the symbols and the numbers of a row, and
both must have the same shape. A shown number stands for everything that is rounded to it.
"""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def half_unit(value: Array, digits: int) -> Array:
    """Half a unit of the last significant digit; whole numbers in full are exact."""
    with np.errstate(divide="ignore"):
        place = np.floor(np.log10(np.abs(value))) - (digits - 1)
    return np.where(value == 0, 0.0, 0.5 * 10.0 ** np.where(value == 0, 0.0, place))


@dataclass
class Interval:
    """All arrays between two."""

    low: Array
    high: Array

    def __neg__(self) -> "Interval":
        return Interval(-self.high, -self.low)

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Interval") -> "Interval":
        return self + -other

    def __mul__(self, other: "Interval") -> "Interval":
        corners = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(np.minimum.reduce(corners), np.maximum.reduce(corners))

    def __truediv__(self, other: "Interval") -> "Interval":
        wide = (other.low <= 0) & (other.high >= 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            found = self * Interval(1 / other.high, 1 / other.low)
        return Interval(np.where(wide, -np.inf, found.low), np.where(wide, np.inf, found.high))

    def __pow__(self, other: "Interval") -> "Interval":
        if np.all(other.low == 2) and np.all(other.high == 2):
            corners = [self.low**2, self.high**2]
            crossing = (self.low < 0) & (self.high > 0)
            low = np.where(crossing, 0.0, np.minimum(*corners))
            return Interval(low, np.maximum(*corners))
        corners = [a**b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(np.minimum.reduce(corners), np.maximum.reduce(corners))

    def __matmul__(self, other: "Interval") -> "Interval":
        left = Interval(self.low[:, :, None], self.high[:, :, None])
        right = Interval(other.low[None, :, :], other.high[None, :, :])
        product = left * right
        return Interval(product.low.sum(axis=1), product.high.sum(axis=1))

    @property
    def turned(self) -> "Interval":
        return Interval(self.low.T, self.high.T)


def rising(function: Callable[[Array], Array]) -> Callable[[Interval], Interval]:
    return lambda x: Interval(function(x.low), function(x.high))


def total(x: Interval, axis: int | None = None, keepdims: bool = False) -> Interval:
    return Interval(
        np.atleast_2d(np.sum(x.low, axis=axis, keepdims=keepdims)),
        np.atleast_2d(np.sum(x.high, axis=axis, keepdims=keepdims)),
    )


def size(x: Interval) -> Interval:
    crossing = (x.low < 0) & (x.high > 0)
    corners = np.abs(x.low), np.abs(x.high)
    return Interval(np.where(crossing, 0.0, np.minimum(*corners)), np.maximum(*corners))


def chosen(condition: tuple[Array, Array], yes: Interval, no: Interval) -> Interval:
    """`condition` is (surely, possibly)."""
    surely, possibly = condition
    low = np.where(surely, yes.low, np.where(possibly, np.minimum(yes.low, no.low), no.low))
    high = np.where(surely, yes.high, np.where(possibly, np.maximum(yes.high, no.high), no.high))
    return Interval(low, high)


def softmax(z: Interval, axis: int) -> Interval:
    """A share is least when its own z is least and all others are greatest."""
    top = z.high.max(axis=axis, keepdims=True)

    def share(own: Array, others: Array) -> Array:
        mine, theirs = np.exp(own - top), np.exp(others - top)
        return mine / (mine + theirs.sum(axis=axis, keepdims=True) - theirs)

    return Interval(share(z.low, z.high), share(z.high, z.low))


def log_softmax(z: Interval, axis: int) -> Interval:
    found = softmax(z, axis)
    return Interval(np.log(found.low), np.log(found.high))


FUNCTIONS: dict[str, Callable[..., Interval]] = {
    "exp": rising(np.exp),
    "expm1": rising(np.expm1),
    "log": rising(np.log),
    "log1p": rising(np.log1p),
    "tanh": rising(np.tanh),
    "sqrt": rising(lambda x: np.sqrt(np.maximum(x, 0))),
    "sign": rising(np.sign),
    "abs": size,
    "sum": total,
    "max": lambda a, b: Interval(np.maximum(a.low, b.low), np.maximum(a.high, b.high)),
    "min": lambda a, b: Interval(np.minimum(a.low, b.low), np.minimum(a.high, b.high)),
    "where": chosen,
    "softmax": lambda z: softmax(z, 1),
    "log_softmax": lambda z: log_softmax(z, 1),
    "softmax_cross_entropy": lambda z, t: -(t * log_softmax(z, 1)),
    "softmax_columns": lambda z: softmax(z, 0),
    "log_softmax_columns": lambda z: log_softmax(z, 0),
    "softmax_cross_entropy_columns": lambda z, t: -(t * log_softmax(z, 0)),
}


def tree(text: str) -> ast.expr:
    """A shown expression as Python's own parser reads it."""
    return ast.parse(text.replace("²", "**2"), mode="eval").body


def literal(node: ast.expr) -> Array:
    """The numbers of a shown array; a flat list is a row."""
    return np.atleast_2d(np.array(ast.literal_eval(node), dtype=float))


def shown_interval(array: Array, digits: int) -> Interval:
    half = half_unit(array, digits)
    return Interval(array - half, array + half)


class Reader:
    """Computes the symbols of a row with the numbers that are shown for them.

    Args:
        meanings: what the functions at the end of the text mean: "relu(z) = max(z, 0)".
        digits: how many digits are shown.
    """

    def __init__(self, meanings: list[str], digits: int) -> None:
        self.digits = digits
        self.functions = dict(FUNCTIONS)
        self.seen: dict[str, Array] = {}
        for line in meanings:
            head, body = line.split(" = ", 1)
            found = re.fullmatch(r"(\w+)\((.*)\)", head)
            assert found
            names, expression = found[2].split(", "), tree(body)
            if found[1] not in FUNCTIONS:
                self.functions[found[1]] = self._defined(names, expression)

    def _defined(self, names: list[str], body: ast.expr) -> Callable[..., Interval]:
        return lambda *args: self._compute(body, dict(zip(names, args, strict=True)))

    def value(self, symbols: str, numbers: str) -> Interval:
        """The interval of a row; notes what was shown for each name."""
        self.seen = {}
        names: dict[str, Interval] = {}
        self._match(tree(symbols), tree(numbers), names)
        return self._compute(tree(symbols), names)

    def _match(self, symbol: ast.AST, number: ast.AST, names: dict[str, Interval]) -> None:
        """Both texts have the same shape, but for numbers where there are names."""
        if isinstance(symbol, ast.Name) and not isinstance(number, ast.Name):
            array = literal(number)  # type: ignore[arg-type]
            if symbol.id in self.seen:
                assert np.array_equal(self.seen[symbol.id], array)
            self.seen[symbol.id] = array
            names[symbol.id] = shown_interval(array, self.digits)
            return
        assert type(symbol) is type(number), (ast.dump(symbol), ast.dump(number))
        for (field, one), (_field, other) in zip(
            ast.iter_fields(symbol), ast.iter_fields(number), strict=True
        ):
            pairs = zip(one, other, strict=True) if isinstance(one, list) else [(one, other)]
            for a, b in pairs:
                if isinstance(a, ast.AST):
                    self._match(a, b, names)
                else:
                    assert a == b, field

    def _compute(self, node: ast.AST, names: Mapping[str, Interval]) -> Any:
        if isinstance(node, ast.Name):
            return names[node.id]
        if isinstance(node, ast.Constant):
            exact = np.full((1, 1), float(node.value))
            return Interval(exact, exact)
        if isinstance(node, ast.UnaryOp):
            assert isinstance(node.op, ast.USub)
            return -self._compute(node.operand, names)
        if isinstance(node, ast.Attribute):
            assert node.attr == "T"
            return self._compute(node.value, names).turned
        if isinstance(node, ast.BinOp):
            left, right = self._compute(node.left, names), self._compute(node.right, names)
            return OPERATORS[type(node.op)](left, right)
        if isinstance(node, ast.Compare):
            left = self._compute(node.left, names)
            right = self._compute(node.comparators[0], names)
            return COMPARISONS[type(node.ops[0])](left, right)
        assert isinstance(node, ast.Call), ast.dump(node)
        assert isinstance(node.func, ast.Name)
        args = [self._compute(arg, names) for arg in node.args]
        options = {each.arg: ast.literal_eval(each.value) for each in node.keywords}
        return self.functions[node.func.id](*args, **options)


OPERATORS: dict[type, Callable[[Interval, Interval], Interval]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: a**b,
    ast.MatMult: lambda a, b: a @ b,
}
COMPARISONS: dict[type, Callable[[Interval, Interval], tuple[Array, Array]]] = {
    ast.Gt: lambda a, b: (a.low > b.high, a.high > b.low),
    ast.GtE: lambda a, b: (a.low >= b.high, a.high >= b.low),
    ast.Lt: lambda a, b: (a.high < b.low, a.low < b.high),
    ast.LtE: lambda a, b: (a.high <= b.low, a.low <= b.high),
}
