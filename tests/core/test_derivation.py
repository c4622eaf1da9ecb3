"""Derivations and the builder that collects them."""

import dataclasses

import pytest

from glassnet.core.builder import Builder
from glassnet.core.derivation import Derivation
from glassnet.core.op import lookup
from glassnet.errors import DerivationError, ShapeError
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.nn.optimizers import Momentum

TEXT = """\
given  A0 = X (4, 2), W1 (2, 1), b1 (1,), Y (4, 1), m, W1_velocity (2, 1),
       b1_velocity (1,), lr
forward
  1  Z1 = A0 @ W1 + b1                          (4, 1)
  2  A1 = sigmoid(Z1)                           (4, 1)
loss
  3  L = sum((A1 - Y)²) / m
backward
  4  dA1 = 2 * (A1 - Y) / m                     (4, 1)     from L
  5  dZ1 = dA1 * A1 * (1 - A1)                  (4, 1)     from A1
  6  dW1 = A0.T @ dZ1                           (2, 1)     from Z1
  7  db1 = sum(dZ1, axis=0)                     (1,)       from Z1
update
  8  W1_velocity_new = 0.9 * W1_velocity + dW1  (2, 1)
  9  W1_new = W1 - lr * W1_velocity_new         (2, 1)
 10  b1_velocity_new = 0.9 * b1_velocity + db1  (1,)
 11  b1_new = b1 - lr * b1_velocity_new         (1,)
where  sigmoid(z) = 1 / (1 + exp(-z))"""


@pytest.fixture
def derivation() -> Derivation:
    return Network(2, [Dense(1, "sigmoid")]).derive(4, Momentum(0.1))


def test_printed(derivation: Derivation) -> None:
    assert str(derivation) == TEXT


def test_printed_in_chinese(derivation: Derivation) -> None:
    from glassnet.locales import set_language

    set_language("zh")
    text = str(derivation)
    assert "Z1 = A0 @ W1 + b1" in text
    assert not {"given", "forward", "from", "where"} & set(text.replace("(", " ").split())


def test_sequence(derivation: Derivation) -> None:
    assert len(derivation) == 11
    assert [e.out.name for e in derivation][:3] == ["Z1", "A1", "L"]


def test_variables_and_names(derivation: Derivation) -> None:
    assert list(derivation.variables())[:4] == ["A0", "W1", "b1", "Y"]
    assert derivation.variables()["dW1"].shape == (2, 1)
    assert derivation.names("param") == ("W1", "b1")
    assert derivation.names("state") == ("W1_velocity", "b1_velocity")
    assert derivation.names("scalar") == ("m", "lr")
    assert derivation.names("mask") == ()


def test_row_numbers(derivation: Derivation) -> None:
    assert [derivation.number(n) for n in ("Z1", "dW1", "b1_new")] == [1, 6, 11]
    with pytest.raises(KeyError):
        derivation.number("W9")


def test_phases_outputs_updates(derivation: Derivation) -> None:
    assert [len(derivation.phase(p)) for p in ("forward", "loss", "backward", "update")] == [
        2, 1, 4, 4,
    ]  # fmt: skip
    assert derivation.outputs == {"prediction": "A1", "loss": "L"}
    assert derivation.updates["W1_velocity"] == "W1_velocity_new"
    assert derivation.updates["b1"] == "b1_new"


def test_params_of_a_row(derivation: Derivation) -> None:
    assert derivation.equations[7].params == {"momentum": 0.9}
    assert str(derivation.equations[7]) == "W1_velocity_new = 0.9 * W1_velocity + dW1"


def test_frozen(derivation: Derivation) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        derivation.dtype = "float32"  # type: ignore[misc]


def test_builder_works_out_shapes_and_takes_scalars_once() -> None:
    b = Builder("float32", "columns")
    x, w = b.input("A0", (2, 3), "data"), b.input("W1", (4, 2), "param", 1)
    z = b.add("Z1", lookup("matmul").bind({}), (w, x), "forward", layer=1)
    assert (z.shape, z.dtype, z.layer, z.role) == ((4, 3), "float32", 1, "value")
    assert b.scalar("lr") is b.scalar("lr")
    assert b.find("matmul", (w, x)) is z
    assert b.find("matmul", (x, w)) is None
    derivation = b.finish()
    assert (derivation.layout, derivation.dtype) == ("columns", "float32")
    assert [var.name for var in derivation.inputs] == ["A0", "W1", "lr"]


def test_builder_refuses_what_does_not_fit() -> None:
    b = Builder()
    x, w = b.input("A0", (2, 3), "data"), b.input("W1", (4, 2), "param")
    with pytest.raises(ShapeError, match="inner sizes") as caught:
        b.add("Z1", lookup("matmul").bind({}), (x, w), "forward")
    assert "Z1 = matmul(A0 (2, 3), W1 (4, 2))" in (caught.value.where or "")


def test_builder_binds_a_name_once() -> None:
    b = Builder()
    x = b.input("A0", (2, 3), "data")
    for _ in range(2):
        b.add("A1", lookup("tanh").bind({}), (x,), "forward")
    with pytest.raises(DerivationError, match="A1 is bound twice"):
        b.finish()
