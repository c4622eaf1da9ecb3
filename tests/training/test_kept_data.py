"""The data of a run: kept, made again, or asked for; never others than those of the training."""

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glassnet.data import open_dataset
from glassnet.errors import FileFormatError, GlassnetError, RunError
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.training import kept_data, recipe
from glassnet.training.kept_data import fingerprint, pack, unpack
from glassnet.training.recipe import Prepared, can_remake, prepare
from glassnet.training.runs import Run
from training.samples import cloud_model, clouds


def about(path: Path) -> dict[str, str]:
    """Where each array of a run comes from, as its run.json says."""
    plain = json.loads((path / "run.json").read_text(encoding="utf-8"))
    return {name: each["from"] for name, each in plain["data"].items()}


def same(one: Run, two: Run) -> bool:
    return all(
        np.array_equal(one.step(k)[name], two.step(k)[name])
        for k in range(one.steps)
        for name in one.step(k)
    )


def train_on(prepared: Prepared, path: Path, **settings: Any) -> Run:
    outputs = 1 if prepared.Y.ndim == 2 else int(prepared.Y.max()) + 1
    last = Dense(outputs, "softmax" if outputs > 1 else "identity")
    loss = "categorical_cross_entropy" if outputs > 1 else "squared_error"
    model = Model(Network(prepared.X.shape[1], [last], loss), seed=0)
    settings = {"validation": prepared.validation, **settings}
    return model.train(
        prepared.X,
        prepared.Y,
        epochs=3,
        batch_size=2,
        recipe=prepared.recipe,
        scaler=prepared.scaler,
        folder=path,
        **settings,
    )


@pytest.mark.parametrize(
    ("name", "options", "scale"),
    [
        ("xor", {}, "none"),
        ("moons", {"n": 40, "noise": 0.2, "seed": 5}, "standard"),
        ("blobs", {"n": 30, "classes": 4}, "symmetric"),
        ("digits", {"n": 60}, "minmax"),
        ("sine", {"n": 25}, "margin"),
        ("plane", {"n": 25}, "standard"),
    ],
)
@pytest.mark.parametrize("fraction", [None, 0.25])
def test_built_in_data_are_made_again(
    tmp_path: Path, name: str, options: dict[str, Any], scale: str, fraction: float | None
) -> None:
    dataset = open_dataset(name, **options)
    prepared = prepare(dataset, fraction=fraction, seed=3, scale=scale, together=name == "digits")
    run = train_on(prepared, tmp_path / "run")
    assert set(about(tmp_path / "run").values()) == {"recipe"}
    assert not (tmp_path / "run" / "data.npz").exists()
    again = Run.open(tmp_path / "run")
    assert same(run, again)
    assert again.scaler == run.scaler
    assert np.array_equal(again.predict(dataset.X), run.predict(dataset.X))
    assert (again.validation is None) == (fraction is None)


def test_weights_are_kept_beside_a_recipe(tmp_path: Path) -> None:
    prepared = prepare(open_dataset("xor"), fraction=None, seed=0, scale="none")
    run = train_on(prepared, tmp_path / "run", sample_weight=[1, 2, 3, 4])
    assert about(tmp_path / "run") == {"X": "recipe", "Y": "recipe", "sample_weight": "file"}
    assert same(run, Run.open(tmp_path / "run"))


def csv_prepared(path: Path) -> Prepared:
    rows = [f"{i},{i * i % 7},{'yes' if i % 3 else 'no'}" for i in range(24)]
    path.write_text("a,b,answer\n" + "\n".join(rows) + "\n")
    dataset = open_dataset(path, target="answer")
    return prepare(dataset, fraction=0.25, seed=0, scale="standard")


def test_data_of_a_file_are_kept_and_the_file_is_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    run = train_on(csv_prepared(path), tmp_path / "run")
    assert set(about(tmp_path / "run").values()) == {"file"}
    assert "mine.csv" in json.dumps(run.recipe)
    path.unlink()
    assert same(run, Run.open(tmp_path / "run"))


