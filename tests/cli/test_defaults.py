"""What is used where nothing is said: every built-in set is learned well."""

import pytest

from cli.calling import Caller
from glassnet.cli.blueprint import draw_up
from glassnet.cli.defaults import TABLE, for_file
from glassnet.data import names
from glassnet.nn.optimizers import SGD

# The least accuracy or R² on held-out examples (of all four points for XOR).
LEAST = {
    "xor": 1.0,
    "xor_cloud": 0.95,
    "moons": 0.97,
    "circles": 0.99,
    "spiral": 0.97,
    "blobs": 0.99,
    "gaussians": 0.99,
    "flower": 0.85,
    "plane": 0.99,
    "multi_gaussian": 0.98,
    "sine": 0.99,
    "digits": 0.97,
}


def test_every_set_has_a_row() -> None:
    assert set(TABLE) == set(names())
    assert set(LEAST) == set(names()) - {"mnist"}


@pytest.mark.parametrize("name", LEAST)
def test_is_learned_well(call: Caller, name: str) -> None:
    found = call("train", name, "--json").object
    part = found["validation"] or found["training"]
    assert part.get("accuracy", part.get("r2")) >= LEAST[name]


@pytest.mark.parametrize("examples", [2, 9, 10, 100, 5_000, 1_000_000])
@pytest.mark.parametrize("inputs", [1, 30, 5_000])
def test_settings_for_a_file_make_sense(examples: int, inputs: int) -> None:
    row = for_file(examples, inputs)
    assert 1 <= (row.batch_size or 0) <= max(1, examples // 2)
    assert 5 <= row.epochs <= 300
    assert (row.validation is None) == (examples < 10)


def test_what_is_said_goes_before_the_table() -> None:
    plan = draw_up("digits", {"optimizer": "sgd", "scale": "none", "validation": 0.0})
    assert plan.optimizer.name == "sgd"
    assert plan.optimizer.lr == SGD().lr  # the rate of the table is Adam's
    assert plan.prepared.scaler.kind == "none"
    assert plan.prepared.validation is None
    assert draw_up("digits", {"lr": 0.5}).optimizer.lr == 0.5


@pytest.mark.parametrize(
    ("name", "words", "layers", "loss"),
    [
        ("xor", {}, "4 tanh, 1 sigmoid", "binary_cross_entropy"),
        ("xor", {"layers": "3, 2"}, "3 relu, 2 softmax", "categorical_cross_entropy"),
        ("xor", {"layers": "3, 1 identity"}, "3 relu, 1 identity", "hinge"),
        ("xor", {"layers": "3, 1 tanh"}, "3 relu, 1 tanh", "squared_error"),
        ("blobs", {}, "8 relu, 3 softmax", "categorical_cross_entropy"),
        ("blobs", {"layers": "3 log_softmax"}, "3 log_softmax", "negative_log_likelihood"),
        ("sine", {}, "16 tanh, 1 identity", "squared_error"),
        ("sine", {"loss": "mae"}, "16 tanh, 1 identity", "absolute_error"),
    ],
)
def test_output_and_loss_follow_from_the_task(
    name: str, words: dict[str, str], layers: str, loss: str
) -> None:
    plan = draw_up(name, words)
    assert (plan.layers, plan.network.loss.op) == (layers, loss)
