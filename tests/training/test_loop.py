"""The loop: what the history says, who is told what, and how a training ends."""

import warnings
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from glassnet.errors import GlassnetWarning
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD, Adam, Clip
from glassnet.training import loop
from glassnet.training.events import Ended, EpochEnded, Progressed, Started
from glassnet.training.runs import Run
from glassnet.training.stopping import EarlyStopping
from training.samples import cloud_model, clouds, line, xor_model, xor_run


def weighted(run: Run, epoch: int, what: Any) -> float:
    """The mean over the examples of an epoch of something that each step has."""
    first = epoch * run.plan.steps_per_epoch
    steps = [run.step(first + i) for i in range(run.plan.steps_per_epoch)]
    return sum(what(step) * len(step["X"]) for step in steps) / len(run.X)


def length(step: Any) -> float:
    return float(np.sqrt(sum(np.sum(step[f"d{n}"] ** 2) for n in ("W1", "b1", "W2", "b2"))))


def right(step: Any) -> float:
    return float(np.mean(step["A2"].argmax(axis=1) == step["Y"].argmax(axis=1)))


def test_the_columns_of_the_history() -> None:
    """Means over the examples before each update; validation at the epoch's end."""
    X, labels = clouds(31)
    Xv, held = clouds(17, seed=9)
    run = cloud_model(dropout=0.2, penalty=0.03).train(
        X,
        labels,
        epochs=4,
        batch_size=9,
        optimizer=SGD(0.2),
        schedule="exponential",
        validation=(Xv, held),
        record=["accuracy", "grad_norm"],
    )
    history = run.history
    assert list(history) == [
        *("epoch", "step", "loss", "data_loss", "penalty", "accuracy", "grad_norm"),
        *("lr", "val_loss", "val_accuracy"),
    ]
    assert history["epoch"].tolist() == [1, 2, 3, 4]
    assert history["step"].tolist() == [4, 8, 12, 16]
    for epoch in range(4):
        for name, what in (
            ("loss", lambda step: float(step["L"])),
            ("data_loss", lambda step: float(step["L_data"])),
            ("penalty", lambda step: float(step["L_penalty"])),
            ("grad_norm", length),
            ("accuracy", right),
        ):
            assert history[name][epoch] == pytest.approx(weighted(run, epoch, what), rel=1e-12)
        assert history["lr"][epoch] == 0.2 * 0.95**epoch == run.lr_of(epoch)
        outputs = run.at(epoch=epoch + 1).predict(Xv)
        surprise = -np.mean(np.log(outputs[np.arange(17), held]))
        assert history["val_loss"][epoch] == pytest.approx(surprise, rel=1e-12)
        assert history["val_accuracy"][epoch] == np.mean(outputs.argmax(axis=1) == held)


def test_without_penalty_the_loss_is_the_data_loss() -> None:
    history = xor_run(epochs=3, batch_size=3).history
    assert history["loss"].tolist() == history["data_loss"].tolist()
    assert history["penalty"].tolist() == [0, 0, 0]


def test_numbers_have_r2_instead_of_accuracy() -> None:
    X, Y = line()
    run = Model(Network(1, [Dense(1)])).train(X, Y, epochs=200, validation=0.25)
    assert run.history["val_r2"][-1] > 0.95
    assert "val_accuracy" not in run.history
    assert run.evaluate(*run.validation)["r2"] == run.history["val_r2"][-1]


def test_grad_norm_of_numeric_gradients_too() -> None:
    exact = xor_run(epochs=3, record=["grad_norm"]).history["grad_norm"]
    numeric = xor_run(epochs=3, record=["grad_norm"], gradient="numeric", delta=1e-6).history
    np.testing.assert_allclose(numeric["grad_norm"], exact, rtol=1e-4)


def test_clipping_shortens_the_step_and_not_the_recorded_length() -> None:
    run = xor_run(epochs=5, optimizer=SGD(1.0), clip=Clip(norm=1e-3), record=["grad_norm"])
    assert run.history["grad_norm"].min() > 1e-2
    moved = [run.at(k + 1).params["W1"] - run.at(k).params["W1"] for k in range(5)]
    assert all(np.sqrt(np.sum(each**2)) < 1e-3 for each in moved)


