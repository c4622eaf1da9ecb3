"""Files that lie are refused in four parts, and nothing is allocated because they say so."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hostile_tensors import FILES, NUMBERS, tensor, written
from safetensors.numpy import save

import glassnet as gn
from glassnet.errors import GlassnetError
from glassnet.imports.tensors import tensors_of
from training.refusals import measured, refused


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / "hostile.safetensors"
    path.write_bytes(FILES[name])
    refused(lambda: gn.import_torch(path, "relu"), "hostile.safetensors")
    refused(lambda: gn.load(path), "hostile.safetensors")


@pytest.mark.parametrize("name", ["header of 2^60", "header one too long", "a long header"])
def test_a_header_is_measured_before_it_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / "hostile.safetensors"
    path.write_bytes(FILES[name])
    error = refused(lambda: gn.import_torch(path, "relu"), "hostile.safetensors")
    assert "header" in str(error.received)


@pytest.mark.parametrize("name", ["a pickle", "an old pickle", "a zip"])
def test_who_saved_with_torch_learns_how_to(tmp_path: Path, name: str) -> None:
    path = tmp_path / "model.pt"
    path.write_bytes(FILES[name])
    error = refused(lambda: gn.import_torch(path, "relu"), "model.pt")
    assert "save_file" in str(error.fix)


@pytest.mark.parametrize("seed", range(100))
def test_a_damaged_file_is_refused_or_read_to_the_same_shapes(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    numbers = np.random.default_rng(seed)
    arrays = {"0.weight": numbers.normal(size=(3, 2)), "0.bias": numbers.normal(size=3)}
    data = bytearray(save(arrays))
    if seed % 3 == 0:
        data = data[: rng.randrange(len(data))]
    elif seed % 3 == 1:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    else:
        place = rng.randrange(len(data))
        data[place : place + 8] = rng.randbytes(8)
    path = tmp_path / "damaged.safetensors"
    path.write_bytes(bytes(data))
    found: Any = None
    with measured():
        try:
            found = gn.import_torch(path, "relu")
        except GlassnetError as error:
            found = error
    if isinstance(found, GlassnetError):
        assert "damaged.safetensors" in str(found.where)
        assert found.expected
        assert found.fix
    else:
        assert all(np.isfinite(value).all() for value in found.params.values())


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "good.safetensors"
    path.write_bytes(written({"0.weight": tensor([3, 2], 0, 24)}, NUMBERS))
    (found,) = tensors_of(path).values()
    assert found.array("float32").tolist() == [[0.0, 0.0]] * 3


@pytest.mark.parametrize("path", ["nothing", "folder", "bad\0name", "x" * 300])
def test_there_is_no_such_file(tmp_path: Path, path: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(GlassnetError) as caught:
        gn.import_torch(tmp_path / path, "relu")
    assert caught.value.fix


def test_a_model_of_glassnet_is_sent_to_load(tmp_path: Path) -> None:
    path = tmp_path / "own.safetensors"
    gn.Model(gn.Network(2, [gn.Dense(1)])).save(path)
    error = refused(lambda: gn.import_torch(path), "own.safetensors")
    assert "gn.load" in str(error.fix)
