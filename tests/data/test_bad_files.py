"""A bad file gives one error that names it, quickly, and without taking memory."""

import io
import random
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import bad_files
import numpy as np
import pytest

from glassnet.data import Dataset, idx_format, npy_format, open_dataset
from glassnet.data.bounded import inflate
from glassnet.data.npy_format import read_npy
from glassnet.errors import FileFormatError, GlassnetError
from glassnet.locales import set_language

ALLOWED_BYTES = 16 << 20
"""For files of at most 5 MB; what they claim to be is larger by far."""


@contextmanager
def refusal(path: Path) -> Iterator[None]:
    """The block raises a GlassnetError that says four things, fast and in little memory."""
    tracemalloc.start()
    start = time.perf_counter()
    try:
        with pytest.raises(GlassnetError) as caught:
            yield
        seconds, peak = time.perf_counter() - start, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    error = caught.value
    assert error.what
    assert error.expected
    assert error.received or "zip" in error.what or "file" in error.what
    assert path.name in (error.where or "")
    assert error.fix
    assert seconds < 2
    assert peak < ALLOWED_BYTES + path.stat().st_size


@pytest.mark.parametrize("name", bad_files.NPY)
def test_npy(name: str, tmp_path: Path) -> None:
    path = bad_files.write(tmp_path, "data.npy", bad_files.NPY[name]())
    with refusal(path):
        open_dataset(path)


@pytest.mark.parametrize("name", bad_files.NPZ)
def test_npz(name: str, tmp_path: Path) -> None:
    path = bad_files.write(tmp_path, "data.npz", bad_files.NPZ[name]())
    with refusal(path):
        open_dataset(path)


@pytest.mark.parametrize("name", bad_files.CSV)
def test_csv(name: str, tmp_path: Path) -> None:
    path = bad_files.write(tmp_path, "data.csv", bad_files.CSV[name]())
    with refusal(path):
        open_dataset(path)


@pytest.mark.parametrize("name", bad_files.IDX)
def test_idx(name: str, tmp_path: Path) -> None:
    images, labels = bad_files.IDX[name]
    path = bad_files.write(tmp_path, "train-images-idx3-ubyte", images())
    other = bad_files.write(tmp_path, "train-labels-idx1-ubyte", labels())
    blamed = other if name in ("empty labels", "label 255") else path
    with refusal(blamed):
        open_dataset("mnist", folder=tmp_path)


class Untouched(io.BytesIO):
    """A stream of which no more than the header may be asked for."""

    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert 0 <= size <= 200
        return super().read(size)


@pytest.mark.parametrize("shape", ["(1000, 1000)", f"({2**40},)", "(3, 100)"])
def test_a_lying_header_is_refused_before_the_body_is_read(shape: str) -> None:
    content = bad_files.npy(bad_files.layout(shape=shape), bytes(1000))
    with pytest.raises(FileFormatError):
        read_npy(Untouched(content), len(content), len(content), "here")


def test_there_is_a_most_of_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name, content in (
        (npy_format, "data.npy", bad_files.good_npy()),
        (idx_format, "train-images-idx3-ubyte", bad_files.IMAGES),
    ):
        monkeypatch.setattr(module, "MOST_VALUES", 11)
        with pytest.raises(FileFormatError, match="too much data"):
            _load(tmp_path, name, content)
        monkeypatch.setattr(module, "MOST_VALUES", 12)
        assert len(_load(tmp_path, name, content)) >= 3


def test_idx_is_not_unpacked_when_its_claim_is_out_of_reach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def header_only(path: Path, limit: int) -> bytearray:
        assert limit < 100
        return inflate(path, limit)

    monkeypatch.setattr(idx_format, "inflate", header_only)
    content = bad_files.packed(bad_files.idx(8, (200, 1000, 1000), bytes(9)))
    with pytest.raises(FileFormatError, match="shorter"):
        idx_format.read_idx(bad_files.write(tmp_path, "a.gz", content))


@pytest.mark.parametrize(
    ("name", "maker", "says"),
    [
        ("data.npz", bad_files.NPZ["encrypted"], "^the file is encrypted"),
        ("data.npz", bad_files.NPZ["lzma"], "unusual"),
        ("data.npz", bad_files.NPZ["10,000 members"], "too many parts"),
        ("data.npy", bad_files.NPY["objects"], "could run a program"),
        ("data.npy", bad_files.NPY["shape negative"], "shape"),
        ("data.csv", bad_files.CSV["NUL byte"], "NUL byte"),
        ("data.csv", bad_files.CSV["UTF-16"], "UTF-16"),
        ("data.csv", bad_files.CSV["a name twice"], "same name"),
        ("data.csv", bad_files.CSV["decimal commas"], "not as a comma"),
        ("data.csv", bad_files.CSV["a line of 3 MB"], "too long"),
    ],
)
def test_the_reason_is_the_right_one(
    name: str, maker: Callable[[], bytes], says: str, tmp_path: Path
) -> None:
    with pytest.raises(GlassnetError, match=says):
        open_dataset(bad_files.write(tmp_path, name, maker()))


