"""Steps: a mapping from names to numbers that says why a name is absent."""

from collections.abc import Mapping

import numpy as np
import pytest

from glassnet.errors import UnknownNameError
from glassnet.model import Model
from glassnet.nn.layers import Dense, Dropout
from glassnet.nn.losses import L2
from glassnet.nn.network import Network
from glassnet.nn.optimizers import Clip
from glassnet.step import Step

X, Y = [[0.0, 1.0], [1.0, 1.0]], [1, 0]


@pytest.fixture
def step() -> Step:
    network = Network(2, [Dense(3, "tanh"), Dropout(0.5), Dense(1, "sigmoid")], "bce")
    return Model(network).explain(X, Y)


def test_mapping(step: Step) -> None:
    assert isinstance(step, Mapping)
    assert list(step)[:3] == ["A0", "W1", "b1"]
    assert len(step) == len(list(step))
    assert "dW1" in step
    assert "dW9" not in step
    assert 3 not in step
    assert dict(step)["L"] == step["L"]
    assert step.get("dW9") is None


def test_x_is_another_name(step: Step) -> None:
    assert step["X"] is step["A0"]
    assert "X" in step


def test_every_row_and_input_has_its_number(step: Step) -> None:
    assert set(step) == set(step.derivation.variables())
    assert repr(step) == f"<Step of {len(step.derivation)} equations, L = {step['L']:.6g}>"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("W1_new", "pass optimizer=… to explain"),
        ("dW1_penalty", "this network has no penalty"),
        ("L_penalty", "this network has no penalty"),
        ("L_data", "L is the data loss itself"),
        ("dW1_clipped", "pass clip=… to explain"),
        ("A1_drop", "without seed="),
        ("D1", "without seed="),
        ("dA2", "goes straight to dZ2"),
        ("W1_velocity", "pass optimizer=… to explain"),
        ("lr", "pass optimizer=… to explain"),
        ("dX", "pass data_gradient=True to explain"),
        ("dA0", "pass data_gradient=True to explain"),
        ("dY", "the targets are given, so nothing needs their gradient"),
        ("dw1", "Did you mean 'dW1'?"),
        ("Z3", "Did you mean"),
    ],
)
def test_an_absent_name_says_why(step: Step, name: str, why: str) -> None:
    with pytest.raises(UnknownNameError, match=f"this step has no {name}") as caught:
        step[name]
    assert why in (caught.value.fix or "")
    assert "A0, W1, b1" in (caught.value.expected or "")


def test_gradient_of_the_data_on_request() -> None:
    model = Model(Network(2, [Dense(1)]), params={"W1": [[2.0], [3.0]], "b1": [0.0]})
    step = model.explain([[1.0, 1.0]], [[4.0]], data_gradient=True)
    assert step["dX"].tolist() == [[4.0, 6.0]]  # 2·(5 − 4)·W
    assert step["dX"] is step["dA0"]
    assert "dX" in step
    assert step.derivation.equations[-1].out.name == "dA0"
    plain = model.explain([[1.0, 1.0]], [[4.0]])
    assert all(np.array_equal(step[name], plain[name]) for name in plain)


def test_reasons_fit_the_step() -> None:
    """What a step has been asked for is never given as the reason."""
    network = Network(2, [Dense(3, "tanh"), Dense(1)], penalty=L2(0.1))
    step = Model(network).explain(X, [0.5, 1.0], optimizer="sgd", clip=Clip(1.0))
    for name, not_this in [
        ("b9_new", "optimizer"), ("b1_penalty", "no penalty"), ("W1_clipped", "clipping"),
    ]:  # fmt: skip
        with pytest.raises(UnknownNameError) as caught:
            step[name]
        assert not_this not in (caught.value.fix or ""), name


def test_no_key_error_for_the_user(step: Step) -> None:
    with pytest.raises(UnknownNameError):
        step["nothing at all"]
    assert np.isfinite(step["L"])


def test_a_step_is_a_record_that_nothing_changes() -> None:
    inputs = np.array(X)
    model = Model(Network(2, [Dense(1, "sigmoid")], "bce"))
    step = model.explain(inputs, Y)
    before = {name: np.array(value) for name, value in step.items()}
    inputs[:] = 7
    model.params["W1"][:] = 7
    for name, value in step.items():
        assert np.array_equal(value, before[name]), name
    with pytest.raises(ValueError, match="read-only"):
        step["W1"][:] = 5
    view = np.ones((4, 2))
    hidden = view[:2]
    hidden.flags.writeable = False
    own = Step(step.derivation, {**dict(step), "A0": hidden})
    view[:] = 9
    assert np.all(own["X"] == 1)
