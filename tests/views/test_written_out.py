"""Sums of an entry written out: what is shown of them, their brackets, and the signs of numbers."""

import math
import re

import numpy as np
import pytest

import glassnet as gn
from glassnet.views.text.entry import OpenedEntry
from glassnet.views.text.signs import bracketed, freed

KNOWN = {"log": math.log, "exp": math.exp, "max": max, "abs": abs, "log1p": math.log1p}


def opened_loss(outputs: int, examples: int, last: str, loss: str) -> OpenedEntry:
    rng = np.random.default_rng(1)
    net = gn.Network(2, [gn.Dense(outputs, last)], loss=loss)
    Y = np.arange(examples) % 2 if outputs == 1 else np.eye(outputs)[np.arange(examples) % outputs]
    return gn.Model(net, seed=3).explain(rng.normal(size=(examples, 2)), Y).entry("L", digits=12)


def test_every_term_of_a_sum_stands_in_brackets_or_none_does() -> None:
    opened = opened_loss(1, 3, "sigmoid", "binary_cross_entropy")
    for side in (opened.terms, opened.numbers):
        assert side.startswith("((max(")
        assert side.count("+ (max(") == 2
    # the printed numbers give the result
    assert eval(opened.numbers, {}, dict(KNOWN)) == pytest.approx(opened.value, rel=1e-9)


def test_of_one_hot_targets_only_the_terms_of_the_true_classes_are_shown() -> None:
    opened = opened_loss(3, 2, "softmax", "categorical_cross_entropy")
    assert re.findall(r"Y\[\d, \d\]", opened.terms) == ["Y[0, 0]", "Y[1, 1]"]
    assert opened.terms.endswith(" + … (the other terms are 0)) / m")
    shown = opened.numbers.replace(" + … (the other terms are 0)", "")
    assert eval(shown, {}, dict(KNOWN)) == pytest.approx(opened.value, rel=1e-9)


def test_long_sums_of_sums_are_shown_by_their_first_terms() -> None:
    opened = opened_loss(10, 30, "softmax", "categorical_cross_entropy")
    assert opened.terms.count("Y[") == 3
    assert "… (27 more) + … (the other terms are 0)" in opened.terms
    assert "+ … (7 more))" in opened.terms
    assert opened.numbers.count("… (7 more)") == 3


def test_zeros_that_are_no_targets_are_shown() -> None:
    model = gn.Model(gn.Network(2, [gn.Dense(1)]), params={"W1": [[0.5], [2]], "b1": [1]})
    opened = model.explain([[0, -3]], [[8]]).entry("Z1", (0, 0))
    assert opened.numbers == "0 * 0.5 + (-3) * 2 + 1"


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("(-1) * 2", "-1 * 2"),
        ("2 * (-1)", "2 * (-1)"),
        ("(-2) ** 2", "(-2) ** 2"),
        ("(-2)²", "(-2)²"),
        ("tanh((-2))", "tanh(-2)"),
        ("max((-2), 0) - (-1)", "max(-2, 0) - (-1)"),
        ("where(1 > 0, (-2), (-3))", "where(1 > 0, -2, -3)"),
        ("((-0.1) - 2) / 3", "((-0.1) - 2) / 3"),
        ("(-1e-08) + (-2)", "-1e-08 + (-2)"),
    ],
)
def test_a_negative_number_has_brackets_unless_it_begins_the_whole(text: str, free: str) -> None:
    assert freed(text) == free


def test_only_negative_numbers_are_bracketed() -> None:
    assert [bracketed(text) for text in ("-1", "1", "-inf", "1e-08")] == [
        "(-1)", "1", "(-inf)", "1e-08",
    ]  # fmt: skip


def test_numbers_are_put_into_a_factor_that_is_alone() -> None:
    net = gn.Network(2, [gn.Dense(1)], loss=gn.SquaredError(), penalty=gn.L2(0.01))
    model = gn.Model(net, params={"W1": [[0.5], [-2]], "b1": [1]})
    text = str(model.explain([[4, 3]], [[8]]).paths("W1", (1, 0)))
    assert "     = 0.01 * W1[1, 0]\n     = 0.01 * (-2) = -0.02\n" in text
    text = str(model.explain([[4, 3]], [[8]]).paths("Z1", (0, 0)))
    assert "     = 2 * (A1[0, 0] - Y[0, 0]) / m\n     = 2 * ((-3) - 8) / 1 = -22\n" in text


def test_a_negative_first_factor_has_no_brackets() -> None:
    model = gn.Model(gn.Network(2, [gn.Dense(1)]), params={"W1": [[0.5], [2]], "b1": [1]})
    text = str(model.explain([[-4, 3]], [[8]]).paths("W1", (0, 0)))
    assert "\n     = -4 · (-6) = 24\n" in text
