"""Derivatives through the atoms, and expressions tidied the way a reader would."""

import numpy as np
import pytest

from glassnet.core.atoms import ATOMS
from glassnet.core.derivative import differentiate, simplify
from glassnet.core.expr import (
    Call,
    Const,
    Expr,
    Sym,
    exp,
    log,
    maximum,
    minimum,
    sqrt,
    square,
    symbols,
    tanh,
    total,
    where,
)
from glassnet.core.printer import render

x, y, t = Sym("x"), Sym("y"), Sym("t")
POINTS = {"x": np.array([0.3, 1.7, 0.9]), "y": np.array([1.1, 0.4, 2.5])}


def value(expr: Expr, known: dict[str, np.ndarray] = POINTS) -> np.ndarray:
    shown = eval(render(expr, "numpy"), {"np": np, "f": np.float64}, dict(known))
    return np.broadcast_to(shown, (3,))


@pytest.mark.parametrize("name", [n for n in ATOMS if n not in ("sum", "where")])
def test_each_atom(name: str) -> None:
    atom = ATOMS[name]
    expr = Call(name, (x, y)[: atom.arity])
    for by in symbols(expr):
        h = 1e-6
        up = value(expr, {**POINTS, by: POINTS[by] + h}).astype(float)
        down = value(expr, {**POINTS, by: POINTS[by] - h}).astype(float)
        assert np.allclose(value(differentiate(expr, by)), (up - down) / (2 * h), atol=1e-8)


@pytest.mark.parametrize(
    ("expr", "slope"),
    [
        (x * x, "x + x"),
        (square(x), "2 * x"),
        (x**3, "3 * x²"),
        (x**2, "2 * x"),
        (x**0.5, "0.5 * x ** (-0.5)"),
        (1 / x, "-1 / x²"),
        (exp(-x), "-exp(-x)"),
        (tanh(2 * x), "2 * (1 - tanh(2 * x)²)"),
        (log(x) * 3, "3 / x"),
        (where(x > 0, x, 0.1 * x), "where(x > 0, 1, 0.1)"),
        (maximum(x, 0), "where(x > 0, 1, 0)"),
        (minimum(x, 1), "where(x < 1, 1, 0)"),
        (total(square(x - y)), "2 * (x - y)"),
        (abs(x - y), "sign(x - y)"),
        (y * t, "0"),
        (x, "1"),
        (sqrt(x), "0.5 / sqrt(x)"),
        (-x, "-1"),
    ],
)
def test_slopes_read_as_one_writes_them(expr: Expr, slope: str) -> None:
    assert render(differentiate(expr, "x"), "text") == slope


@pytest.mark.parametrize(
    ("expr", "tidy"),
    [
        (x + 0, "x"), (0 + x, "x"), (x - 0, "x"), (0 - x, "-x"), (x * 1, "x"), (1 * x, "x"),
        (x * 0, "0"), (0 * x, "0"), (x / 1, "x"), (0 / x, "0"), (x * -1, "-x"), (-1 * x, "-x"),
        (Call("neg", (-x,)), "x"),
        (x + -y, "x - y"), (Const(2) * (Const(3) * x), "6 * x"), (x * 2, "2 * x"),
        (x * (y * t), "x * y * t"), (x * (y / t), "x * y / t"), (x * -y, "-(x * y)"),
        (-x * y, "-(x * y)"), (-x / y, "-(x / y)"), (-(Const(2) * x), "-2 * x"),
        (x ** Const(1), "x"), (x ** Const(2), "x²"), (where(x > 0, y, y), "y"),
        (total(Const(0) * x), "0"), (Const(2) + Const(3), "5"), (Const(3) - Const(1), "2"),
        (1 - Const(0.9), "1 - 0.9"), (-Const(2), "-2"),
    ],
)  # fmt: skip
def test_tidying(expr: Expr, tidy: str) -> None:
    assert render(simplify(expr), "text") == tidy


@pytest.mark.parametrize(
    "expr", [total(x * total(x)), x * total(x), exp(total(x)) + x, total(exp(total(x)))]
)
def test_what_has_no_slope_of_one_element_is_refused(expr: Expr) -> None:
    """Each of these mixes elements, so its derivative is a table and not an array."""
    with pytest.raises(ValueError, match="sum"):
        differentiate(expr, "x")


@pytest.mark.parametrize(
    "expr",
    [
        total(square(x)) / t,
        sqrt(total(square(x))),
        3 * total(x) + y,
        total(x) * total(exp(x)),
    ],
)
def test_a_single_number_has_a_slope_by_each_element(expr: Expr) -> None:
    slope = differentiate(expr, "x")
    known = {"x": POINTS["x"], "y": np.float64(1), "t": np.float64(3)}
    for k in range(3):
        h = np.zeros(3)
        h[k] = 1e-6
        up, down = (value(expr, {**known, "x": known["x"] + s * h})[0] for s in (1, -1))
        assert np.allclose(value(slope, known)[k], (up - down) / 2e-6)


def test_smoothness_is_known_by_atom() -> None:
    assert [n for n, atom in ATOMS.items() if not atom.smooth] == [
        "abs", "sign", "max", "min", "gt", "ge", "lt", "le", "where",
    ]  # fmt: skip
