"""Draws the numbers that parameters start with."""

from collections.abc import Callable
from functools import cache
from math import sqrt

import numpy as np

from glassnet.executors.random import Stream, check_seed, normal, uniform
from glassnet.executors.reference import Array
from glassnet.nn.initializers import Initializer, initializer
from glassnet.nn.network import Network


def draw_params(network: Network, seed: int, dtype: str = "float64") -> dict[str, Array]:
    """The initial parameters of a network, in the row layout.

    Parameter number p (W1, b1, W2, …, from 0) is drawn from stream `init` at counter p, so
    that changing one layer leaves the others' numbers alone. Legacy draws share one
    RandomState(seed) and come one after the other, as the tutorials draw them.

    Args:
        network: what to draw for.
        seed: 0 … 2**32 - 1.
        dtype: "float64" or "float32"; drawn in float64 and rounded.

    Returns:
        The arrays by name.
    """
    check_seed(seed)

    @cache
    def legacy() -> "np.random.RandomState":
        # made at its first use, because NumPy takes 10 ms to load it
        return np.random.RandomState(seed)

    params: dict[str, Array] = {}
    for number, (name, shape) in enumerate(network.param_shapes().items()):
        layer = network.dense[int(name[1:]) - 1]
        spec = initializer(layer.init if name.startswith("W") else layer.bias_init, name)
        fans = (network.sizes[int(name[1:]) - 1], layer.units)
        values = _draw(spec, shape, fans, seed, number, legacy)
        params[name] = np.ascontiguousarray(values, dtype=dtype)
    return params


def _draw(
    spec: Initializer,
    shape: tuple[int, ...],
    fans: tuple[int, int],
    seed: int,
    number: int,
    legacy: "Callable[[], np.random.RandomState]",
) -> Array:
    root = {"fixed": 1.0, "fan_in": sqrt(fans[0]), "fan_average": sqrt(sum(fans) / 2)}
    if spec.draw == "constant":
        return np.full(shape, spec.gain / root[spec.scale])
    size = int(np.prod(shape))
    if spec.draw == "normal":
        draws = (
            legacy().standard_normal(size)
            if spec.legacy
            else normal(seed, Stream.INIT, number, size)
        )
    else:
        draws = (
            legacy().random_sample(size)
            if spec.legacy
            else uniform(seed, Stream.INIT, number, size)
        )
        draws = draws if spec.draw == "unit" else 2 * draws - 1
    # NOTE: multiplied before divided, as the tutorials' code does, so that the bits agree
    scaled = draws * spec.gain / root[spec.scale]
    if spec.center:
        scaled = scaled + spec.center
    return np.asarray(scaled.reshape(shape))
