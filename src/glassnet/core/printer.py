"""The one printer: a walk over an expression that brackets only where it must.

The tree is kept as it is: `a * (b * c)` never becomes `a * b * c`, because the last bit
of the result may differ. Every text of an equation, on a screen, in a script or in the
executor, comes from here.
"""

from collections.abc import Mapping

from glassnet.core.atoms import ATOMS, COMPARE, TIGHT, UNARY, Target
from glassnet.core.expr import Call, Const, Expr, Number, Sym

PLAIN = frozenset({"neg", "add", "sub", "mul"})  # what Python computes like NumPy


def number(value: Number) -> str:
    """A constant as text that reads back to the same value."""
    return repr(Const(value).value)


def negative(text: str) -> bool:
    """Whether a piece of text begins with a minus sign, so that it may need brackets."""
    return text.startswith(("-", "−"))


def bracketed(value: Number) -> str:
    """A constant as text that may stand anywhere in a row."""
    text = number(value)
    return f"({text})" if negative(text) else text


def untyped(expr: Expr) -> bool:
    """Whether a piece of code is a plain Python number, which takes its neighbour's type."""
    if isinstance(expr, Call):
        return expr.atom in PLAIN and all(untyped(arg) for arg in expr.args)
    return isinstance(expr, Const)


def _typed(node: Call, index: int) -> bool:
    """Whether an operand must be given the script's number type, `f`.

    NOTE: `np.where(c, 1.0, 0.0)` and `np.sqrt(2.0)` are float64 even among float32 arrays,
    because nothing there tells NumPy the type; and `1 / 0` would be Python's own error.
    """
    if node.atom == "where":
        return index > 0 and untyped(node.args[1]) and untyped(node.args[2])
    form = ATOMS[node.atom].forms["numpy"]
    if node.atom in PLAIN or form.strength == COMPARE or not all(map(untyped, node.args)):
        return False
    return index == 0 or form.strength == TIGHT


def render(expr: Expr, target: Target, names: Mapping[str, str] | None = None) -> str:
    """The expression as text.

    Args:
        expr: the tree.
        target: "numpy" for code, "text" for reading, "latex".
        names: what to write for each symbol; a symbol that is absent keeps its name. A
            text that begins with a minus is bracketed where a sign would be ambiguous.
    """
    text = _render(expr, target, names or {})[0]
    return f"f({text})" if target == "numpy" and untyped(expr) else text


def _render(expr: Expr, target: Target, names: Mapping[str, str]) -> tuple[str, int]:
    if isinstance(expr, Sym):
        text = names.get(expr.name, expr.name)
        return text, UNARY if negative(text) else TIGHT
    if isinstance(expr, Const):
        text = number(expr.value)
        return text, UNARY if negative(text) else TIGHT
    if not isinstance(expr, Call):
        raise TypeError(f"not an expression: {expr!r}")
    form = ATOMS[expr.atom].forms[target]
    pieces = []
    for index, (arg, need) in enumerate(zip(expr.args, form.needs, strict=True)):
        text, strength = _render(arg, target, names)
        if target == "numpy" and _typed(expr, index):
            text, strength = f"f({text})", TIGHT
        signed = negative(text) and index > 0 and strength < TIGHT and need > 0
        left, right = (r"\left(", r"\right)") if target == "latex" else ("(", ")")
        pieces.append(f"{left}{text}{right}" if strength < need or signed else text)
    return form.template.format(*pieces), form.strength
