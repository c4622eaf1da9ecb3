"""The one printer: a walk over an expression that brackets only where it must.

The tree is kept as it is: `a * (b * c)` never becomes `a * b * c`, because the last bit
of the result may differ. Every text of an equation, on a screen, in a script or in the
executor, comes from here.
"""

import re
from collections.abc import Collection, Mapping

from glassnet.core.atoms import ATOMS, COMPARE, POWER, PRODUCT, TIGHT, UNARY, Form, Target
from glassnet.core.expr import Call, Const, Expr, Number, Sym
from glassnet.core.indexed import Entry, Over, Place

PLAIN = frozenset({"neg", "add", "sub", "mul"})  # what Python computes like NumPy
# The product with a single number, where mathematics writes it unlike that of two arrays.
_SCALED: dict[Target, Form] = {
    "latex": Form(r"{0} \cdot {1}", PRODUCT, (PRODUCT, PRODUCT + 1)),
    "mathml": Form("{0}<mo>⋅</mo>{1}", PRODUCT, (PRODUCT, PRODUCT + 1)),
}
_SCIENTIFIC = re.compile(r"(-?)(\d[\d.]*)e([-+]\d+)")


class _Every(frozenset[str]):
    """Every name."""

    def __contains__(self, name: object) -> bool:
        return True


EVERY = _Every()  # for `render`: all symbols are single numbers


def number(value: Number) -> str:
    """A constant as text that reads back to the same value."""
    return repr(Const(value).value)


def negative(text: str) -> bool:
    """Whether a piece of text begins with a minus sign, so that it may need brackets."""
    return text.startswith(("-", "−", "<mo>−</mo>"))


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


def latex_number(text: str) -> str:
    r"""A number as mathematics writes it: 1.5e-07 is 1.5 times a power of ten.

    >>> print(latex_number("1.5e-07"), latex_number("1e-08"), latex_number("-inf"))
    1.5 \times 10^{-7} 10^{-8} -\infty
    """
    found = _SCIENTIFIC.fullmatch(text)
    if found is None:
        return text.replace("inf", r"\infty").replace("nan", r"\mathrm{NaN}")
    sign, digits, power = found.groups()
    factor = "" if digits == "1" else digits + r" \times "
    return f"{sign}{factor}10^{{{int(power)}}}"


def strength_of(text: str, target: Target) -> int:
    """How tightly the text that stands for a symbol holds together."""
    if negative(text):
        return UNARY
    if target == "latex" and r"\times" in text:
        return PRODUCT
    if target == "mathml":
        return POWER if text.startswith(("<msup", "<msubsup", "<mfrac")) else TIGHT
    return POWER if target == "latex" and ("^" in text or r"\frac" in text) else TIGHT


def render(
    expr: Expr,
    target: Target,
    names: Mapping[str, str] | None = None,
    singles: Collection[str] = (),
) -> str:
    """The expression as text.

    Args:
        expr: the tree.
        target: "numpy" for code, "text" for reading, "latex", "mathml".
        names: what to write for each symbol; a symbol that is absent keeps its name. A
            text that begins with a minus is bracketed where a sign would be ambiguous.
        singles: the symbols that are single numbers; in LaTeX a product with one is a dot.
    """
    text = _render(expr, target, names or {}, singles)[0]
    return f"f({text})" if target == "numpy" and untyped(expr) else text


def _render(
    expr: Expr, target: Target, names: Mapping[str, str], singles: Collection[str]
) -> tuple[str, int]:
    if isinstance(expr, Sym | Const | Entry):
        text = _leaf(expr, target, names)
        return text, strength_of(text, target)
    if isinstance(expr, Over):
        return _sum(expr, target, names, singles)
    if not isinstance(expr, Call):
        raise TypeError(f"not an expression: {expr!r}")
    form = _form(expr, target, names, singles)
    pieces = []
    for index, (arg, need) in enumerate(zip(expr.args, form.needs, strict=True)):
        text, strength = _render(arg, target, names, singles)
        if target == "numpy" and _typed(expr, index):
            text, strength = f"f({text})", TIGHT
        # a sign stands before it
        behind = index > 0 or expr.atom == "neg" or form.template.startswith((r"\sum", r"\ln"))
        signed = negative(text) and behind and strength < TIGHT and need > 0
        left, right = _BRACKETS[target]
        pieces.append(f"{left}{text}{right}" if strength < need or signed else text)
    return form.template.format(*pieces), form.strength


