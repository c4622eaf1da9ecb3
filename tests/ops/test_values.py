"""Ops give the numbers of their textbooks, also where a naive formula would overflow."""

import math
from typing import Any

import numpy as np
import pytest

from glassnet.core.builder import Builder
from glassnet.core.op import lookup, registered
from glassnet.executors import reference

Z = np.array([-2.0, -0.5, 0.0, 0.5, 3.0])


def apply(name: str, *inputs: Any, dtype: str = "float64") -> Any:
    b = Builder(dtype)
    feeds = {f"in_{i}": np.asarray(value, dtype=float) for i, value in enumerate(inputs)}
    given = tuple(b.input(each, value.shape, "data") for each, value in feeds.items())
    b.add("out", lookup(name).bind({}), given, "forward")
    return reference.run(b.finish(), feeds)["out"]


def normal_cdf_by_tanh(z: float) -> float:
    return (1 + math.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3))) / 2


ACTIVATIONS = {
    "identity": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "relu": lambda z: max(z, 0),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "elu": lambda z: z if z > 0 else math.exp(z) - 1,
    "selu": lambda z: 1.0507009873554805 * (z if z > 0 else 1.6732632423543772 * (math.exp(z) - 1)),
    "softplus": lambda z: math.log(1 + math.exp(z)),
    "gelu": lambda z: z * normal_cdf_by_tanh(z),
    "silu": lambda z: z / (1 + math.exp(-z)),
    "step": lambda z: 1.0 if z > 0 else 0.0,
}
LOSSES = {
    "squared_error": lambda o, t: (o - t) ** 2,
    "absolute_error": lambda o, t: abs(o - t),
    "smooth_l1": lambda o, t: (o - t) ** 2 / 2 if abs(o - t) < 1 else abs(o - t) - 0.5,
    "hinge": lambda o, t: max(0.0, 1 - (1 if t == 1 else -1) * o),
    "binary_cross_entropy": lambda o, t: -math.log(o if t == 1 else 1 - o),
    "categorical_cross_entropy": lambda o, t: -t * math.log(o),
    "negative_log_likelihood": lambda o, t: -t * o,
    "sigmoid_cross_entropy": lambda z, t: math.log(1 + math.exp(-z if t == 1 else z)),
    "signed_error": lambda o, t: t - o,
}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activation(name: str) -> None:
    want = [ACTIVATIONS[name](z) for z in Z]
    assert np.allclose(apply(name, Z), want, rtol=1e-14, atol=1e-16)


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("target", [0.0, 1.0])
def test_error_of_one_output(name: str, target: float) -> None:
    outputs = np.array([0.05, 0.5, 0.9, 0.25])
    want = [LOSSES[name](o, target) for o in outputs]
    assert np.allclose(apply(name, outputs, np.full(4, target)), want, rtol=1e-14, atol=1e-16)


def test_the_third_tutorials_probability() -> None:
    """S3: a dog that is seen with probability 0.88 costs 0.128."""
    assert round(float(apply("categorical_cross_entropy", 0.88, 1.0)), 3) == 0.128


def test_the_correct_bracketing_of_cross_entropy() -> None:
    """The third tutorial's brackets give 0 where the truth was called impossible."""
    assert round(float(apply("binary_cross_entropy", 0.99, 0.0)), 3) == 4.605


