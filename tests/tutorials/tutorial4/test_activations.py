import math

from glassnet.tutorials.blocks import Table
from glassnet.tutorials.tutorial4.activations import four_activations


def test_four_formulas_by_hand() -> None:
    table = next(block for block in four_activations().blocks if isinstance(block, Table))
    by_hand = {
        "Sigmoid(x)": lambda x: 1 / (1 + math.exp(-x)),
        "ReLU(x)": lambda x: max(0.0, x),
        "Tanh(x)": lambda x: (math.exp(x) - math.exp(-x)) / (math.exp(x) + math.exp(-x)),
        "Linear(x)": lambda x: x,
    }
    assert table.header[2:] == ("x = -1", "h11 = 1", "h12 = 1.3", "h13 = 0.8")
    for row in table.rows:
        values = [by_hand[row[0]](x) for x in (-1.0, 1.0, 1.3, 0.8)]
        assert [float(cell) for cell in row[2:]] == [round(v, 4) for v in values]
