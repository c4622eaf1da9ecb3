import numpy as np

from glassnet.data import load
from glassnet.tutorials.blocks import Equations, Table
from glassnet.tutorials.tutorial5.collapse import (
    collapse,
    difference,
    one_layer,
    trials,
    two_layers,
)
from glassnet.tutorials.tutorial5.network import accuracy, shallow


def test_one_layer_answers_what_two_answer_everywhere() -> None:
    model = two_layers()
    X = np.random.default_rng(0).normal(size=(200, 3)) * 10
    assert np.allclose(model.predict(X), one_layer(model).predict(X), rtol=1e-12, atol=1e-12)
    assert difference() < 1e-15


def test_in_columns_it_is_the_formula_of_the_page() -> None:
    W1, b1, W2, b2 = (shallow().explain()[name] for name in ("W1", "b1", "W2", "b2"))
    single = one_layer(two_layers()).params
    assert np.allclose(single["W1"].T, W2 @ W1, rtol=1e-15)
    assert np.allclose(single["b1"], (W2 @ b1 + b2).ravel(), rtol=1e-15)


def test_linear_layers_find_the_line_of_logistic_regression() -> None:
    X, Y = load("xor_cloud")
    line, four, more, bent = (float(run.model.explain(X, Y)["L"]) for run in trials())
    assert abs(four - line) < 5e-7
    assert abs(more - line) < 5e-7
    assert bent < 0.2 < 0.6 < line
    scores = [accuracy(run, X, Y) for run in trials()]
    assert scores[0] == scores[1] == scores[2] < 0.75 < 0.95 < scores[3]


def test_numbers_of_the_section() -> None:
    blocks = collapse().blocks
    rows = [row for block in blocks if isinstance(block, Equations) for row in block.rows]
    assert "W' = W2 @ W1      = [ 0.61 -0.59  0.22]" in rows
    assert "b' = W2 @ b1 + b2 = [0.13]" in rows
    table = next(block for block in blocks if isinstance(block, Table))
    assert len({row[1:] for row in table.rows[:3]}) == 1
