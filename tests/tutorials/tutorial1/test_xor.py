import numpy as np
import pytest

from glassnet.locales import set_language, width
from glassnet.tutorials.blocks import Table
from glassnet.tutorials.tutorial1.network import cloud, model, network
from glassnet.tutorials.tutorial1.xor import (
    Trial,
    accuracy,
    ceiling,
    deviation,
    mirrored_cloud,
    panels,
    trials,
    without_biases,
)


def trial(hidden: int, bias: bool) -> Trial:
    return next(each for each in trials() if (each.hidden, each.bias) == (hidden, bias))


def test_fifty_units_with_biases_solve_it() -> None:
    large = trial(50, True)
    assert accuracy(large.run, *cloud()) == 1.0
    assert accuracy(large.mirrored, *mirrored_cloud()) == 1.0


def test_three_units_with_biases_beat_fifty_without() -> None:
    small, wide = trial(3, True), trial(50, False)
    assert accuracy(small.run, *cloud()) > 0.88 > accuracy(wide.run, *cloud())


@pytest.mark.parametrize("hidden", [3, 50])
def test_without_biases_the_mirrored_points_stay_below_the_ceiling(hidden: int) -> None:
    most = ceiling(mirrored_cloud()[1])
    assert round(most, 3) == 0.763
    assert accuracy(trial(hidden, False).mirrored, *mirrored_cloud()) <= most


@pytest.mark.parametrize("seed", range(20))
def test_ceiling_holds_for_any_weights(seed: int) -> None:
    """No network without biases exceeds it: random weights of any size."""
    rng = np.random.default_rng(seed)
    X, Y = mirrored_cloud()
    net = model(network(int(rng.integers(1, 60))))
    for name in net.params:
        net.params[name] = rng.normal(0, 10 ** rng.uniform(-1, 2), net.params[name].shape)
    right = np.mean(np.argmax(net.explain(X, Y)["Z2"], axis=1) == Y)
    assert right <= ceiling(Y) + 1e-12


def test_sum_over_mirror_images_is_constant_only_without_biases() -> None:
    assert deviation(trial(50, False).run) < 1e-13
    assert deviation(trial(50, True).run) > 0.1


def test_accuracy_counts_what_the_network_answers() -> None:
    run = trial(3, True).run
    X, Y = cloud()
    answers = np.argmax(run.model.predict(X), axis=1)
    assert accuracy(run, X, Y) == np.mean(answers == Y)
    assert accuracy(run, X, Y) == pytest.approx(run.evaluate(X, Y)["accuracy"])
    assert accuracy(run, X, Y, 10) != accuracy(run, X, Y)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_panels_stand_side_by_side(language: str) -> None:
    set_language(language)
    rows = panels(trial(3, False), (10, 100, 600))
    assert max(map(width, rows)) <= 78
    assert {row.count("┌") for row in rows} == {0, 3}
    share = accuracy(trial(3, False).run, *cloud(), 100)
    assert f"{share:.1%}" in rows[-2]


def test_loss_below_a_panel_is_that_of_the_drawn_network() -> None:
    found = trial(50, True)
    loss = float(found.run.at(30).explain(*cloud())["L"])
    assert f"{loss:.4f}" in panels(found, (30,))[-1]


def test_table_of_accuracies() -> None:
    table = without_biases().blocks[0]
    assert isinstance(table, Table)
    assert [row[:2] for row in table.rows] == [
        ("3", "without"),
        ("3", "with"),
        ("50", "without"),
        ("50", "with"),
    ]
    assert table.rows[3][2:] == ("100%", "100%")
