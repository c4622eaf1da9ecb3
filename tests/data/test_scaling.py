"""Scaling does what its name says, can be undone, and never divides by zero."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from glassnet.data import KINDS, Scaler
from glassnet.errors import DataError, GlassnetError, SettingError, ShapeError

TABLES = arrays.arrays(
    np.float64,
    st.tuples(st.integers(1, 8), st.integers(1, 4)),
    elements=st.floats(-1e6, 1e6, allow_subnormal=False),
)
X = np.array([[0.0, 10.0, 5.0], [1.0, 20.0, 5.0], [4.0, 60.0, 5.0]])


def test_standard_has_mean_0_and_deviation_1() -> None:
    scaled = Scaler("standard").fit(X).apply(X)
    np.testing.assert_allclose(scaled[:, :2].mean(axis=0), 0, atol=1e-15)
    np.testing.assert_allclose(scaled[:, :2].std(axis=0), 1)
    assert scaled[:, 2].tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("kind", "low", "high"), [("minmax", 0, 1), ("symmetric", -1, 1), ("margin", 0.01, 0.99)]
)
def test_ranges(kind: str, low: float, high: float) -> None:
    scaled = Scaler(kind).fit(X).apply(X)
    np.testing.assert_allclose(scaled[:, :2].min(axis=0), low)
    np.testing.assert_allclose(scaled[:, :2].max(axis=0), high)
    assert scaled[:, 2].tolist() == [low, low, low]


def test_together_keeps_pixels_comparable() -> None:
    scaler = Scaler("minmax", together=True).fit(X)
    assert np.array_equal(scaler.apply(X), X / 60)
    bytes_ = np.array([[0, 255], [0, 51]], dtype=np.uint8)
    assert Scaler("minmax", together=True).fit(bytes_).apply(bytes_).tolist() == [[0, 1], [0, 0.2]]


def test_the_range_is_the_training_parts() -> None:
    scaler = Scaler("minmax").fit(X[:2])
    assert scaler.apply(X)[2].tolist() == [4, 5, 0]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_floats_keep_their_type_and_the_input_is_left_alone(kind: str, dtype: str) -> None:
    table = X.astype(dtype)
    before = table.copy()
    scaled = Scaler(kind).fit(table).apply(table)
    assert scaled.dtype == table.dtype
    scaled += 1
    assert np.array_equal(table, before)


@given(TABLES, st.sampled_from(KINDS), st.booleans())
def test_undo_gives_the_data_back(table: np.ndarray, kind: str, together: bool) -> None:
    scaler = Scaler(kind, together).fit(table)
    scaled = scaler.apply(table)
    assert np.isfinite(scaled).all()
    reach = abs(table).max() * 1e-13 + 1e-300
    np.testing.assert_allclose(scaler.undo(scaled), table, rtol=1e-12, atol=reach)


@given(TABLES, st.sampled_from(KINDS))
def test_a_saved_scaler_is_the_same_scaler(table: np.ndarray, kind: str) -> None:
    scaler = Scaler(kind).fit(table)
    assert Scaler.from_dict(json.loads(json.dumps(scaler.to_dict()))) == scaler


@pytest.mark.parametrize("value", [0.1, 1e-300, 1e300, 5e-324, -7.7])
@pytest.mark.parametrize("kind", KINDS)
def test_constant_columns(kind: str, value: float) -> None:
    table = np.full((7, 2), value)
    scaler = Scaler(kind).fit(table)
    low = scaler.limits[0]
    assert (scaler.apply(table) == (value if kind == "none" else low)).all()
    np.testing.assert_allclose(scaler.undo(scaler.apply(table)), table)


def test_columns_too_wide_to_be_measured() -> None:
    wide = np.array([[1.0, -1e308], [1.0, 1e308]])
    for kind in ("standard", "minmax"):
        with pytest.raises(DataError, match="column 1"):
            Scaler(kind).fit(wide)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_values_that_are_not_finite(bad: float) -> None:
    with pytest.raises(DataError, match="row 1") as caught:
        Scaler("minmax").fit(np.array([[1.0, 2.0], [3.0, bad]]))
    assert "column 1" in (caught.value.where or "")


def test_mistakes() -> None:
    with pytest.raises(SettingError, match="choice"):
        Scaler("standart")
    with pytest.raises(SettingError, match="fit"):
        Scaler("standard").apply(X)
    with pytest.raises(ShapeError):
        Scaler("standard").fit(X).apply(X[:, :2])
    with pytest.raises(ShapeError):
        Scaler("standard").fit(X[0])
    with pytest.raises(ShapeError):
        Scaler("standard").fit(X[:0])


@pytest.mark.parametrize(
    "change",
    [
        {"spread": [0.0, 1.0, 1.0]},
        {"spread": [-1.0, 1.0, 1.0]},
        {"spread": [1.0]},
        {"offset": [float("nan"), 0.0, 0.0]},
        {"offset": ["a", 0.0, 0.0]},
        {"offset": None},
        {"kind": "sideways"},
    ],
)
def test_saved_scalers_that_are_none(change: dict[str, object]) -> None:
    saved = Scaler("minmax").fit(X).to_dict()
    with pytest.raises(GlassnetError):
        Scaler.from_dict(saved | change)
    del saved["spread"]
    with pytest.raises(GlassnetError):
        Scaler.from_dict(saved)
