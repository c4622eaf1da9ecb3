"""Computing a step again from one value on."""

import numpy as np
import pytest

from glassnet.diagnosis.rerun import Rerun
from glassnet.executors import reference
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.losses import L2
from glassnet.nn.network import Network

X, Y = [[0.0, 1.0], [1.0, 1.0]], [0, 1]
MODEL = Model(Network(2, [Dense(3, "relu"), Dense(2, "softmax")], "cross_entropy", L2(0.1)), seed=1)


@pytest.mark.parametrize("name", ["W1", "b1", "A0", "Z1", "A1", "Z2", "L_penalty"])
def test_the_same_value_gives_the_same_loss(name: str) -> None:
    step = MODEL.explain(X, Y)
    with reference.session():
        rerun = Rerun(step, name)
        assert rerun(rerun.start)[0] == step["L"]
        assert {row.out.name for row in rerun.rows} <= set(step)


def test_another_weight_gives_the_loss_of_that_model() -> None:
    other = MODEL.copy()
    other.params["W1"][0, 1] = 7.0
    with reference.session():
        found = Rerun(MODEL.explain(X, Y), "W1")(other.params["W1"])[0]
    assert found == other.explain(X, Y)["L"]


def test_a_value_behind_the_target_changes_nothing() -> None:
    step = MODEL.explain(X, Y)
    with reference.session():
        rerun = Rerun(step, "A2")  # the stable pair goes from Z2 to L
        assert rerun.rows == ()
        assert rerun(rerun.start + 1)[0] == step["L"]


def test_only_the_rows_that_are_to_see_a_change_see_it() -> None:
    step = MODEL.explain(X, Y)
    weight = step["W1"] + 1.0
    with reference.session():
        alone = Rerun(step, "W1", readers={"L_penalty"})(weight)[0]
    weights = np.sum(weight**2) + np.sum(step["W2"] ** 2)
    assert alone == pytest.approx(step["L_data"] + 0.05 * weights)


def test_smooth_rows_and_kinks() -> None:
    step = MODEL.explain(X, Y)
    assert Rerun(step, "Z2").smooth
    assert not Rerun(step, "Z1").smooth
    with reference.session():
        rerun = Rerun(step, "Z1", kinks=True)
        here, there = rerun(rerun.start)[1], rerun(-rerun.start)[1]
    assert here != there
