"""Ops that a user adds at run time: everything follows, and every law holds for them too."""

from collections.abc import Iterator

import numpy as np
import pytest
from cases import elementwise_values, structured_values
from network_laws import gradient_law, layout_law
from op_laws import (
    complex_law,
    kink_law,
    mechanical_law,
    range_law,
    shape_law,
    single_law,
)
from op_laws import (
    gradient_law as op_gradient_law,
)
from random_networks import Draw

import glassnet as gn
from glassnet.core.op import Op, edition, forget, lookup, registered
from glassnet.core.rows import definition
from glassnet.errors import SettingError, UnknownNameError
from glassnet.nn.lower import lower
from glassnet.nn.network import Network


@pytest.fixture(autouse=True)
def only_built_in_ops() -> Iterator[None]:
    before = registered()
    yield
    for name in registered().keys() - before.keys():
        forget(name)


def bump() -> Op:
    return gn.elementwise("bump", "z", lambda z: gn.math.exp(-gn.math.square(z)), low=0.0, high=1.0)


def bent() -> Op:
    """A kink, a constant, and a slope that is left to be derived."""
    return gn.elementwise(
        "bent", "z", lambda z, a: gn.math.where(z > 0, z, a * z) * gn.math.sqrt(a),
        params={"a": 0.25}, kinks=((lambda z: z, (0.0,), 0.125),),
    )  # fmt: skip


def centred() -> Op:
    """Each example less its mean: mixes the numbers of one example."""
    return gn.structured(
        "centred", "z", shape=lookup("softmax").shape,
        numpy="{z} - np.mean({z}, axis=1, keepdims=True)",
        gradients={"z": "{dy} - np.mean({dy}, axis=1, keepdims=True)"}, columns="centred_columns",
    )  # fmt: skip


def centred_columns() -> Op:
    return gn.structured(
        "centred_columns", "z", shape=lookup("softmax").shape,
        numpy="{z} - np.mean({z}, axis=0, keepdims=True)",
        gradients={"z": "{dy} - np.mean({dy}, axis=0, keepdims=True)"},
    )  # fmt: skip


def network(activation: str, seed: int = 5) -> Draw:
    layers = [gn.Dense(4, activation), gn.Dense(3, activation), gn.Dense(1)]
    return Draw(seed, Network(3, layers), 5, False, False, None, None)


@pytest.mark.parametrize("make", [bump, bent])
def test_elementwise_op_obeys_every_law(make: object) -> None:
    op = make().bind({})  # type: ignore[operator]
    for seed in range(30):
        values = elementwise_values(op, (7, 3), seed)
        op_gradient_law(op, values, seed)
        complex_law(op, values, seed)
        mechanical_law(op, values)
        single_law(op, values, seed)
        range_law(op, values)
    kink_law(op)


@pytest.mark.parametrize("make", [centred, centred_columns])
def test_structured_op_obeys_every_law(make: object) -> None:
    op = make().bind({})  # type: ignore[operator]
    for seed in range(10):
        values = structured_values(op, (3, 7, 2), seed)
        op_gradient_law(op, values, seed)
        single_law(op, values, seed)
    shape_law(op)


@pytest.mark.parametrize("name", ["bump", "bent", "centred"])
@pytest.mark.parametrize("layout", ["rows", "columns"])
def test_added_op_is_an_activation(name: str, layout: str) -> None:
    for make in (bump, bent, centred, centred_columns):
        make()
    checked, _skipped = gradient_law(network(name), layout)  # type: ignore[arg-type]
    assert checked >= 30
    layout_law(network(name))


def test_text_numpy_slope_and_backward_rows() -> None:
    op = bump()
    assert definition(op) == "def bump(z):\n    return np.exp(-z ** 2)"
    derivation = Network(2, [gn.Dense(3, "bump"), gn.Dense(1)]).derive(4, "adam")
    shown = str(derivation)
    assert "A1 = bump(Z1)" in shown
    assert "dZ1 = -2 * dA1 * exp(-Z1²) * Z1" in shown or "dZ1 = -(" in shown
    assert "where  bump(z) = exp(-z²)" in shown
    model = gn.Model(Network(2, [gn.Dense(3, "bump"), gn.Dense(1)]), dtype="float32")
    step = model.explain([[0.0, 1.0]], [1.0], optimizer="adam")
    assert {np.asarray(value).dtype for value in step.values()} == {np.dtype("float32")}


def test_constant_of_an_added_op_keeps_float32() -> None:
    """np.sqrt(0.25) alone is float64; the printed line types it."""
    op = bent().bind({})
    assert definition(op) is not None
    assert "np.sqrt(f(0.25))" in str(definition(op))


def test_structured_rows() -> None:
    centred()
    derivation = Network(2, [gn.Dense(3, "centred"), gn.Dense(1)]).derive(4)
    assert "A1 = Z1 - mean(Z1, axis=1, keepdims=True)" in str(derivation)
    assert "dZ1 = dA1 - mean(dA1, axis=1, keepdims=True)" in str(derivation)


