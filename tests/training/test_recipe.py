"""Recipes in a run's folder: followed for built-in data sets, never to anybody's files."""

from pathlib import Path
from typing import Any

import pytest

from glassnet.data import open_dataset
from glassnet.training.recipe import prepare
from glassnet.training.runs import Run
from training.hostile import Plain, change
from training.refusals import refused
from training.samples import cloud_model


def recipe_run(tmp_path: Path, recipe: Plain) -> Path:
    prepared = prepare(open_dataset("moons", n=30), fraction=None, seed=0, scale="none")
    path = tmp_path / "recipe"
    cloud = cloud_model()
    cloud.train(prepared.X, prepared.Y, epochs=1, recipe=prepared.recipe, folder=path)
    change(path, lambda plain: plain["recipe"].update(recipe))
    return path


@pytest.mark.parametrize(
    "data",
    [
        {"file": "secret.csv"},
        {"name": "secret.csv"},
        {"name": "./secret.csv", "options": {}},
        {"file": "secret.csv", "options": {"target": "b"}, "sha256": "0"},
        {"name": "mnist", "options": {"folder": "."}},
        {"name": "moons", "options": {"folder": "."}},
        {"name": "moons", "options": {"n": 10**12}},
        {"name": "moons", "options": {"n": 10**7}},
        {"name": "moons", "options": {"n": -1}},
        {"name": "moons", "options": {"n": [3]}},
        {"name": "moons", "options": {"noise": "x"}},
        {"name": "moons", "options": {"noise": 1e300}},
        {"name": "moons", "options": {"seed": -1}},
        {"name": "blobs", "options": {"classes": 10**9}},
        {"name": "digits", "options": {"n": 10**6}},
        {"name": "nothing"},
        {"name": None},
        {},
        [],
        "moons",
        3,
    ],
    ids=str,
)
def test_a_recipe_that_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("secret.csv").write_text("a,b\n1,2\n3,4\n")
    path = recipe_run(tmp_path, {"data": data})
    opened: list[str] = []
    real = Path.open

    def watched(self: Path, *arguments: Any, **named: Any) -> Any:
        opened.append(self.name)
        return real(self, *arguments, **named)

    monkeypatch.setattr(Path, "open", watched)
    refused(lambda: Run.open(path), str(path))
    assert "secret.csv" not in opened
    assert not any("ubyte" in name for name in opened)


@pytest.mark.parametrize(
    "recipe",
    [
        {"fraction": 5},
        {"fraction": "x"},
        {"fraction": 0.5},
        {"seed": -1, "fraction": 0.5},
        {"scale": "evil"},
        {"scale": None},
        {"scale": "standard"},
        {"together": 3, "scale": "standard"},
    ],
    ids=str,
)
def test_a_recipe_with_other_steps(tmp_path: Path, recipe: Plain) -> None:
    path = recipe_run(tmp_path, recipe)
    refused(lambda: Run.open(path), str(path))
