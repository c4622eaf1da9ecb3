"""A split loses nothing, repeats, and keeps the classes' shares."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassnet.data import load, one_hot, split_indices
from glassnet.errors import DataError, SettingError
from glassnet.executors import random
from glassnet.executors.random import Stream


@given(
    st.lists(st.integers(0, 4), min_size=2, max_size=60),
    st.floats(0.01, 0.99),
    st.integers(0, 2**32 - 1),
    st.booleans(),
)
def test_every_example_is_in_one_part(
    labels: list[int], fraction: float, seed: int, stratify: bool
) -> None:
    Y = np.array(labels)
    counts = np.bincount(Y)
    if stratify and counts.max() < 2:
        return
    train, held = split_indices(Y, fraction, seed, stratify)
    assert np.array_equal(np.sort(np.concatenate([train, held])), np.arange(len(Y)))
    assert (np.diff(train) > 0).all()
    assert (np.diff(held) > 0).all()
    assert len(train) > 0
    assert len(held) > 0
    if not stratify:
        assert len(held) == min(max(int(len(Y) * fraction + 0.5), 1), len(Y) - 1)
        return
    for label in np.flatnonzero(counts > 1):
        share = (Y[held] == label).sum()
        assert 1 <= share < counts[label]
        assert abs(share - counts[label] * fraction) <= 2


def test_digits_keep_their_shares() -> None:
    _, Y = load("digits")
    train, held = split_indices(Y, 0.2, 0, stratify=True)
    assert len(held) == 359
    assert len(train) == 1438
    assert (abs(np.bincount(Y[held]) - np.bincount(Y) * 0.2) < 1).all()


def test_it_is_the_sort_of_the_split_stream() -> None:
    draws = random.bits64(7, Stream.SPLIT, 0, 50)
    _, held = split_indices(np.zeros(50), 0.3, seed=7)
    assert np.array_equal(held, np.sort(np.argsort(draws, kind="stable")[:15]))


def test_seed_decides() -> None:
    _, Y = load("digits")
    first, again = (split_indices(Y, 0.2, 5)[1] for _ in range(2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, split_indices(Y, 0.2, 6)[1])


def test_labels_a_column_and_one_hot_rows_are_split_alike() -> None:
    _, Y = load("digits")
    splits = [split_indices(form, 0.2, 1, True)[1] for form in (Y, Y[:, None], one_hot(Y, 10))]
    assert np.array_equal(splits[0], splits[1])
    assert np.array_equal(splits[0], splits[2])


@pytest.mark.parametrize("fraction", [0, 1, -0.1, 1.5, float("nan"), "0.2", None, 0.0, 1.0])
def test_fractions_that_leave_nothing(fraction: object) -> None:
    with pytest.raises(SettingError):
        split_indices(np.zeros(10), fraction)  # type: ignore[arg-type]


@pytest.mark.parametrize("m", [0, 1])
def test_too_few(m: int) -> None:
    with pytest.raises(DataError):
        split_indices(np.zeros(m), 0.5)
    with pytest.raises(DataError):
        split_indices(np.arange(5), 0.5, stratify=True)
