"""Which ops the laws speak of, and numbers to try them with, all from the registry."""

from itertools import product
from typing import Any

import numpy as np

import glassnet.nn  # noqa: F401  (registers every op)
from glassnet.core.op import Op, Shape, registered
from glassnet.errors import ShapeError

SIZES = (1, 2, 3, 5, 7, 11, 13, 15, 16, 17, 31, 32, 33)
SPECIAL = (0.0, 1.0, -1.0, 0.5)
Arrays = dict[str, np.ndarray[Any, np.dtype[Any]]]


def elementwise_ops() -> list[str]:
    """The names of all ops that are expressions."""
    return [name for name, op in registered().items() if op.meaning is not None]


def structured_ops() -> list[str]:
    """The names of all ops that state their own shape; gradient rules belong to their op."""
    return [name for name, op in registered().items() if op.shape is not None]


def differentiable(op: Op) -> list[str]:
    """The inputs by which an op states a derivative."""
    if op.refused is not None:
        return []
    slopes = op.slopes if op.meaning is not None else op.gradients
    return [name for name in op.inputs if slopes.get(name) is not None]


def elementwise_values(op: Op, shape: Shape, seed: int) -> Arrays:
    """Numbers within the box of the op's samples, with some samples and special numbers."""
    rng = np.random.default_rng(seed)
    width = len(op.inputs)
    samples = np.array(op.samples or [(-3.0,) * width, (3.0,) * width])
    low, high = samples.min(axis=0), samples.max(axis=0)
    size = int(np.prod(shape))
    rows = rng.uniform(low, high, (size, width))
    special = np.clip(rng.choice(SPECIAL, (size, width)), low, high)
    kind = rng.integers(0, 5, size)
    rows = np.where((kind == 0)[:, None], special, rows)
    rows = np.where((kind == 1)[:, None], samples[rng.integers(0, len(samples), size)], rows)
    return {name: rows[:, i].reshape(shape) for i, name in enumerate(op.inputs)}


def accepted_shapes(op: Op, sizes: tuple[int, ...]) -> list[tuple[Shape, ...]]:
    """Every choice of shapes up to two directions that the op's shape rule takes."""
    assert op.shape is not None
    sizes = tuple(dict.fromkeys((1, *sizes)))
    pool: list[Shape] = [(), *((a,) for a in sizes), *product(sizes, repeat=2)]
    found = []
    for shapes in product(pool, repeat=len(op.inputs)):
        try:
            op.shape(*shapes)
        except ShapeError:
            continue
        found.append(shapes)
    return found


def structured_values(op: Op, sizes: tuple[int, ...], seed: int) -> Arrays:
    """Normal numbers within the box of the samples, in one of the shapes that the op takes."""
    rng = np.random.default_rng(seed)
    choices = accepted_shapes(op, sizes)
    shapes = choices[int(rng.integers(len(choices)))]
    values = {n: 1.5 * rng.standard_normal(s) for n, s in zip(op.inputs, shapes, strict=True)}
    for name, *known in zip(op.inputs, *op.samples, strict=True) if op.samples else ():
        chosen = rng.choice(known, values[name].shape)
        inside = np.clip(values[name], min(known), max(known))
        values[name] = np.where(rng.random(inside.shape) < 0.1, chosen, inside)
    return values
