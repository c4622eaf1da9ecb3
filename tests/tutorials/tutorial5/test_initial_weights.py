import math

import numpy as np

from glassnet.locales import set_language
from glassnet.tutorials.blocks import Lines, Table
from glassnet.tutorials.tutorial5.initial_weights import (
    drawn,
    equal_lines,
    rand_or_randn,
    symmetry,
    trials,
)
from glassnet.tutorials.tutorial5.network import RAND, RANDN, accuracy, flower


def test_with_tanh_and_zeros_nothing_but_b2_moves() -> None:
    X, Y = flower()
    whole, part = trials()[:2]
    for trial in (whole, part):
        params = trial.run.model.params
        assert not params["W1"].any()
        assert not params["b1"].any()
        assert not params["W2"].any()
    assert accuracy(whole.run, X, Y) == 0.5
    # a third of the 300 points is class 1: b2 goes to logit(1/3)
    assert math.isclose(part.run.model.params["b2"][0], math.log(1 / 2), rel_tol=1e-9)


def test_equal_units_stay_equal_to_the_last_bit() -> None:
    for trial in trials()[2:4]:
        assert trial.units.any()
        assert trial.apart == 0
        for k in (1, 10, 500, trial.run.steps):
            columns = trial.run.at(k).params["W1"].T
            assert all(np.array_equal(columns[0], other) for other in columns[1:])


def test_random_weights_come_apart_and_learn() -> None:
    X, Y = flower()
    for trial in trials()[4:]:
        assert trial.apart > 1
        assert accuracy(trial.run, X, Y) > 0.85 > accuracy(trials()[3].run, X, Y)


def test_three_equalities() -> None:
    lines = equal_lines()
    assert [(line.name, line.symbols) for line in lines] == [
        ("a_1^[1]", "a_2^[1]"), ("dz_1^[1]", "dz_2^[1]"), ("dW_1^[1]", "dW_2^[1]"),
    ]  # fmt: skip
    assert not any("but" in line.result for line in lines)
    assert all(float(line.result.split()[0]) for line in lines)


def test_two_draws() -> None:
    rand, randn = drawn(RAND), drawn(RANDN)
    assert (rand > 0).all()
    # 10,000 draws: a mean is known to a hundredth of the deviation
    assert abs(rand.mean() - 0.005) < 4 * 0.01 / math.sqrt(12) / 100
    assert abs(randn.mean()) < 4 * 0.01 / 100
    assert 0.45 < np.mean(randn > 0) < 0.55
    table = next(block for block in rand_or_randn().blocks if isinstance(block, Table))
    assert table.rows[0][-1] == "100%"


def test_names_follow_the_language_although_trainings_are_kept() -> None:
    english = next(block for block in symmetry().blocks if isinstance(block, Table))
    set_language("zh")
    chinese = next(block for block in symmetry().blocks if isinstance(block, Table))
    assert english.rows[1][1] == "all 0; 300 points"
    assert chinese.rows[1][1].isascii() is False
    assert any(isinstance(block, Lines) for block in symmetry().blocks)
