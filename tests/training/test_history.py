"""The history: its columns, its file, and what is made of a file that is none."""

from typing import Any

import numpy as np
import pytest

from glassnet.errors import FileFormatError, UnknownNameError
from glassnet.training.history import ALWAYS, MOST_ROWS, History, read_history
from training.samples import xor_run


def filled(rows: int, **more: float) -> History:
    history = History()
    for row in range(rows):
        values = {"epoch": row + 1.0, "step": 2.0 * row + 2, "loss": 1 / (row + 3)}
        history.append({**values, "data_loss": 0.1, "penalty": 0.0, "lr": 1e-3, **more})
    return history


def test_what_is_written_is_read() -> None:
    history = filled(50, val_loss=float("nan"), accuracy=0.5)
    again = read_history(history.text(), "history.csv")
    for name, column in history.columns().items():
        assert np.array_equal(again.columns()[name], column, equal_nan=True)
    assert list(again.columns()) == list(history.columns())


def test_counts_are_written_as_whole_numbers() -> None:
    assert filled(1).text().splitlines()[1].startswith("1,2,0.3333333333333333,")


@pytest.mark.parametrize("rows", [MOST_ROWS - 1, MOST_ROWS, MOST_ROWS + 1, 3 * MOST_ROWS + 7])
def test_a_long_history_is_thinned_evenly_and_ends_with_its_last_row(rows: int) -> None:
    history = filled(rows)
    lines = history.text().splitlines()[1:]
    assert len(lines) == min(rows, MOST_ROWS)
    epochs = np.array([int(line.split(",")[0]) for line in lines])
    assert epochs[0] == 1
    assert epochs[-1] == rows
    gaps = np.diff(epochs)
    assert gaps.min() >= 1
    assert gaps.max() - gaps.min() <= 1
    assert len(history) == rows


def test_an_empty_history_has_columns() -> None:
    history = History()
    assert len(history) == 0
    assert set(history.columns()) == set(ALWAYS)
    assert len(read_history(history.text(), "history.csv")) == 0


def test_rows_after_a_step_are_cut() -> None:
    history = filled(10)
    history.cut(7)
    assert history.columns()["step"].tolist() == [2, 4, 6]
    history.cut(0)
    assert len(history) == 0


def test_a_row_that_was_added_in_part_does_not_count() -> None:
    history = filled(3)
    history._columns["epoch"].append(4.0)
    assert len(history) == 3
    assert {len(column) for column in history.columns().values()} == {3}
    assert len(history.text().splitlines()) == 4


def test_columns_of_a_run_cannot_change_it() -> None:
    run = xor_run(epochs=3)
    run.history["loss"][:] = 0
    assert run.history["loss"].all()


HEAD = "epoch,step,loss,data_loss,penalty,lr"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("\n", 1),
        ("a,b\n1,2\n", 1),
        (HEAD.replace("loss", "lost") + "\n", 1),
        (HEAD + ",lr\n1,1,1,1,1,1,1\n", 1),
        (HEAD + ",__class__\n1,1,1,1,1,1,1\n", 1),
        (HEAD + "\n1,2,3\n", 2),
        (HEAD + "\n1,1,1,1,1,1\n2,x,1,1,1,1\n", 3),
        (HEAD + "\n1,1,1,1,1,1,9\n", 2),
        (HEAD + '\n"' + "9" * 200_000, 2),
        (HEAD + "\n1,1,1,1,1,\x00\n", 2),
    ],
    ids=range(11),
)
def test_a_file_that_is_no_history(text: str, line: int) -> None:
    with pytest.raises(FileFormatError) as caught:
        read_history(text, "runs/history.csv")
    assert caught.value.where == f"runs/history.csv, line {line}"
    assert caught.value.expected
    assert caught.value.received


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("accuracy", "record=['accuracy']"),
        ("grad_norm", "record=['grad_norm']"),
        ("val_loss", "validation=0.2"),
        ("los", "'loss'"),
        (3, ""),
    ],
)
def test_a_column_that_is_missing_says_how_to_get_it(name: Any, words: str) -> None:
    history = xor_run(epochs=2).history
    assert isinstance(history, dict)
    assert name not in history
    assert history.get(name) is None
    with pytest.raises(KeyError) as caught:
        history[name]
    assert isinstance(caught.value, UnknownNameError)
    assert words in str(caught.value.fix)
    assert "loss" in str(caught.value)
