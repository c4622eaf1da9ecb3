"""X and Y that cannot be trained on: one error that says where and what to do."""

from typing import Any

import numpy as np
import pytest

from glassnet.errors import GlassnetError, ShapeError
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from training.refusals import in_chinese
from training.samples import cloud_model, xor_run_with

# X and Y for 2 inputs and 3 classes that cannot be used, and words of the error.
BAD_DATA: list[tuple[Any, Any, str]] = [
    ([[1, 2, 3]], [0], "shape (m, 2)"),
    ([1, 2], [0], "[[…]]"),
    (np.ones((2, 5)), [0] * 5, "X.T"),
    (np.ones((4, 1, 2)), [0] * 4, "X.reshape(len(X), -1)"),
    (np.ones((0, 2)), [], "m at least 1"),
    ([[1, 2], [3]], [0, 1], "different lengths"),
    ([["a", "b"]], [0], "'a'"),
    ([[1, "2x"]], [0], "'2x'"),
    (np.array([[1, None]], dtype=object), [0], "None"),
    ([[1, 2], [3, np.nan]], [0, 1], "row 1 (counted from 0), column 1"),
    ([[1, 2], [np.inf, 4]], [0, 1], "inf"),
    ([[1 + 2j, 0]], [0], "(1+2j)"),
    (np.ma.masked_array([[1.0, 2.0]], [[True, False]]), [0], "masked"),
    (np.array([["2020-01-01", "2020-01-02"]], dtype="datetime64[D]"), [0], "2020"),
    (None, [0], "None"),
    ("abc", [0], "'abc'"),
    ([[1, 2]], [0, 1], "1 targets"),
    ([[1, 2]], 0, "1 targets"),
    ([[1, 2], [3, 4]], [[0, 1, 0]] * 3, "2 targets"),
    ([[1, 2], [3, 4]], [0, 3], "from 0 to 2"),
    ([[1, 2], [3, 4]], [1, -1], "from 0 to 2"),
    ([[1, 2], [3, 4]], [0.0, 1.0], "Y.astype(int)"),
    ([[1, 2], [3, 4]], [0.5, 1.0], "Dense(1)"),
    ([[1, 2], [3, 4]], [[0], [1]], "Y.ravel()"),
    ([[1, 2], [3, 4]], [[0, 1], [1, 0]], "Dense(2, 'softmax')"),
    ([[1, 2], [3, 4]], [[0.3, 1], [1, 0]], "3 outputs"),
    ([[1, 2], [3, 4]], [[1, 1, 0], [1, 0, 0]], "sum to 1"),
    ([[1, 2], [3, 4]], [[1.5, -0.5, 0], [1, 0, 0]], "at least 0"),
    ([[1, 2], [3, 4]], ["cat", "dog"], "'cat'"),
    ([[1, 2], [3, 4]], [0, np.nan], "finite"),
    ([[1, 2]] * 3, np.zeros((3, 3, 3)), "Y.reshape(len(Y), -1)"),
]


@pytest.mark.parametrize(("X", "Y", "words"), BAD_DATA, ids=lambda value: str(value)[:30])
def test_data_that_cannot_be_used(X: Any, Y: Any, words: str) -> None:
    model = cloud_model()
    before = {name: value.copy() for name, value in model.params.items()}
    for method in (model.train, model.explain):
        with pytest.raises(GlassnetError) as caught:
            method(X, Y)
        error = caught.value
        assert words in str(error), str(error)
        assert error.expected
        assert error.received
        assert error.where
        assert error.fix
    assert all(np.array_equal(model.params[name], before[name]) for name in before)


@pytest.mark.parametrize(("X", "words"), [(x, w) for x, y, w in BAD_DATA[:16]])
def test_inputs_that_cannot_be_predicted(X: Any, words: str) -> None:
    with pytest.raises(GlassnetError) as caught:
        cloud_model().predict(X)
    assert words in str(caught.value)


@pytest.mark.parametrize(("X", "Y"), [(X, Y) for X, Y, _words in BAD_DATA])
def test_bad_data_in_chinese(X: Any, Y: Any) -> None:
    in_chinese(lambda: cloud_model().train(X, Y))


def test_one_hot_for_one_output() -> None:
    with pytest.raises(ShapeError) as caught:
        xor_run_with(np.eye(2)[[0, 1, 1, 0]])
    assert "Dense(2, 'softmax')" in str(caught.value.fix)


@pytest.mark.parametrize(
    ("Y", "words"),
    [
        ([0, 1, 2, 0], "Dense(3, 'softmax')"),
        ([-1, 1, 1, -1], "(Y + 1) / 2"),
        ([0.5, 1.5, 0, 0], "squared"),
    ],
)
def test_targets_that_the_loss_cannot_mean(Y: Any, words: str) -> None:
    with pytest.raises(GlassnetError) as caught:
        xor_run_with(Y, "binary_cross_entropy")
    assert words in str(caught.value.fix)


def test_numbers_too_large_for_float32() -> None:
    model = Model(Network(1, [Dense(1)]), dtype="float32")
    for X, Y in (([[1e300]], [[1.0]]), ([[1.0]], [[-1e300]])):
        with pytest.raises(GlassnetError) as caught:
            model.train(X, Y, epochs=1)
        assert "float32" in caught.value.what
        assert "1e+300" in str(caught.value.received)
