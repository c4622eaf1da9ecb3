import pytest

from glassnet.tutorials.blocks import Lines, Table
from glassnet.tutorials.tutorial3.matrices import matrix_form, network, products


@pytest.mark.parametrize("sizes", [(1, 1), (2, 3, 2), (5, 4, 3, 2), (2, 9, 9, 9, 9, 1)])
def test_products_for_any_number_of_layers(sizes: tuple[int, ...]) -> None:
    derivation, layers = network(sizes).derive(), len(sizes)
    assert products(derivation, "forward") == layers - 1
    assert products(derivation) == 3 * (layers - 1) - 1


def test_sums_by_hand() -> None:
    lines = next(block for block in matrix_form().blocks if isinstance(block, Lines)).lines
    assert [line.result for line in lines] == ["1.02", "0.18"]
    for line in lines:
        assert eval(line.numbers.replace("·", "*")) == pytest.approx(float(line.result))


def test_counts_are_shown() -> None:
    table = next(block for block in matrix_form().blocks if isinstance(block, Table))
    assert [row[1:] for row in table.rows] == [
        ("2", "1", "2"),
        ("3", "2", "5"),
        ("3", "2", "5"),
        ("5", "4", "11"),
    ]
