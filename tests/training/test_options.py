"""Options that `train` refuses, and that nothing has changed after a refusal."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glassnet.errors import GlassnetError
from glassnet.training.stopping import EarlyStopping, StopAt
from training.refusals import in_chinese
from training.samples import cloud_model, clouds, xor_model, xor_run

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


@pytest.mark.parametrize("options", [options for options, _words in REFUSED], ids=str)
def test_refusals_in_chinese(
    options: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("something.txt").write_text("mine")
    in_chinese(lambda: xor_run(**options))


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
