import numpy as np
import pytest

from glassnet.presets.tutorial3 import X, Y, two_two_two
from glassnet.tutorials.blocks import Paragraph, Table
from glassnet.tutorials.tutorial3.sent_back import (
    COUNT,
    SIZES,
    Trial,
    cosine,
    page_gradient,
    trial,
    trials,
    with_and_without,
)


def test_page_rule_is_the_chain_rule_where_all_output_slopes_are_one() -> None:
    """The rule by loops; with slopes put in, it is the derived gradient."""
    step = two_two_two().explain(X, Y)
    out = step["A2"][0]
    for slopes, expected in (
        (np.ones(2), page_gradient(step)),
        (out * (1 - out), step["dW1"]),
    ):
        for i in (0, 1):
            for j in (0, 1):
                back = sum((out[k] - Y[0][k]) * slopes[k] * step["W2"][j, k] for k in (0, 1))
                h = step["A1"][0, j]
                assert back * h * (1 - h) * X[0][i] == pytest.approx(expected[i, j], rel=1e-12)


def test_cosine_of_the_worked_network() -> None:
    step = two_two_two().explain(X, Y)
    assert round(cosine(page_gradient(step), step["dW1"]), 4) == 0.9996
    assert cosine(step["dW1"], -2 * step["dW1"]) == pytest.approx(-1)


def test_some_of_the_random_networks_go_uphill() -> None:
    shares = [np.mean([t.cosine < 0 for t in trials()[size]]) for size in SIZES]
    assert [round(float(share) * COUNT) for share in shares] == [3, 11, 6]
    assert trial(1.0, 7).cosine == trials()[1.0][7].cosine


def test_worst_network_gets_worse_by_the_page_and_better_by_the_chain_rule() -> None:
    worst = min((each for found in trials().values() for each in found), key=Trial.steepness)
    before = float(worst.step["L"])
    assert worst.loss_after(page_gradient(worst.step)) > before + 0.005
    assert worst.loss_after(worst.step["dW1"]) < before - 0.005


def test_table_and_text_agree() -> None:
    tables = [block for block in with_and_without().blocks if isinstance(block, Table)]
    assert [row[3] for row in tables[1].rows] == ["0.6%", "2.2%", "1.2%"]
    last = with_and_without().blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.text.startswith(f"{COUNT} random 3-3-3 networks")
