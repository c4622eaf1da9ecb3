"""Numbers that stop being finite are found, named, and undone."""

from typing import Any

import numpy as np
import pytest

from glassnet.errors import DataError, GlassnetWarning
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD, Adam, RMSprop
from glassnet.nn.schedules import Exponential
from glassnet.training.finite import all_finite
from glassnet.training.runs import Run
from glassnet.training.stopping import EarlyStopping
from training.samples import clouds, line, quietly, xor_run


def check_ending(run: Run, model: Model) -> None:
    """Everything that a training must be after its numbers were no longer finite."""
    reason, step, equation = run.stopped
    assert reason == "not finite"
    assert step == run.steps == max(run.checkpoints.states)
    assert all_finite(run.checkpoints.states[run.steps])
    assert all(all_finite(state) for state in run.checkpoints.states.values())
    assert all(np.isfinite(value).all() for value in model.params.values())
    assert all(np.isfinite(value).all() for value in run.at(run.steps).params.values())
    assert all(np.isfinite(column).all() for column in run.history.values())
    assert len(run.history["step"]) == 0 or run.history["step"][-1] <= run.steps
    # The step that failed can be computed again, and its first bad row is the one that is named.
    names = run.network.param_shapes()
    before = {name: run.at(run.steps).params[name] for name in names}
    batch = run.plan.batch(run.steps)
    with np.errstate(all="ignore"):
        state = {**run.checkpoints.states[run.steps], **before}
        values = run.plan.compute(state, batch, None)
    bad = [name for name, value in values.items() if not np.isfinite(value).all()]
    assert bad[0] == equation


@pytest.mark.parametrize("batch_size", [None, 3])
@pytest.mark.parametrize("lr", [50.0, 1e150, 1e308])
def test_a_learning_rate_far_too_large(lr: float, batch_size: int | None) -> None:
    X, Y = line()
    model = Model(Network(1, [Dense(3, "identity"), Dense(1)]), seed=0)
    with pytest.warns(GlassnetWarning) as caught:
        run = model.train(X, Y, epochs=400, optimizer=SGD(lr), batch_size=batch_size)
    check_ending(run, model)
    assert len(caught) == 1
    text = str(caught[0].message)
    assert f"step {run.stopped[1]}" in text
    assert str(run.stopped[2]) in text


def saturating() -> Model:
    return Model(Network(1, [Dense(1, "sigmoid", bias=False)]), params={"W1": [[0.0]]})


def saturated(model: Model, m: int = 150, **settings: Any) -> Run:
    """One example throws the weight to infinity, where the sigmoid hides it from the loss.

    All others are answered exactly, so that the weight stays 0 until that example comes.
    """
    X, Y = np.ones((m, 1)), np.full((m, 1), 0.5)
    Y[m // 2] = 1e3
    return quietly(model.train, X, Y, optimizer=SGD(1e308), **settings)


@pytest.mark.parametrize("every", [None, 7, 10**6])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_weight_that_becomes_infinite_unseen(seed: int, every: int | None) -> None:
    model = saturating()
    run = saturated(model, epochs=3, batch_size=1, seed=seed, checkpoint_every=every)
    thrown = next(k for k in range(150) if run.Y[run.batches(0)[k][0], 0] == 1e3)
    assert run.stopped == ("not finite", thrown, "W1_new")
    assert model.params["W1"].tolist() == [[0.0]]
    check_ending(run, model)


@pytest.mark.parametrize("epochs", [1, 63, 64, 65, 300])
def test_an_infinite_weight_is_never_the_result(epochs: int) -> None:
    """Full batches are looked at every 64 steps, and once more before the end."""
    model = saturating()
    run = saturated(model, m=3, epochs=epochs, checkpoint_every=10**6)
    assert run.stopped == ("not finite", 0, "W1_new")
    assert model.params["W1"].tolist() == [[0.0]]
    check_ending(run, model)


def test_the_best_is_none_that_came_after_the_fault() -> None:
    """The loss falls to its best while the weight is infinite already."""
    model = saturating()
    rule = EarlyStopping(1000, "loss")
    run = saturated(model, m=3, epochs=50, checkpoint_every=10**6, early_stopping=rule)
    assert run.stopped == ("not finite", 0, "W1_new")
    assert run.best is None
    check_ending(run, model)


def test_what_a_callback_breaks_off_is_sound_too() -> None:
    def fail(event: Any) -> None:
        if getattr(event, "epoch", 0) == 3:
            raise ValueError("broken off")

    model = saturating()
    with pytest.raises(ValueError, match="broken off"):
        saturated(model, m=3, epochs=9, checkpoint_every=10**6, callbacks=[fail])
    assert model.params["W1"].tolist() == [[0.0]]
    assert model.last_run is not None
    assert model.last_run.steps == 0


def test_a_state_of_the_optimizer_that_becomes_infinite() -> None:
    X, Y = np.array([[1e100], [2e100]]), np.array([[1.0], [2.0]])
    for optimizer in (Adam(1e-3), RMSprop(1e-3)):
        model = Model(Network(1, [Dense(1)]), params={"W1": [[1e90]], "b1": [0.0]})
        run = quietly(model.train, X * 1e-30, Y, epochs=200, optimizer=optimizer)
        assert run.stopped[0] == "not finite"
        check_ending(run, model)


def test_a_learning_rate_that_grows_without_end() -> None:
    run = quietly(xor_run, epochs=5000, schedule=Exponential(2.0))
    assert run.stopped[0] in ("not finite", "finished")
    assert all(np.isfinite(value).all() for value in run.model.params.values())
    assert all(np.isfinite(column).all() for column in run.history.values())


def test_the_best_of_a_training_that_failed_later() -> None:
    X, Y = line()
    model = Model(Network(1, [Dense(1)]), seed=0)
    rule = EarlyStopping(1000, "loss")
    run = quietly(model.train, X, Y, epochs=900, schedule=Exponential(1.05), early_stopping=rule)
    assert run.stopped[0] == "not finite"
    assert run.best is not None
    assert run.best[1] < run.steps
    best = int(np.argmin(run.history["loss"]))
    assert run.best[0] == best + 1
    assert np.array_equal(model.params["W1"], run.at(epoch=best + 1).params["W1"])


def test_a_model_that_is_not_finite_is_not_trained() -> None:
    model = Model(Network(1, [Dense(1)]), params={"W1": [[np.nan]], "b1": [0.0]})
    with pytest.raises(DataError, match="finite") as caught:
        model.train(*line(), epochs=3)
    assert "W1" in str(caught.value.where)
    assert model.last_run is None


def test_the_last_look_comes_before_the_end() -> None:
    """One step, after which a weight is infinite although its loss was fine."""
    X, labels = clouds()
    model = Model(Network(2, [Dense(1)]), seed=0)
    run = quietly(model.train, X * 1e150, labels.astype(float), epochs=1, optimizer=SGD(1e10))
    assert run.stopped[0] == "not finite"
    assert run.steps == 0
    check_ending(run, model)
