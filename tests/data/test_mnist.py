"""MNIST is found where it may lie, and only the original is called MNIST."""

import os
from pathlib import Path

import bad_files
import numpy as np
import pytest

from glassnet.data import mnist, open_dataset, rebuild
from glassnet.data.idx_format import read_idx
from glassnet.errors import DataError, SettingError

ROOT = Path(__file__).resolve().parent.parent.parent
REAL = [Path(os.environ.get("GLASSNET_DATA", ROOT)), ROOT.parent / "shared" / "data" / "mnist"]
FOUND = [folder for folder in REAL if (folder / "train-images-idx3-ubyte.gz").exists()]
real = pytest.mark.skipif(not FOUND, reason="the MNIST files are not here")


@pytest.fixture(autouse=True)
def nothing_is_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GLASSNET_OFFLINE", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("GLASSNET_DATA", raising=False)


def place(folder: Path, zipped: bool = False, dotted: bool = False) -> Path:
    """Small files in MNIST's format."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (
        ("train-images-idx3-ubyte", bad_files.IMAGES),
        ("train-labels-idx1-ubyte", bad_files.LABELS),
    ):
        spelled = name.replace("-idx", ".idx") if dotted else name
        if zipped:
            bad_files.write(folder, f"{spelled}.gz", bad_files.packed(content))
        else:
            bad_files.write(folder, spelled, content)
    return folder


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("dotted", [False, True])
def test_small_files(zipped: bool, dotted: bool, tmp_path: Path) -> None:
    found = open_dataset("mnist", folder=place(tmp_path, zipped, dotted))
    assert found.X.tolist() == np.arange(12).reshape(3, 4).tolist()
    assert found.X.dtype == np.float64
    assert found.Y.tolist() == [7, 0, 9]
    assert found.image_shape == (2, 2)
    assert found.classes == tuple("0123456789")
    assert "not the original" in found.title
    assert found.licence == ""
    again = rebuild(found.recipe)
    assert np.array_equal(again.X, found.X)


def test_options(tmp_path: Path) -> None:
    folder = place(tmp_path)
    small = open_dataset("mnist", folder=folder, n=2, dtype="float32")
    assert small.X.shape == (2, 4)
    assert small.X.dtype == np.float32
    for options in ({"n": 4}, {"part": "validation"}, {"dtype": "int8"}, {"dtype": "float16"}):
        with pytest.raises(SettingError):
            open_dataset("mnist", folder=folder, **options)


@pytest.mark.parametrize("where", ["variable", "variable/mnist", "cache", "cache/mnist"])
def test_places(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if where.startswith("variable"):
        monkeypatch.setenv("GLASSNET_DATA", str(tmp_path / "variable"))
        place(tmp_path / where)
    else:
        place(tmp_path / "cache" / "glassnet" / where.removeprefix("cache").lstrip("/"))
    assert len(open_dataset("mnist")) == 3


def test_a_relative_cache_folder_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", "/nobody")
    assert mnist.data_folders()[-1] == Path("/nobody/.cache/glassnet/mnist")


def test_missing_files_say_where_to_put_them(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        open_dataset("mnist")
    assert caught.value.where == str(tmp_path / "cache" / "glassnet" / "mnist")
    assert "GLASSNET_DATA" in (caught.value.fix or "")
    assert "train-images-idx3-ubyte.gz" in (caught.value.expected or "")
    with pytest.raises(DataError, match="missing") as caught:
        open_dataset("mnist", folder=tmp_path)
    assert caught.value.where == str(tmp_path)


@pytest.mark.parametrize(
    ("kind", "dtype"), [(8, "u1"), (9, "i1"), (11, ">i2"), (12, ">i4"), (13, ">f4"), (14, ">f8")]
)
def test_kinds_of_values(kind: int, dtype: str, tmp_path: Path) -> None:
    values = np.arange(6).reshape(3, 2).astype(dtype)
    path = bad_files.write(tmp_path, "a.idx", bad_files.idx(kind, (3, 2), values.tobytes()))
    assert np.array_equal(read_idx(path)[0], values)


@real
def test_the_real_test_part() -> None:
    part = open_dataset("mnist", part="test", folder=FOUND[0])
    assert part.X.shape == (10_000, 784)
    assert np.bincount(part.Y).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert abs(part.X.mean() / 255 - 0.1325146) < 1e-7
    assert part.licence == "CC BY-SA 3.0"
    assert part.title.startswith("MNIST")


@real
def test_the_real_training_part() -> None:
    part = open_dataset("mnist", n=50_000, folder=FOUND[0], dtype="float32")
    assert part.X.shape == (50_000, 784)
    assert part.X.dtype == np.float32
    assert (part.X.min(), part.X.max()) == (0, 255)
    assert part.Y[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert part.recipe["sha256"] == " ".join(list(mnist.SUMS.values())[:2])