@pytest.mark.parametrize("suffix", [".csv", ".npy", ".npz"])
@pytest.mark.parametrize("what", ["missing", "folder", "device", "dangling link", "NUL in name"])
def test_not_a_file(suffix: str, what: str, tmp_path: Path) -> None:
    path = tmp_path / f"data{suffix}"
    if what == "folder":
        path.mkdir()
    elif what == "device":
        path.symlink_to("/dev/zero")
    elif what == "dangling link":
        path.symlink_to(tmp_path / "nowhere")
    elif what == "NUL in name":
        path = tmp_path / f"da\0ta{suffix}"
    with pytest.raises(GlassnetError) as caught:
        open_dataset(path)
    assert caught.value.where == str(path)
    if what in ("folder", "device"):
        assert caught.value.what == "this is not a file"


@pytest.mark.parametrize("name", ["a.pkl", "model.pt", "b.h5", "c.xlsx", "dir/data", "d.npy.exe"])
def test_other_formats(name: str) -> None:
    with pytest.raises(GlassnetError) as caught:
        open_dataset(name)
    assert "csv" in str(caught.value)


def _load(folder: Path, name: str, content: bytes) -> Dataset:
    if name.startswith("train"):
        bad_files.write(folder, "train-labels-idx1-ubyte", bad_files.LABELS)
        bad_files.write(folder, name, content)
        return open_dataset("mnist", folder=folder)
    return open_dataset(bad_files.write(folder, name, content))


GOOD: dict[str, Callable[[], bytes]] = {
    "data.npy": bad_files.good_npy,
    "data.npz": bad_files.good_npz,
    "data.csv": lambda: '﻿a;"b";y\n1;2;red\n-1e3;"4";green\n5;6;red\n'.encode(),
    "train-images-idx3-ubyte": lambda: bad_files.IMAGES,
    "train-images-idx3-ubyte.gz": lambda: bad_files.packed(bad_files.IMAGES),
}


@pytest.mark.parametrize("name", GOOD)
def test_good_files_are_good(name: str, tmp_path: Path) -> None:
    assert len(_load(tmp_path, name, GOOD[name]())) >= 3


@pytest.mark.parametrize("name", GOOD)
def test_cut_anywhere(name: str, tmp_path: Path) -> None:
    """A file that ends early is refused; a table of text may lose whole lines."""
    content = GOOD[name]()
    for end in range(len(content)):
        try:
            loaded = _load(tmp_path, name, content[:end])
        except GlassnetError:
            continue
        assert name == "data.csv"
        assert np.isfinite(loaded.X).all()


@pytest.mark.parametrize("name", GOOD)
def test_changed_anywhere(name: str, tmp_path: Path) -> None:
    """Any byte may change to any other: an error of ours, or data that can be used."""
    generator, content = random.Random(0), GOOD[name]()
    for _ in range(600):
        changed = bytearray(content)
        for _ in range(generator.choice((1, 1, 2, 5))):
            changed[generator.randrange(len(changed))] = generator.randrange(256)
        try:
            loaded = _load(tmp_path, name, bytes(changed))
        except GlassnetError:
            continue
        assert np.isfinite(loaded.X).all()
        assert len(loaded.X) == len(loaded.Y) > 0
        assert all(label.isprintable() for label in loaded.classes + loaded.features)


def test_there_are_enough_bad_files() -> None:
    sets = (bad_files.NPY, bad_files.NPZ, bad_files.CSV, bad_files.IDX)
    assert sum(map(len, sets)) >= 140


def test_the_error_speaks_chinese(tmp_path: Path) -> None:
    path = bad_files.write(tmp_path, "data.csv", b"a,b,y\n1,2,0\n1,two,1\n")
    set_language("zh")
    with pytest.raises(GlassnetError) as caught:
        open_dataset(path)
    assert caught.value.parts()[1][1] == "'two'"
    for text in (caught.value.what, caught.value.expected, caught.value.where, caught.value.fix):
        assert any("一" <= character <= "鿿" for character in text or "")


def test_the_system_speaks_chinese_too(tmp_path: Path) -> None:
    set_language("zh")
    with pytest.raises(GlassnetError) as caught:
        open_dataset(tmp_path / "none.csv")
    assert caught.value.received == "没有这个文件或文件夹"
