"""An opened entry: its three forms say the same, and its neighbours are the right ones."""

import math
import re
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.locales import set_language

FUNCTIONS = {"exp": math.exp, "log": math.log, "max": max, "tanh": math.tanh, "abs": abs,
             "log1p": math.log1p, "where": lambda c, a, b: a if c else b,
             "sqrt": math.sqrt}  # fmt: skip


def step(layout: str = "rows", **changes: Any) -> gn.Step:
    layers = [gn.Dense(3, "relu"), gn.Dense(4, "sigmoid"), gn.Dense(2, "softmax")]
    settings = {"loss": "categorical_cross_entropy", "penalty": gn.L2(0.01), **changes}
    model = gn.Model(gn.Network(2, layers, **settings), seed=2)
    rng = np.random.default_rng(1)
    return model.explain(rng.normal(size=(4, 2)), [0, 1, 1, 0], optimizer="momentum", layout=layout)


@pytest.mark.parametrize("layout", ["rows", "columns"])
def test_numbers_written_out_give_the_value(layout: str) -> None:
    found = step(layout)
    checked = 0
    for row in found.derivation.equations:
        for place in np.ndindex(row.out.shape):
            opened = found.entry(row.out.name, place, digits=17)
            if not opened.numbers or "…" in opened.numbers:
                continue
            code = opened.numbers.replace("²", "**2")
            value = eval(code, dict(FUNCTIONS))
            assert value == pytest.approx(float(found[row.out.name][place]), rel=1e-12, abs=1e-15)
            checked += 1
    assert checked > 150


def test_a_long_sum_shows_its_first_terms_and_counts_the_rest() -> None:
    model = gn.Model(gn.Network(20, [gn.Dense(2)]), seed=0)
    opened = model.explain(np.ones((1, 20)), np.zeros((1, 2))).entry("Z1", (0, 1))
    assert "… (17 more)" in opened.terms
    assert opened.terms.count("A0[") == 3
    assert opened.comes_from == ("A0[0, :]", "W1[:, 1]", "b1[1]")


def test_where_a_number_comes_from_and_goes_to() -> None:
    found = step()
    assert found.entry("dW1", (0, 2)).goes_to == ("W1_velocity_new[0, 2]",)
    assert set(found.entry("dW1_data", (0, 2)).comes_from) == {"A0[:, 0]", "dZ1[:, 2]"}
    given = found.entry("W1", (1, 2))
    assert given.row is None
    assert "Z1[:, 2]" in given.goes_to
    assert "W1_new[1, 2]" in given.goes_to


def test_text_stays_in_80_columns_and_speaks_both_languages() -> None:
    found = step()
    for language, word in (("en", "backward"), ("zh", "反向")):
        set_language(language)
        text = str(found.entry("dZ2", (0, 1)))
        assert word in text
        assert all(len(line) <= 80 for line in text.splitlines())
    set_language("en")


@pytest.mark.parametrize(
    ("name", "place", "said"),
    [
        ("dW1", (0, 9), "dW1 has no entry [0, 9]"),
        ("dW1", 0, "dW1 has no entry [0]"),
        ("dW1", (-1, 0), "dW1 has no entry [-1, 0]"),
        ("dW1", (0.5, 0), "dW1 has no entry [0.5, 0]"),
        ("dW1", (True, 0), "dW1 has no entry [True, 0]"),
        ("dW1", "02", "dW1 has no entry [02]"),
        ("L", 0, "L has no entry [0]"),
        ("dw1", (0, 0), "this step has no dw1"),
    ],
)
def test_a_place_that_is_not_there(name: str, place: Any, said: str) -> None:
    with pytest.raises(gn.GlassnetError, match=re.escape(said)):
        step().entry(name, place)
