"""Folders that claim to be runs: each is refused with one clear error, or is one."""

import json
import random
import shutil
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glassnet.data import Scaler, open_dataset
from glassnet.errors import GlassnetError, GlassnetWarning
from glassnet.nn.optimizers import Adam, Clip
from glassnet.nn.schedules import ReduceOnPlateau
from glassnet.training.recipe import prepare
from glassnet.training.runs import Run
from glassnet.training.stopping import EarlyStopping
from training.refusals import measured, refused
from training.samples import cloud_model, clouds

Plain = dict[str, Any]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that has nearly everything."""
    X, labels = clouds()
    path = tmp_path_factory.mktemp("good") / "run"
    cloud_model(dropout=0.2, penalty=0.01).train(
        X,
        labels,
        epochs=6,
        batch_size=8,
        optimizer=Adam(0.05),
        schedule=ReduceOnPlateau(patience=1),
        clip=Clip(norm=1.0),
        validation=0.2,
        sample_weight=np.linspace(0.5, 1, 30),
        early_stopping=EarlyStopping(3),
        scaler=Scaler("standard").fit(X),
        classes=["a", "b", "c"],
        record=["accuracy"],
        folder=path,
    )
    return path


@pytest.fixture
def run(good: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    shutil.copytree(good, tmp_path / "run")
    return tmp_path / "run"


def change(folder: Path, edit: Callable[[Plain], Any]) -> None:
    """Edits run.json."""
    path = folder / "run.json"
    plain = json.loads(path.read_text(encoding="utf-8"))
    edit(plain)
    path.write_text(json.dumps(plain), encoding="utf-8")


def use(folder: Path) -> None:
    """What people do with a run."""
    run = Run.open(folder)
    run.at(0)
    run.at(run.steps)
    repr(run)
    run.model.predict(run.X)
    assert run.history
    if run.steps:
        run.step(run.steps - 1)
        run.batches(0)
    run.predict(run.X)
    if run.validation is not None:
        run.evaluate(*run.validation)


def test_the_good_one_is_good(run: Path) -> None:
    with measured():
        use(run)


def put(*path: Any) -> Callable[[Plain], None]:
    """Sets a value in run.json: keys, then the value."""

    def edit(plain: Plain) -> None:
        *keys, last, value = path
        place: Any = plain
        for key in keys:
            place = place[key]
        place[last] = value

    return edit


def drop(*keys: Any) -> Callable[[Plain], None]:
    def edit(plain: Plain) -> None:
        place: Any = plain
        for key in keys[:-1]:
            place = place[key]
        del place[keys[-1]]

    return edit


DENSE = {"type": "Dense", "units": 3, "activation": "tanh", "bias": True, "init": "zeros"}
LAYERS = ("network", "layers")
EDITS: list[Callable[[Plain], None]] = [
    *(
        drop(key)
        for key in (
            *("format", "network", "settings", "dtype", "data", "stopped", "steps", "history"),
            *("is_class", "lr_changes", "epochs_begun", "seconds", "best", "engine", "scaler"),
            *("recipe", "classes", "fraction"),
        )
    ),
    *(put("format", value) for value in (2, 0, None, "1", [1], 10**30)),
    *(put("network", value) for value in (None, 3, "xor", [], {}, {"type": "SGD", "lr": 0.1})),
    put("network", "type", "Netwrk"),
    put("network", "inputs", 10**9),
    put("network", "inputs", -2),
    put("network", "inputs", 2.0),
    put("network", "evil", 1),
    put(*LAYERS, []),
    put(*LAYERS, None),
    put(*LAYERS, 5),
    put(*LAYERS, [DENSE] * 100_000),
    put(*LAYERS, 0, "units", 10**9),
    put(*LAYERS, 0, "units", 10**30),
    put(*LAYERS, 0, "units", 0),
    put(*LAYERS, 0, "units", True),
    put(*LAYERS, 0, "units", 7),
    put(*LAYERS, 0, "activation", "os.system"),
    put(*LAYERS, 0, "activation", ["tanh"]),
    put(*LAYERS, 0, "activation", {"type": "Dense", "units": 1}),
    put(*LAYERS, 0, "activation", "matmul"),
    put(*LAYERS, 0, "bias", False),
    put(*LAYERS, 0, "init", "../../secret"),
    put(*LAYERS, 0, "init", 3),
    put(*LAYERS, 1, "rate", 1.5),
    put(*LAYERS, 1, "rate", "half"),
    put("network", "loss", "squared"),
    put("network", "loss", {"type": "Dense", "units": 3}),
    put("network", "loss", "factor", -1),
    put("network", "loss", "reduction", "median"),
    put("network", "penalty", {"type": "Dense", "units": 3}),
    put("network", "penalty", 0.1),
    put("network", "penalty", "strength", "large"),
    *(put("settings", value) for value in (None, 3, [], {}, "sgd")),
    put("settings", "epochs", 10**30),
    put("settings", "epochs", -1),
    put("settings", "epochs", 2.5),
    put("settings", "epochs", 1),
    put("settings", "batch_size", 10**12),
    put("settings", "batch_size", 0),
    put("settings", "batch_size", 1000),
    put("settings", "seed", -1),
    put("settings", "seed", 2**32),
    put("settings", "seed", "now"),
    put("settings", "optimizer", "adam"),
    put("settings", "optimizer", None),
    put("settings", "optimizer", {"type": "Momentum", "lr": 0.1}),
    put("settings", "optimizer", {"type": "Dense", "units": 1}),
    put("settings", "optimizer", "lr", -0.1),
    put("settings", "optimizer", "beta1", "x"),
    put("settings", "schedule", "cosine"),
    put("settings", "schedule", {"type": "Adam"}),
    put("settings", "schedule", "factor", 2),
    put("settings", "clip", 1.0),
    put("settings", "clip", "norm", 0),
    put("settings", "gradient", "none"),
    put("settings", "delta", 0),
    put("settings", "engine", "cuda"),
    put("settings", "record", 3),
    put("settings", "record", [3]),
    put("settings", "early_stopping", 3),
    put("settings", "early_stopping", "patience", 0),
    put("settings", "early_stopping", "evil", 0),
    put("settings", "stop_at", {"loss": "x"}),
    put("settings", "stop_at", []),
    put("settings", "evil", 1),
    drop("settings", "optimizer"),
    *(put("dtype", value) for value in ("float16", "object", None, 3, ["float64"])),
    put("dtype", "float32"),
    *(put("data", value) for value in (None, [], 3, {}, "file")),
    put("data", "X", None),
    put("data", "X", "sha256", "0" * 64),
    put("data", "X", "sha256", 3),
    put("data", "Y", "sha256", None),
    put("data", "Xv", "sha256", "x"),
    put("data", "X", "from", "user"),
    put("data", "X", "from", "recipe"),
    put("data", "X", "from", {}),
    put("fraction", "half"),
    put("recipe", "xor"),
    put("recipe", [1]),
    *(put("scaler", value) for value in (3, [], {}, {"kind": "standard"}, "minmax")),
    put("scaler", "offset", [0.0] * 10**5),
    put("scaler", "spread", [0.0, 0.0]),
    put("scaler", "kind", "evil"),
    put("classes", 3),
    put("is_class", "yes"),
    put("is_class", 1),
    put("engine", 3),
    *(put("stopped", value) for value in (None, [], "finished", ["finished"], [1, 2, 3])),
    put("stopped", ["exploded", None, None]),
    put("stopped", ["finished", "x", None]),
    *(put("steps", value) for value in (-1, 10**12, 10**30, 2.0, "18", None, True, 17, 0)),
    put("best", [10**9, 10**9]),
    put("best", 3),
    put("best", ["a", "b"]),
    put("seconds", "long"),
    put("seconds", None),
    put("epochs_begun", 10**12),
    put("epochs_begun", -1),
    put("epochs_begun", 0),
    put("epochs_begun", 1),
    put("epochs_begun", 10**30),
    put("lr_changes", None),
    put("lr_changes", []),
    put("lr_changes", [[0, "x"]]),
    put("lr_changes", [[5, 0.1]]),
    put("lr_changes", [[0, 0.1, 3]]),
    put("lr_changes", [[0, 0.05], [10**12, 0.1]]),
    put("history", "0" * 64),
    put("history", 3),
]


@pytest.mark.parametrize("edit", EDITS, ids=range(len(EDITS)))
def test_a_run_json_that_makes_no_sense(run: Path, edit: Callable[[Plain], None]) -> None:
    change(run, edit)
    refused(lambda: use(run), str(run))


def test_there_are_at_least_100_of_them() -> None:
    assert len(EDITS) > 120


TEXTS = {
    "empty": b"",
    "not JSON": b"hello",
    "a number": b"3",
    "a list": b"[]",
    "null": b"null",
    "cut short": b'{"format": 1, "network": {"ty',
    "NaN": b'{"format": NaN}',
    "infinity": b'{"format": 1, "seconds": -Infinity}',
    "no UTF-8": b"\xff\xfe\x00{}",
    "a null byte": b'{"format": 1}\x00',
    "a pickle": b"\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94.",
    "deep": b"[" * 100_000,
    "deep network": b'{"format": 1, "network": ' + b'{"type": "Dense", "units": ' * 600,
    "a long number": b'{"format": ' + b"9" * 100_000 + b"}",
    "too long": b'{"format": 1, "x": "' + b"x" * (17 << 20) + b'"}',
    "many entries": b'{"format": 1, "x": [' + b"0," * 10**6 + b"0]}",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_run_json_that_is_none(run: Path, name: str) -> None:
    (run / "run.json").write_bytes(TEXTS[name])
    refused(lambda: Run.open(run), "run.json")


@pytest.mark.parametrize("depth", [50, 200, 400, 5000])
def test_a_network_inside_a_network_inside_a_network(run: Path, depth: int) -> None:
    plain = json.loads((run / "run.json").read_text(encoding="utf-8"))
    inner = json.dumps({name: plain["network"][name] for name in ("type", "inputs", "loss")})
    head, tail = inner[:-1] + ', "penalty": null, "layers": [', "]}"
    plain["network"] = "HERE"
    text = json.dumps(plain).replace('"HERE"', head * depth + tail * depth)
    (run / "run.json").write_text(text, encoding="utf-8")
    refused(lambda: Run.open(run), "run.json")


FILES = ("start.safetensors", "result.safetensors", "data.npz", "history.csv", "run.json")


def last_checkpoint(run: Path) -> Path:
    return max((run / "checkpoints").iterdir())


def file_of(run: Path, name: str) -> Path:
    return last_checkpoint(run) if name == "checkpoint" else run / name


@pytest.mark.parametrize("name", ["start.safetensors", "result.safetensors", "data.npz"])
def test_a_file_that_is_missing(run: Path, name: str) -> None:
    (run / name).unlink()
    refused(lambda: Run.open(run), name)


@pytest.mark.parametrize("name", [*FILES, "checkpoint"])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_short(run: Path, name: str, share: float) -> None:
    path = file_of(run, name)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    refused(lambda: Run.open(run), path.name)


@pytest.mark.parametrize("name", [*FILES, "checkpoint"])
@pytest.mark.parametrize("content", [b"\0" * 5000, b"\xff" * 5000, b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_something_else(run: Path, name: str, content: bytes) -> None:
    path = file_of(run, name)
    path.write_bytes(content)
    refused(lambda: Run.open(run), path.name)


@pytest.mark.parametrize("name", [*FILES, "checkpoint"])
def test_a_folder_instead_of_a_file(run: Path, name: str) -> None:
    path = file_of(run, name)
    path.unlink()
    path.mkdir()
    refused(lambda: Run.open(run), path.name)


def damaged(content: bytes, rng: random.Random) -> bytes:
    """The content with some bits turned, a piece removed, doubled or replaced."""
    data = bytearray(content)
    place = rng.randrange(len(data))
    kind = rng.choice(["bit", "bit", "byte", "remove", "double", "noise"])
    if kind == "bit":
        data[place] ^= 1 << rng.randrange(8)
    elif kind == "byte":
        data[place] = rng.randrange(256)
    elif kind == "remove":
        del data[place : place + rng.randrange(1, 40)]
    elif kind == "double":
        data[place:place] = data[place : place + rng.randrange(1, 40)]
    else:
        data[place : place + 16] = rng.randbytes(16)
    return bytes(data)


def results(folder: Path) -> list[bytes]:
    """The numbers of a run that people look at."""
    run = Run.open(folder)
    arrays = [run.at(k).params[name] for k in (0, run.steps) for name in run.start]
    arrays += [run.model.params["W1"], *run.history.values(), run.X, run.Y, run.step(2)["dW1"]]
    return [np.asarray(array).tobytes() for array in arrays]


def check_damage(good: Path, run: Path, name: str, seeds: range) -> Iterator[tuple[bytes, str]]:
    """Damages a file again and again: an error that names it, or the very same numbers."""
    expected = results(good)
    path = file_of(run, name)
    content = path.read_bytes()
    for seed in seeds:
        spoiled = damaged(content, random.Random(f"{name} {seed}"))
        if spoiled == content:
            continue
        path.write_bytes(spoiled)
        found: Any = None
        with measured():
            try:
                found = results(run)
            except GlassnetError as raised:
                found = raised
        if isinstance(found, GlassnetError):
            assert str(run) in str(found.where), str(found)
            assert found.expected
            assert found.fix
            yield spoiled, "refused"
        else:
            yield spoiled, "same" if found == expected else "other"
    path.write_bytes(content)


@pytest.mark.parametrize("name", ["start.safetensors", "result.safetensors", "data.npz"])
def test_damage_never_gives_other_numbers(good: Path, run: Path, name: str) -> None:
    ends = [end for _content, end in check_damage(good, run, name, range(60))]
    assert "other" not in ends
    assert ends.count("refused") > 50


def test_damage_to_the_last_checkpoint(good: Path, run: Path) -> None:
    ends = [end for _content, end in check_damage(good, run, "checkpoint", range(40))]
    assert "other" not in ends


def test_damage_to_the_history(good: Path, run: Path) -> None:
    ends = [end for _content, end in check_damage(good, run, "history.csv", range(60))]
    assert set(ends) == {"refused"}


def test_damage_to_the_description(good: Path, run: Path) -> None:
    """A digit may change unseen, but nothing else than a GlassnetError may come out."""
    ends = [end for _content, end in check_damage(good, run, "run.json", range(150))]
    assert ends.count("refused") > 60


def test_a_checkpoint_in_between_is_not_needed(good: Path, run: Path) -> None:
    middle = sorted((run / "checkpoints").iterdir())[1]
    middle.write_bytes(middle.read_bytes()[:-5])
    with pytest.warns(GlassnetWarning, match="left out"):
        opened = Run.open(run)
    whole = Run.open(good)
    for k in range(whole.steps + 1):
        assert np.array_equal(opened.at(k).params["W1"], whole.at(k).params["W1"])


def test_the_last_checkpoint_is_needed(run: Path) -> None:
    path = last_checkpoint(run)
    path.unlink()
    error = refused(lambda: Run.open(run), path.name)
    assert "missing" in error.what


def test_a_run_that_was_cut_off_goes_to_its_last_good_checkpoint(run: Path, good: Path) -> None:
    change(run, put("stopped", ["running", None, None]))
    opened = Run.open(run)
    steps = int(last_checkpoint(run).stem)
    assert opened.stopped == ("interrupted", steps, None)
    last_checkpoint(run).write_bytes(b"damaged")
    with pytest.warns(GlassnetWarning, match="left out"):
        opened = Run.open(run)
    assert opened.steps < steps
    assert np.array_equal(opened.model.params["W1"], Run.open(good).at(opened.steps).params["W1"])
    assert opened.history["step"].max() <= opened.steps


def test_a_history_that_is_missing_is_an_empty_one(run: Path) -> None:
    (run / "history.csv").unlink()
    assert Run.open(run).history["loss"].size == 0


@pytest.mark.parametrize("path", ["nowhere", "file", "bad\0name", "x" * 300, ""])
def test_there_is_no_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("mine")
    with measured(), pytest.raises(GlassnetError, match="no run in this folder"):
        Run.open(path)


def header(length: int, body: bytes = b"{}") -> bytes:
    return struct.pack("<Q", length) + body


@pytest.mark.parametrize(
    "content",
    [
        header(2**63),
        header(2**64 - 1),
        header(100 * 2**20, b" " * 1000),
        header(2),
        header(10**6, b'{"__metadata__": {"glassnet": "{}"}}'.ljust(10**6)),
        header(
            120, b'{"W1": {"dtype": "F64", "shape": [1000000000, 1000000], "data_offsets": [0, 8]}}'
        ),
    ],
    ids=range(6),
)
@pytest.mark.parametrize("name", ["start.safetensors", "result.safetensors"])
def test_headers_that_claim_too_much(run: Path, name: str, content: bytes) -> None:
    (run / name).write_bytes(content)
    refused(lambda: Run.open(run), name)


def test_a_long_header_is_not_even_looked_at(run: Path) -> None:
    body = b'{"__metadata__": {"glassnet": "' + b"x" * (17 << 20) + b'"}}'
    (run / "start.safetensors").write_bytes(header(len(body), body))
    error = refused(lambda: Run.open(run), "start.safetensors")
    assert "far too long" in str(error.received)


def test_many_more_checkpoints_than_a_run_keeps_are_not_read(run: Path) -> None:
    content = last_checkpoint(run).read_bytes()
    for number in range(100, 400):
        (run / "checkpoints" / f"{number:012d}.safetensors").write_bytes(content)
    with measured():
        use(run)


# A run must not make anybody's files be read.


def recipe_run(tmp_path: Path, recipe: Plain) -> Path:
    prepared = prepare(open_dataset("moons", n=30), fraction=None, seed=0, scale="none")
    path = tmp_path / "recipe"
    cloud = cloud_model()
    cloud.train(prepared.X, prepared.Y, epochs=1, recipe=prepared.recipe, folder=path)
    change(path, lambda plain: plain["recipe"].update(recipe))
    return path


@pytest.mark.parametrize(
    "data",
    [
        {"file": "secret.csv"},
        {"name": "secret.csv"},
        {"name": "./secret.csv", "options": {}},
        {"file": "secret.csv", "options": {"target": "b"}, "sha256": "0"},
        {"name": "mnist", "options": {"folder": "."}},
        {"name": "moons", "options": {"folder": "."}},
        {"name": "moons", "options": {"n": 10**12}},
        {"name": "moons", "options": {"n": 10**7}},
        {"name": "moons", "options": {"n": -1}},
        {"name": "moons", "options": {"n": [3]}},
        {"name": "moons", "options": {"noise": "x"}},
        {"name": "moons", "options": {"noise": 1e300}},
        {"name": "moons", "options": {"seed": -1}},
        {"name": "blobs", "options": {"classes": 10**9}},
        {"name": "digits", "options": {"n": 10**6}},
        {"name": "nothing"},
        {"name": None},
        {},
        [],
        "moons",
        3,
    ],
    ids=str,
)
def test_a_recipe_that_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("secret.csv").write_text("a,b\n1,2\n3,4\n")
    path = recipe_run(tmp_path, {"data": data})
    opened: list[str] = []
    real = Path.open

    def watched(self: Path, *arguments: Any, **named: Any) -> Any:
        opened.append(self.name)
        return real(self, *arguments, **named)

    monkeypatch.setattr(Path, "open", watched)
    refused(lambda: Run.open(path), str(path))
    assert "secret.csv" not in opened
    assert not any("ubyte" in name for name in opened)


@pytest.mark.parametrize(
    "recipe",
    [
        {"fraction": 5},
        {"fraction": "x"},
        {"fraction": 0.5},
        {"seed": -1, "fraction": 0.5},
        {"scale": "evil"},
        {"scale": None},
        {"scale": "standard"},
        {"together": 3, "scale": "standard"},
    ],
    ids=str,
)
def test_a_recipe_with_other_steps(tmp_path: Path, recipe: Plain) -> None:
    path = recipe_run(tmp_path, recipe)
    refused(lambda: Run.open(path), str(path))


def test_another_machine_is_said(run: Path) -> None:
    change(run, put("arithmetic", "numpy 1.0, abacus"))
    with pytest.warns(GlassnetWarning, match="numpy 1.0, abacus.*last digits"):
        Run.open(run)
