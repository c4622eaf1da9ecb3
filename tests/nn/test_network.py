"""Networks as frozen descriptions, and the derivations that they are lowered to."""

import dataclasses
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from glassnet.errors import SettingError, UnknownNameError
from glassnet.nn.layers import Dense, Dropout
from glassnet.nn.losses import L2, BinaryCrossEntropy, NegativeLogLikelihood, SquaredError
from glassnet.nn.lower import lower
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD, Clip


def shown(network: Network, *phases: str, **settings: Any) -> list[str]:
    derivation = network.derive(4, **settings)
    return [str(e) for e in derivation.equations if not phases or e.phase in phases]


def test_sizes_and_params() -> None:
    net = Network(2, [Dense(3, "tanh"), Dropout(0.5), Dense(1, bias=False)])
    assert net.sizes == (2, 3, 1)
    assert net.outputs == 1
    assert net.param_shapes() == {"W1": (2, 3), "b1": (3,), "W2": (3, 1)}
    assert net.param_count == 12
    assert net.has_dropout
    assert net.dropouts() == {1: 0.5}
    assert len(net.dense) == 2


def test_two_dropouts_in_a_row_keep_what_both_keep() -> None:
    net = Network(2, [Dense(3), Dropout(0.5), Dropout(0.2), Dense(1)])
    assert net.dropouts() == {1: pytest.approx(0.6)}


def test_dropout_of_rate_0_is_none() -> None:
    net = Network(2, [Dense(3), Dropout(0.0), Dense(1)])
    assert not net.has_dropout
    assert net.dropouts() == {}


def test_equal_descriptions_are_equal_and_frozen() -> None:
    made = [Network(2, [Dense(3, "relu"), Dense(1)], "mse", L2(0.1)) for _ in range(2)]
    assert made[0] == made[1]
    assert hash(made[0]) == hash(made[1])
    with pytest.raises(dataclasses.FrozenInstanceError):
        made[0].inputs = 3  # type: ignore[misc]


def test_one_layer_needs_no_list() -> None:
    assert Network(2, Dense(1)) == Network(2, [Dense(1)])


@pytest.mark.parametrize("inputs", [0, -1, 2.0, "2", None])
def test_inputs(inputs: Any) -> None:
    with pytest.raises(SettingError, match=r"inputs (must be a whole number|is too small)"):
        Network(inputs, [Dense(1)])


@pytest.mark.parametrize(
    ("layers", "says"),
    [
        ([], "needs a Dense layer at its end"),
        ([Dense(2), Dropout(0.1)], "needs a Dense layer at its end"),
        ([Dropout(0.1), Dense(2)], "needs a Dense layer before it"),
        ([3, 1], "a network is made of layers"),
        ("relu", "a network is made of layers"),
        (3, "a network is made of layers"),
        ([Dense(3), Dense], "a network is made of layers"),
        ([Dense(1, "softmax")], "always the same number"),
    ],
)
def test_stacks_that_make_no_network(layers: Any, says: str) -> None:
    with pytest.raises(SettingError, match=says) as caught:
        Network(2, layers)
    assert caught.value.fix


def test_negative_log_likelihood_needs_logarithms() -> None:
    with pytest.raises(SettingError, match="needs outputs from -inf to 0") as caught:
        Network(2, [Dense(3, "softmax")], NegativeLogLikelihood())
    assert caught.value.expected == "Dense(3, 'log_softmax')"
    Network(2, [Dense(3, "log_softmax")], "nll")


@pytest.mark.parametrize("activation", ["identity", "tanh", "relu", "log_softmax"])
def test_cross_entropies_need_probabilities(activation: str) -> None:
    for loss in ("binary_cross_entropy", "categorical_cross_entropy"):
        with pytest.raises(SettingError, match=f"{loss} needs outputs from 0 to 1") as caught:
            Network(2, [Dense(3, activation)], loss)
        assert caught.value.expected == "Dense(3, 'sigmoid') | Dense(3, 'softmax')"


def test_stable_pairs() -> None:
    """Rows A2 = softmax(Z2), L = softmax_cross_entropy(Z2, Y), dZ2 = (A2 - Y) / m, no dA2."""
    net = Network(2, [Dense(3), Dense(2, "softmax")], "cross_entropy")
    rows = shown(net)
    assert rows[3:6] == [
        "A2 = softmax(Z2)", "L = sum(softmax_cross_entropy(Z2, Y)) / m", "dZ2 = (A2 - Y) / m",
    ]  # fmt: skip
    columns = shown(net, layout="columns")
    assert columns[4] == "L = sum(softmax_cross_entropy_columns(Z2, Y)) / m"
    assert columns[5] == "dZ2 = (A2 - Y) / m"
    assert "dA2" not in net.derive(4).variables()


def test_textbook_rows_on_request() -> None:
    net = Network(2, [Dense(1, "sigmoid")], BinaryCrossEntropy(stable=False))
    assert shown(net, "loss", "backward")[:3] == [
        "L = sum(-(Y * log(A1) + (1 - Y) * log(1 - A1))) / m",
        "dA1 = (A1 - Y) / (A1 * (1 - A1)) / m",
        "dZ1 = dA1 * A1 * (1 - A1)",
    ]


