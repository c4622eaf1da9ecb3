"""Arrays from NumPy's own writers come back as they were."""

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from glassnet.data import Dataset, open_dataset
from glassnet.data.npy_format import read_npy
from glassnet.data.npz_format import names_in, read_npz
from glassnet.errors import GlassnetError

DTYPES = ["f8", ">f8", "f4", ">f4", "f2", "i8", ">i4", "i2", "i1", "u8", "u4", ">u2", "u1", "?"]
TABLE = np.array([[0.5, 2, 0], [1.5, 3, 1], [2.5, 4, 0], [3.5, 5, 1]])


def saved(folder: Path, **arrays_: object) -> Path:
    path = folder / "data.npz"
    np.savez(path, **arrays_)  # type: ignore[arg-type]
    return path


@given(st.data())
def test_read_npy_reads_what_numpy_wrote(data: st.DataObject) -> None:
    dtype = data.draw(st.sampled_from([*DTYPES, "U3", ">U2", "S4"]))
    array = data.draw(arrays.arrays(dtype, arrays.array_shapes(max_dims=4, max_side=5)))
    stream = io.BytesIO()
    np.save(stream, array if data.draw(st.booleans()) else np.asfortranarray(array))
    size = stream.tell()
    stream.seek(0)
    values = read_npy(stream, size, size, "here")
    assert values.dtype == array.dtype.newbyteorder("=")
    assert values.flags.c_contiguous
    assert values.flags.writeable
    np.testing.assert_array_equal(values, array)


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_read_npz(save: object, tmp_path: Path) -> None:
    path = tmp_path / "data.npz"
    save(path, first=TABLE, second=np.arange(5))  # type: ignore[operator]
    assert names_in(path) == ("first", "second")
    assert np.array_equal(read_npz(path, "first"), TABLE)
    assert np.array_equal(read_npz(path, "second"), np.arange(5))
    with pytest.raises(GlassnetError, match="not in the file"):
        read_npz(path, "third")


@pytest.mark.parametrize("name", ["data.npy", "data.npz"])
def test_a_table(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    np.save(path, TABLE) if name == "data.npy" else np.savez(path, TABLE)
    table = open_dataset(path)
    assert table.X.tolist() == TABLE[:, :2].tolist()
    assert table.Y.tolist() == [0, 1, 0, 1]
    assert table.classes == ("0", "1")
    other = open_dataset(path, target=0)
    assert other.X.tolist() == TABLE[:, 1:].tolist()
    assert other.Y.tolist() == TABLE[:, :1].tolist()
    assert other.task == "regression"
    with pytest.raises(GlassnetError, match="column"):
        open_dataset(path, target=3)


@pytest.mark.parametrize(
    ("inputs", "targets"),
    [("X", "Y"), ("X", "y"), ("x", "y"), ("features", "labels"), ("data", "target")],
)
def test_names_of_inputs_and_targets(inputs: str, targets: str, tmp_path: Path) -> None:
    path = saved(tmp_path, **{inputs: TABLE, targets: np.array([3, 1, 1, 3]), "extra": TABLE})
    found = open_dataset(path)
    assert np.array_equal(found.X, TABLE)
    assert found.Y.tolist() == [1, 0, 0, 1]
    assert found.classes == ("1", "3")


def pair(folder: Path, X: object, Y: object, **options: object) -> Dataset:
    return open_dataset(saved(folder, X=X, Y=Y), **options)


def test_forms_of_targets(tmp_path: Path) -> None:
    X = np.eye(4)
    assert pair(tmp_path, X, np.array(["b", "a", "b", "b "])).classes == ("a", "b")
    assert pair(tmp_path, X, np.array([b"b", b"a", b"b", b"b"])).Y.tolist() == [1, 0, 1, 1]
    assert pair(tmp_path, X, np.array([True, False, True, True])).Y.tolist() == [1, 0, 1, 1]
    one_hot = np.array([[0, 1, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]])
    assert pair(tmp_path, X, one_hot).Y.tolist() == [1, 0, 1, 2]
    assert pair(tmp_path, X, one_hot, task="regression").Y.shape == (4, 3)
    assert pair(tmp_path, X, one_hot * 0.5).task == "regression"
    assert pair(tmp_path, X, np.array([[0], [1], [1], [0]])).Y.shape == (4,)
    assert pair(tmp_path, X, np.array([0.5, 1, 2, 3])).Y.shape == (4, 1)
    with pytest.raises(GlassnetError, match="one-hot"):
        pair(tmp_path, X, one_hot * 0.5, task="classification")
    with pytest.raises(GlassnetError, match="regression"):
        pair(tmp_path, X, np.array(["b", "a", "b", "b"]), task="regression")


def test_pictures(tmp_path: Path) -> None:
    pictures = np.arange(24, dtype=np.uint8).reshape(4, 2, 3)
    found = pair(tmp_path, pictures, np.array([0, 1, 0, 1]))
    assert found.image_shape == (2, 3)
    assert found.X.dtype == np.float64
    assert np.array_equal(found.X, pictures.reshape(4, 6))
    assert found.features[-1] == "pixel_1_2"
    assert found.scale == "minmax"
    assert pair(tmp_path, np.arange(4.0), np.arange(4) + 0.5).X.shape == (4, 1)


def test_parts(tmp_path: Path) -> None:
    Y = np.array([0, 1, 0, 1])
    path = saved(tmp_path, x_train=TABLE, y_train=Y, x_test=TABLE[:2], y_test=Y[:2])
    assert len(open_dataset(path, part="train")) == 4
    assert len(open_dataset(path, part="test")) == 2
    with pytest.raises(GlassnetError, match="x_train"):
        open_dataset(path)
    with pytest.raises(GlassnetError):
        open_dataset(path, part="none")


def test_a_file_cannot_run_a_program(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (lambda_that_fails, ("loaded",))

    path = tmp_path / "trap.npy"
    np.save(path, np.array([Trap()], dtype=object), allow_pickle=True)
    with pytest.raises(GlassnetError, match="could run a program"):
        open_dataset(path)


def lambda_that_fails(text: str) -> None:
    raise AssertionError(text)
