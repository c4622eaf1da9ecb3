"""What is said and shown when numbers stopped being finite."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.errors import GlassnetWarning, RunError
from glassnet.training.diverged import explanation, growth
from glassnet.training.runs import Run
from training.samples import line, quietly, xor_run


def line_model(**params: Any) -> Any:
    network = gn.Network(1, [gn.Dense(1)])
    return gn.Model(network, params={"W1": [[1.0]], "b1": [0.0], **params})


def test_parameters_that_grew_are_the_learning_rate_s_fault() -> None:
    X, Y = line()
    with pytest.warns(GlassnetWarning, match="made the parameters too large") as caught:
        run = line_model().train(X, Y, epochs=5000, optimizer=gn.SGD(0.9 * 5))
    text = str(caught[0].message)
    assert run.steps > 1
    assert "than 4.5, for example 0.1" in text
    assert f"run.step({run.steps})" in text


def test_one_update_that_goes_too_far() -> None:
    X, Y = line()
    with pytest.warns(GlassnetWarning, match="the update went too far") as caught:
        run = line_model().train(X, 1000 * Y, epochs=3, optimizer=gn.SGD(1e308))
    assert run.stopped == ("not finite", 0, "W1_new")
    assert "for example 0.1" in str(caught[0].message)


@pytest.mark.parametrize("batch_size", [None, 4])
def test_inputs_that_are_too_large_are_not_the_learning_rate_s_fault(
    batch_size: int | None,
) -> None:
    X, Y = line()
    X[7] = 1e200
    with pytest.warns(GlassnetWarning, match="not the cause") as caught:
        run = line_model().train(X, Y, batch_size=batch_size, epochs=2, optimizer=gn.SGD(1e-9))
    text = str(caught[0].message)
    assert "1e+200" in text
    assert "Try" not in text
    assert batch_size is not None or run.steps == 0


def test_initial_parameters_that_are_too_large() -> None:
    with pytest.warns(GlassnetWarning, match="not the cause") as caught:
        line_model(W1=[[1e250]]).train(*line(), epochs=2)
    assert "1e+250" in str(caught[0].message)


@pytest.mark.parametrize(("lr", "smaller", "epochs"), [(1e9, "0.1", 1), (1.1, "0.1", 40)])
def test_a_loss_that_grew_far_is_said_with_a_rate_to_try(
    lr: float, smaller: str, epochs: int
) -> None:
    X, Y = line()
    with pytest.warns(GlassnetWarning, match="the loss of the training set grew") as caught:
        run = line_model().train(X, 3 * Y, epochs=epochs, optimizer=gn.SGD(lr))
    first, last = (float(np.mean((X * w + b - 3 * Y) ** 2)) for w, b in _ends(run))
    assert f"from {first:.4g} to {last:.4g}" in str(caught[0].message)
    assert str(caught[0].message).endswith(f"for example {smaller}")


def _ends(run: Run) -> list[tuple[float, float]]:
    """The line before and after."""
    both = (run.start, run.model.params)
    return [(float(each["W1"][0, 0]), float(each["b1"][0])) for each in both]


def test_a_loss_that_falls_or_was_perfect_is_no_news() -> None:
    X, Y = line()
    line_model().train(X, 3 * Y, epochs=3, optimizer=gn.SGD(0.01))
    run = line_model(W1=[[0.0]]).train(X, 0 * Y, epochs=3, optimizer=gn.SGD(0.01))
    assert growth(run) is None


def test_a_tenth_of_the_learning_rate() -> None:
    X, Y = line()
    run = quietly(line_model().train, X * 100, Y, epochs=5000, optimizer=gn.SGD(0.02))
    assert "than 0.02, for example 0.002" in explanation(run)


def test_the_step_that_broke_can_be_seen(tmp_path: Path) -> None:
    X, Y = line()
    folder = tmp_path / "run"
    run = quietly(line_model().train, X, Y, epochs=5000, optimizer=gn.SGD(9.0), folder=folder)
    for each in (run, Run.open(folder)):
        assert each.last_step == each.steps == run.stopped[1]
        step = each.step(each.last_step)
        rows = [e.out.name for e in step.derivation.equations]
        odd = [name for name in rows if not np.isfinite(step[name]).all()]
        assert odd[0] == run.stopped[2]
        assert all(np.isfinite(step[name]).all() for name in ("X", "W1", "b1"))
        assert str(step)
        with pytest.raises(RunError):
            each.step(each.last_step + 1)


def test_otherwise_the_last_step_is_the_last_update() -> None:
    assert xor_run(epochs=7).last_step == 6
    assert xor_run(epochs=0).last_step == -1
