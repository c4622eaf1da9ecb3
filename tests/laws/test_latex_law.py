"""The LaTeX of an op says what its NumPy code computes; every op and every row has some."""

import re

import numpy as np
import pytest
from cases import elementwise_ops, elementwise_values
from evaluator import evaluate
from hypothesis import given, settings
from hypothesis import strategies as st
from latex_evaluator import evaluate_latex
from random_expressions import expressions, values
from random_networks import draw

from glassnet.core.expr import Call, Expr, walk
from glassnet.core.math_names import latex_name
from glassnet.core.op import registered
from glassnet.core.printer import render
from glassnet.core.rows import right_side


def _close(text: str, known: dict[str, np.ndarray], wanted: np.ndarray) -> None:
    read = evaluate_latex(text, known)
    np.testing.assert_allclose(read, wanted, rtol=1e-12, atol=1e-14, equal_nan=True, err_msg=text)


@pytest.mark.parametrize("name", elementwise_ops())
@pytest.mark.parametrize("singles", [True, False])
def test_latex_of_an_op_gives_its_numbers(name: str, singles: bool) -> None:
    op = registered()[name].bind({})
    known = elementwise_values(op, (200,), seed=3)
    numbers = {**known, "y": evaluate(op.meaning, known)}
    for symbol, (other, inputs) in op.companions.items():
        companion = registered()[other].bind({})
        inner = dict(zip(companion.inputs, (known[each] for each in inputs), strict=True))
        numbers[symbol] = evaluate(companion.meaning, inner)
    for expr in (op.meaning, *op.slopes.values()):
        if expr is not None:
            text = render(expr, "latex", singles=tuple(numbers) if singles else ())
            _close(text, numbers, evaluate(expr, numbers))


def _rounds_differently(expr: Expr) -> bool:
    """Whether LaTeX writes e^x - 1 and ln(1 + x), which lose digits that expm1 and log1p keep."""
    calls = (node for node in walk(expr) if isinstance(node, Call))
    return any(node.atom in ("expm1", "log1p") for node in calls)


@given(
    expr=expressions.filter(lambda e: not _rounds_differently(e)),
    seed=st.integers(0, 999),
    singles=st.booleans(),
)
@settings(max_examples=500, deadline=None)
def test_latex_means_the_tree(expr: Expr, seed: int, singles: bool) -> None:
    known = values(seed, "float64", (4,))
    text = render(expr, "latex", singles=tuple(known) if singles else ())
    read, wanted = evaluate_latex(text, known), evaluate(expr, known)
    np.testing.assert_allclose(read, wanted, rtol=1e-9, equal_nan=True, err_msg=text)


_CODE = re.compile(r"[*@]|\bnp\b|axis|keepdims|\.T\b|\btexttt\b")


@pytest.mark.parametrize("seed", range(40))
def test_every_row_of_a_random_network_is_mathematics(seed: int) -> None:
    network = draw(seed)
    for layout in ("rows", "columns"):
        derivation = network.derive(layout)
        for notation in ("glassnet", "course"):
            names = {name: latex_name(name, notation) for name in derivation.variables()}
            assert len(set(names.values())) == len(names)
            for equation in derivation:
                text = right_side(equation, "latex", names)
                assert not _CODE.search(text), text
                assert text.count("{") == text.count("}"), text
                assert text.count(r"\left") == text.count(r"\right"), text
                assert not re.search(r"\^\{[^{}]*\}\^|_\w_", text), text


def test_every_structured_op_has_latex_of_its_own() -> None:
    for name, op in registered().items():
        if op.meaning is None:
            assert not _CODE.search(op.templates["latex"]), name


def test_the_reader_reads_what_it_should() -> None:
    known = {"a": 3.0, "b": 2.0}
    for text, value in (
        (r"-a^{2}", -9.0),
        (r"a - b - 1", 0.0),
        (r"\frac{a}{b} \cdot 2", 3.0),
        (r"\begin{cases} a & b > 1 \\ 0 & \text{else} \end{cases}", 3.0),
        (r"1.5 \times 10^{-7} + 10^{-8}", 1.6e-7),
        (r"\left|b - a\right| \odot \max\left(a, b\right)", 3.0),
    ):
        assert evaluate_latex(text, known) == pytest.approx(value, rel=1e-15)
