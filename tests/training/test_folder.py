"""The folder of a run: what is in it, and what a failing disk does to it."""

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glassnet.errors import GlassnetWarning, RunError
from glassnet.model import load
from glassnet.nn.optimizers import Adam, Optimizer
from glassnet.nn.schedules import ReduceOnPlateau
from glassnet.training import checkpoints, folder
from glassnet.training.runs import Run
from training.failing_disk import CALLS, Disk, failing
from training.samples import cloud_model, clouds, xor_model, xor_run


def files(path: Path) -> list[str]:
    return sorted(str(each.relative_to(path)) for each in path.rglob("*") if each.is_file())


def same(one: Run, two: Run, steps: range) -> bool:
    return all(
        np.array_equal(one.at(k).params[name], two.at(k).params[name])
        for k in steps
        for name in one.network.param_shapes()
    )


def test_what_is_in_it(tmp_path: Path) -> None:
    X, labels = clouds()
    run = cloud_model().train(
        X,
        labels,
        epochs=3,
        batch_size=10,
        validation=0.2,
        optimizer=Adam(0.01),
        classes=["a", "b", "c"],
        folder=tmp_path / "run",
    )
    path = tmp_path / "run"
    assert run.folder == path
    assert files(path) == [
        *(f"checkpoints/{step:012d}.safetensors" for step in (3, 6, 9)),
        *("data.npz", "history.csv", "result.safetensors", "run.json", "start.safetensors"),
    ]
    plain = json.loads((path / "run.json").read_text(encoding="utf-8"))
    assert plain["network"]["layers"][0]["activation"] == "tanh"
    assert plain["settings"]["optimizer"] == {
        **{"type": "Adam", "lr": 0.01, "beta1": 0.9, "beta2": 0.999, "eps": 1e-08},
    }
    assert plain["stopped"] == ["finished", None, None]
    assert (plain["steps"], plain["fraction"], plain["classes"]) == (9, 0.2, ["a", "b", "c"])
    with np.load(path / "data.npz") as arrays:
        assert np.array_equal(arrays["X"], run.X)
        assert set(arrays) == {"X", "Y", "Xv", "Yv"}
    rows = np.genfromtxt(path / "history.csv", delimiter=",", names=True)
    assert rows["loss"].tolist() == run.history["loss"].tolist()
    model = load(path / "result.safetensors")
    assert np.array_equal(model.predict(X), run.model.predict(X))


def test_everything_comes_back(tmp_path: Path) -> None:
    X, labels = clouds()
    run = cloud_model(dropout=0.2, penalty=1e-3, dtype="float32").train(
        X,
        labels,
        epochs=12,
        batch_size=7,
        validation=(X[:9], labels[:9]),
        schedule=ReduceOnPlateau(patience=1),
        sample_weight=np.linspace(0, 1, 30),
        record=["accuracy", "grad_norm"],
        folder=tmp_path / "run",
    )
    again = Run.open(tmp_path / "run")
    assert again.network == run.network
    assert again.settings == run.settings
    assert again.stopped == run.stopped
    assert (again.steps, again.best, again.seconds) == (run.steps, run.best, run.seconds)
    assert (again.is_class, again.engine, again.fraction) == (True, "reference", None)
    assert list(again.history) == list(run.history)
    assert all(np.array_equal(again.history[name], run.history[name]) for name in run.history)
    for one, two in ((again.X, run.X), (again.Y, run.Y), (again.plan.weights, run.plan.weights)):
        assert np.array_equal(one, two)
        assert one.dtype == two.dtype
        assert not one.flags.writeable
    assert again.validation is not None
    assert np.array_equal(again.validation[0], X[:9].astype("float32"))
    assert again.evaluate(*again.validation) == run.evaluate(*run.validation)
    assert [again.lr_of(epoch) for epoch in range(12)] == run.history["lr"].tolist()
    assert same(run, again, range(run.steps + 1))


def test_a_run_is_saved_afterwards(tmp_path: Path) -> None:
    run = xor_run(epochs=20, batch_size=3)
    run.save(tmp_path / "late")
    again = Run.open(tmp_path / "late")
    assert same(run, again, range(run.steps + 1))
    assert again.stopped == run.stopped
    again.save(tmp_path / "copy")
    assert files(tmp_path / "copy") == files(tmp_path / "late")
    with pytest.raises(RunError, match="not empty"):
        run.save(tmp_path / "late")


