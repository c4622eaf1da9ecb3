"""Which states are kept, and that their number stays small."""

import numpy as np
import pytest

from glassnet.training import checkpoints as checkpoints_module
from glassnet.training.checkpoints import MOST, Checkpoints
from glassnet.training.rates import Rates
from training.samples import xor_run


@pytest.mark.parametrize("most", [MOST, 5, 4])
def test_ever_longer_distances_and_never_too_many(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(checkpoints_module, "MOST", most)
    checkpoints = Checkpoints({"W1": np.zeros(3)}, every=1)
    for step in range(1, 20_001):
        if checkpoints.due(step):
            checkpoints.keep(step, {"W1": np.full(3, float(step))})
            assert step in checkpoints.states
        assert len(checkpoints.states) <= most
    kept = sorted(checkpoints.states)
    assert kept[0] == 0
    gaps = np.diff([*kept, 20_000])
    assert gaps.max() <= checkpoints.every <= 20_000 / (most / 2 - 1)
    assert all(np.all(state["W1"] == step) for step, state in checkpoints.states.items())
    assert checkpoints.before(0) == 0
    assert checkpoints.before(kept[-1]) == kept[-1]
    assert checkpoints.before(kept[-1] - 1) == kept[-2]


def test_large_states_are_kept_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints_module, "BUDGET", 800)
    for numbers, most in ((1, MOST), (10, 10), (1000, 4)):
        assert Checkpoints({"W1": np.zeros(numbers)}, every=1).most == most


def test_a_kept_state_is_nobody_else_s() -> None:
    array = np.zeros(2)
    checkpoints = Checkpoints({"W1": array}, every=1)
    checkpoints.keep(1, {"W1": array})
    array[:] = 9
    assert checkpoints.states[0]["W1"].tolist() == checkpoints.states[1]["W1"].tolist() == [0, 0]


def test_the_end_is_kept_and_nothing_after_it() -> None:
    checkpoints = Checkpoints({"W1": np.zeros(1)}, every=2)
    for step in (2, 4, 6):
        checkpoints.keep(step, {"W1": np.ones(1)})
    checkpoints.end(5, {"W1": np.full(1, 5.0)})
    assert sorted(checkpoints.states) == [0, 2, 4, 5]


@pytest.mark.parametrize("every", [1, 7, 100_000])
def test_distances_between_checkpoints_do_not_change_the_past(every: int) -> None:
    whole = xor_run(epochs=200, batch_size=3)
    other = xor_run(epochs=200, batch_size=3, checkpoint_every=every)
    for k in (0, 1, 199, 399, 400):
        assert np.array_equal(whole.at(k).params["W1"], other.at(k).params["W1"])


def test_rates_are_kept_as_changes() -> None:
    rates = Rates()
    values = [0.1] * 5 + [0.05] * 3 + [0.1]
    for value in values:
        rates.append(value)
    assert rates.changes() == [(0, 0.1), (5, 0.05), (8, 0.1)]
    again = Rates(rates.changes(), len(rates))
    assert [again[epoch] for epoch in range(9)] == values
    for epoch in (-1, 9):
        with pytest.raises(IndexError):
            again[epoch]


@pytest.mark.parametrize(
    ("changes", "epochs"),
    [
        ([], 3),
        ([(1, 0.1)], 3),
        ([(0, 0.1), (3, 0.2)], 3),
        ([(0, 0.1), (0, 0.2)], 3),
        ([(0, 0.1), (2, 0.2), (1, 0.3)], 3),
        ([(0, 0.1)], 0),
    ],
)
def test_changes_that_cannot_be(changes: list[tuple[int, float]], epochs: int) -> None:
    with pytest.raises(ValueError, match="learning rate"):
        Rates(changes, epochs)


def test_rates_for_a_billion_epochs_take_no_room() -> None:
    rates = Rates([(0, 0.1)], 10**9)
    assert rates[10**9 - 1] == 0.1
