"""The one printer: a walk over an expression that brackets only where it must.

The tree is kept as it is: `a * (b * c)` never becomes `a * b * c`, because the last bit
of the result may differ. Every text of an equation, on a screen, in a script or in the
executor, comes from here.
"""

from collections.abc import Mapping

from glassnet.core.atoms import ATOMS, TIGHT, UNARY, Target
from glassnet.core.expr import Call, Const, Expr, Number, Sym


def number(value: Number) -> str:
    """A constant as text that reads back to the same value."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e6:
        return str(int(value))
    return repr(value)


def negative(text: str) -> bool:
    """Whether a piece of text begins with a minus sign, so that it may need brackets."""
    return text.startswith(("-", "−"))


def _typed(node: Call, target: Target) -> bool:
    """Whether constants in this node need a type of their own.

    NOTE: `np.where(c, 1.0, 0.0)` is float64 even among float32 arrays, because nothing
    there tells NumPy the type; `f` is the script's number type.
    """
    return (
        target == "numpy"
        and node.atom == "where"
        and all(isinstance(arg, Const) for arg in node.args[1:])
    )


def render(expr: Expr, target: Target, names: Mapping[str, str] | None = None) -> str:
    """The expression as text.

    Args:
        expr: the tree.
        target: "numpy" for code, "text" for reading, "latex".
        names: what to write for each symbol; a symbol that is absent keeps its name. A
            text that begins with a minus is bracketed where a sign would be ambiguous.
    """
    return _render(expr, target, names or {})[0]


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
        if index and _typed(expr, target):
            text, strength = f"f({text})", TIGHT
        signed = negative(text) and index > 0 and strength < TIGHT and need > 0
        left, right = (r"\left(", r"\right)") if target == "latex" else ("(", ")")
        pieces.append(f"{left}{text}{right}" if strength < need or signed else text)
    return form.template.format(*pieces), form.strength
