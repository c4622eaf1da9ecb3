"""Runs answer in the units of the data, however inputs and targets were scaled."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.data import Scaler
from glassnet.errors import GlassnetError, SettingError
from glassnet.nn.losses import SquaredError
from glassnet.nn.schedules import Cosine
from glassnet.training.runs import Run


def houses(m: int = 60) -> tuple[Any, Any]:
    """Area and rooms (m, 2), prices (m,)."""
    rng = np.random.default_rng(0)
    X = np.column_stack([rng.uniform(50, 200, m), rng.integers(1, 6, m)])
    return X, 2000 * X[:, 0] + 15_000 * X[:, 1] + 30_000


def house_run(kind: str = "standard", dtype: str = "float64", **settings: Any) -> Run:
    X, Y = houses()
    scaler, target_scaler = Scaler("standard").fit(X), Scaler(kind).fit(Y[:, None])
    network = gn.Network(2, [gn.Dense(1)], SquaredError())
    return gn.Model(network, dtype=dtype).train(
        scaler.apply(X),
        target_scaler.apply(Y[:, None]),
        epochs=200,
        scaler=scaler,
        target_scaler=target_scaler,
        **settings,
    )


@pytest.mark.parametrize("kind", ["standard", "minmax", "symmetric", "margin"])
def test_answers_and_scores_are_those_of_the_data(kind: str) -> None:
    X, Y = houses()
    run = house_run(kind)
    assert run.predict([[100.0, 3.0]])[0, 0] == pytest.approx(275_000, rel=1e-3)
    found = run.evaluate(X, Y)
    assert found["r2"] > 0.999
    assert found == run.evaluate(X, Y[:, None].tolist()) == run.scores(run.X, run.Y)
    assert found["loss"] <= run.history["loss"][-1]


def test_single_precision_is_kept() -> None:
    run = house_run(dtype="float32")
    X, _Y = houses()
    assert run.predict(X).dtype == np.float32
    assert run.predict([[100, 3]])[0, 0] == pytest.approx(275_000, rel=1e-3)


def test_the_scaler_of_the_targets_stays_with_the_folder(tmp_path: Path) -> None:
    run = house_run(folder=tmp_path / "run")
    again = Run.open(tmp_path / "run")
    X, Y = houses()
    assert again.target_scaler == run.target_scaler
    assert np.array_equal(again.predict(X), run.predict(X))
    assert again.evaluate(X, Y) == run.evaluate(X, Y)


def test_targets_that_do_not_fit_are_refused_as_usual() -> None:
    run = house_run()
    X, Y = houses()
    for wrong in (Y[:-1], np.ones((len(Y), 2)), ["high"] * len(Y), [[1], [2, 3]], None, 5):
        with pytest.raises(GlassnetError):
            run.evaluate(X, wrong)


@pytest.mark.parametrize("scaler", [Scaler("standard"), Scaler("standard").fit(np.ones((3, 5)))])
@pytest.mark.parametrize("name", ["scaler", "target_scaler"])
def test_a_scaler_of_other_data_is_refused_before_the_training(name: str, scaler: Scaler) -> None:
    model = gn.Model(gn.Network(2, [gn.Dense(1)]))
    before = model.params["W1"].copy()
    with pytest.raises(SettingError) as caught:
        model.train(*houses(), epochs=1, **{name: scaler})  # type: ignore[arg-type]
    assert caught.value.where == f"train({name}=…)"
    assert np.array_equal(model.params["W1"], before)


def test_a_class_stands_for_its_default_numbers() -> None:
    X, Y = gn.datasets.load("xor")
    model = gn.Model(gn.Network(2, [gn.Dense(1, "sigmoid")]))
    run = model.train(X, Y, epochs=1, optimizer=gn.Adam, schedule=Cosine)
    assert run.settings.optimizer == gn.Adam()
    assert run.settings.schedule == Cosine()
    assert model.train(X, Y, epochs=1).settings.optimizer == gn.SGD()