@pytest.mark.parametrize("taken", ["file.txt", ".hidden", "checkpoints", "run.json"])
def test_a_folder_with_something_in_it_is_refused(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_text("mine")
    model = xor_model()
    before = model.params["W1"].copy()
    with pytest.raises(RunError, match="not empty") as caught:
        xor_run(model, epochs=3, folder=tmp_path)
    assert taken in str(caught.value.received)
    assert files(tmp_path) == [taken]
    assert (tmp_path / taken).read_text() == "mine"
    assert np.array_equal(model.params["W1"], before)


def test_a_run_is_never_overwritten(tmp_path: Path) -> None:
    xor_run(epochs=3, folder=tmp_path / "run")
    before = {name: (tmp_path / "run" / name).read_bytes() for name in files(tmp_path / "run")}
    with pytest.raises(RunError, match="not empty"):
        xor_run(epochs=9, folder=tmp_path / "run")
    assert {
        name: (tmp_path / "run" / name).read_bytes() for name in files(tmp_path / "run")
    } == before


def test_an_empty_folder_and_new_ones_within_others_are_used(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "empty", tmp_path / "a" / "b" / "c"):
        xor_run(epochs=2, folder=str(path))
        assert Run.open(path).steps == 2


@pytest.mark.parametrize("path", ["file/below", "file", "bad\0name", "x" * 300])
def test_a_folder_that_cannot_be_made(tmp_path: Path, path: str) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(RunError) as caught:
        xor_run(epochs=2, folder=tmp_path / path)
    assert caught.value.fix
    assert files(tmp_path) == ["file"]


def test_parts_that_no_file_can_describe(tmp_path: Path) -> None:
    class Mine(Optimizer):
        name = "mine"

        def rows(self, builder: Any, param: Any, grad: Any, state: Any) -> None:
            from glassnet.nn.optimizers import SGD

            SGD(self.lr).rows(builder, param, grad, state)

    model = xor_model()
    assert xor_run(model, epochs=2, optimizer=Mine(0.1)).steps == 2
    with pytest.raises(RunError, match="cannot be described"):
        xor_run(model, epochs=2, optimizer=Mine(0.1), folder=tmp_path / "run")
    assert not (tmp_path / "run").exists()


def steady(**settings: Any) -> Run:
    """A short training that writes often: 12 steps, a checkpoint after each, at most 4 kept."""
    X, labels = clouds(9)
    return cloud_model().train(
        X,
        labels,
        epochs=4,
        batch_size=3,
        optimizer=Adam(0.05),
        schedule=ReduceOnPlateau(patience=1),
        checkpoint_every=1,
        **settings,
    )


@pytest.fixture
def frequent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "PAUSE", 0.0)
    monkeypatch.setattr(folder, "SHARE", 0)
    monkeypatch.setattr(checkpoints, "MOST", 4)


def count_calls(monkeypatch: pytest.MonkeyPatch, call: str, path: Path) -> int:
    with failing(monkeypatch, Disk(call)) as disk:
        steady(folder=path)
    return disk.count


def check_failure(path: Path, whole: Run, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> str:
    """One training with a failing disk; says what became of it."""
    model = None
    with failing(monkeypatch, disk), warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            run = steady(folder=path)
        except RunError as error:
            model = error
    if model is not None:
        assert not path.exists()
        return "refused"
    assert same(run, whole, range(whole.steps + 1))
    hidden = [name for name in files(path) if Path(name).name.startswith(".")]
    assert not hidden
    assert len(said) <= 1
    assert all(each.category is GlassnetWarning for each in said)
    again = Run.open(path)
    assert same(again, whole, range(again.steps + 1))
    assert len(again.history["loss"]) == again.steps // 3
    assert again.history["loss"].tolist() == whole.history["loss"][: again.steps // 3].tolist()
    complete = again.stopped == whole.stopped
    assert complete or again.stopped == ("interrupted", again.steps, None)
    if not said:
        assert complete
    return "complete" if complete else "cut off"


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.usefixtures("frequent")
def test_one_failure_at_every_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """The training goes on, warns once, and all is written in the end; unless it was the end."""
    whole = steady()
    calls = count_calls(monkeypatch, call, tmp_path / "count")
    assert calls > 25
    ends = [
        check_failure(tmp_path / f"run{k}", whole, Disk(call, k, k), monkeypatch)
        for k in range(1, calls + 1)
    ]
    assert ends.count("refused") == 3
    assert ends[:6].count("refused") == 3
    assert 1 <= ends.count("cut off") <= 6
    assert ends.count("complete") > calls / 2


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.usefixtures("frequent")
def test_a_disk_that_fails_for_good_at_every_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """The training goes on in memory; the folder holds what it had before."""
    whole = steady()
    calls = count_calls(monkeypatch, call, tmp_path / "count")
    ends = [
        check_failure(tmp_path / f"run{k}", whole, Disk(call, k, 10**9), monkeypatch)
        for k in range(1, calls + 1, 3)
    ]
    assert set(ends) <= {"refused", "cut off", "complete"}
    assert ends.count("cut off") > len(ends) / 2


@pytest.mark.usefixtures("frequent")
def test_what_a_failing_disk_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        failing(monkeypatch, Disk("replace", 10, 10**9)),
        pytest.warns(GlassnetWarning) as said,
    ):
        run = steady(folder=tmp_path / "run")
    assert len(said) == 1
    text = str(said[0].message)
    assert "No space left on device" in text
    assert str(tmp_path / "run") in text
    assert "run.save(" in text
    assert run.stopped[0] == "finished"
    run.save(tmp_path / "rescued")
    assert same(run, Run.open(tmp_path / "rescued"), range(run.steps + 1))
    assert Run.open(tmp_path / "run").stopped[0] == "interrupted"


@pytest.mark.usefixtures("frequent")
def test_foreign_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "run"

    def meddle(event: Any) -> None:
        (path / "checkpoints" / "notes.safetensors").write_text("mine")
        (path / "notes.txt").write_text("mine")

    run = steady(folder=path, callbacks=[meddle])
    assert {"notes.txt", "checkpoints/notes.safetensors"} <= set(files(path))
    assert same(run, Run.open(path), range(run.steps + 1))


@pytest.mark.usefixtures("frequent")
def test_a_folder_that_is_taken_away_does_not_end_the_training(tmp_path: Path) -> None:
    import shutil

    def remove(event: Any) -> None:
        if getattr(event, "epoch", 0) == 2:
            shutil.rmtree(tmp_path / "run", ignore_errors=True)

    with pytest.warns(GlassnetWarning, match="goes on in memory"):
        run = steady(folder=tmp_path / "run", callbacks=[remove])
    assert run.stopped[0] == "finished"
