"""The user's parameters are matched to the network's by name, by order, and turned round."""

import numpy as np
import pytest

from glassnet.diagnosis.audit.given import parameters
from glassnet.diagnosis.audit.network.binding import bindings
from glassnet.errors import ShapeError
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network

NET = Network(2, [Dense(3, "tanh"), Dense(1)])
SHAPES = {"W1": (2, 3), "b1": (3,), "W2": (3, 1), "b2": (1,)}


def arrays(**shapes: tuple[int, ...]) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


def test_the_same_names_whatever_their_order() -> None:
    given = parameters(arrays(**dict(reversed(SHAPES.items()))))
    first = next(bindings(NET, given))
    assert (first.names, first.turned) == ({name: name for name in SHAPES}, False)


@pytest.mark.parametrize(
    "order", [("W1", "b1", "W2", "b2"), ("W1", "W2", "b1", "b2"), ("b1", "b2", "W1", "W2")]
)
def test_other_names_in_the_usual_orders(order: tuple[str, ...]) -> None:
    given = parameters(arrays(**{f"theta{k}": SHAPES[name] for k, name in enumerate(order)}))
    found = [each.names for each in bindings(NET, given)]
    assert {name: f"theta{k}" for k, name in enumerate(order)} in found


def test_columns_are_turned_there_and_back() -> None:
    own = arrays(W1=(3, 2), b1=(3, 1), W2=(1, 3), b2=(1, 1))
    (binding,) = bindings(NET, parameters(own))
    assert binding.turned
    here = binding.to_network(own)
    assert {name: value.shape for name, value in here.items()} == SHAPES
    assert np.array_equal(here["W1"], own["W1"].T)
    for name, value in here.items():
        assert np.array_equal(binding.to_user(name, value), own[name])


def test_a_square_network_may_be_either() -> None:
    square = Network(2, [Dense(2, "tanh", bias=False), Dense(2, bias=False)])
    found = [each.turned for each in bindings(square, parameters(arrays(W1=(2, 2), W2=(2, 2))))]
    assert found == [False, True]


def test_parameters_of_another_network() -> None:
    with pytest.raises(ShapeError, match="not those of the network"):
        list(bindings(NET, parameters(arrays(W1=(2, 4), b1=(4,), W2=(4, 1), b2=(1,)))))
