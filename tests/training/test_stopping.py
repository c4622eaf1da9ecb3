"""When a training ends before its last epoch, and what it goes back to."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glassnet.errors import GlassnetError, SettingError
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD, Adam
from glassnet.nn.schedules import ReduceOnPlateau
from glassnet.training.runs import Run
from glassnet.training.stopping import EarlyStopping, Plateau, StopAt, Watch, better
from training.samples import cloud_model, clouds, line, quietly, xor_run


def overfitted(**settings: Any) -> Any:
    """A training whose validation loss has its least value on the way."""
    X, labels = clouds(12, seed=5)
    Xv, held = clouds(60, seed=6)
    model = cloud_model()
    run = model.train(X, labels, epochs=400, optimizer=Adam(0.1), validation=(Xv, held), **settings)
    return run, model


def test_early_stopping_goes_back_to_the_best() -> None:
    whole, _model = overfitted()
    losses = whole.history["val_loss"]
    best = int(np.argmin(losses))
    assert 3 < best < 200
    run, model = overfitted(early_stopping=EarlyStopping(15))
    assert run.stopped[0] == "early stopping"
    found = run.history["val_loss"]
    least = int(np.argmin(found))
    assert run.best == (least + 1, least + 1)
    assert len(found) == least + 1 + 15
    assert found.tolist() == losses[: len(found)].tolist()
    assert np.array_equal(model.params["W1"], run.at(epoch=least + 1).params["W1"])
    assert np.array_equal(run.model.params["W2"], run.at(epoch=least + 1).params["W2"])
    assert run.evaluate(*run.validation)["loss"] == found.min()
    assert run.at(run.steps).params["W1"].shape == (2, 6)
    assert not np.array_equal(run.at(run.steps).params["W1"], model.params["W1"])


def test_without_restore_the_last_model_stays() -> None:
    run, model = overfitted(early_stopping=EarlyStopping(15, restore=False))
    assert run.stopped[0] == "early stopping"
    assert run.best is None
    assert np.array_equal(model.params["W1"], run.at(run.steps).params["W1"])


def test_the_best_counts_even_if_a_callback_stops_at_it() -> None:
    stopped, _model = overfitted(
        early_stopping=EarlyStopping(15),
        callbacks=[lambda event: "stop" if getattr(event, "epoch", 0) == 5 else None],
    )
    assert stopped.stopped[0] == "callback"
    assert stopped.best == (int(np.argmin(stopped.history["val_loss"])) + 1,) * 2
    assert stopped.best[0] == 5


def test_accuracy_is_better_when_it_grows() -> None:
    run, _model = overfitted(early_stopping=EarlyStopping(40, "val_accuracy"))
    found = run.history["val_accuracy"]
    assert run.best == (int(np.argmax(found)) + 1,) * 2
    run, _model = overfitted(early_stopping=EarlyStopping(30, "accuracy"))
    assert run.stopped[0] == "early stopping"
    assert run.history["accuracy"][run.best[0] - 1] == run.history["accuracy"].max()


def test_small_improvements_do_not_count() -> None:
    X, Y = line()
    runs = [
        Model(Network(1, [Dense(1)]), seed=0).train(
            X, Y, epochs=5000, early_stopping=EarlyStopping(3, "loss", min_delta=delta)
        )
        for delta in (0.0, 1e-3)
    ]
    assert runs[1].steps < runs[0].steps
    best, since, losses = math.inf, 0, runs[0].history["loss"].tolist()
    epoch = 0
    while since < 3:
        since = 0 if losses[epoch] < best - 1e-3 else since + 1
        best = losses[epoch] if since == 0 else best
        epoch += 1
    assert (runs[1].steps, runs[1].best) == (epoch, (epoch - 3, epoch - 3))


@pytest.mark.parametrize(
    ("goal", "column", "reached"),
    [
        (StopAt(loss=0.4), "loss", lambda value: value <= 0.4),
        (StopAt(accuracy=0.9), "accuracy", lambda value: value >= 0.9),
        (StopAt(val_loss=0.8), "val_loss", lambda value: value <= 0.8),
        (StopAt(val_accuracy=0.8), "val_accuracy", lambda value: value >= 0.8),
    ],
)
def test_stop_at_the_first_epoch_that_is_good_enough(
    goal: StopAt, column: str, reached: Any
) -> None:
    run, _model = overfitted(stop_at=goal)
    assert run.stopped == ("target reached", run.steps, None)
    values = run.history[column]
    assert reached(values[-1])
    assert not any(reached(value) for value in values[:-1])


def test_any_of_several_targets_is_enough() -> None:
    run, _model = overfitted(stop_at=StopAt(loss=1e-9, val_accuracy=0.5))
    assert run.stopped[0] == "target reached"


@pytest.mark.parametrize(
    "make",
    [
        lambda: EarlyStopping(0),
        lambda: EarlyStopping(2.5),
        lambda: EarlyStopping(monitor="val_los"),
        lambda: EarlyStopping(monitor="lr"),
        lambda: EarlyStopping(min_delta=-1),
        lambda: EarlyStopping(min_delta=math.nan),
        lambda: EarlyStopping(restore="yes"),
        lambda: StopAt(),
        lambda: StopAt(loss="small"),
        lambda: StopAt(accuracy=math.inf),
        lambda: StopAt(val_loss=True),
    ],
)
def test_rules_that_make_no_sense(make: Any) -> None:
    with pytest.raises(GlassnetError) as caught:
        make()
    assert caught.value.fix


@pytest.mark.parametrize(
    "settings",
    [
        {"record": ["accuracy"]},
        {"early_stopping": EarlyStopping(3, "accuracy")},
        {"early_stopping": EarlyStopping(3, "val_accuracy"), "validation": 0.25},
        {"stop_at": StopAt(accuracy=1.0)},
        {"stop_at": StopAt(val_accuracy=1.0), "validation": 0.25},
    ],
)
def test_numbers_have_no_accuracy(settings: dict[str, Any]) -> None:
    X, Y = line()
    with pytest.raises(SettingError, match="not classes") as caught:
        Model(Network(1, [Dense(1)])).train(X, Y, epochs=3, **settings)
    assert "loss" in str(caught.value.fix)


def test_a_target_is_reached_when_it_is_met_exactly() -> None:
    assert StopAt(accuracy=1.0).reached({"accuracy": 1.0, "loss": 9.0})
    assert StopAt(val_loss=0.5).reached({"val_loss": 0.5, "loss": 9.0})
    assert not StopAt(accuracy=1.0, loss=0.1).reached({"accuracy": 0.999, "loss": 0.11})


def test_better() -> None:
    assert better("loss", 1.0, math.nan, 0.0)
    assert better("loss", 0.9, 1.0, 0.0)
    assert not better("loss", 1.0, 1.0, 0.0)
    assert not better("loss", 0.95, 1.0, 0.1)
    assert not better("loss", math.nan, 1.0, 0.0)
    assert not better("loss", math.nan, math.nan, 0.0)
    assert better("val_accuracy", 0.9, 0.8, 0.0)
    assert not better("accuracy", 0.8, 0.8, 0.0)


def test_a_watch_counts_epochs_without_a_best() -> None:
    watch = Watch("loss")
    seen = [watch.see({"loss": v}, e) for e, v in enumerate([3, 2, 2, math.nan, 1.0, 5], 1)]
    assert seen == [True, True, False, False, True, False]
    assert (watch.best, watch.epoch, watch.since) == (1.0, 5, 1)


def plateau_by_hand(losses: list[float], factor: float, patience: int, floor: float) -> list[float]:
    """The rates of the epochs, from the rule as the documentation says it."""
    rates, rate, best, since = [], 1.0, math.inf, 0
    for loss in losses:
        rates.append(rate)
        since = 0 if loss < best else since + 1
        best = min(best, loss)
        if since == patience:
            rate, since = max(rate * factor, floor), 0
    return rates


def test_a_plateau_lowers_the_rate() -> None:
    losses = [5, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 2.5, 2.4, 2.4, 2.4]
    rule = ReduceOnPlateau(0.5, patience=2, floor=0.2)
    plateau = Plateau(rule, 0.1, Watch("loss"))
    rates = []
    for epoch, loss in enumerate(losses, 1):
        rates.append(plateau.lr)
        plateau.see({"loss": loss}, epoch)
    expected = [0.1 * rate for rate in plateau_by_hand(losses, 0.5, 2, 0.2)]
    assert rates == pytest.approx(expected)
    assert min(rates) == pytest.approx(0.02)


@pytest.mark.parametrize("held", [None, 0.25])
def test_a_training_on_plateaus(held: float | None) -> None:
    X, Y = line()
    rule = ReduceOnPlateau(0.3, patience=3, floor=1e-3)
    run = quietly(
        Model(Network(1, [Dense(1)]), seed=2).train,
        X,
        Y,
        epochs=60,
        batch_size=5,
        optimizer=SGD(0.9),
        schedule=rule,
        validation=held,
    )
    watched = run.history["loss" if held is None else "val_loss"].tolist()
    expected = [0.9 * rate for rate in plateau_by_hand(watched, 0.3, 3, 1e-3)]
    assert run.history["lr"].tolist() == pytest.approx(expected)
    assert len(set(expected)) > 2
    per_epoch = run.plan.steps_per_epoch
    for k in (0, 17, run.steps - 1):
        assert float(run.step(k)["lr"]) == run.history["lr"][k // per_epoch]


def test_xor_until_it_is_solved() -> None:
    run = xor_run(epochs=100_000, optimizer=Adam(0.1), stop_at=StopAt(loss=1e-3))
    assert run.stopped[0] == "target reached"
    assert run.history["loss"][-1] <= 1e-3


def test_numbers_of_numpy_are_kept_as_those_of_python(tmp_path: Path) -> None:
    stop: Any = StopAt(loss=np.float32(0.25), val_accuracy=np.int64(1))
    rule: Any = EarlyStopping(np.int64(2), "loss", np.float64(0.5), np.bool_(False))
    assert rule == EarlyStopping(2, "loss", 0.5, False)
    values = (*vars(stop).values(), *vars(rule).values())
    assert {type(value) for value in values} == {type(None), int, float, str, bool}
    run = xor_run(epochs=3, early_stopping=rule, folder=tmp_path / "run")
    assert Run.open(tmp_path / "run").settings == run.settings


@pytest.mark.parametrize("accuracy", [95, -0.1, 1.5])
def test_an_accuracy_that_no_training_reaches_is_refused(accuracy: float) -> None:
    with pytest.raises(SettingError) as caught:
        StopAt(val_accuracy=accuracy)
    assert "0.95" in str(caught.value.fix)
