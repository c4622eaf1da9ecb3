import math

import numpy as np
import pytest

from glassnet.nn.optimizers import SGD
from glassnet.tutorials.blocks import Table
from glassnet.tutorials.tutorial1.network import cloud, model, network
from glassnet.tutorials.tutorial1.published_step import (
    BATCH,
    HIDDEN,
    LEAST,
    LR,
    MILD,
    NO_NUMBER,
    STRENGTHS,
    trained,
    whole_training,
)


def test_first_weights_are_those_of_the_seed() -> None:
    rng = np.random.RandomState(2017)
    W1 = (2.0 * rng.random_sample((2, HIDDEN)) - 1.0) / np.sqrt(2)
    assert np.allclose(model(network(HIDDEN)).params["W1"], W1, rtol=1e-15)


def test_without_the_term_it_is_gradient_descent_on_summed_squares() -> None:
    """λ = 0: the same as the library's own training."""
    X, Y = cloud()
    one_hot = np.eye(2)[Y[:BATCH].astype(int).ravel()]
    net = network(HIDDEN, reduction="sum")
    run = model(net).train(X[:BATCH], one_hot, epochs=25, optimizer=SGD(LR))
    ours = trained(0.0, limit=25).loss
    assert ours == pytest.approx(float(run.history["loss"][24]) / BATCH, rel=1e-10)


def test_blows_up_in_proportion_to_the_strength() -> None:
    strong, weaker = (trained(strength).updates for strength in STRENGTHS)
    assert strong == 1162
    assert weaker / strong == pytest.approx(STRENGTHS[0] / STRENGTHS[1], rel=0.01)


def test_right_gradient_stays_finite() -> None:
    ended = trained(STRENGTHS[0], right=True, limit=2000)
    assert ended.updates == 2000
    assert math.isfinite(ended.loss)
    assert ended.lowest > 1000


def test_table_has_both_runs() -> None:
    table = whole_training()[1]
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == [f"{strength:g}" for strength in STRENGTHS]
    assert table.rows[0][2] == "1,162"


@pytest.mark.proof
def test_run_of_the_animation_as_it_is_quoted() -> None:
    ended = trained(MILD)
    assert (ended.lowest, ended.updates) == (LEAST, NO_NUMBER)