def _form(expr: Call, target: Target, names: Mapping[str, str], singles: Collection[str]) -> Form:
    """How a call is written."""
    scaled = expr.atom == "mul" and any(_is_single(arg, names, singles) for arg in expr.args)
    form = ATOMS[expr.atom].forms[target]
    return _SCALED.get(target, form) if scaled else form


def _is_single(expr: Expr, names: Mapping[str, str], singles: Collection[str]) -> bool:
    """Whether an expression is a single number, by its names or the numbers put in for them."""
    if isinstance(expr, Sym):
        text = names.get(expr.name, "").removeprefix("-")
        return expr.name in singles or text[:1].isdecimal()
    if isinstance(expr, Call):
        return expr.atom == "sum" or all(_is_single(arg, names, singles) for arg in expr.args)
    return not isinstance(expr, Entry) or expr.name in singles


def _leaf(expr: Sym | Const | Entry, target: Target, names: Mapping[str, str]) -> str:
    """A symbol, a number or one entry of an array."""
    if isinstance(expr, Const):
        text = number(expr.value)
        if target == "mathml":
            return f"<mo>−</mo><mn>{text[1:]}</mn>" if negative(text) else f"<mn>{text}</mn>"
        return latex_number(text) if target == "latex" else text
    name = names.get(expr.name) or (f"<mi>{expr.name}</mi>" if target == "mathml" else expr.name)
    return (
        name
        if isinstance(expr, Sym) or not expr.places
        else _ENTRIES[target].format(name, *_at(expr.places))
    )


def _at(places: tuple[Place, ...]) -> tuple[str]:
    """The places of an entry, as they stand between its brackets."""
    return (", ".join(str(place) if isinstance(place, int) else place.name for place in places),)


def _sum(
    expr: Over, target: Target, names: Mapping[str, str], singles: Collection[str]
) -> tuple[str, int]:
    """A sum over an index; what is added in it stands in brackets."""
    form = _SUMS[target]
    body, strength = _render(expr.body, target, names, singles)
    left, right = _BRACKETS[target]
    if strength < PRODUCT and form.needs[0]:
        body = f"{left}{body}{right}"
    return form.template.format(expr.index.name, body, expr.size), form.strength


_BRACKETS: dict[Target, tuple[str, str]] = {
    "numpy": ("(", ")"),
    "text": ("(", ")"),
    "latex": (r"\left(", r"\right)"),
    "mathml": ("<mrow><mo>(</mo>", "<mo>)</mo></mrow>"),
}
_ENTRIES: dict[Target, str] = {
    "numpy": "{0}[{1}]",
    "text": "{0}[{1}]",
    "latex": "{0}_{{{1}}}",
    "mathml": "<msub>{0}<mrow><mi>{1}</mi></mrow></msub>",
}
# A sum holds together like a product: what is added to it stands outside, what is divided by it
# brackets it.
_SUMS: dict[Target, Form] = {
    "numpy": Form("sum({1} for {0} in range({2}))", TIGHT, (0,)),
    "text": Form("Σ{0} {1}", PRODUCT, (PRODUCT,)),
    "latex": Form(r"\sum_{{{0}}} {1}", PRODUCT, (PRODUCT,)),
    "mathml": Form("<munder><mo>&#8721;</mo><mi>{0}</mi></munder>{1}", PRODUCT, (PRODUCT,)),
}
