"""The numbers that parameters start with: spread, fans, streams, and the old RandomState's bits."""

import math
from typing import Any

import numpy as np
import pytest

from glassnet.executors.initialize import draw_params
from glassnet.executors.random import Stream, normal, uniform
from glassnet.nn.initializers import INITIALIZERS, Constant, Legacy, Normal, Uniform
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network

WIDE = 400, 300


def weights(init: Any, seed: int = 0, shape: tuple[int, int] = WIDE, **settings: Any) -> Any:
    network = Network(shape[0], [Dense(shape[1], init=init)])
    return draw_params(network, seed, **settings)["W1"]


def within(value: float, want: float, part: float = 0.01) -> bool:
    return abs(value - want) <= part * want


@pytest.mark.parametrize(
    ("name", "std"),
    [
        ("glorot_uniform", math.sqrt(2 / 700)), ("glorot_normal", math.sqrt(2 / 700)),
        ("he_uniform", math.sqrt(2 / 400)), ("he_normal", math.sqrt(2 / 400)),
        ("lecun_uniform", math.sqrt(1 / 400)), ("lecun_normal", math.sqrt(1 / 400)),
        ("normal", 1.0), ("uniform", 1 / math.sqrt(3)),
        ("small_normal", 0.01), ("small_uniform", 0.01 / math.sqrt(12)),
    ],
)  # fmt: skip
def test_spread(name: str, std: float) -> None:
    values = weights(name)
    assert within(values.std(), std)
    centre = 0.005 if name == "small_uniform" else 0.0
    assert abs(values.mean() - centre) < 5 * std / math.sqrt(values.size)
    if "uniform" in name:
        assert np.abs(values - centre).max() <= std * math.sqrt(3) * (1 + 1e-12)
        assert within(np.abs(values - centre).max(), std * math.sqrt(3), 0.001)


def test_the_two_small_ones_are_not_the_same() -> None:
    """S4 prints `rand`, all positive; the course behind it uses `randn`."""
    assert weights("small_uniform").min() >= 0
    assert weights("small_uniform").max() < 0.01
    assert weights("small_normal").min() < -0.02


@pytest.mark.parametrize(("init", "value"), [("zeros", 0), ("ones", 1), (Constant(0.3), 0.3)])
def test_constants(init: Any, value: float) -> None:
    assert set(weights(init, shape=(3, 2)).ravel()) == {value}


def test_bounds_and_moments_on_request() -> None:
    values = weights(Uniform(-3, 1))
    assert -3 <= values.min() < -2.99
    assert 0.99 < values.max() < 1
    values = weights(Normal(5, 0.1))
    assert within(values.mean(), 5)
    assert within(values.std(), 0.1)


def test_the_streams_of_the_parameters_are_those_that_the_module_says() -> None:
    network = Network(2, [Dense(3, init="normal"), Dense(2, init="uniform", bias_init="normal")])
    params = draw_params(network, 7)
    assert list(params) == ["W1", "b1", "W2", "b2"]
    assert np.array_equal(params["W1"].ravel(), normal(7, Stream.INIT, 0, 6))
    assert np.array_equal(params["W2"].ravel(), 2 * uniform(7, Stream.INIT, 2, 6) - 1)
    assert np.array_equal(params["b2"], normal(7, Stream.INIT, 3, 2))
    assert not params["b1"].any()


def test_one_layer_more_leaves_the_others_alone() -> None:
    short = draw_params(Network(2, [Dense(3), Dense(4)]), 1)
    long = draw_params(Network(2, [Dense(3), Dense(4), Dense(5)]), 1)
    assert all(np.array_equal(short[name], long[name]) for name in short)


def test_seeds_repeat_and_differ() -> None:
    assert np.array_equal(weights("normal", 3), weights("normal", 3))
    assert not np.array_equal(weights("normal", 3), weights("normal", 4))


@pytest.mark.parametrize("name", INITIALIZERS)
def test_float32_is_the_float64_draw_rounded(name: str) -> None:
    narrow, wide = (weights(name, 5, dtype=dtype) for dtype in ("float32", "float64"))
    assert narrow.dtype == np.float32
    assert narrow.flags.c_contiguous
    assert np.array_equal(narrow, wide.astype(np.float32))


def test_the_first_tutorials_weights_bit_for_bit() -> None:
    """S0: np.random.seed(2017), then one matrix after the other."""
    old = np.random.RandomState(2017)
    w1 = (2 * old.rand(2, 3) - 1) / np.sqrt(2)
    w2 = (2 * old.rand(3, 2) - 1) / np.sqrt(3)
    init = Legacy("uniform", scale="fan_in")
    network = Network(2, [Dense(3, init=init, bias=False), Dense(2, init=init, bias=False)])
    params = draw_params(network, 2017)
    assert params["W1"].tobytes() == w1.tobytes()
    assert params["W2"].tobytes() == w2.tobytes()


def test_the_fifth_tutorials_weights_bit_for_bit() -> None:
    """S4: np.random.rand(2, 2) * 0.01, and the course's np.random.randn(2, 2) * 0.01."""
    old = np.random.RandomState(1)
    drawn = weights(Legacy("unit", gain=0.01), 1, (2, 2))
    assert drawn.tobytes() == (old.rand(2, 2) * 0.01).tobytes()
    old = np.random.RandomState(1)
    drawn = weights(Legacy("normal", gain=0.01), 1, (2, 2))
    assert drawn.tobytes() == (old.randn(2, 2) * 0.01).tobytes()


@pytest.mark.parametrize("n", [2, 3, 10, 30, 784])
def test_roots_are_those_of_numpy(n: int) -> None:
    """The book's normal(0, 1/√n) must divide by the same root as np.sqrt."""
    old = np.random.RandomState(0)
    want = old.randn(n, 3) / np.sqrt(n)
    assert weights(Legacy("normal", scale="fan_in"), 0, (n, 3)).tobytes() == want.tobytes()


def test_legacy_draws_do_not_touch_the_global_state() -> None:
    before = np.random.get_state()[1].copy()  # type: ignore[index,union-attr]
    weights(Legacy("normal"), 3, (2, 2))
    assert np.array_equal(before, np.random.get_state()[1])  # type: ignore[index]
