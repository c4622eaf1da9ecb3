"""Shown formulas give the numbers that the factors promise."""

import numpy as np
import pytest

from glassnet.conventions.bias import checked_bias
from glassnet.conventions.factors import Sizes, factor
from glassnet.conventions.formulas import layer_rows, loss_formula, penalty_formulas
from glassnet.conventions.sources import SOURCES, SQUARED


@pytest.mark.parametrize("key", [k for k, each in SOURCES.items() if SQUARED in each.losses])
def test_a_shown_loss_computes_its_factor(key: str) -> None:
    """The text itself, read as Python."""
    loss = SOURCES[key].losses[SQUARED]
    rng = np.random.default_rng(0)
    known = {"A": rng.standard_normal((5, 2)), "Y": rng.standard_normal((5, 2)), "m": 5}
    text = loss_formula(loss, 2).replace("²", "**2")
    got = eval(text, {"sum": np.sum}, known)
    total = np.sum((known["A"] - known["Y"]) ** 2)
    assert got == pytest.approx(factor(loss).value(Sizes(5, 2, 9)) * total)


@pytest.mark.parametrize("key", [k for k, each in SOURCES.items() if each.penalty])
def test_a_shown_penalty_and_its_slope_belong_together(key: str) -> None:
    each = SOURCES[key]
    value, slope = (text.replace("²", "**2").replace("λ", "s") for text in penalty_formulas(each))
    known = {"W": np.array([[1.5, -2.0]]), "m": 4, "n": 40, "s": 0.3, each.strength: 0.3}
    names = {name: number for name, number in known.items() if name.isidentifier()}
    moved = {**names, "W": known["W"] + np.array([[1e-6, 0.0]])}
    quotient = (eval(value, {"sum": np.sum}, moved) - eval(value, {"sum": np.sum}, names)) / 1e-6
    assert eval(slope, {}, names)[0, 0] == pytest.approx(quotient, rel=1e-5)


def test_layers() -> None:
    assert layer_rows(SOURCES["pytorch"])[0] == ("Z1 = A0 @ W1.T + b1", "")
    assert dict(layer_rows(SOURCES["pytorch"]))["W1"] == "(3, 2)"
    assert dict(layer_rows(SOURCES["sklearn"]))["W1"] == "(2, 3)"
    assert dict(layer_rows(SOURCES["tutorial5"]))["b1"] == "(3, 1)"
    assert "b1" not in dict(layer_rows(SOURCES["tutorial1"]))


def test_w0_is_a_bias() -> None:
    for seed in range(5):
        found = checked_bias(seed=seed)
        assert found.values < 1e-14
        assert found.slopes < 1e-14
        assert found.with_bias > found.without_bias
