import numpy as np

from glassnet.tutorials.blocks import Table
from glassnet.tutorials.tutorial1.derivative_table import derivative_table, slopes
from glassnet.tutorials.tutorial1.network import first_step


def test_slopes_are_what_the_figures_print_and_what_small_changes_give() -> None:
    step = first_step()
    found = slopes(step)
    # The second figure of the slope is printed with the right sign in one of two places.
    assert found["dh2/dz2"].round(8).tolist() == [[0.23353037, 0.2478971]]
    for name, z in (("dh1/dz1", step["Z1"]), ("dh2/dz2", step["Z2"])):
        above, below = (1 / (1 + np.exp(-(z + d))) for d in (1e-6, -1e-6))
        assert np.allclose(found[name], (above - below) / 2e-6, rtol=1e-8)


def test_chain_of_the_table_gives_the_gradients() -> None:
    step = first_step()
    behind = step["dA2"] * slopes(step)["dh2/dz2"]
    assert np.allclose(slopes(step)["dz2/dW2"].T @ behind, step["dW2"], rtol=1e-14)


def test_four_lines_as_printed_beside_the_rows() -> None:
    blocks = derivative_table().blocks
    table = next(block for block in blocks if isinstance(block, Table))
    assert table.rows[0] == ("Loss = (y-h2)^2", "dLoss/dW2 = -(y-h2)", "dA2 = (A2 - Y) / m")
    assert table.rows[1] == ("h2 = Sigmoid(z2)", "dh2/dz2 = h2(1-h2)", "dZ2 = dA2 * A2 * (1 - A2)")
    numbers = [block for block in blocks if isinstance(block, Table)][1].rows
    assert numbers[0] == ("dh2/dz2", "[0.23353037 0.2478971]", "[-0.23353037 0.2478971]")
    assert [row[2] for row in numbers[1:]] == ["the same", "the same"]