def test_events_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "TICK", 0.0)
    events: list[Any] = []
    X, labels = clouds(10)
    run = cloud_model().train(
        X, labels, epochs=2, batch_size=4, validation=0.2, callbacks=[events.append]
    )
    kinds = [type(event) for event in events]
    assert kinds == [Started, Progressed, EpochEnded, Progressed, EpochEnded, Ended]
    assert events[0] == Started(7, 3, 2, 2, 39)
    assert (events[1].epoch, events[1].step, events[1].steps) == (1, 1, 4)
    assert events[1].loss == float(run.step(0)["L"])
    ended = events[2]
    assert (ended.epoch, ended.epochs, ended.step) == (1, 2, 2)
    assert ended.row == {name: column[0] for name, column in run.history.items()}
    assert (events[-1].reason, events[-1].step) == ("finished", 4)
    assert 0 <= events[1].epoch <= events[-1].seconds + 1
    assert run.seconds == events[-1].seconds


def test_signs_of_life_come_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """At most twenty times a second: time goes on by a hundredth of a second at each look."""
    clock = iter(np.arange(0, 1000, 0.01).tolist())
    monkeypatch.setattr(loop, "time", SimpleNamespace(perf_counter=lambda: next(clock)))
    steps: list[int] = []

    def note(event: Any) -> None:
        if isinstance(event, Progressed):
            steps.append(event.step)

    X, labels = clouds(400)
    cloud_model().train(X, labels, epochs=1, batch_size=1, callbacks=[note])
    assert 400 / 6 <= len(steps) <= 400 / 5
    assert set(np.diff(steps)) <= {5, 6}


def test_the_row_that_a_callback_gets_is_its_own() -> None:
    def spoil(event: Any) -> None:
        if isinstance(event, EpochEnded):
            event.row.clear()

    run = xor_run(epochs=3, callbacks=[spoil], early_stopping=EarlyStopping(2, "loss"))
    assert len(run.history["loss"]) == 3


def stop_after(epoch: int) -> Any:
    return lambda event: "stop" if getattr(event, "epoch", 0) == epoch else None


def test_a_callback_stops_the_training() -> None:
    run = xor_run(epochs=50, callbacks=[stop_after(7)])
    assert run.stopped == ("callback", 7, None)
    assert run.steps == len(run.history["loss"]) == 7


def test_a_callback_stops_before_the_first_step() -> None:
    model = xor_model()
    before = {name: value.copy() for name, value in model.params.items()}
    run = xor_run(model, epochs=50, callbacks=[lambda event: "stop"])
    assert run.stopped == ("callback", 0, None)
    assert all(np.array_equal(model.params[name], before[name]) for name in before)


def test_a_callback_stops_within_an_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "TICK", 0.0)

    def stop(event: Any) -> str | None:
        return "stop" if isinstance(event, Progressed) and event.step == 6 else None

    X, labels = clouds(10)
    run = cloud_model().train(X, labels, epochs=5, batch_size=2, callbacks=[stop])
    assert (run.stopped, run.steps) == (("callback", 6, None), 6)
    assert len(run.history["loss"]) == 1
    assert np.array_equal(run.at(6).params["W1"], run.model.params["W1"])


def test_answers_other_than_stop_mean_nothing() -> None:
    answers = iter([np.array(["stop", "stop"]), True, 0, "STOP", None, None])
    run = xor_run(epochs=4, callbacks=[lambda event: next(answers)])
    assert run.stopped[0] == "finished"


def raise_at(epoch: int, error: BaseException) -> Any:
    def callback(event: Any) -> None:
        if isinstance(event, EpochEnded) and event.epoch == epoch:
            raise error

    return callback


def test_control_c_keeps_what_was_learned() -> None:
    model = xor_model()
    events: list[Any] = []
    callbacks = [raise_at(5, KeyboardInterrupt()), events.append]
    run = xor_run(model, epochs=50, callbacks=callbacks)
    assert run.stopped == ("interrupted", 5, None)
    assert run.steps == len(run.history["loss"]) == 5
    assert np.array_equal(model.params["W1"], run.at(5).params["W1"])
    assert events[-1].reason == "interrupted"
    again = xor_run(model, epochs=5)
    assert again.parent is run


def test_an_error_of_a_callback_comes_out_and_nothing_is_lost() -> None:
    model = xor_model()
    events: list[Any] = []
    with pytest.raises(ZeroDivisionError, match="mine"):
        xor_run(model, epochs=50, callbacks=[raise_at(5, ZeroDivisionError("mine")), events.append])
    run = model.last_run
    assert run is not None
    assert run.stopped == ("interrupted", 5, None)
    assert np.array_equal(model.params["W1"], run.at(5).params["W1"])
    assert not np.array_equal(model.params["W1"], run.start["W1"])
    assert events[-1].reason == "interrupted"
    assert xor_run(model, epochs=2).steps == 2


