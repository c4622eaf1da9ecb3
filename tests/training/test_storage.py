"""Model files: what is saved comes back to the last bit, and nothing else is accepted."""

import json
import random
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file

import glassnet as gn
from glassnet.errors import DataError, GlassnetError, RunError, SettingError
from glassnet.model import Model, load
from glassnet.nn.initializers import Legacy, Uniform
from glassnet.nn.layers import Dense, Dropout
from glassnet.nn.losses import L1, BinaryCrossEntropy
from glassnet.nn.network import Network
from training.random_trainings import draw
from training.refusals import measured, refused
from training.samples import cloud_model, xor_model, xor_run


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_what_is_saved_comes_back(tmp_path: Path, seed: int, dtype: str) -> None:
    model = Model(draw(seed).network, seed=seed, dtype=dtype)
    path = tmp_path / "model.safetensors"
    model.save(path)
    again = load(path)
    assert again.network == model.network
    assert (again.seed, again.dtype) == (seed, dtype)
    assert list(again.params) == list(model.params)
    for name, value in model.params.items():
        assert again.params[name].dtype == value.dtype
        assert again.params[name].tobytes() == value.tobytes()
        assert again.params[name].flags.writeable
    X = np.random.default_rng(seed).normal(size=(5, model.network.inputs))
    assert np.array_equal(again.predict(X), model.predict(X))
    again.save(str(path))
    assert load(str(path)).network == model.network


def test_every_kind_of_description_comes_back(tmp_path: Path) -> None:
    network = Network(
        3,
        [
            Dense(4, "selu", bias=False, init=Uniform(-0.25, 0.5)),
            Dropout(0.25),
            Dense(2, "sigmoid", init=Legacy("uniform", 0.1), bias_init="ones"),
        ],
        BinaryCrossEntropy(factor=0.5, reduction="sum", stable=False),
        L1(0.125, per="batch", biases=True),
    )
    Model(network).save(tmp_path / "m")
    assert load(tmp_path / "m").network == network


def test_extreme_numbers_come_back(tmp_path: Path) -> None:
    values = [[5e-324, -0.0], [1.7976931348623157e308, 1 / 3]]
    model = Model(Network(2, [Dense(2, bias=False)]), params={"W1": values})
    model.save(tmp_path / "m")
    assert load(tmp_path / "m").params["W1"].tobytes() == np.array(values).tobytes()


def test_a_model_that_is_not_finite_is_not_saved(tmp_path: Path) -> None:
    model = xor_model()
    model.params["b1"][1] = np.nan
    with pytest.raises(DataError, match="finite") as caught:
        model.save(tmp_path / "m")
    assert "b1" in str(caught.value.where)
    assert not list(tmp_path.iterdir())


def test_saving_replaces_a_model_and_never_halves_it(tmp_path: Path) -> None:
    path = tmp_path / "m"
    xor_model(1).save(path)
    xor_model(2).save(path)
    assert np.array_equal(load(path).params["W1"], xor_model(2).params["W1"])
    with pytest.raises(RunError):
        xor_model(3).save(tmp_path / "no" / "folder" / "m")
    assert [each.name for each in tmp_path.iterdir()] == ["m"]


def rewritten(path: Path, edit: Any) -> None:
    """Writes a model file again with another description, checksum as it was."""
    content = path.read_bytes()
    length = struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8 : 8 + length])
    about = json.loads(header["__metadata__"]["glassnet"])
    about = edit(about) or about
    header["__metadata__"]["glassnet"] = about if isinstance(about, str) else json.dumps(about)
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + content[8 + length :])


def put(*path: Any) -> Any:
    def edit(about: Any) -> None:
        *keys, last, value = path
        for key in keys:
            about = about[key]
        about[last] = value

    return edit


