"""Expressions are written with no more brackets than they need, and never with fewer."""

from fractions import Fraction

import numpy as np
import pytest

from glassnet.core.expr import (
    Call,
    Const,
    Expr,
    Sym,
    exp,
    log,
    maximum,
    sqrt,
    square,
    substitute,
    symbols,
    tanh,
    total,
    where,
    wrap,
)
from glassnet.core.printer import bracketed, number, render
from glassnet.errors import SettingError

a, b, c = Sym("a"), Sym("b"), Sym("c")


@pytest.mark.parametrize(
    ("expr", "numpy"),
    [
        (a + b + c, "a + b + c"),
        (a + (b + c), "a + (b + c)"),
        (a - (b - c), "a - (b - c)"),
        (a - b - c, "a - b - c"),
        (a * b * c, "a * b * c"),
        (a * (b * c), "a * (b * c)"),
        (a * (b + c), "a * (b + c)"),
        (a / (b * c), "a / (b * c)"),
        (a / b / c, "a / b / c"),
        (a * b / c, "a * b / c"),
        (a * (b / c), "a * (b / c)"),
        (a / b**c, "a / b ** c"),
        (a**b**c, "a ** b ** c"),
        ((a**b) ** c, "(a ** b) ** c"),
        ((-a) ** b, "(-a) ** b"),
        (-(a**b), "-a ** b"),
        (-a * b, "-a * b"),
        (-(a * b), "-(a * b)"),
        (a - -b, "a - (-b)"),
        (a * -b, "a * (-b)"),
        (a**-b, "a ** (-b)"),
        (a - Const(-2), "a - (-2)"),
        (Const(-2) ** a, "(-2) ** a"),
        (Const(-2) * a, "-2 * a"),
        (square(a + b), "(a + b) ** 2"),
        (square(-a), "(-a) ** 2"),
        (-square(a), "-a ** 2"),
        (square(square(a)), "(a ** 2) ** 2"),
        (exp(-a), "np.exp(-a)"),
        (maximum(a + 1, -b), "np.maximum(a + 1, -b)"),
        (where(a + 1 > b, a, -b), "np.where(a + 1 > b, a, -b)"),
        ((a > b) > c, "(a > b) > c"),
        (a > (b > c), "a > (b > c)"),
        (total(a * b) / c, "np.sum(a * b) / c"),
    ],
)
def test_numpy_brackets(expr: Expr, numpy: str) -> None:
    assert render(expr, "numpy") == numpy


@pytest.mark.parametrize(
    ("expr", "text", "latex"),
    [
        (1 / (1 + exp(-a)), "1 / (1 + exp(-a))", r"\frac{1}{1 + \exp\left(-a\right)}"),
        (square(a - b), "(a - b)²", r"\left(a - b\right)^{2}"),
        (a * (1 - a), "a * (1 - a)", r"a \odot \left(1 - a\right)"),
        (a ** (b + 1), "a ** (b + 1)", "a^{b + 1}"),
        (sqrt(a) / b, "sqrt(a) / b", r"\frac{\sqrt{a}}{b}"),
        (where(a >= 0, 1, 0), "where(a >= 0, 1, 0)",
         r"\begin{cases} 1 & a \ge 0 \\ 0 & \text{else} \end{cases}"),
        (log(a), "log(a)", r"\ln\left(a\right)"),
    ],
)  # fmt: skip
def test_readable_and_latex(expr: Expr, text: str, latex: str) -> None:
    assert render(expr, "text") == text
    assert render(expr, "latex") == latex
    assert repr(expr) == text


@pytest.mark.parametrize(
    ("expr", "numpy"),
    [
        (where(a > 0, 1, 0), "np.where(a > 0, f(1), f(0))"),
        (where(a > 0, 1 - Const(0.9), 2), "np.where(a > 0, f(1 - 0.9), f(2))"),
        (where(a > 0, 1, a), "np.where(a > 0, 1, a)"),
        (a * sqrt(2), "a * np.sqrt(f(2))"),
        (maximum(1, 2) * a, "np.maximum(f(1), f(2)) * a"),
        (maximum(a, 0), "np.maximum(a, 0)"),
        (Const(1) / 3 * a, "f(1) / 3 * a"),
        (Const(-8) ** 0.5 + a, "f(-8) ** 0.5 + a"),
        (square(Const(3)) * a, "f(3) ** 2 * a"),
        (Const(2), "f(2)"),
        (0.5 * Const(1e-4) * a, "0.5 * 0.0001 * a"),
    ],
)
def test_lone_numbers_get_the_type_of_the_script(expr: Expr, numpy: str) -> None:
    """Without it a float32 derivation would turn into float64 on the way."""
    assert render(expr, "numpy") == numpy
    assert "f(" not in render(expr, "text")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "1"), (1.0, "1"), (-2.0, "-2"), (0.5, "0.5"), (1e-8, "1e-08"), (1e6, "1000000.0"),
        (-0.0, "-0.0"), (0.0, "0.0"), (0, "0"), (0.1 + 0.2, "0.30000000000000004"),
    ],
)  # fmt: skip
def test_numbers_read_back(value: float, text: str) -> None:
    assert number(value) == text
    read = float(text)
    assert (read, str(read)[0]) == (float(value), str(float(value))[0])


def test_brackets_around_negative_numbers() -> None:
    assert bracketed(-0.5) == "(-0.5)"
    assert bracketed(0.5) == "0.5"


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ({"a": "-0.5", "b": "2"}, "-0.5 - 2"),
        ({"a": "1", "b": "-2"}, "1 - (-2)"),
        ({"a": "1", "b": "−2"}, "1 - (−2)"),
    ],
)
def test_substituted_numbers_are_bracketed(names: dict[str, str], text: str) -> None:
    assert render(a - b, "text", names) == text


def test_substituted_negative_base() -> None:
    assert render(a**2 * b, "text", {"a": "-3", "b": "-1"}) == "(-3) ** 2 * (-1)"
    assert render(square(a), "text", {"a": "-3"}) == "(-3)²"


def test_numbers_of_numpy_become_numbers_of_python() -> None:
    expr = np.float64(0.5) * a + np.int64(2) - np.float32(0.25) + True
    assert repr(expr) == "0.5 * a + 2 - 0.25 + 1"
    assert wrap(Fraction(1, 4)) == Const(0.25)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "2", None, [1.0], 1j])
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(SettingError, match="symbols and finite numbers"):
        wrap(value)


def test_an_expression_has_no_truth_value() -> None:
    with pytest.raises(TypeError, match="where"):
        bool(a > 0)


def test_symbols_come_in_order_of_appearance() -> None:
    assert symbols(b * a + tanh(b) - c) == ("b", "a", "c")


def test_substitution_replaces_symbols_only() -> None:
    assert repr(substitute(a * b + 1, {"a": b - 1})) == "(b - 1) * b + 1"


def test_what_is_no_expression_is_refused() -> None:
    with pytest.raises(TypeError, match="not an expression"):
        render("a", "text")  # type: ignore[arg-type]
    assert isinstance(Call("neg", (a,)), Expr)
