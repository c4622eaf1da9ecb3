"""The closed table of atoms: the only functions that every interpreter must know.

An atom means what NumPy means by it, so `max` passes NaN on. Each row says how the
atom is written for each target; the printer needs nothing else. A new atom needs a
design note, because every interpreter and the native engine must learn it.
"""

from dataclasses import dataclass
from typing import Literal

Target = Literal["numpy", "text", "latex", "mathml"]

# How tightly a piece of text holds together; an operand that holds less is bracketed.
COMPARE, SUM, PRODUCT, UNARY, POWER, TIGHT = 30, 50, 60, 70, 80, 100


@dataclass(frozen=True)
class Form:
    """How an atom is written: a template, its own strength, what its operands need."""

    template: str
    strength: int
    needs: tuple[int, ...]


@dataclass(frozen=True)
class Atom:
    """One function of the closed table.

    Attributes:
        name: its name in an expression tree.
        arity: how many operands it takes.
        forms: how it is written, by target.
        smooth: whether it has a derivative everywhere, for complex numbers too, so that
            the complex-step method may check it.
    """

    name: str
    arity: int
    forms: dict[Target, Form]
    smooth: bool = True


def _infix(
    name: str, token: str, strength: int, latex: str, sign: str, smooth: bool = True
) -> Atom:
    # NOTE: Python reads a > b > c as a > b and b > c, so a comparison in one is bracketed
    needs = (strength + (strength == COMPARE), strength + 1)
    plain = Form(f"{{0}} {token} {{1}}", strength, needs)
    return Atom(
        name,
        2,
        {
            "numpy": plain,
            "text": plain,
            "latex": Form(f"{{0}} {latex} {{1}}", strength, needs),
            "mathml": Form(f"{{0}}<mo>{sign}</mo>{{1}}", strength, needs),
        },
        smooth,
    )


def _call(
    name: str, arity: int, numpy: str, text: str, latex: str | Form, smooth: bool = True
) -> Atom:
    holes = ", ".join(f"{{{i}}}" for i in range(arity))
    free = (0,) * arity
    listed = "<mo>,</mo>".join(f"<mrow>{{{i}}}</mrow>" for i in range(arity))
    return Atom(
        name,
        arity,
        {
            "numpy": Form(f"np.{numpy}({holes})", TIGHT, free),
            "text": Form(f"{text}({holes})", TIGHT, free),
            "latex": latex
            if isinstance(latex, Form)
            else Form(f"{latex}\\left({holes}\\right)", TIGHT, free),
            "mathml": Form(
                f"<mrow><mi>{text}</mi><mo>&#8289;</mo><mo>(</mo>{listed}<mo>)</mo></mrow>",
                TIGHT,
                free,
            ),
        },
        smooth,
    )


_NEG = Form("-{0}", UNARY, (UNARY,))
_POW = Form("{0} ** {1}", POWER, (TIGHT, UNARY))
_CASES = Form(r"\begin{{cases}} {1} & {0} \\ {2} & \text{{else}} \end{{cases}}", PRODUCT, (0, 0, 0))
_ROWS = (
    _infix("add", "+", SUM, "+", "+"),
    _infix("sub", "-", SUM, "-", "−"),
    _infix("mul", "*", PRODUCT, r"\odot", "⊙"),
    Atom(
        "div",
        2,
        {
            "numpy": Form("{0} / {1}", PRODUCT, (PRODUCT, UNARY)),
            "text": Form("{0} / {1}", PRODUCT, (PRODUCT, UNARY)),
            "latex": Form(r"\frac{{{0}}}{{{1}}}", POWER, (0, 0)),
            "mathml": Form("<mfrac><mrow>{0}</mrow><mrow>{1}</mrow></mfrac>", TIGHT, (0, 0)),
        },
    ),
    Atom(
        "neg",
        1,
        {
            "numpy": _NEG,
            "text": _NEG,
            "latex": _NEG,
            "mathml": Form("<mo>−</mo>{0}", UNARY, (UNARY,)),
        },
    ),
    Atom(
        "pow",
        2,
        {
            "numpy": _POW,
            "text": _POW,
            "latex": Form("{0}^{{{1}}}", POWER, (TIGHT, 0)),
            "mathml": Form("<msup><mrow>{0}</mrow><mrow>{1}</mrow></msup>", POWER, (TIGHT, 0)),
        },
    ),
    Atom(
        "square",
        1,
        {
            "numpy": Form("{0} ** 2", POWER, (TIGHT,)),
            "text": Form("{0}²", POWER, (TIGHT,)),
            "latex": Form("{0}^{{2}}", POWER, (TIGHT,)),
            "mathml": Form("<msup><mrow>{0}</mrow><mn>2</mn></msup>", POWER, (TIGHT,)),
        },
    ),
    _call("exp", 1, "exp", "exp", r"\exp"),
    _call("expm1", 1, "expm1", "expm1", Form(r"\exp\left({0}\right) - 1", SUM, (0,))),
    _call("log", 1, "log", "log", r"\ln"),
    _call("log1p", 1, "log1p", "log1p", Form(r"\ln\left(1 + {0}\right)", TIGHT, (SUM + 1,))),
    _call("tanh", 1, "tanh", "tanh", r"\tanh"),
    _call("sqrt", 1, "sqrt", "sqrt", Form(r"\sqrt{{{0}}}", TIGHT, (0,))),
    _call("abs", 1, "abs", "abs", Form(r"\left|{0}\right|", TIGHT, (0,)), smooth=False),
    _call("sign", 1, "sign", "sign", r"\operatorname{{sign}}", smooth=False),
    _call("max", 2, "maximum", "max", r"\max", smooth=False),
    _call("min", 2, "minimum", "min", r"\min", smooth=False),
    _infix("gt", ">", COMPARE, ">", "&gt;", smooth=False),
    _infix("ge", ">=", COMPARE, r"\ge", "≥", smooth=False),
    _infix("lt", "<", COMPARE, "<", "&lt;", smooth=False),
    _infix("le", "<=", COMPARE, r"\le", "≤", smooth=False),
    _call("where", 3, "where", "where", _CASES, smooth=False),
    _call("sum", 1, "sum", "sum", Form(r"\sum {0}", PRODUCT, (PRODUCT,))),
)

ATOMS: dict[str, Atom] = {atom.name: atom for atom in _ROWS}
