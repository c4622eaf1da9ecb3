"""Labels become one-hot rows, or an error that names the row."""

import numpy as np
import pytest

from glassnet.data import check_finite, check_labels, one_hot
from glassnet.errors import DataError


def test_one_hot() -> None:
    rows = one_hot(np.array([2, 0, 1]), 3)
    assert rows.dtype == np.float64
    assert rows.tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]
    assert one_hot(np.array([], dtype=int), 3).shape == (0, 3)


@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.float64, np.bool_])
def test_whole_numbers_of_any_type(dtype: type) -> None:
    labels = check_labels(np.array([0, 1, 1], dtype=dtype), 2, "Y")
    assert labels.dtype == np.int64
    assert labels.tolist() == [0, 1, 1]


@pytest.mark.parametrize("value", [3, -1, 0.5, float("nan"), float("inf"), 255, 2**62])
def test_labels_outside_the_classes(value: float) -> None:
    with pytest.raises(DataError) as caught:
        one_hot(np.array([0, 1, value]), 3)
    assert "row 2" in (caught.value.where or "")
    assert caught.value.expected == "a whole number from 0 to 2"


@pytest.mark.parametrize("labels", [np.eye(3), np.array(["a"]), np.array([1j]), np.array(1)])
def test_what_is_no_list_of_labels(labels: np.ndarray) -> None:
    with pytest.raises(DataError, match="class numbers"):
        one_hot(labels, 3)


def test_check_finite_names_the_place() -> None:
    check_finite(np.eye(3), "X")
    check_finite(np.arange(3), "X")
    with pytest.raises(DataError, match=r"X, row 2 \(counted from 0\), column width"):
        check_finite(np.array([[1, 1], [1, 1], [1, np.nan]]), "X", ("height", "width"))
    with pytest.raises(DataError, match=r"row 1 \(counted from 0\), column 0"):
        check_finite(np.array([1, -np.inf]), "Y")