@pytest.mark.parametrize(
    ("loss", "row", "slope"),
    [
        (SquaredError(), "L = sum((A1 - Y)²) / m", "dA1 = 2 * (A1 - Y) / m"),
        (SquaredError(0.5), "L = 0.5 * sum((A1 - Y)²) / m", "dA1 = (A1 - Y) / m"),
        (SquaredError(reduction="sum"), "L = sum((A1 - Y)²)", "dA1 = 2 * (A1 - Y)"),
        (SquaredError(reduction="mean_all"), "L = sum((A1 - Y)²) / (m * 2)",
         "dA1 = 2 * (A1 - Y) / (2 * m)"),
    ],
)  # fmt: skip
def test_conventions(loss: SquaredError, row: str, slope: str) -> None:
    rows = shown(Network(2, [Dense(2)], loss), "loss", "backward")
    assert rows[:2] == [row, slope]


def test_sample_weights() -> None:
    rows = shown(Network(2, [Dense(2)]), "loss", "backward", weighted=True)
    assert rows[:2] == ["L = sum(s * (A1 - Y)²) / m", "dA1 = 2 * s * (A1 - Y) / m"]
    net = Network(2, [Dense(2, "softmax")], "cross_entropy")
    assert "dZ1 = s * (A1 - Y) / m" in shown(net, weighted=True)


def test_dropout_rows_only_when_it_is_on() -> None:
    net = Network(2, [Dense(3, "relu"), Dropout(0.5), Dense(1)])
    on = shown(net, dropout=True)
    assert on[1:4] == ["A1 = relu(Z1)", "A1_drop = A1 * D1", "Z2 = A1_drop @ W2 + b2"]
    assert "dA1 = dA1_drop * D1" in on
    assert not any("drop" in row or "D1" in row for row in shown(net))
    assert net.derive(4, dropout=True).names("mask") == ("D1",)


def test_clipping_is_rows() -> None:
    rows = shown(Network(2, [Dense(1)]), "update", optimizer=SGD(), clip=Clip(value=0.5))
    assert rows == [
        "dW1_clipped = min(max(dW1, -clip_value), clip_value)",
        "db1_clipped = min(max(db1, -clip_value), clip_value)",
        "W1_new = W1 - lr * dW1_clipped",
        "b1_new = b1 - lr * db1_clipped",
    ]
    both = shown(Network(2, [Dense(1, bias=False)]), "update", clip=Clip(1.0, 0.5))
    assert both == [
        "g_norm = sqrt(sum(dW1²))",
        "dW1_scaled = dW1 * min(clip_norm / (g_norm + 1e-06), 1)",
        "dW1_clipped = min(max(dW1_scaled, -clip_value), clip_value)",
    ]
    assert shown(Network(2, [Dense(1)]), "update", clip=Clip()) == []


def test_numbers_of_a_run_are_inputs_and_no_literals() -> None:
    net = Network(2, [Dense(1)], penalty=L2(0.1, per="data"))
    derivation = net.derive(4, "adam", clip=Clip(1.0))
    assert derivation.names("scalar") == ("m", "n_data", "clip_norm", "lr", "t")


def test_the_same_question_gives_the_same_object() -> None:
    net = Network(2, [Dense(1)])
    assert net.derive(4) is Network(2, [Dense(1)]).derive(4)
    assert net.derive(4) is not net.derive(3)
    assert net.derive(4, "sgd") is net.derive(4, SGD())


def test_extents() -> None:
    net = Network(2, [Dense(3, "tanh"), Dense(1)])
    forward = lower(net, 4, extent="forward")
    assert {e.phase for e in forward.equations} == {"forward"}
    assert forward.outputs == {"prediction": "A2"}
    assert "Y" not in forward.variables()
    assert {e.phase for e in lower(net, 4, extent="loss").equations} == {"forward", "loss"}
    numeric = lower(net, 4, optimizer="sgd", gradient="numeric")
    assert numeric.names("gradient") == ("dW1", "db1", "dW2", "db2")
    assert numeric.phase("backward") == ()


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"batch_size": 0}, "batch_size is too small"),
        ({"layout": "rwos"}, "unknown layout 'rwos'"),
        ({"dtype": "float16"}, "unknown dtype 'float16'"),
        ({"optimizer": "sdg"}, "unknown optimizer 'sdg'"),
        ({"optimizer": 0.1}, "unknown optimizer '0.1'"),
        ({"clip": 1.0}, "this must be a Clip"),
        ({"layout": None}, "unknown layout 'None'"),
        ({"dtype": int}, "unknown dtype 'int'"),
    ],
)
def test_wrong_settings(settings: dict[str, Any], says: str) -> None:
    with pytest.raises((SettingError, UnknownNameError), match=says):
        Network(2, [Dense(1)]).derive(**settings)


def test_types_of_numpy_are_as_good() -> None:
    net = Network(2, [Dense(1)])
    assert net.derive(4, dtype=np.float32) is net.derive(4, dtype="float32")
    assert net.derive(np.int64(4), dtype=np.dtype("float64")) is net.derive(4)


def test_descriptions_need_no_numpy() -> None:
    code = (
        "import sys, glassnet.nn.network, glassnet.nn.lower, glassnet.nn.schedules\n"
        "assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
