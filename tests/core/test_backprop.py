"""The reverse sweep: fan-out, branches, what stops it, and the names of what it makes."""

import numpy as np
import pytest

from glassnet.core.backprop import ADD, backprop
from glassnet.core.builder import Builder
from glassnet.core.derivation import Var
from glassnet.core.expr import Const, Sym, square, total
from glassnet.core.op import Op, lookup
from glassnet.errors import SettingError, ShapeError
from glassnet.executors import reference
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.losses import L1, L2, SignedError
from glassnet.nn.network import Network

SQUARES = Op("squares", ("v",), meaning=total(square(Sym("v"))), slopes={"v": 2 * Sym("v")},
             called=False)  # fmt: skip
TIMES = Op("times", ("p", "q"), meaning=Sym("p") * Sym("q"),
           slopes={"p": Sym("q"), "q": Sym("p")}, called=False)  # fmt: skip


def rows(builder: Builder) -> list[str]:
    return [str(equation) for equation in builder.finish().phase("backward")]


def numeric(builder: Builder, at: dict[str, np.ndarray], name: str) -> np.ndarray:
    derivation = builder.finish()
    result = np.zeros(at[name].shape)
    for entry in np.ndindex(at[name].shape):
        losses = []
        for move in (1e-5, -1e-5):
            moved = {key: np.array(value) for key, value in at.items()}
            moved[name][entry] += move
            losses.append(float(reference.run(derivation, moved, ["L"])["L"]))
        result[entry] = (losses[0] - losses[1]) / 2e-5
    return result


def agrees(builder: Builder, *names: str) -> bool:
    """Whether the gradient rows are the numeric slopes of L."""
    rng = np.random.default_rng(0)
    at = {var.name: rng.standard_normal(var.shape) for var in builder.inputs}
    values = reference.run(builder.finish(), at)
    return all(np.allclose(values[f"d{n}"], numeric(builder, at, n), atol=1e-8) for n in names)


def matrix(b: Builder, name: str = "W1") -> Var:
    return b.input(name, (3, 3), "param")


def test_a_value_used_twice_gets_an_explicit_sum() -> None:
    b = Builder()
    w = matrix(b)
    z = b.add("Z1", lookup("matmul").bind({}), (w, w), "forward")
    loss = b.add("L", SQUARES, (z,), "loss")
    backprop(b, loss, (w,))
    assert rows(b) == [
        "dZ1 = 2 * Z1",
        "dW1_1 = W1.T @ dZ1",
        "dW1_2 = dZ1 @ W1.T",
        "dW1 = dW1_2 + dW1_1",
    ]
    assert agrees(b, "W1")


def test_three_uses_are_added_one_by_one() -> None:
    b = Builder()
    w = matrix(b)
    a = b.add("Z1", TIMES, (w, w), "forward")
    z = b.add("Z2", TIMES, (a, w), "forward")
    loss = b.add("L", SQUARES, (z,), "loss")
    backprop(b, loss, (w,))
    assert rows(b)[-2:] == ["dW1_sum1 = dW1_3 + dW1_2", "dW1 = dW1_sum1 + dW1_1"]
    assert agrees(b, "W1")


def test_an_activation_used_twice() -> None:
    b = Builder()
    w = matrix(b)
    a = b.add("A1", lookup("tanh").bind({}), (w,), "forward")
    z = b.add("Z2", TIMES, (a, a), "forward")
    loss = b.add("L", SQUARES, (z,), "loss")
    backprop(b, loss, (w,))
    assert "dA1 = dA1_2 + dA1_1" in rows(b)
    assert agrees(b, "W1")


def test_a_constant_gradient_beside_another_is_a_row_of_its_own() -> None:
    """L = S + S² has dS = 1 + 2·S; the 1 must not get lost."""
    b = Builder()
    w = matrix(b)
    s = b.add("S", SQUARES, (w,), "loss")
    r = b.add("R", Op("sq", ("v",), meaning=square(Sym("v")), slopes={"v": 2 * Sym("v")},
                      called=False), (s,), "loss")  # fmt: skip
    loss = b.add("L", ADD, (s, r), "loss")
    backprop(b, loss, (w,))
    assert "dS_1 = 1" in rows(b)
    assert agrees(b, "W1")


def test_a_sum_of_a_value_with_itself() -> None:
    b = Builder(dtype="float32")
    w = matrix(b)
    s = b.add("S", SQUARES, (w,), "loss")
    loss = b.add("L", ADD, (s, s), "loss")
    backprop(b, loss, (w,))
    values = reference.run(b.finish(), {"W1": np.ones((3, 3))})
    assert values["dS"] == 2
    assert {value.dtype for value in values.values()} == {np.dtype("float32")}


@pytest.mark.parametrize(
    ("penalty", "row"),
    [
        (L2(0.1), "dW1_penalty = 0.1 * W1"),
        (L2(0.1, factor=1.0), "dW1_penalty = 0.2 * W1"),
        (L1(0.1, per="batch"), "dW1_penalty = 0.1 * sign(W1) / m"),
        (L2(0.1, per="data"), "dW1_penalty = 0.1 * W1 / n_data"),
    ],
)
def test_penalty_is_a_branch_of_its_own(penalty: L1 | L2, row: str) -> None:
    derivation = Network(2, [Dense(2, "tanh"), Dense(1)], penalty=penalty).derive(3)
    shown = [str(equation) for equation in derivation.phase("backward")]
    assert row in shown
    assert "dW1_data = A0.T @ dZ1" in shown
    assert "dW1 = dW1_data + dW1_penalty" in shown
    assert "db1 = sum(dZ1, axis=0)" in shown
    origins = {e.out.name: (e.origin, e.branch) for e in derivation.phase("backward")}
    assert origins["dW1_penalty"] == ("L_penalty", "penalty")
    assert origins["dW1_data"] == ("Z1", "")
    assert origins["dW1"] == ("W1", "")


