"""Derivatives taken mechanically through the atoms, and the tidying of expressions.

The rules are those of any calculus text: sum, product, quotient, chain. An op that comes
without a derivative gets this one; an op that states its own is tested against it.
"""

from collections.abc import Callable, Iterator

from glassnet.core.expr import (
    ONE,
    ZERO,
    Call,
    Const,
    Expr,
    Sym,
    exp,
    log,
    sign,
    square,
    symbols,
    tanh,
    total,
    where,
)

Rule = Callable[..., tuple[Expr, ...]]

# atom -> the partial derivative by each operand
_RULES: dict[str, Rule] = {
    "add": lambda a, b: (ONE, ONE),
    "sub": lambda a, b: (ONE, Const(-1)),
    "mul": lambda a, b: (b, a),
    "div": lambda a, b: (1 / b, -a / square(b)),
    "neg": lambda a: (Const(-1),),
    "square": lambda a: (2 * a,),
    "exp": lambda a: (exp(a),),
    "expm1": lambda a: (exp(a),),
    "log": lambda a: (1 / a,),
    "log1p": lambda a: (1 / (1 + a),),
    "tanh": lambda a: (1 - square(tanh(a)),),
    "sqrt": lambda a: (0.5 / Call("sqrt", (a,)),),
    "abs": lambda a: (sign(a),),
    "sign": lambda a: (ZERO,),
    "max": lambda a, b: (where(a > b, 1, 0), where(a > b, 0, 1)),
    "min": lambda a, b: (where(a < b, 1, 0), where(a < b, 0, 1)),
    "gt": lambda a, b: (ZERO, ZERO),
    "ge": lambda a, b: (ZERO, ZERO),
    "lt": lambda a, b: (ZERO, ZERO),
    "le": lambda a, b: (ZERO, ZERO),
    "pow": lambda a, b: (b * a ** (b - 1), log(a) * a**b),
}


def differentiate(expr: Expr, name: str) -> Expr:
    """The derivative of an expression by one symbol, element by element.

    Under a sum over all elements it is the derivative by one element of the symbol, so
    that the result has the symbol's shape.

    Raises:
        ValueError: if the symbol stands both inside and outside of sums, or in a sum of
            sums: such a derivative is a table, one number for each pair of elements.
    """
    if len(set(_depths(expr, name, 0))) > 1 or max(_depths(expr, name, 0), default=0) > 1:
        raise ValueError(f"a sum mixes the elements of {name}: {expr!r}")
    return _differentiate(expr, name)


def _depths(expr: Expr, name: str, depth: int) -> Iterator[int]:
    """In how many sums each occurrence of a symbol stands."""
    if isinstance(expr, Sym) and expr.name == name:
        yield depth
    elif isinstance(expr, Call):
        for arg in expr.args:
            yield from _depths(arg, name, depth + (expr.atom == "sum"))


def _differentiate(expr: Expr, name: str) -> Expr:
    if isinstance(expr, Sym):
        return ONE if expr.name == name else ZERO
    if not isinstance(expr, Call) or name not in symbols(expr):
        return ZERO
    inner = [_differentiate(arg, name) for arg in expr.args]
    if expr.atom == "sum":
        return inner[0]
    if expr.atom == "where":
        return simplify(where(expr.args[0], inner[1], inner[2]))
    partials = _RULES[expr.atom](*expr.args)
    result: Expr = ZERO
    for partial, slope in zip(partials, inner, strict=True):
        result = result + simplify(simplify(partial) * slope)
    return simplify(result)


def simplify(expr: Expr) -> Expr:
    """The expression without zeros, ones and products of constants.

    Only rewrites that a reader would make; the value may differ in the last bit, so a
    derivation simplifies before it is shown and runs what it shows.
    """
    if not isinstance(expr, Call):
        return expr
    args = tuple(simplify(arg) for arg in expr.args)
    node = Call(expr.atom, args)
    rewrite = _REWRITES.get(expr.atom)
    return rewrite(node) if rewrite else node


def without_ones(expr: Expr) -> Expr:
    """The expression without factors of 1; unlike `simplify` it changes no bit of a value."""
    if not isinstance(expr, Call):
        return expr
    args = tuple(without_ones(arg) for arg in expr.args)
    if expr.atom in ("mul", "div") and args[1] == ONE:
        return args[0]
    if expr.atom == "mul" and args[0] == ONE:
        return args[1]
    return Call(expr.atom, args)


def _add(node: Call) -> Expr:
    a, b = node.args
    if isinstance(a, Const) and isinstance(b, Const):
        return Const(a.value + b.value)
    if a == ZERO:
        return b
    if b == ZERO:
        return a
    if isinstance(b, Call) and b.atom == "neg":
        return a - b.args[0]
    return node


def _sub(node: Call) -> Expr:
    a, b = node.args
    if b == ZERO:
        return a
    if a == ZERO:
        return simplify(-b)
    if isinstance(a, Const) and isinstance(b, Const):
        # 3 - 1 is 2 to a reader, but 1 - 0.9 is clearer than 0.09999999999999998
        short = len(repr(a.value - b.value)) <= len(repr(a.value)) + len(repr(b.value))
        return Const(a.value - b.value) if short else node
    return node


def _mul(node: Call) -> Expr:
    a, b = node.args
    if ZERO in (a, b):
        return ZERO
    if isinstance(a, Const) and isinstance(b, Const):
        return Const(a.value * b.value)
    if a == ONE:
        return b
    if b == ONE:
        return a
    if Const(-1) in (a, b):
        return simplify(-(b if a == Const(-1) else a))
    if isinstance(b, Const):
        return simplify(b * a)
    return _mul_nested(a, b)


def _mul_nested(a: Expr, b: Expr) -> Expr:
    """Moves constants to the front and brackets to the left: c * (d * x) is (cd) * x."""
    if isinstance(b, Call) and b.atom == "neg":
        return simplify(-(a * b.args[0]))
    if isinstance(b, Call) and b.atom == "mul":
        return simplify(a * b.args[0] * b.args[1])
    if isinstance(b, Call) and b.atom == "div":
        return simplify(a * b.args[0] / b.args[1])
    if isinstance(a, Call) and a.atom == "neg":
        return simplify(-(a.args[0] * b))
    return a * b


def _div(node: Call) -> Expr:
    a, b = node.args
    if a == ZERO:
        return ZERO
    if b == ONE:
        return a
    if isinstance(a, Call) and a.atom == "neg":
        return -(a.args[0] / b)
    return node


def _neg(node: Call) -> Expr:
    (a,) = node.args
    if isinstance(a, Const):
        return Const(-a.value)
    if isinstance(a, Call) and a.atom == "neg":
        return a.args[0]
    if isinstance(a, Call) and a.atom == "mul" and isinstance(a.args[0], Const):
        return simplify(Const(-a.args[0].value) * a.args[1])
    return node


def _where(node: Call) -> Expr:
    _, a, b = node.args
    return a if a == b else node


def _pow(node: Call) -> Expr:
    a, b = node.args
    if b == ONE:
        return a
    return square(a) if b == Const(2) else node


def _sum(node: Call) -> Expr:
    return ZERO if node.args[0] == ZERO else total(node.args[0])


_REWRITES: dict[str, Callable[[Call], Expr]] = {
    "add": _add,
    "sub": _sub,
    "mul": _mul,
    "div": _div,
    "neg": _neg,
    "where": _where,
    "pow": _pow,
    "sum": _sum,
}
