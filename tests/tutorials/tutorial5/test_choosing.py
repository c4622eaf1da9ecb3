import numpy as np

from glassnet.tutorials.blocks import Table
from glassnet.tutorials.tutorial5.choosing import (
    ACTIVATIONS,
    DEEP,
    HELD_BACK,
    SHALLOW,
    held_back_accuracy,
    split,
    tried,
    which_one,
)


def loss(hidden: tuple[int, ...], activation: str) -> float:
    return float(tried(hidden, activation).history["loss"][-1])


def test_what_the_text_says_of_the_four() -> None:
    """Each comparison in the paragraph below the table."""
    for hidden in (SHALLOW, DEEP):
        assert loss(hidden, "tanh") < loss(hidden, "sigmoid")
        sides = [held_back_accuracy(tried(hidden, name)) for name in ("tanh", "sigmoid")]
        assert sides[0] > sides[1]
        assert 0 < loss(hidden, "leaky_relu") - loss(hidden, "relu") < 0.03
    assert 0 < loss(SHALLOW, "sigmoid") - loss(SHALLOW, "relu") < 0.03
    assert loss(SHALLOW, "tanh") < loss(SHALLOW, "relu") - 0.05
    run = tried(DEEP, "sigmoid")
    assert abs(run.history["loss"][-1] - np.log(2)) < 0.01
    assert loss(DEEP, "tanh") <= loss(DEEP, "relu") < 0.3


def test_held_back_points_are_not_trained_on() -> None:
    (kept, _), (held, labels) = split()
    assert len(held) == len(labels) == HELD_BACK
    assert not {tuple(x) for x in kept} & {tuple(x) for x in held}


def test_table_has_all_four() -> None:
    table = next(block for block in which_one().blocks if isinstance(block, Table))
    assert [row[0] for row in table.rows] == list(ACTIVATIONS)