@pytest.mark.parametrize("layout", ["", "_columns"])
def test_softmax(layout: str) -> None:
    z = np.array([[1.0, 2.0, 3.0], [1000.0, 1000.0, 0.0], [-1000.0, 0.0, 1000.0]])
    turn = (lambda a: a.T) if layout else (lambda a: a)
    got = turn(apply(f"softmax{layout}", turn(z)))
    first = np.exp([1.0, 2.0, 3.0])
    assert np.allclose(got[0], first / first.sum(), rtol=1e-15)
    assert got[1].tolist() == [0.5, 0.5, 0.0]
    assert got[2].tolist() == [0.0, 0.0, 1.0]
    logs = turn(apply(f"log_softmax{layout}", turn(z)))
    assert np.allclose(logs[0], np.log(first / first.sum()), rtol=1e-15)
    assert logs[2].tolist() == [-2000.0, -1000.0, 0.0]
    t = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [1.0, 0.0, 0.0]])
    errors = turn(apply(f"softmax_cross_entropy{layout}", turn(z), turn(t))).sum(axis=1)
    assert np.allclose(errors, [-np.log(first[1] / first.sum()), np.log(2), 2000.0], rtol=1e-15)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_far_out_numbers_stay_exact(dtype: str) -> None:
    far = [-800.0, 800.0]
    assert apply("sigmoid", far, dtype=dtype).tolist() == [0.0, 1.0]
    assert apply("softplus", far, dtype=dtype).tolist() == [0.0, 800.0]
    assert apply("sigmoid_cross_entropy", far, [1.0, 0.0], dtype=dtype).tolist() == [800.0, 800.0]
    assert apply("sigmoid_cross_entropy", far, [0.0, 1.0], dtype=dtype).tolist() == [0.0, 0.0]
    assert apply("elu", far, dtype=dtype).tolist() == [-1.0, 800.0]
    assert apply("silu", far, dtype=dtype).tolist() == [0.0, 800.0]
    assert apply("gelu", far, dtype=dtype).tolist() == [0.0, 800.0]
    assert apply("tanh", far, dtype=dtype).tolist() == [-1.0, 1.0]


@pytest.mark.parametrize("name", ["relu", "leaky_relu", "elu", "sigmoid", "softplus", "tanh"])
def test_nan_passes_on(name: str) -> None:
    assert np.isnan(apply(name, [np.nan]))


def test_products() -> None:
    a, b = np.arange(6.0).reshape(2, 3), np.arange(12.0).reshape(3, 4)
    bias = np.array([1.0, 2.0, 3.0, 4.0])
    assert np.array_equal(apply("matmul", a, b), a @ b)
    assert np.array_equal(apply("matmul_tn", a.T, b), a @ b)
    assert np.array_equal(apply("matmul_nt", a, b.T), a @ b)
    assert np.array_equal(apply("linear", a, b, bias), a @ b + bias)
    assert np.array_equal(apply("linear_columns", b.T, a.T, bias[:, None]), (a @ b + bias).T)
    assert np.array_equal(apply("sum_rows", a), [3.0, 5.0, 7.0])
    assert np.array_equal(apply("sum_columns", a), [[3.0], [12.0]])


def test_update_steps() -> None:
    """Each by hand, once."""
    w, g, lr = 1.0, 0.5, 0.1
    assert apply("sgd_step", w, g, lr) == 0.95
    assert apply("momentum_velocity", 2.0, g) == 0.9 * 2.0 + 0.5
    assert apply("nesterov_step", w, g, 2.0, lr) == w - lr * (g + 0.9 * 2.0)
    assert apply("square_sum", 2.0, g) == 2.25
    assert apply("scaled_step", w, g, 4.0, lr) == w - lr * g / (2.0 + 1e-8)
    assert apply("running_mean", 2.0, g) == 0.9 * 2.0 + (1 - 0.9) * g
    assert apply("running_square", 2.0, g) == 0.99 * 2.0 + (1 - 0.99) * g**2
    first = apply("adam_step", w, (1 - 0.9) * g, (1 - 0.999) * g**2, lr, 1.0)
    assert math.isclose(first, w - lr, rel_tol=1e-8)  # Adam's first step has the length lr
    decayed = apply("adamw_step", w, 0.0, 1.0, lr, 1.0)
    assert decayed == w * (1 - lr * 0.01)
    assert apply("clip_value", [-3.0, 0.5, 3.0], 1.0).tolist() == [-1.0, 0.5, 1.0]
    assert apply("clip_norm", 3.0, 5.0, 10.0) == 3.0
    assert math.isclose(apply("clip_norm", 3.0, 5.0, 1.0), 0.6, rel_tol=1e-6)
    assert apply("dropout", [1.0, 2.0], [0.0, 2.0]).tolist() == [0.0, 4.0]


@pytest.mark.parametrize("name", [n for n in registered() if "_gradient_" not in n])
def test_docstring_says_formula_source_use_and_what_to_watch(name: str) -> None:
    doc = registered()[name].doc
    for word in ("Formula:", "Source:", "Use:", "Watch:"):
        assert word in doc, f"{name} has no {word}"
    assert doc.split("\n")[0].endswith(".")
