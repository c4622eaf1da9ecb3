"""What `train` accepts, what it refuses, and that nothing has changed after a refusal."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glassnet.data import Scaler
from glassnet.errors import GlassnetError, GlassnetWarning, ShapeError, UnknownNameError
from glassnet.locales import set_language
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD, Adam, Clip
from glassnet.training.stopping import EarlyStopping, StopAt
from training.samples import cloud_model, clouds, line, quietly, xor_model, xor_run

# An option and a value that cannot be used, and words that the error must contain.
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"epochs": -1}, "at least 0"),
    ({"epochs": 2.5}, "whole number"),
    ({"epochs": "10"}, "'10'"),
    ({"epochs": True}, "True"),
    ({"epochs": 10**30}, "never end"),
    ({"batch_size": 0}, "at least 1"),
    ({"batch_size": -3}, "-3"),
    ({"batch_size": 5}, "batch_size from 1 to 4"),
    ({"batch_size": 2.0}, "2.0"),
    ({"batch_size": 4, "validation": 0.25}, "from 1 to 2"),
    ({"optimizer": "adm"}, "'adam'"),
    ({"optimizer": 0.1}, "SGD|adam"),
    ({"optimizer": int}, "'adam'"),
    ({"optimizer": ["sgd"]}, "'adam'"),
    ({"schedule": "cos"}, "'cosine'"),
    ({"schedule": 3}, "'cosine'"),
    ({"clip": 1.0}, "Clip"),
    ({"seed": -1}, "4294967295"),
    ({"seed": 1.5}, "1.5"),
    ({"engine": "cuda"}, "auto, reference"),
    ({"engine": 3}, "'auto'"),
    ({"threads": 0}, "at least 1"),
    ({"record": ["acuracy"]}, "'accuracy'"),
    ({"record": "accuracy"}, "['accuracy']"),
    ({"record": [3]}, "['accuracy']"),
    ({"folder": 3}, "runs"),
    ({"folder": ""}, "not empty"),
    ({"callbacks": print}, "[print]"),
    ({"callbacks": [3]}, "[print]"),
    ({"gradient": "nummeric"}, "'numeric'"),
    ({"delta": 0.0}, "greater than 0"),
    ({"delta": np.nan}, "delta"),
    ({"early_stopping": 5}, "EarlyStopping"),
    ({"early_stopping": True}, "EarlyStopping"),
    ({"early_stopping": EarlyStopping(3)}, "validation=0.2"),
    ({"early_stopping": EarlyStopping(3, "val_accuracy")}, "val_accuracy"),
    ({"stop_at": 0.1}, "StopAt"),
    ({"stop_at": StopAt(val_loss=0.1)}, "val_loss"),
    ({"checkpoint_every": 0}, "at least 1"),
    ({"recipe": "xor"}, "recipe"),
    ({"recipe": {"path": Path("x")}}, "Path"),
    ({"recipe": {"x": np.nan}}, "'name': 'xor'"),
    ({"scaler": "standard"}, "Scaler"),
    ({"classes": "ab"}, "['cat', 'dog']"),
    ({"classes": [1, 2]}, "['cat', 'dog']"),
    ({"sample_weight": [1, 1, 1]}, "shape (4,)"),
    ({"sample_weight": [1, 1, 1, -1]}, "negative"),
    ({"sample_weight": [0, 0, 0, 0]}, "all sample weights are 0"),
    ({"sample_weight": [1, 1, 1, np.inf]}, "finite"),
    ({"sample_weight": "abcd"}, "numbers"),
    ({"validation": 0.0}, "between 0 and 1"),
    ({"validation": 1.0}, "between 0 and 1"),
    ({"validation": -0.5}, "between 0 and 1"),
    ({"validation": 1}, "None, a part"),
    ({"validation": "some"}, "None, a part"),
    ({"validation": ([[0, 1]],)}, "None, a part"),
    ({"validation": ([[0, 1, 2]], [1])}, "shape (m, 2)"),
    ({"validation": ([[0, 1]], [1, 0])}, "1 targets"),
    ({"validation": ([[0, np.nan]], [1])}, "finite"),
    ({"epoch": 3}, "'epochs'"),
    ({"learning_rate": 3}, "training option"),
]


@pytest.mark.parametrize(("options", "words"), REFUSED, ids=lambda value: str(value)[:50])
def test_an_option_that_cannot_be_used(
    options: dict[str, Any], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("something.txt").write_text("mine")
    model = xor_model()
    before = {name: value.copy() for name, value in model.params.items()}
    with pytest.raises(GlassnetError) as caught:
        xor_run(model, **{"folder": "new", **options})
    error = caught.value
    assert any(each in str(error) for each in words.split("|")), str(error)
    assert error.expected or error.received
    assert error.fix
    assert all(np.array_equal(model.params[name], before[name]) for name in before)
    assert model.last_run is None
    assert [each.name for each in Path().iterdir()] == ["something.txt"]


def test_numbers_of_numpy_are_numbers(tmp_path: Path) -> None:
    X, labels = clouds()
    numpy_run = cloud_model().train(
        X,
        labels,
        epochs=np.int64(3),
        batch_size=np.int32(8),
        seed=np.uint32(5),
        delta=np.float32(1e-3),
        validation=np.float32(0.25),
        checkpoint_every=np.int8(2),
        threads=np.int64(1),
        folder=tmp_path / "run",
    )
    plain = cloud_model().train(X, labels, epochs=3, batch_size=8, seed=5, validation=0.25)
    assert numpy_run.history["loss"].tolist() == plain.history["loss"].tolist()


def test_none_is_the_default(tmp_path: Path) -> None:
    options = ("optimizer", "schedule", "clip", "record", "callbacks", "classes", "recipe")
    more = ("scaler", "early_stopping", "stop_at", "folder", "threads", "sample_weight")
    run = xor_run(epochs=3, **dict.fromkeys((*options, *more)))
    assert run.history["loss"].tolist() == xor_run(epochs=3).history["loss"].tolist()


# X and Y for 2 inputs and 3 classes that cannot be used, and words of the error.
BAD_DATA: list[tuple[Any, Any, str]] = [
    ([[1, 2, 3]], [0], "shape (m, 2)"),
    ([1, 2], [0], "[[…]]"),
    (np.ones((2, 5)), [0] * 5, "X.T"),
    (np.ones((4, 1, 2)), [0] * 4, "X.reshape(len(X), -1)"),
    (np.ones((0, 2)), [], "m at least 1"),
    ([[1, 2], [3]], [0, 1], "different lengths"),
    ([["a", "b"]], [0], "'a'"),
    ([[1, "2x"]], [0], "'2x'"),
    (np.array([[1, None]], dtype=object), [0], "None"),
    ([[1, 2], [3, np.nan]], [0, 1], "row 1 (counted from 0), column 1"),
    ([[1, 2], [np.inf, 4]], [0, 1], "inf"),
    ([[1 + 2j, 0]], [0], "(1+2j)"),
    (np.ma.masked_array([[1.0, 2.0]], [[True, False]]), [0], "masked"),
    (np.array([["2020-01-01", "2020-01-02"]], dtype="datetime64[D]"), [0], "2020"),
    (None, [0], "None"),
    ("abc", [0], "'abc'"),
    ([[1, 2]], [0, 1], "1 targets"),
    ([[1, 2]], 0, "1 targets"),
    ([[1, 2], [3, 4]], [[0, 1, 0]] * 3, "2 targets"),
    ([[1, 2], [3, 4]], [0, 3], "from 0 to 2"),
    ([[1, 2], [3, 4]], [1, -1], "from 0 to 2"),
    ([[1, 2], [3, 4]], [0.0, 1.0], "Y.astype(int)"),
    ([[1, 2], [3, 4]], [0.5, 1.0], "Dense(1)"),
    ([[1, 2], [3, 4]], [[0], [1]], "Y.ravel()"),
    ([[1, 2], [3, 4]], [[0, 1], [1, 0]], "Dense(2, 'softmax')"),
    ([[1, 2], [3, 4]], [[0.3, 1], [1, 0]], "3 outputs"),
    ([[1, 2], [3, 4]], [[1, 1, 0], [1, 0, 0]], "sum to 1"),
    ([[1, 2], [3, 4]], [[1.5, -0.5, 0], [1, 0, 0]], "at least 0"),
    ([[1, 2], [3, 4]], ["cat", "dog"], "'cat'"),
    ([[1, 2], [3, 4]], [0, np.nan], "finite"),
    ([[1, 2]] * 3, np.zeros((3, 3, 3)), "Y.reshape(len(Y), -1)"),
]


@pytest.mark.parametrize(("X", "Y", "words"), BAD_DATA, ids=lambda value: str(value)[:30])
def test_data_that_cannot_be_used(X: Any, Y: Any, words: str) -> None:
    model = cloud_model()
    before = {name: value.copy() for name, value in model.params.items()}
    for method in (model.train, model.explain):
        with pytest.raises(GlassnetError) as caught:
            method(X, Y)
        error = caught.value
        assert words in str(error), str(error)
        assert error.expected
        assert error.received
        assert error.where
        assert error.fix
    assert all(np.array_equal(model.params[name], before[name]) for name in before)


@pytest.mark.parametrize(("X", "words"), [(x, w) for x, y, w in BAD_DATA[:16]])
def test_inputs_that_cannot_be_predicted(X: Any, words: str) -> None:
    with pytest.raises(GlassnetError) as caught:
        cloud_model().predict(X)
    assert words in str(caught.value)


def in_chinese(call: Any) -> None:
    """The error of a call, read by somebody who chose Chinese."""
    set_language("zh")
    with pytest.raises(GlassnetError) as caught:
        call()
    error = caught.value
    assert "{" not in error.what
    for text in (error.what, error.fix or ""):
        assert any("一" <= sign <= "鿿" for sign in text), str(error)


@pytest.mark.parametrize("options", [options for options, _words in REFUSED], ids=str)
def test_refusals_in_chinese(
    options: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("something.txt").write_text("mine")
    in_chinese(lambda: xor_run(**options))


@pytest.mark.parametrize(("X", "Y"), [(X, Y) for X, Y, _words in BAD_DATA])
def test_bad_data_in_chinese(X: Any, Y: Any) -> None:
    in_chinese(lambda: cloud_model().train(X, Y))


def test_one_hot_for_one_output() -> None:
    with pytest.raises(ShapeError) as caught:
        xor_run_with(np.eye(2)[[0, 1, 1, 0]])
    assert "Dense(2, 'softmax')" in str(caught.value.fix)


@pytest.mark.parametrize(
    ("Y", "words"),
    [
        ([0, 1, 2, 0], "Dense(3, 'softmax')"),
        ([-1, 1, 1, -1], "(Y + 1) / 2"),
        ([0.5, 1.5, 0, 0], "squared"),
    ],
)
def test_targets_that_the_loss_cannot_mean(Y: Any, words: str) -> None:
    with pytest.raises(GlassnetError) as caught:
        xor_run_with(Y, "binary_cross_entropy")
    assert words in str(caught.value.fix)


def xor_run_with(Y: Any, loss: str = "squared_error") -> Any:
    model = Model(Network(2, [Dense(3, "tanh"), Dense(1, "sigmoid")], loss))
    return model.train([[0, 0], [0, 1], [1, 0], [1, 1]], Y, epochs=1)


def test_numbers_too_large_for_float32() -> None:
    model = Model(Network(1, [Dense(1)]), dtype="float32")
    for X, Y in (([[1e300]], [[1.0]]), ([[1.0]], [[-1e300]])):
        with pytest.raises(GlassnetError) as caught:
            model.train(X, Y, epochs=1)
        assert "float32" in caught.value.what
        assert "1e+300" in str(caught.value.received)


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
