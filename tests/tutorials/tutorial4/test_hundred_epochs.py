import doctest

import numpy as np
import pytest

from glassnet import presets
from glassnet.tutorials.blocks import Paragraph, Table
from glassnet.tutorials.tutorial4 import hundred_epochs as module
from glassnet.tutorials.tutorial4.hundred_epochs import (
    EPOCHS,
    FINAL,
    GOAL,
    X,
    cut,
    final_weights,
    first_epoch_at,
    hundred_epochs,
    network,
    prediction,
    trained,
    trainings,
)


def loss_by_hand(params: list[np.ndarray]) -> float:  # type: ignore[type-arg]
    """The tutorial's feed_forward, in its own order of operations."""
    W1, b1, W2, b2 = params
    hidden = 1 / (1 + np.exp(-(np.dot(X, W1) + b1)))
    return float(np.mean(np.square(np.dot(hidden, W2) + b2)))


def train_by_hand(epochs: int) -> tuple[list[np.ndarray], list[float]]:  # type: ignore[type-arg]
    """The tutorial's way: every parameter in turn plus 0.0001."""
    params = [presets.load("s3-13-weights").params[name] for name in ("W1", "b1", "W2", "b2")]
    losses = []
    for _ in range(epochs):
        losses.append(loss_by_hand(params))
        new = [p.copy() for p in params]
        for i, p in enumerate(params):
            for place in np.ndindex(p.shape):
                changed = [q.copy() for q in params]
                changed[i][place] += 0.0001
                new[i][place] -= 0.01 * (loss_by_hand(changed) - losses[-1]) / 0.0001
        params = new
    return params, losses


def test_network_has_thirteen_parameters() -> None:
    assert network().param_count == 13


def test_losses_of_the_tutorials_way() -> None:
    losses = trainings().numeric.history["loss"]
    shown = [round(float(losses[i]), 8) for i in (0, 1, 9, 49, 99)]
    assert shown == [0.33455011, 0.31207742, 0.17893548, 0.01095884, 0.00032757]


def test_another_writing_of_the_training_agrees() -> None:
    params, losses = train_by_hand(EPOCHS)
    run = trainings().numeric
    assert np.allclose(run.history["loss"][:EPOCHS], losses, rtol=1e-9, atol=0)
    model = run.at(EPOCHS)
    for name, value in zip(("W1", "b1", "W2", "b2"), params, strict=True):
        assert np.allclose(model.params[name], value, rtol=0, atol=1e-10)


def test_chain_rule_and_float32_end_a_little_elsewhere() -> None:
    runs = trainings()
    last = [float(run.history["loss"][EPOCHS - 1]) for run in runs.all()]
    assert round(last[0], 8) == 0.00032757
    # NOTE: the last digits of float32 differences depend on the machine's exp.
    assert last[1] == pytest.approx(3.277e-4, rel=2e-3)
    assert round(last[2], 8) == 0.00032619
    assert [round(prediction(run), 4) for run in runs.all()] == [-0.0175, -0.0175, -0.0174]


def test_goal_is_reached_in_epoch_117() -> None:
    for run in trainings().all():
        assert first_epoch_at(run, GOAL) == 117
        assert run.history["loss"][115] > GOAL >= run.history["loss"][116]


def test_final_weights() -> None:
    params = trainings().numeric.at(EPOCHS).params
    assert params["W1"].round(8).tolist() == [
        [0.01423899, -0.59078462, -0.27549581],
        [0.39883899, -0.52918462, 0.18640419],
    ]
    assert params["b1"].round(8).tolist() == [0.00553899, 0.55191538, -0.06599581]
    assert params["W2"].round(8).ravel().tolist() == [0.34751568, -0.0552978, 0.03760033]
    assert params["b2"].round(8).tolist() == [-0.22442418]


def test_page_lost_the_digits_of_every_number() -> None:
    table = next(block for block in final_weights().blocks if isinstance(block, Table))
    assert all(row[2] == row[3] for row in table.rows)
    assert sum(len(line) for lines in FINAL.values() for line in lines) == 13
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("value", ["10.5", "-2.25"])
def test_cut_keeps_nothing_of_a_larger_number(value: str) -> None:
    assert cut(value) == ("-" if value.startswith("-") else "")


def test_section_shows_printed_and_computed_side_by_side() -> None:
    table = next(block for block in hundred_epochs().blocks if isinstance(block, Table))
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["1"][:2] == ("0.33 左右 (body text)", "0.33455011")
    assert rows["1"][3] == "0.33455011"
    assert rows["100"][:2] == ("0.0001 左右 (body text)", "0.00032757")
    assert rows["117"][1] == "0.00009934"
    assert rows["ŷ"][:2] == ("-0.017 (body text), [[-0.0]]", "-0.01747451")
    last = hundred_epochs().blocks[-2]
    assert isinstance(last, Paragraph)
    for said in ("0.33455", "-0.0175", "0.00033", "epoch 117", "(-0.017)² = 0.000289"):
        assert said in last.text


def test_trainings_are_those_of_the_table_when_done_again() -> None:
    assert trained().history["loss"].tolist() == trainings().numeric.history["loss"].tolist()
