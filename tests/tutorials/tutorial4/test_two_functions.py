from copy import deepcopy
from typing import Any

import numpy as np
import pytest

from glassnet import presets
from glassnet.tutorials.blocks import Equations, Lines
from glassnet.tutorials.tutorial4.two_functions import loss_plus, two_functions

PARAMS = presets.load("s3-13-weights").params
W = [np.array(PARAMS[name]) for name in ("W1", "b1", "W2", "b2")]


def loss(weights: list[Any]) -> float:
    hidden = 1 / (1 + np.exp(-(np.array([[1, 1]]) @ weights[0] + weights[1])))
    return float(np.mean(np.square(hidden @ weights[2] + weights[3] - 0.0)))


def test_one_round_against_plain_arrays() -> None:
    moved = deepcopy(W)
    moved[0][0, 0] += 0.0001
    assert loss_plus() == pytest.approx(loss(moved), rel=1e-15)
    lines = [block for block in two_functions().blocks if isinstance(block, Lines)][1].lines
    slope = (loss(moved) - loss(W)) / 0.0001
    assert float(lines[3].result) == pytest.approx(slope, abs=1e-8)
    assert float(lines[4].result) == pytest.approx(W[0][0, 0] - 0.01 * slope, abs=1e-8)


def test_a_reader_with_a_calculator_gets_the_slope() -> None:
    lines = [block for block in two_functions().blocks if isinstance(block, Lines)][1].lines
    for line in lines[1:]:
        if line.numbers:
            value = eval(line.numbers.replace("·", "*"))
            assert value == pytest.approx(float(line.result), abs=2e-8)


def test_lines_of_the_code_have_their_values() -> None:
    rows = next(block for block in two_functions().blocks if isinstance(block, Equations)).rows
    assert [row for row in rows if not row.startswith(" ")] == [
        "pre_hidden = np.dot(inputs, weights[0]) + weights[1]",
        "hidden = 1/(1+np.exp(-pre_hidden))",
        "pred_out = np.dot(hidden, weights[2]) + weights[3]",
        "mean_squared_error = np.mean(np.square(pred_out - outputs))",
    ]
    assert rows[-1].endswith(f"=  {loss(W):.8f}")
    assert rows[1].endswith("[ 0.36   -0.5417 -0.1455]")


def test_neuron_is_the_first_hidden_unit() -> None:
    neuron = next(block for block in two_functions().blocks if isinstance(block, Lines)).lines
    assert neuron[0].numbers == "-0.014 + (-0.0053)·1 + 0.3793·1"
    assert neuron[0].result == "0.36"
    assert float(neuron[1].result) == pytest.approx(1 / (1 + np.exp(-0.36)), abs=5e-9)
