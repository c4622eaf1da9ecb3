"""Targets far from size 1 are counted in a unit, measured on the training part."""

from pathlib import Path

import numpy as np
import pytest

from glassnet.cli.blueprint import Blueprint, draw_up


def plan_for(folder: Path, targets: list[float]) -> Blueprint:
    path = folder / "table.csv"
    rows = [f"{k},{k % 5},{target!r}" for k, target in enumerate(targets)]
    path.write_text("a,b,y\n" + "\n".join(rows), encoding="utf-8")
    return draw_up(str(path), {"task": "regression"})


def test_large_targets_get_a_unit(tmp_path: Path) -> None:
    targets = [250_000.5 + 1000 * k for k in range(50)]
    plan = plan_for(tmp_path, targets)
    assert plan.unit is not None
    assert plan.prepared.Y.mean() == pytest.approx(0, abs=1e-9)
    assert plan.prepared.Y.std() == pytest.approx(1)
    assert plan.prepared.validation is not None
    held = plan.unit.undo(plan.prepared.validation[1])
    back = np.concatenate([plan.unit.undo(plan.prepared.Y), held]).ravel()
    assert sorted(back) == pytest.approx(targets)
    assert plan.prepared.recipe == {}


@pytest.mark.parametrize("targets", [[0.5 * k for k in range(20)], [7.5] * 20])
def test_others_are_left_alone(tmp_path: Path, targets: list[float]) -> None:
    plan = plan_for(tmp_path, targets)
    assert plan.unit is None
    assert plan.prepared.recipe


def test_built_in_sets_have_none() -> None:
    assert draw_up("plane", {}).unit is None
    assert draw_up("digits", {}).unit is None