def test_an_error_at_the_end_reaches_the_caller_after_everybody_was_told() -> None:
    told: list[Any] = []

    def fail(event: Any) -> None:
        if isinstance(event, Ended):
            raise RuntimeError("at the end")

    model = xor_model()
    with pytest.raises(RuntimeError, match="at the end"):
        xor_run(model, epochs=3, callbacks=[fail, told.append])
    assert isinstance(told[-1], Ended)
    assert model.last_run is not None
    assert model.last_run.steps == 3


def interrupted_everywhere(monkeypatch: pytest.MonkeyPatch, name: str, calls: int) -> Run:
    """A training whose `name` of the loop is interrupted at its `calls`-th call."""
    count = [0]
    real = getattr(loop.Training, name)

    def broken(self: Any, *arguments: Any) -> Any:
        result = real(self, *arguments)
        count[0] += 1
        if count[0] == calls:
            raise KeyboardInterrupt
        return result

    with monkeypatch.context() as patch:
        patch.setattr(loop.Training, name, broken)
        watcher = [lambda event: None]
        return xor_run(epochs=30, batch_size=3, optimizer=Adam(0.1), callbacks=watcher)


@pytest.mark.parametrize("name", ["_update", "_epoch", "_tell", "_check"])
@pytest.mark.parametrize("calls", [1, 2, 5])
def test_an_interruption_anywhere_leaves_a_true_run(
    monkeypatch: pytest.MonkeyPatch, name: str, calls: int
) -> None:
    whole = xor_run(epochs=30, batch_size=3, optimizer=Adam(0.1))
    run = interrupted_everywhere(monkeypatch, name, calls)
    assert run.stopped == ("interrupted", run.steps, None)
    for k in range(run.steps + 1):
        assert np.array_equal(run.at(k).params["W2"], whole.at(k).params["W2"])
    rows = len(run.history["loss"])
    assert run.history["loss"].tolist() == whole.history["loss"][:rows].tolist()


def test_a_second_training_starts_afresh_and_knows_the_first() -> None:
    model = xor_model()
    first = xor_run(model, epochs=5, optimizer=Adam(0.1))
    middle = model.copy()
    second = xor_run(model, epochs=5, optimizer=Adam(0.1))
    assert second.parent is first
    assert first.parent is None
    assert np.array_equal(second.start["W1"], first.model.params["W1"])
    other = xor_run(middle, epochs=5, optimizer=Adam(0.1))
    assert np.array_equal(other.model.params["W1"], second.model.params["W1"])
    assert second.step(0)["t"] == 1
    assert np.all(second.step(0)["W1_m"] == 0)


def test_trainings_with_the_same_seed_are_the_same_and_with_others_differ() -> None:
    def losses(seed: int) -> list[float]:
        X, labels = clouds()
        run = cloud_model(dropout=0.3).train(X, labels, epochs=3, batch_size=8, seed=seed)
        return run.history["loss"].tolist()

    assert losses(5) == losses(5)
    assert losses(5) != losses(6)


def test_the_model_is_the_same_whether_anybody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "TICK", 0.0)
    alone = xor_run(epochs=9, batch_size=3)
    watched = xor_run(
        epochs=9, batch_size=3, callbacks=[lambda event: None], record=["accuracy", "grad_norm"]
    )
    assert np.array_equal(alone.model.params["W1"], watched.model.params["W1"])


def test_a_validation_that_is_not_finite_is_said() -> None:
    X, Y = line()
    model = Model(Network(1, [Dense(1)]))
    with pytest.warns(GlassnetWarning, match="validation loss is not a finite .* from epoch 1 on"):
        run = model.train(X, Y, epochs=2, validation=(X * 1e200, Y))
    assert run.stopped[0] == "finished"
    assert not np.isfinite(run.history["val_loss"]).any()


def test_warnings_point_to_the_line_of_the_user() -> None:
    X, Y = line()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        Model(Network(1, [Dense(1)])).train(X, Y, epochs=3, optimizer=SGD(1e308))
    assert [each.category for each in caught] == [GlassnetWarning]
    assert caught[0].filename == __file__
