"""What is drawn is what the network answers."""

import numpy as np

from glassnet.cli.answers import GRID, answer_grid, mistakes, shown_part
from glassnet.cli.blueprint import Blueprint, draw_up
from glassnet.model import Model
from glassnet.training.runs import Run
from glassnet.training.train import train


def trained(name: str, epochs: int = 3, **words: object) -> tuple[Run, Blueprint]:
    plan = draw_up(name, words)
    prepared = plan.prepared
    model = Model(plan.network, seed=plan.seed, dtype=plan.dtype)
    settings = {"epochs": epochs, "batch_size": plan.defaults.batch_size}
    run = train(
        model,
        prepared.X,
        prepared.Y,
        optimizer=plan.optimizer,
        validation=prepared.validation,
        scaler=prepared.scaler,
        **settings,  # type: ignore[arg-type]
    )
    return run, plan


def test_grid_covers_the_data_and_holds_predictions() -> None:
    run, plan = trained("spiral", scale="standard")
    grid = answer_grid(run, plan)
    assert grid is not None
    x0, x1, y0, y1 = grid.extent
    X = plan.dataset.X
    assert x0 < X[:, 0].min() < X[:, 0].max() < x1
    assert y0 < X[:, 1].min() < X[:, 1].max() < y1
    values = np.asarray(grid.values)
    corners = run.predict([[x0, y0], [x1, y0], [x0, y1], [x1, y1]])[:, 0]
    assert np.allclose(corners, [values[0, 0], values[0, -1], values[-1, 0], values[-1, -1]])


def test_kinds_of_answers() -> None:
    shapes = {
        ("blobs", "3 softmax"): (GRID, GRID, 3),
        ("xor", "2 tanh, 1 tanh"): (GRID, GRID),
        ("plane", "1"): (GRID, GRID),
    }
    for (name, layers), shape in shapes.items():
        run, plan = trained(name, layers=layers)
        grid = answer_grid(run, plan)
        assert grid is not None
        assert np.asarray(grid.values).shape == shape
        assert grid.is_regression == (name == "plane")
        assert (np.asarray(grid.values).dtype.kind == "i") == (name == "xor")


def test_other_numbers_of_inputs_have_no_grid() -> None:
    for name in ("sine", "digits"):
        run, plan = trained(name, epochs=1)
        assert answer_grid(run, plan) is None


def test_part_is_raw_and_held_out() -> None:
    run, plan = trained("digits", epochs=1)
    part = shown_part(run)
    assert part.name == "validation"
    rows = {tuple(row) for row in np.rint(part.raw).astype(int).tolist()}
    assert rows <= {tuple(row) for row in plan.dataset.X.astype(int).tolist()}
    assert np.allclose(part.raw, np.rint(part.raw))


def test_mistakes_are_wrong_and_sorted() -> None:
    run, plan = trained("digits", epochs=2)
    found = mistakes(run, plan.dataset, shown_part(run))
    accuracy = run.scores(*run.validation)["accuracy"]  # type: ignore[misc]
    assert len(found) == round((1 - accuracy) * 359) > 0
    assert all(each.true != each.predicted for each in found)
    sure = [each.probability for each in found]
    assert sure == sorted(sure, reverse=True)
