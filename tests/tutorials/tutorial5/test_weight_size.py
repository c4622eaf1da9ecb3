import numpy as np
import pytest

from glassnet.nn.initializers import Legacy
from glassnet.tutorials.tutorial5.weight_size import HE, deep_relu, how_large, with_tanh


def test_slope_falls_and_saturation_rises_with_the_weights() -> None:
    rows = with_tanh()
    slopes, saturated, gradients = ([row[k] for row in rows] for k in (1, 2, 3))
    assert slopes == sorted(slopes, reverse=True)
    assert saturated == sorted(saturated)
    # the sentence of the page turned round: the smallest weights have the smallest gradient
    assert gradients[0] < gradients[1] / 10
    assert rows[1][4] < rows[0][4]
    assert rows[3][5] > 1 > rows[1][5]


def by_hand(size: float) -> float:
    """The spread of the tenth layer, by a loop over NumPy's own draws."""
    generator = np.random.RandomState(2)
    weights = [generator.randn(100, 100) * size for _ in range(10)]
    A = np.random.RandomState(2).randn(100, 100)
    for W in weights:
        A = np.maximum(0, A @ W)
    return float(A.std())


@pytest.mark.parametrize("size", [0.01, 1.0, 0.02**0.5])
def test_deep_network_by_another_loop(size: float) -> None:
    init = HE if size == 0.02**0.5 else Legacy("normal", size)
    assert deep_relu(init)[0][-1] == pytest.approx(by_hand(size), rel=1e-9)


def test_section_names_the_remedy() -> None:
    assert 'init="he_normal"' in str(how_large())
