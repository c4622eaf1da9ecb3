import numpy as np
import pytest

from glassnet.tutorials.blocks import Corrections, Equations
from glassnet.tutorials.tutorial1.network import LR, cloud, first_step, loss_after, model
from glassnet.tutorials.tutorial1.one_step import (
    BEHIND,
    HIDDEN,
    OUTPUT,
    SLOPE,
    SYMBOLS,
    the_step,
    wrong_figures,
)

# The digits of the figures, and of the two rows (dZ2, dZ1) that they do not show.
FIGURES = {
    "X": [[1.76405235, 0.40015721]],
    "W1": [[-0.67746455, 0.37769425, -0.07365253], [-0.53663519, 0.60920496, 0.21149622]],
    "W2": [[-0.41491732, -0.30992816], [-0.31583913, -0.27706468], [-0.44701662, 0.15231059]],
    "Z1": [[-1.40982136, 0.91005018, -0.04529517]],
    "A1": [[0.19626223, 0.71301043, 0.48867814]],
    "Z2": [[-0.52507645, -0.18394635]],
    "A2": [[0.37166596, 0.45414264]],
    "dA2": [[-0.62833404, 0.45414264]],
    "dZ2": [[-0.14673508, 0.11258065]],
    "dW2": [[-0.02879856, 0.02209533], [-0.10462365, 0.08027117], [-0.07170623, 0.0550157]],
    "dA1": [[0.02599101, 0.01515256, 0.08274025]],
    "dZ1": [[0.00409991, 0.00310062, 0.02067446]],
    "dW1": [[0.00723246, 0.00546965, 0.03647082], [0.00164061, 0.00124073, 0.00827303]],
    "W1_new": [[-0.67747178, 0.37768878, -0.073689], [-0.53663683, 0.60920372, 0.21148795]],
    "W2_new": [[-0.41488852, -0.30995026], [-0.31573451, -0.27714495], [-0.44694491, 0.15225557]],
}


@pytest.mark.parametrize("name", FIGURES)
def test_whole_first_step_to_the_printed_digits(name: str) -> None:
    assert first_step()[name].round(8).tolist() == FIGURES[name]


def test_step_written_once_more_by_hand() -> None:
    """The figures' own formulas in NumPy, with nothing of the library."""
    rng = np.random.RandomState(2017)
    W1 = (2.0 * rng.random_sample((2, 3)) - 1.0) / np.sqrt(2)
    W2 = (2.0 * rng.random_sample((3, 2)) - 1.0) / np.sqrt(3)
    x, y = np.random.RandomState(0).randn(300, 2)[:1], np.array([[1.0, 0.0]])
    h1 = 1 / (1 + np.exp(-x @ W1))
    h2 = 1 / (1 + np.exp(-h1 @ W2))
    back = -(y - h2) * h2 * (1 - h2)
    dW1 = x.T @ (back @ W2.T * h1 * (1 - h1))
    step = first_step()
    assert np.allclose(step["A2"], h2, rtol=1e-14)
    assert np.allclose(step["W2_new"], W2 - 0.001 * h1.T @ back, rtol=1e-14)
    assert np.allclose(step["W1_new"], W1 - 0.001 * dW1, rtol=1e-14)


def test_printed_vector_of_the_text_comes_out() -> None:
    printed = [float(number) for number in OUTPUT.text.strip("[]").split()]
    assert first_step()["A2"][0].round(8).tolist() == printed


def test_misprints_are_misprints() -> None:
    step = first_step()
    h2 = step["A2"][0]
    slope = (h2 * (1 - h2)).round(8).tolist()
    assert slope == [float(n) for n in BEHIND.text.strip("[]").split()]
    assert [-slope[0], slope[1]] == [float(n) for n in SLOPE.text.strip("[]").split()]
    assert step["dA1"][0].round(8).tolist() == [float(n) for n in HIDDEN.text.strip("[]").split()]
    items = wrong_figures().blocks[1]
    assert isinstance(items, Corrections)
    assert "[0.23353037 0.2478971]" in items.items[0].right
    assert "= -0.02879856" in items.items[0].proof
    assert "[-0.14673508 0.11258065]" in items.items[1].right
    assert "= 0.02599101" in items.items[2].proof


def test_every_row_has_its_symbol() -> None:
    assert [equation.out.name for equation in first_step().derivation] == list(SYMBOLS)
    rows = the_step().blocks[1].rows  # type: ignore[union-attr]
    assert rows[3].split() == [
        "4",
        "=",
        "h2",
        *["A2", "=", "sigmoid(Z2)"],
        "[0.37166596",
        "0.45414264]",
    ]


def test_labels_of_the_code_are_those_of_the_library() -> None:
    X, Y = cloud()
    assert Y[0] == 0
    assert model().explain(X[:1], [[1.0, 0.0]])["L"] == first_step()["L"]


def test_a_step_against_the_gradient_lowers_the_loss() -> None:
    step = first_step()
    assert LR == 0.001
    assert loss_after(step, -1) < step["L"] < loss_after(step, +1)


def test_values_stand_in_one_column() -> None:
    rows = next(block for block in the_step().blocks if isinstance(block, Equations)).rows
    loss = next(row for row in rows if row.endswith("0.3005246"))
    assert loss.index("0.3005246") == rows[0].index("[")