def test_gradient_code_may_leave_out_its_input() -> None:
    """The gradient has the input's shape, even if only dy and a weight stand in its code."""
    gn.structured(
        "halves", "z", shape=lambda z: (z[0], z[1] // 2), numpy="{z}[:, ::2]",
        gradients={"z": "np.repeat({dy}, 2, axis=1) * np.array([1, 0] * {dy}.shape[1])"},
    )  # fmt: skip
    op = lookup("halves").bind({})
    values = {"z": np.random.default_rng(0).standard_normal((3, 4))}
    op_gradient_law(op, values, 0)


def test_columns_need_a_column_form() -> None:
    gn.structured(
        "lonely", "z", shape=lookup("softmax").shape, numpy="{z} - np.mean({z}, axis=1)[:, None]",
        gradients={"z": "{dy} - np.mean({dy}, axis=1)[:, None]"},
    )  # fmt: skip
    net = Network(2, [gn.Dense(3, "lonely"), gn.Dense(1)])
    net.derive(4)
    with pytest.raises(SettingError, match="lonely has no form for examples as columns"):
        net.derive(4, layout="columns")


@pytest.mark.parametrize(
    "name", ["softmax_columns", "log_softmax_columns", "sum_rows", "sum_columns", "l2", "dropout",
             "squared_error", "sgd_step", "softmax_gradient_z"],
)  # fmt: skip
def test_ops_that_are_no_activations(name: str) -> None:
    with pytest.raises(UnknownNameError, match="unknown activation"):
        gn.Dense(3, name)


def test_unknown_activation_knows_added_ones() -> None:
    bump()
    with pytest.raises(UnknownNameError) as caught:
        gn.Dense(3, "bmup")
    assert caught.value.fix == "Did you mean 'bump'?"
    with pytest.raises(UnknownNameError) as caught:
        gn.Dense(3, "sigmod")
    assert caught.value.fix == "Did you mean 'sigmoid'?"
    assert "softmax_columns" not in (caught.value.expected or "")


def test_a_forgotten_activation_is_unknown() -> None:
    bump()
    net = Network(2, [gn.Dense(3, "bump"), gn.Dense(1)])
    net.derive(4)
    forget("bump")
    with pytest.raises(UnknownNameError, match="unknown activation 'bump'"):
        net.derive(4)


def test_a_name_with_another_meaning_is_never_served_from_before() -> None:
    """Derivations, compiled rows and backward ops of the first meaning must not come back."""
    results = []
    for power in (1, 2, 3):
        gn.elementwise("wave", "z", lambda z, p: z**p, params={"p": power})
        net = Network(1, [gn.Dense(1, "wave", bias=False)])
        model = gn.Model(net, params={"W1": [[2.0]]})
        step = model.explain([[1.0]], [[0.0]])
        results.append((float(step["A1"][0, 0]), float(step["dZ1"][0, 0] / step["dA1"][0, 0])))
        assert model.predict([[1.0]])[0, 0] == 2.0**power
        assert net.derive(3) is net.derive(3)
        forget("wave")
    assert results == [(2.0, 1.0), (4.0, 4.0), (8.0, 12.0)]


def test_an_op_made_again_is_the_new_one_everywhere() -> None:
    """In a notebook a cell runs twice; the second meaning counts, for old networks too."""
    net = None
    for power in (2, 3):
        gn.elementwise("wave", "z", lambda z, p: z**p, params={"p": power})
        net = net or Network(1, [gn.Dense(1, "wave", bias=False)])
        model = gn.Model(net, params={"W1": [[2.0]]})
        step = model.explain([[1.0]], [[0.0]])
        assert model.predict([[1.0]]).tolist() == [[2.0**power]]
        assert step["dZ1"] == step["dA1"] * power * 2.0 ** (power - 1)


def test_a_structured_op_with_another_meaning_is_never_served_from_before() -> None:
    results = []
    for factor in ("2", "3"):
        gn.structured("scaled", "z", shape=lookup("softmax").shape, numpy=f"{factor} * {{z}}",
                      gradients={"z": f"{factor} * {{dy}}"})  # fmt: skip
        derivation = lower(Network(1, [gn.Dense(2, "scaled"), gn.Dense(1)]), 1)
        found = [str(e) for e in derivation.equations if e.out.name in ("A1", "dZ1")]
        results.append(found)
        forget("scaled")
    assert results == [["A1 = 2 * Z1", "dZ1 = 2 * dA1"], ["A1 = 3 * Z1", "dZ1 = 3 * dA1"]]
    assert edition() >= 2


def test_function_of_the_rows_does_not_hide_an_op() -> None:
    """There is an activation called step, and the rows stand in a function of another name."""
    model = gn.Model(
        Network(1, [gn.Dense(2, "step"), gn.Dense(1)]),
        params={"W1": [[1.0, -1.0]], "b1": [0.0, 0.0], "W2": [[1.0], [10.0]], "b2": [0.5]},
    )
    assert model.predict([[2.0], [-2.0], [0.0]]).ravel().tolist() == [1.5, 10.5, 0.5]