def test_penalised_biases_have_branches_too() -> None:
    derivation = Network(2, [Dense(1)], penalty=L2(0.1, biases=True)).derive(3)
    assert "db1 = db1_data + db1_penalty" in [str(e) for e in derivation.equations]


def test_each_backward_row_knows_its_origin_and_layer() -> None:
    derivation = Network(2, [Dense(3, "tanh"), Dense(1)]).derive(4)
    known = {e.out.name: (e.origin, e.out.layer) for e in derivation.phase("backward")}
    assert known == {
        "dA2": ("L", 2), "dZ2": ("A2", 2), "dW2": ("Z2", 2), "db2": ("Z2", 2), "dA1": ("Z2", 1),
        "dZ1": ("A1", 1), "dW1": ("Z1", 1), "db1": ("Z1", 1),
    }  # fmt: skip


def test_no_gradient_of_the_data_is_made() -> None:
    derivation = Network(2, [Dense(3, "tanh"), Dense(1)]).derive(4)
    assert not {"dA0", "dY"} & set(derivation.variables())


def test_step_activation_is_refused_with_the_reason() -> None:
    network = Network(2, [Dense(3, "step"), Dense(1)])
    with pytest.raises(SettingError, match="no useful slope: it is flat everywhere") as caught:
        network.derive(4)
    assert caught.value.where == "A1 = step(Z1)"
    assert caught.value.fix == "choose an op that has a useful slope"


def test_step_behind_no_weights_that_learn_is_fine() -> None:
    """What nothing trainable passes through needs no slope."""
    b = Builder()
    w, x = matrix(b), b.input("A0", (3, 3), "data")
    a = b.add("A1", lookup("step").bind({}), (x,), "forward")
    z = b.add("Z1", TIMES, (a, w), "forward")
    loss = b.add("L", SQUARES, (z,), "loss")
    assert set(backprop(b, loss, (w,))) == {"Z1", "W1"}


def test_signed_error_can_be_shown_but_not_trained_on() -> None:
    network = Network(2, [Dense(1)], loss=SignedError())
    shown = network.derive(4)
    assert str(shown.equations[-1]) == "L = sum(Y - A1) / m"
    model = Model(network, seed=0)
    assert "L" in model.explain([[1.0, 2.0]], [[0.0]])
    for gradient in ("backprop", "numeric"):
        before = model.params["W1"].copy()
        with pytest.raises(SettingError, match="errors of opposite sign cancel"):
            model.train([[1.0, 2.0]], [[0.0]], epochs=2, gradient=gradient)
        assert (model.params["W1"] == before).all()


def test_a_flat_slope_is_refused() -> None:
    flat = Op("sign_of", ("z",), meaning=Sym("z"), slopes={"z": Const(0)}, called=False)
    b = Builder()
    w = matrix(b)
    loss = b.add("L", SQUARES, (b.add("A1", flat, (w,), "forward"),), "loss")
    with pytest.raises(SettingError, match="sign_of is flat everywhere"):
        backprop(b, loss, (w,))


def test_a_spread_input_is_refused() -> None:
    """Adding a vector to each row of a table needs a sum in its gradient."""
    b = Builder()
    w, v = matrix(b), b.input("b1", (3,), "param")
    loss = b.add("L", SQUARES, (b.add("Z1", ADD, (w, v), "forward"),), "loss")
    with pytest.raises(ShapeError, match="db1 does not have the shape of b1") as caught:
        backprop(b, loss, (w, v))
    assert (caught.value.expected, caught.value.received) == ("(3,)", "(3, 3)")
    assert caught.value.where == "Z1 = W1 + b1"


def test_an_op_without_a_gradient_stops_nothing_that_needs_none() -> None:
    b = Builder()
    w, x = matrix(b), b.input("A0", (3, 3), "data")
    z = b.add("Z1", lookup("matmul_tn").bind({}), (x, x), "forward")
    loss = b.add("L", SQUARES, (b.add("Z2", TIMES, (z, w), "forward"),), "loss")
    backprop(b, loss, (w,))
    assert agrees(b, "W1")


def test_a_structured_loss_needs_an_incoming_gradient() -> None:
    b = Builder()
    z, t = b.input("Z1", (1, 1), "param"), b.input("Y", (1, 1), "data")
    loss = b.add("L", lookup("softmax_cross_entropy").bind({}), (z, t), "loss")
    with pytest.raises(SettingError, match="cannot be the last row of a loss"):
        backprop(b, loss, (z,))


def test_a_companion_that_no_row_has_yet_becomes_a_row() -> None:
    b = Builder()
    z, t = b.input("Z1", (2, 3), "param"), b.input("Y", (2, 3), "data")
    e = b.add("E", lookup("sigmoid_cross_entropy").bind({}), (z, t), "forward")
    loss = b.add("L", SQUARES, (e,), "loss")
    backprop(b, loss, (z,))
    assert rows(b) == [
        "dE = 2 * E",
        "Z1_sigmoid = sigmoid(Z1)",
        "dZ1 = dE * (Z1_sigmoid - Y)",
    ]
    assert agrees(b, "Z1")


def test_a_companion_that_a_row_has_is_used() -> None:
    derivation = Network(2, [Dense(1, "sigmoid")], "bce").derive(4)
    assert "dZ1 = (A1 - Y) / m" in [str(e) for e in derivation.equations]
    assert "Z1_sigmoid" not in derivation.variables()
