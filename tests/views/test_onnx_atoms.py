"""Atoms in ONNX mean what NumPy means by them, NaN, infinities and tiny numbers included."""

import itertools
from typing import Any

import numpy as np
import pytest

from glassnet.core.atoms import ATOMS
from glassnet.core.expr import Call, Sym
from glassnet.core.op import Op, registered
from glassnet.core.printer import render
from glassnet.core.rows import right_side

pytest.importorskip("onnx", reason="the package onnx is not installed")
pytest.importorskip("onnxruntime", reason="the package onnxruntime is not installed")

from onnx import TensorProto, helper, numpy_helper
from onnx_networks import session

from glassnet.core.derivation import Equation, Var
from glassnet.views.onnx.atoms import ATOMS_IN_ONNX
from glassnet.views.onnx.graph import Graph

TYPES = {"float64": TensorProto.DOUBLE, "float32": TensorProto.FLOAT}
CONDITIONS = {"gt": "Greater", "ge": "GreaterOrEqual", "lt": "Less", "le": "LessOrEqual"}
SPECIAL = [0.0, -0.0, 1e-30, -1e-30, 1e-9, -1e-9, 0.3, -0.3, 0.999, 1.0, -1.0, 1.001, 2.5, -7.0]
SPECIAL += [40.0, -40.0, 100.0, -100.0, 1e6, np.inf, -np.inf, np.nan]


def computed(op: Op, dtype: str, arrays: dict[str, Any]) -> Any:
    """What onnxruntime gives for one row of an op."""
    inputs = tuple(Var(name, arrays[name].shape, dtype=dtype) for name in op.inputs)
    graph = Graph(dtype)
    graph.add_row(Equation(Var("out", (), dtype=dtype), op, inputs, "forward"))
    nodes = [
        helper.make_node(node.operator, node.inputs, [node.output], node.name, **node.attributes)
        for node in graph.nodes
    ]
    body = helper.make_graph(
        nodes,
        "row",
        [helper.make_tensor_value_info(v.name, TYPES[dtype], v.shape) for v in inputs],
        [helper.make_tensor_value_info("out", TYPES[dtype], None)],
        [numpy_helper.from_array(value, name) for name, value in graph.constants.items()],
    )
    opsets = [helper.make_opsetid("", 18)]
    model = helper.make_model(body, opset_imports=opsets, ir_version=9)
    return session(model.SerializeToString()).run(None, arrays)[0]


def pairs(arity: int, dtype: str) -> list[Any]:
    """Special numbers in every combination, one array for each operand."""
    table = np.array(list(itertools.product(SPECIAL, repeat=arity)), dtype)
    return [np.ascontiguousarray(column) for column in table.T]


def test_every_atom_is_in_the_table() -> None:
    assert list(ATOMS_IN_ONNX) == list(ATOMS)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", [n for n in ATOMS if n not in CONDITIONS and n != "where"])
def test_an_atom(name: str, dtype: str) -> None:
    symbols = tuple("abc"[: ATOMS[name].arity])
    op = Op(name=name, inputs=symbols, meaning=Call(name, tuple(map(Sym, symbols))), called=False)
    arrays = dict(zip(symbols, pairs(len(symbols), dtype), strict=True))
    if name == "sum":
        arrays = {"a": np.linspace(-1, 1, 7, dtype=dtype).reshape(1, 7) ** 3 + 1}
    with np.errstate(all="ignore"):
        expected = eval(render(op.meaning, "numpy"), {"np": np}, arrays)
    found = computed(op, dtype, arrays)
    assert found.dtype == dtype
    np.testing.assert_allclose(found, expected, rtol=4 * np.finfo(dtype).eps * 2, atol=1e-44)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition(name: str, dtype: str) -> None:
    a, b = Sym("a"), Sym("b")
    meaning = Call("where", (Call(name, (a, b)), a, b))
    op = Op(name=name, inputs=("a", "b"), meaning=meaning, called=False)
    arrays = dict(zip("ab", pairs(2, dtype), strict=True))
    expected = eval(render(meaning, "numpy"), {"np": np}, arrays)
    assert np.array_equal(computed(op, dtype, arrays), expected, equal_nan=True)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", ["expm1", "log1p"])
def test_no_digits_are_lost_near_zero(name: str, dtype: str) -> None:
    op = Op(name=name, inputs=("a",), meaning=Call(name, (Sym("a"),)), called=False)
    rng = np.random.default_rng(7)
    size = 10.0 ** rng.uniform(-30, 0.4, 20_000)
    a = (size * rng.choice([-1, 1], size.size)).astype(dtype)
    a = a[a > -1]
    expected = getattr(np, name)(a.astype(np.longdouble))
    off = np.abs(computed(op, dtype, {"a": a}) - expected) / np.abs(expected)
    assert float(off.max()) <= 8 * np.finfo(dtype).eps


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", [name for name, op in registered().items() if op.onnx])
def test_the_text_of_an_op_means_what_its_numpy_code_means(name: str, dtype: str) -> None:
    op = registered()[name].bind({})
    rng = np.random.default_rng(3)
    sides = {"linear": [(6, 3), (3, 4), (4,)], "matmul": [(6, 3), (3, 4)]}.get(name, [(50, 4)])
    arrays = {
        each: (rng.normal(size=shape) * 3).astype(dtype)
        for each, shape in zip(op.inputs, sides, strict=True)
    }
    inputs = tuple(Var(each, arrays[each].shape) for each in op.inputs)
    code = right_side(Equation(Var("out", ()), op, inputs, "forward"), "numpy")
    namespace: dict[str, Any] = {"np": np}
    if op.define:
        exec(op.define, namespace)
    elif op.meaning is not None:
        code = render(op.meaning, "numpy")
    expected = eval(code, namespace, arrays)
    found = computed(op, dtype, arrays)
    np.testing.assert_allclose(found, expected, rtol=0, atol=100 * np.finfo(dtype).eps)
