"""What a training does with what it is given: data, weights, scaling, the model itself."""

import numpy as np
import pytest

from glassnet.data import Scaler
from glassnet.errors import GlassnetError, GlassnetWarning, ShapeError, UnknownNameError
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD, Adam, Clip
from glassnet.training.stopping import EarlyStopping, StopAt
from training.samples import cloud_model, clouds, line, quietly, xor_model, xor_run, xor_run_with


def test_targets_out_of_reach_are_said_and_tried() -> None:
    with pytest.warns(GlassnetWarning, match="cannot be reached"):
        run = xor_run_with([0, 5, 5, 0])
    assert run.steps == 1


def test_labels_and_their_one_hot_rows_train_alike() -> None:
    X, labels = clouds()
    runs = [
        cloud_model().train(X, Y, epochs=3)
        for Y in (labels, labels.tolist(), np.eye(3)[labels], np.eye(3, dtype=bool)[labels])
    ]
    assert all(np.array_equal(run.Y, runs[0].Y) for run in runs)
    assert len({tuple(run.history["loss"]) for run in runs}) == 1


def test_what_a_user_may_give_as_data() -> None:
    X, Y = line()
    one = [
        Model(Network(1, [Dense(1)])).train(*data, epochs=2).history["loss"].tolist()
        for data in (
            (X, Y),
            (X.tolist(), Y.tolist()),
            (X, Y.ravel()),
            (np.asfortranarray(X), Y[::1]),
            (X.astype(np.longdouble), Y),
        )
    ]
    assert all(each == one[0] for each in one)


def test_changes_of_the_data_afterwards_do_not_change_the_past() -> None:
    X, Y = line()
    model = Model(Network(1, [Dense(1)]), seed=1)
    weights = np.ones(20)
    run = model.train(X, Y, epochs=5, sample_weight=weights, validation=(X, Y))
    before = {name: np.array(value) for name, value in run.step(3).items()}
    X *= 100
    Y += 7
    weights[:] = 0
    after = run.step(3)
    assert all(np.array_equal(after[name], before[name]) for name in before)
    assert run.validation is not None
    assert run.evaluate(*run.validation)["loss"] == run.history["val_loss"][-1]
    for array in (run.X, run.Y, run.step(0)["X"]):
        with pytest.raises(ValueError, match="read-only"):
            array[:] = 0


def test_many_short_trainings_hold_the_data_once() -> None:
    X, Y = line()
    model = Model(Network(1, [Dense(1)]))
    first = model.train(X, Y, epochs=1)
    second = model.train(X.copy(), Y, epochs=1)
    other = model.train(X + 1, Y, epochs=1)
    assert second.X is first.X
    assert second.Y is first.Y is other.Y
    assert other.X is not first.X


def test_the_model_is_trained_in_place_and_apart_from_its_run() -> None:
    model = xor_model()
    run = xor_run(model, epochs=3)
    assert np.array_equal(model.params["W1"], run.model.params["W1"])
    model.params["W1"][:] = 0
    assert np.all(run.model.params["W1"] != 0)


def test_predict_scales_as_the_training_did() -> None:
    X, labels = clouds()
    raw = X * 1000 + 5
    scaler = Scaler("standard").fit(raw)
    run = cloud_model().train(scaler.apply(raw), labels, epochs=3, scaler=scaler)
    assert np.array_equal(run.predict(raw), run.model.predict(scaler.apply(raw)))
    assert not np.array_equal(run.predict(raw), run.model.predict(raw))
    with pytest.raises(ShapeError):
        run.predict([[1, 2, 3]])


def test_evaluate_on_other_data() -> None:
    X, labels = clouds(40)
    run = cloud_model(penalty=0.1).train(X, labels, epochs=60)
    found = run.evaluate(X, labels)
    outputs = run.model.predict(X)
    assert found["accuracy"] == np.mean(outputs.argmax(axis=1) == labels)
    assert found["loss"] == pytest.approx(-np.mean(np.log(outputs[np.arange(40), labels])))
    with pytest.raises(GlassnetError):
        run.evaluate(X, labels[:-1])


def test_sample_weights_are_those_of_the_examples_that_train() -> None:
    """An example of weight 2 counts as one that is there twice; one of weight 0 not at all."""
    X, Y = line(6)
    weights = np.array([2.0, 1, 0, 1, 1, 1])
    rows = [0, 0, 1, 3, 4, 5]
    one = Model(Network(1, [Dense(1)]), seed=0).train(X, Y, epochs=9, sample_weight=weights)
    two = Model(Network(1, [Dense(1)]), seed=0).train(X[rows], Y[rows], epochs=9)
    np.testing.assert_allclose(one.model.params["W1"], two.model.params["W1"], rtol=1e-13)


def test_weights_follow_a_split() -> None:
    X, labels = clouds()
    run = cloud_model().train(
        X, labels, epochs=1, validation=0.3, sample_weight=np.arange(1.0, 31.0)
    )
    weights = run.plan.weights
    assert weights is not None
    for x, weight in zip(run.X, weights[:, 0], strict=True):
        assert np.array_equal(X[int(weight) - 1], x)


def test_unknown_engine_names_the_known_ones() -> None:
    with pytest.raises(UnknownNameError):
        xor_run(engine="native")


def test_everything_at_once() -> None:
    X, labels = clouds(60)
    run = quietly(
        cloud_model(dropout=0.1, penalty=1e-3, dtype="float32").train,
        X,
        labels,
        epochs=30,
        batch_size=16,
        optimizer=Adam(0.05),
        validation=0.25,
        schedule="reduce_on_plateau",
        clip=Clip(norm=1.0, value=0.5),
        sample_weight=np.linspace(0.5, 1.5, 60),
        record=["accuracy", "grad_norm"],
        early_stopping=EarlyStopping(5),
        stop_at=StopAt(val_accuracy=0.99),
        classes=["a", "b", "c"],
    )
    assert run.history["val_accuracy"].max() > 0.8
    assert run.model.params["W1"].dtype == np.float32
    assert run.classes == ("a", "b", "c")


def test_the_default_is_plain_gradient_descent() -> None:
    assert xor_run(epochs=1).settings.optimizer == SGD(0.1)
