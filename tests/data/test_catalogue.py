"""Every set opens by its name, never changes, and can be made again from its recipe."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from glassnet.data import Dataset, load, names, open_dataset, rebuild
from glassnet.errors import DataError, GlassnetError, SettingError, UnknownNameError

GOLDEN = json.loads((Path(__file__).parent / "golden" / "sets.json").read_text())
BUILT_IN = [name for name in names() if name != "mnist"]


def digest(dataset: Dataset) -> str:
    """The sum of X and Y, floats rounded to 9 decimals: sin and log differ between machines."""
    X = np.round(dataset.X, 9) + 0.0
    Y = dataset.Y if dataset.Y.dtype.kind == "i" else np.round(dataset.Y, 9) + 0.0
    parts = (X.astype("<f8").tobytes(), Y.astype("<i8" if Y.dtype.kind == "i" else "<f8").tobytes())
    return hashlib.sha256(b"".join(parts)).hexdigest()


def test_names() -> None:
    assert names()[0] == "xor"
    assert set(GOLDEN) == set(BUILT_IN)


@pytest.mark.parametrize("name", BUILT_IN)
def test_golden(name: str) -> None:
    assert digest(open_dataset(name)) == GOLDEN[name]["default"]
    if GOLDEN[name]["options"]:
        assert digest(open_dataset(name, **GOLDEN[name]["options"])) == GOLDEN[name]["with options"]


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_set_is_whole(name: str) -> None:
    found = open_dataset(name)
    assert found.name == name
    assert found.title
    assert found.X.dtype == np.float64
    assert found.X.flags.c_contiguous
    assert len(found.X) == len(found.Y) == len(found)
    assert len(found.features) == found.X.shape[1]
    if found.task == "classification":
        assert found.Y.dtype == np.int64
        assert set(found.Y.tolist()) == set(range(len(found.classes)))
    else:
        assert found.Y.ndim == 2
    X, Y = load(name)
    assert np.array_equal(X, found.X)
    assert np.array_equal(Y, found.Y)


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_recipe_makes_the_same_bits(name: str) -> None:
    options = {} if name in ("xor",) else {"n": 20}
    made = open_dataset(name, seed=9, **options)
    again = rebuild(json.loads(json.dumps(made.recipe)))
    assert again.X.tobytes() == made.X.tobytes()
    assert again.Y.tobytes() == made.Y.tobytes()


def test_a_file_that_changed_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("1,2,0\n3,4,1\n")
    made = open_dataset(path)
    assert np.array_equal(rebuild(made.recipe).X, made.X)
    path.write_text("1,2,0\n3,5,1\n")
    with pytest.raises(DataError, match="changed"):
        rebuild(made.recipe)


@pytest.mark.parametrize("recipe", [{}, {"name": 3}, {"name": "xor", "options": 3}, {"file": None}])
def test_recipes_that_are_none(recipe: dict[str, object]) -> None:
    with pytest.raises(DataError, match="recipe"):
        rebuild(recipe)


def test_a_name_that_is_nearly_right() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'moons'"):
        load("moon")


@pytest.mark.parametrize("name", ["iris", "titanic", "鸢尾花", "moön"])
def test_no_guess_when_nothing_is_near(name: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        load(name)
    assert "Did you mean" not in str(caught.value)


@pytest.mark.parametrize("name", [None, 3, b"xor", ["xor"], np.zeros(3), {"name": "xor"}])
def test_what_is_no_name(name: object) -> None:
    with pytest.raises(SettingError, match="does not name any data"):
        load(name)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("moons", {"n": 1}),
        ("moons", {"n": 10**9}),
        ("moons", {"n": "many"}),
        ("moons", {"noise": -1}),
        ("moons", {"noise": float("inf")}),
        ("moons", {"noise": "loud"}),
        ("moons", {"seed": -1}),
        ("moons", {"seed": 0.5}),
        ("moons", {"part": "train"}),
        ("xor", {"n": 3}),
        ("blobs", {"classes": 1}),
        ("blobs", {"n": 2}),
        ("digits", {"noise": 0.1}),
        ("digits", {"folder": "."}),
        ("sine", {"classes": 2}),
    ],
)
def test_options_that_a_set_has_not(name: str, options: dict[str, object]) -> None:
    with pytest.raises(SettingError) as caught:
        open_dataset(name, **options)
    assert caught.value.expected


def test_a_seed_is_allowed_where_nothing_is_drawn() -> None:
    assert load("xor", seed=3)[1].tolist() == [0, 1, 1, 0]


def test_a_text_file_under_a_name_is_not_taken_for_it(tmp_path: Path) -> None:
    with pytest.raises(GlassnetError):
        open_dataset(tmp_path / "xor")
