"""What is printed is what is computed: bit for bit, and line for line."""

import linecache
import re
import traceback
from typing import Any

import numpy as np
import pytest
from evaluator import evaluate
from hypothesis import given, settings
from hypothesis import strategies as st
from random_expressions import expressions, values
from random_networks import draw

from glassnet.core.expr import Call, Expr, walk
from glassnet.core.op import registered
from glassnet.core.printer import render, untyped
from glassnet.core.rows import row
from glassnet.executors import reference
from glassnet.nn.layers import Dense
from glassnet.nn.lower import lower
from glassnet.nn.network import Network

TYPES = {"float64": np.float64, "float32": np.float32}
TEXT_NAMES = {
    **{name: getattr(np, name) for name in ("exp", "expm1", "log", "log1p", "tanh", "sqrt")},
    **{name: getattr(np, name) for name in ("abs", "sign", "sum", "where")},
    "max": np.maximum,
    "min": np.minimum,
}
shapes = st.sampled_from([(), (1,), (5,), (3, 4)])


def bits(value: Any) -> tuple[str, tuple[int, ...], bytes]:
    """Type, shape and bits; one NaN is as good as another."""
    array = np.asarray(value)
    whole = np.where(np.isnan(array), np.abs(array.dtype.type(np.nan)), array)
    return str(array.dtype), array.shape, np.ascontiguousarray(whole).tobytes()


@given(expr=expressions, seed=st.integers(0, 2**32 - 1), shape=shapes)
@pytest.mark.parametrize("dtype", TYPES)
@settings(max_examples=400)
def test_numpy_text_means_the_tree(
    dtype: str, expr: Expr, seed: int, shape: tuple[int, ...]
) -> None:
    known = values(seed, dtype, shape)
    text = render(expr, "numpy")
    with np.errstate(all="ignore"):
        read = eval(text, {"np": np, "f": TYPES[dtype]}, dict(known))
    assert bits(read) == bits(evaluate(expr, known, TYPES[dtype])), text
    assert np.asarray(read).dtype == dtype, text


def _typed_in_numpy_only(expr: Expr) -> bool:
    """Whether the NumPy text gives a lone number a type that the readable text does not show."""
    calls = [node for node in walk(expr) if isinstance(node, Call)]
    lone = [all(map(untyped, n.args[n.atom == "where" :])) for n in calls]
    return untyped(expr) or any(lone)


@given(expr=expressions.filter(lambda e: not _typed_in_numpy_only(e)), seed=st.integers(0, 999))
@settings(max_examples=400)
def test_readable_text_means_the_tree(expr: Expr, seed: int) -> None:
    known = values(seed, "float64", (4,))
    text = render(expr, "text")
    with np.errstate(all="ignore"):
        read = eval(text.replace("²", " ** 2"), dict(TEXT_NAMES), dict(known))
    assert bits(read) == bits(evaluate(expr, known)), text


@given(expr=expressions)
def test_latex_has_balanced_brackets(expr: Expr) -> None:
    text = render(expr, "latex")
    plain = re.sub(r"\\(left|right)[()]", lambda m: m[0][-1], text)
    for left, right in ("{}", "()"):
        depth = 0
        for character in plain:
            depth += (character == left) - (character == right)
            assert depth >= 0, text
        assert depth == 0, text
    assert "²" not in text
    assert "**" not in text


@pytest.mark.parametrize("name", [n for n, op in registered().items() if op.meaning is not None])
def test_slopes_and_meanings_of_ops_survive_printing(name: str) -> None:
    op = registered()[name].bind({})
    symbols = [*op.inputs, "y", *op.companions]
    known = {each: np.array([0.3, 0.7, 0.9]) for each in symbols}
    for expr in (op.meaning, *op.slopes.values()):
        if expr is not None:
            read = eval(render(expr, "numpy"), {"np": np, "f": np.float64}, dict(known))
            assert bits(read) == bits(evaluate(expr, known))


def source_lines(source: str) -> list[str]:
    """The statements of the function that holds the rows."""
    body = source.rsplit(":\n", 1)[1].splitlines()
    return [line.strip() for line in body if not line.strip().startswith(("#", "return"))]


@pytest.mark.parametrize("seed", range(60))
def test_source_of_the_executor_is_the_rows(seed: int) -> None:
    network = draw(seed)
    for layout in ("rows", "columns"):
        derivation = network.derive(layout)
        rows = [row(equation, "numpy") for equation in derivation.equations]
        program = reference.Program(derivation)
        assert source_lines(program.source) == rows
        assert len(set(rows)) == len(rows)


class Faulty(np.ndarray[Any, Any]):
    """A number that fails in every arithmetic."""

    def __array_ufunc__(self, *args: Any, **settings: Any) -> Any:
        raise ArithmeticError("planted")


@pytest.mark.parametrize(("fed", "row_of"), [("A0", "Z1"), ("Y", "L"), ("lr", "W1_new")])
def test_traceback_shows_the_printed_line(fed: str, row_of: str) -> None:
    derivation = lower(Network(2, [Dense(3, "tanh"), Dense(1)]), 4, optimizer="sgd")
    line = row(derivation.equations[derivation.number(row_of) - 1], "numpy")
    feeds: dict[str, Any] = {var.name: np.ones(var.shape) for var in derivation.inputs}
    feeds[fed] = np.ones(feeds[fed].shape).view(Faulty)
    with pytest.raises(ArithmeticError, match="planted") as caught:
        reference.Program(derivation)(feeds)
    linecache.checkcache()
    shown = "".join(traceback.format_exception(caught.value)).splitlines()
    assert line in [text.strip() for text in shown]