@pytest.mark.parametrize(
    ("data", "possible"),
    [
        ({"name": "xor", "options": {}}, True),
        ({"name": "moons", "options": {"n": 100, "noise": 0.1, "seed": 0}}, True),
        ({"name": "mnist", "options": {"part": "train", "n": 10, "dtype": "float32"}}, True),
        ({"name": "mnist", "options": {"folder": "/somewhere"}}, False),
        ({"name": "moons", "options": {"n": 10**9}}, False),
        ({"name": "moons", "options": {"n": "10"}}, False),
        ({"name": "moons", "options": {"target": 3}}, False),
        ({"name": "moons", "options": []}, False),
        ({"name": "mine.csv"}, False),
        ({"name": ["xor"]}, False),
        ({"file": "mine.csv", "sha256": "0"}, False),
        ({}, False),
        ("xor", False),
        (None, False),
    ],
)
def test_what_can_be_made_again(data: Any, possible: bool) -> None:
    assert can_remake({"data": data}) is possible
    assert not can_remake({})


# Data that are asked for, because they are too large to be kept.


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_data, "MOST_PACKED", 2000)


def large(m: int = 400) -> tuple[Any, Any]:
    rng = np.random.default_rng(0)
    labels = rng.permutation(np.arange(m) % 3)
    return rng.normal(size=(m, 2)), labels


@pytest.mark.usefixtures("small_limits")
def test_large_inputs_are_asked_for(tmp_path: Path) -> None:
    X, labels = large()
    run = cloud_model().train(X, labels, epochs=2, batch_size=50, folder=tmp_path / "run")
    assert about(tmp_path / "run") == {"X": "user", "Y": "file"}
    with pytest.raises(RunError, match="not in its folder") as caught:
        Run.open(tmp_path / "run")
    assert "data=(X, Y)" in str(caught.value.fix)
    assert "X" in str(caught.value.received)
    assert same(run, Run.open(tmp_path / "run", data=(X, labels)))
    assert same(run, Run.open(tmp_path / "run", data=(X.tolist(), np.eye(3)[labels])))


@pytest.mark.usefixtures("small_limits")
def test_a_split_is_drawn_again(tmp_path: Path) -> None:
    """The data may be given as to `train`, or as the part that trained."""
    X, labels = large()
    run = cloud_model().train(
        X, labels, epochs=2, batch_size=50, validation=0.25, seed=8, folder=tmp_path / "run"
    )
    whole = Run.open(tmp_path / "run", data=(X, labels))
    assert same(run, whole)
    assert whole.validation is not None
    assert run.validation is not None
    assert np.array_equal(whole.validation[0], run.validation[0])
    part = Run.open(tmp_path / "run", data=(run.X, run.Y))
    assert same(run, part)
    assert part.validation is None


@pytest.mark.usefixtures("small_limits")
def test_weights_and_a_pair_of_a_large_run(tmp_path: Path) -> None:
    X, labels = large()
    run = cloud_model().train(
        X,
        labels,
        epochs=2,
        validation=(X[:200], labels[:200]),
        sample_weight=np.tile([0.5, 1.5], 200),
        folder=tmp_path / "run",
    )
    assert about(tmp_path / "run")["sample_weight"] == "file"
    again = Run.open(tmp_path / "run", data=(X, labels))
    assert same(run, again)
    assert again.validation is None
    assert list(again.history) == list(run.history)


def test_nothing_is_kept_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_data, "MOST_RAW", 100)
    X, labels = large()
    weights = np.linspace(0.1, 1, 400)
    run = cloud_model().train(X, labels, epochs=1, folder=tmp_path / "run")
    assert about(tmp_path / "run") == {"X": "user", "Y": "user"}
    assert not (tmp_path / "run" / "data.npz").exists()
    assert same(run, Run.open(tmp_path / "run", data=(X, labels)))
    cloud_model().train(X, labels, epochs=1, folder=tmp_path / "two", sample_weight=weights)
    with pytest.raises(RunError, match="not in its folder"):
        Run.open(tmp_path / "two", data=(X, labels))


