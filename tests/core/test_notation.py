"""Names are formed in one place, and none of them may be taken by an op."""

import pytest

from glassnet.core import notation
from glassnet.nn.layers import Dense, Dropout
from glassnet.nn.losses import L2
from glassnet.nn.network import Network
from glassnet.nn.optimizers import OPTIMIZERS, Clip


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (notation.weight(1), "W1"), (notation.bias(2), "b2"), (notation.preactivation(3), "Z3"),
        (notation.activation(0), "A0"), (notation.dropped(1), "A1_drop"), (notation.mask(1), "D1"),
        (notation.gradient("W1"), "dW1"), (notation.gradient("W1", "penalty"), "dW1_penalty"),
        (notation.clipped("W1"), "dW1_clipped"), (notation.state("W1", "velocity"), "W1_velocity"),
        (notation.updated("W1"), "W1_new"), (notation.updated("W1_m"), "W1_m_new"),
    ],
)  # fmt: skip
def test_names(name: str, text: str) -> None:
    assert name == text


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("layout", ["rows", "columns"])
def test_every_name_of_a_derivation_is_taken(optimizer: str, layout: str) -> None:
    layers = [Dense(3, "tanh"), Dropout(0.5), Dense(2, "softmax")]
    network = Network(2, layers, "cross_entropy", L2(0.1, per="data"))
    derivation = network.derive(
        4, OPTIMIZERS[optimizer](), layout=layout, clip=Clip(1.0, 1.0), weighted=True,
        dropout=True,
    )  # fmt: skip
    free = [name for name in derivation.variables() if not notation.is_taken(name)]
    assert free == ["clip_norm", "clip_value"]  # ops have these names already


@pytest.mark.parametrize("name", ["X", "A0", "np", "f", "L", "lr", "m", "dL_data", "W12_new"])
def test_taken(name: str) -> None:
    assert notation.is_taken(name)


@pytest.mark.parametrize("name", ["relu", "step", "W", "bump", "A", "Wave1", "data", "softmax"])
def test_free(name: str) -> None:
    assert not notation.is_taken(name)