LAYER = ("network", "layers", 0)
EDITS: list[Any] = [
    lambda about: "[]",
    lambda about: "{}",
    lambda about: "nothing",
    lambda about: "NaN",
    lambda about: "[" * 50_000,
    lambda about: {"format": 1},
    *(put("format", value) for value in (2, None, "1", [])),
    *(put("network", value) for value in (None, 3, [], {}, "xor", {"type": "Dense", "units": 3})),
    *(put("seed", value) for value in (-1, "x", None, 2**32, [1], 1.5)),
    *(put("dtype", value) for value in ("float32", "object", None, [], 3)),
    *(put("sha256", value) for value in ("0" * 64, None, 3)),
    *(put(*LAYER, "units", value) for value in (10**12, 0, -1, "3", 4, None, 10**400)),
    *(put(*LAYER, "activation", value) for value in ("relux", None, [], "softmax_cross_entropy")),
    put("network", "inputs", 3),
    put("network", "inputs", 10**10),
    put("network", "loss", {"type": "L2", "strength": 1}),
    put("network", "penalty", {"type": "SGD", "lr": 1}),
    put("network", "layers", []),
    put("network", "layers", {}),
    put("network", "layers", [{"type": "Dense", "units": 1}] * 5000),
    put("network", "layers", [[[[[]]]]]),
]


@pytest.mark.parametrize("edit", EDITS, ids=range(len(EDITS)))
def test_a_description_that_makes_no_sense(tmp_path: Path, edit: Any) -> None:
    path = tmp_path / "model.safetensors"
    xor_model().save(path)
    rewritten(path, edit)
    refused(lambda: load(path), "model.safetensors")


def test_the_same_description_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    xor_model().save(path)
    rewritten(path, lambda about: about)
    assert np.array_equal(load(path).params["W1"], xor_model().params["W1"])


@pytest.mark.parametrize("seed", range(150))
def test_a_damaged_model_is_refused_or_the_same(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    path = tmp_path / "model.safetensors"
    xor_model().save(path)
    data = bytearray(path.read_bytes())
    if seed % 3 == 0:
        data = data[: rng.randrange(len(data))]
    elif seed % 3 == 1:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    else:
        place = rng.randrange(len(data))
        data[place : place + 8] = rng.randbytes(8)
    path.write_bytes(bytes(data))
    found: Any = None
    with measured():
        try:
            found = load(path)
        except GlassnetError as error:
            found = error
    if isinstance(found, GlassnetError):
        assert "model.safetensors" in str(found.where)
        assert found.expected
        assert found.fix
    else:
        assert found.params["W1"].tobytes() == xor_model().params["W1"].tobytes()


def test_files_of_others_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.safetensors"
    save_file({"W1": np.zeros((2, 3))}, path)
    error = refused(lambda: load(path), "other.safetensors")
    assert "did not write" in str(error.received)
    assert "gn.import_torch" in str(error.fix)
    for content in (b"", b"{}", b"PK\x03\x04", np.zeros(100).tobytes()):
        path.write_bytes(content)
        refused(lambda: load(path), "other.safetensors")


@pytest.mark.parametrize("path", ["nothing", "folder", "bad\0name", "x" * 300])
def test_there_is_no_such_file(tmp_path: Path, path: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(GlassnetError) as caught:
        load(tmp_path / path)
    assert caught.value.fix


def test_a_state_of_a_run_is_no_model(tmp_path: Path) -> None:
    from training.samples import clouds

    X, labels = clouds()
    cloud_model().train(X, labels, epochs=1, optimizer="adam", folder=tmp_path / "run")
    refused(lambda: load(tmp_path / "run" / "start.safetensors"), "start.safetensors")


@pytest.mark.parametrize(
    "call", [gn.load, gn.Run.open, xor_model().save, lambda path: xor_run(epochs=1).save(path)]
)
@pytest.mark.parametrize("path", [5, None, b"x", ["x"]])
def test_what_is_no_path(call: Any, path: Any) -> None:
    with pytest.raises(SettingError):
        call(path)


def test_a_run_is_not_a_model_and_a_model_is_no_run(tmp_path: Path) -> None:
    xor_run(epochs=1, folder=tmp_path / "run")
    xor_model().save(tmp_path / "model")
    with pytest.raises(GlassnetError) as caught:
        gn.load(str(tmp_path / "run"))
    path = str(tmp_path / "run")
    assert caught.value.fix == f"write run = gn.Run.open({path!r}), then run.predict(X)"
    with pytest.raises(GlassnetError) as caught:
        gn.Run.open(tmp_path / "model")
    assert "gn.load" in str(caught.value.fix)