@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize(
    "change",
    [
        lambda X, Y: (X + 1e-15, Y),
        lambda X, Y: (X[::-1], Y),
        lambda X, Y: (X[:-1], Y[:-1]),
        lambda X, Y: (X, (Y + 1) % 3),
        lambda X, Y: (X.astype("float32"), Y),
        lambda X, Y: (X, Y[:-1]),
        lambda X, Y: (X[:, :1], Y),
        lambda X, Y: (X * np.nan, Y),
        lambda X, Y: X,
        lambda X, Y: (X, Y, X),
        lambda X, Y: "data",
    ],
)
def test_other_data_are_refused(tmp_path: Path, change: Any) -> None:
    X, labels = large()
    cloud_model().train(X, labels, epochs=1, folder=tmp_path / "run")
    with pytest.raises(GlassnetError) as caught:
        Run.open(tmp_path / "run", data=change(X, labels))
    assert caught.value.expected
    assert caught.value.received
    assert caught.value.fix


def test_data_that_are_there_may_be_given_all_the_same(tmp_path: Path) -> None:
    X, labels = clouds()
    run = cloud_model().train(X, labels, epochs=1, folder=tmp_path / "run")
    assert same(run, Run.open(tmp_path / "run", data=(X, labels)))
    with pytest.raises(RunError, match="X is not what the run was trained on"):
        Run.open(tmp_path / "run", data=(X + 1, labels))


def test_a_recipe_that_gives_other_data_is_found_out(tmp_path: Path) -> None:
    """The recipe of moons, although the data were changed after it."""
    prepared = prepare(open_dataset("moons", n=40), fraction=None, seed=0, scale="none")
    changed = Prepared(prepared.X * 2, prepared.Y, None, prepared.scaler, prepared.recipe)
    run = train_on(changed, tmp_path / "run")
    with pytest.raises(RunError, match="X is not what the run was trained on"):
        Run.open(tmp_path / "run")
    assert same(run, Run.open(tmp_path / "run", data=(changed.X, changed.Y)))


def test_a_recipe_that_cannot_be_followed_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = prepare(open_dataset("moons", n=40), fraction=None, seed=0, scale="none")
    train_on(prepared, tmp_path / "run")
    monkeypatch.setattr(recipe, "MOST_EXAMPLES", 10)
    with pytest.raises(RunError, match="not in its folder") as caught:
        Run.open(tmp_path / "run")
    assert "moons" in str(caught.value.expected)


def test_a_fingerprint_sees_everything() -> None:
    array = np.arange(6.0).reshape(2, 3)
    others = [array.T, array.reshape(3, 2), array.astype("float32"), array + 1e-15, array[:1]]
    sums = {fingerprint(each) for each in (array, *others)}
    assert len(sums) == 6
    assert fingerprint(np.asfortranarray(array)) == fingerprint(array)


def test_the_same_data_give_the_same_file(tmp_path: Path) -> None:
    arrays = {"X": np.random.default_rng(0).normal(size=(100, 3)), "Y": np.eye(100)}
    one, two = pack(arrays), pack(arrays)
    assert one is not None
    assert one == two
    (tmp_path / "data.npz").write_bytes(one)
    found = unpack(tmp_path / "data.npz", ["X", "Y"])
    assert found.keys() == arrays.keys()
    assert all(np.array_equal(found[name], arrays[name]) for name in arrays)
    with pytest.raises(FileFormatError, match="cannot be read"):
        unpack(tmp_path / "data.npz", ["X", "sample_weight"])


def test_a_file_that_unfolds_beyond_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data.npz"
    np.savez_compressed(path, X=np.zeros((1000, 1000)))
    assert path.stat().st_size < 20_000
    monkeypatch.setattr(kept_data, "MOST_RAW", 10**6)
    with pytest.raises(FileFormatError, match="more data than a run keeps"):
        unpack(path, ["X"])
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["X.npy"]
