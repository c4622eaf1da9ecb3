"""JSON of a step fits its schema, and every row is computed again from it, bit for bit."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from twelve_steps import NAMES, step

import glassnet as gn
from glassnet.views.json.step import as_json, json_schema

ROOT = Path(__file__).parents[2]
WORDS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def read(value: Any) -> Any:
    """Nested lists with numbers for words."""
    if isinstance(value, list):
        return [read(each) for each in value]
    return WORDS[value] if isinstance(value, str) else value


def array(entry: dict[str, Any], dtype: str) -> np.ndarray[Any, Any]:
    return np.array(read(entry["value"]), dtype=dtype).reshape(entry["shape"])[()]


def recomputed(text: str) -> dict[str, tuple[Any, Any]]:
    """Every row's kept value and the one that its code gives: nothing but NumPy and the JSON."""
    content = json.loads(text)
    known: dict[str, Any] = {"np": np, "f": np.dtype(content["dtype"]).type}
    for source in content["definitions"]:
        exec(source, known)
    for each in content["given"]:
        known[each["name"]] = array(each, content["dtype"])
    pairs = {}
    with np.errstate(all="ignore"):
        for row in content["rows"]:
            exec(row["numpy"], known)
            pairs[row["name"]] = array(row, content["dtype"]), known[row["name"]]
    return pairs


@pytest.mark.parametrize("name", NAMES)
def test_from_the_json_alone_every_row_comes_out_again(name: str) -> None:
    derivation, values = step(name, seed=5)
    pairs = recomputed(as_json(derivation, values))
    assert len(pairs) == len(derivation)
    for row, (kept, again) in pairs.items():
        assert np.asarray(again).dtype == derivation.dtype, row
        assert np.asarray(kept).tobytes() == np.ascontiguousarray(again).tobytes(), row


@pytest.mark.parametrize("name", NAMES)
def test_it_fits_the_schema(name: str) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema checks the schema")
    check = jsonschema.Draft202012Validator(json_schema())
    derivation, values = step(name)
    check.validate(json.loads(as_json(derivation, values)))
    check.validate(json.loads(as_json(derivation, indent=2, notation="course")))


def test_the_schema_is_one_and_refuses_what_is_wrong() -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema checks the schema")
    published = ROOT / "docs" / "schema" / "step.schema.json"
    assert json.loads(published.read_text("utf-8")) == json_schema() == gn.export.json_schema()
    jsonschema.Draft202012Validator.check_schema(json_schema())
    content = json.loads(as_json(*step("tutorial_4_2-3-1")))
    check = jsonschema.Draft202012Validator(json_schema())
    for change in (
        {"version": 2},
        {"dtype": "float16"},
        {"rows": [{**content["rows"][0], "value": "infinite"}]},
        {"rows": [{**content["rows"][0], "phase": "sideways"}]},
    ):
        assert not check.is_valid({**content, **change}), change


def test_numbers_that_json_lacks_are_words() -> None:
    net = gn.Network(1, [gn.Dense(1)], "squared_error")
    made = gn.Model(net, params={"W1": [[1e200]], "b1": [0.0]}).explain([[1e200]], [-1e200], "sgd")
    text = as_json(made.derivation, made)
    content = json.loads(text, parse_constant=lambda word: pytest.fail(word))
    values = {row["name"]: row["value"] for row in content["rows"]}
    assert values["Z1"] == [["Infinity"]]
    assert values["W1_new"] == [["-Infinity"]]
    for kept, again in recomputed(text).values():
        np.testing.assert_array_equal(kept, again)


def test_a_step_of_a_run_says_which_and_by_what() -> None:
    X, Y = gn.datasets.load("xor")
    net = gn.Network(2, [gn.Dense(3, "tanh"), gn.Dense(1, "sigmoid")], "bce")
    run = gn.Model(net, seed=0).train(X, Y, epochs=4, seed=0)
    content = json.loads(gn.export.json(run, step=2))
    assert (content["number"], content["engine"]) == (2, run.step(2).engine)
    assert content == json.loads(gn.export.json(run.step(2)))
    assert [row["number"] for row in content["rows"]] == list(range(1, len(content["rows"]) + 1))
