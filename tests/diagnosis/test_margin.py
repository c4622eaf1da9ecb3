"""Answers and their margins, by hand; the margin's gradient beside a line's weights."""

import numpy as np
import pytest

from glassnet.diagnosis.margin import Answers, forward_rows, margin_slopes
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network

OUTPUTS = np.array([[0.1, 0.7, 0.4], [0.5, 0.2, 0.3]])


@pytest.mark.parametrize(
    ("output", "threshold", "answers", "margins", "nexts"),
    [
        (None, 0.5, [1, 0], [0.3, 0.2], [2, 2]),
        (0, 0.5, [0, 1], [0.4, 0.0], [1, 0]),
        (1, 0.0, [1, 1], [0.7, 0.2], [0, 0]),
    ],
)
def test_by_hand(
    output: int | None, threshold: float, answers: list, margins: list, nexts: list
) -> None:
    for rows in (True, False):
        read = Answers(threshold, output, rows)
        table = OUTPUTS if rows else OUTPUTS.T
        assert read.of_all(table).tolist() == answers
        for example in range(2):
            own = read.of_example(table, example)
            assert own.tolist() == OUTPUTS[example].tolist()
            assert read.margin(own) == pytest.approx(margins[example], abs=1e-15)
            assert read.next_best(own) == nexts[example]


def test_the_gradient_is_the_difference_of_the_weights() -> None:
    weights = np.array([[1.0, 4.0, -2.0], [0.0, 4.0, 5.0]])
    model = Model(Network(2, [Dense(3)]), params={"W1": weights, "b1": [0.5, 0.0, 0.0]})
    step = model.explain([[1.0, 0.5], [3.0, 3.0]], [1, 0])  # outputs 1.5, 6, 0.5 and 3.5, 24, 9
    slopes = margin_slopes(step, Answers(0.5, None, True), 0, ("A0",))
    assert slopes["A0"].tolist() == [[3.0, 4.0], [0.0, 0.0]]
    alone = margin_slopes(step, Answers(0.5, 2, True), 1, ("A0", "b1"))
    assert alone["A0"].tolist() == [[0.0, 0.0], [-2.0, 5.0]]
    assert alone["b1"].tolist() == [0.0, 0.0, 1.0]


def test_forward_rows_end_before_the_loss() -> None:
    derivation = Network(2, [Dense(2, "tanh"), Dense(1)]).derive(3)
    assert [row.out.name for row in forward_rows(derivation)] == ["Z1", "A1", "Z2", "A2"]
    assert "Y" not in {var.name for var in forward_rows(derivation).inputs}
