"""Between which rows to look is said where the parameters tell it, and only there."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.executors.reference import Array

rng = np.random.default_rng(4)
X = rng.standard_normal((6, 3))
Y = rng.standard_normal((6, 1))
NAMES = ("W1", "b1", "W2", "b2")
VALUES = [rng.standard_normal(shape) for shape in ((3, 2), (2,), (2, 1), (1,))]
Slopes = dict[str, Array]


def loss(p: list[Array]) -> float:
    return float(np.mean((np.tanh(X @ p[0] + p[1]) @ p[2] + p[3] - Y) ** 2))


def slopes(p: list[Array], back: Callable[[Array], Array], inputs: Array) -> list[Array]:
    A1 = np.tanh(X @ p[0] + p[1])
    dZ2 = 2 * (A1 @ p[2] + p[3] - Y) / len(X)
    dZ1 = back(dZ2 @ p[2].T) * (1 - A1**2)
    return [inputs.T @ dZ1, dZ1.sum(axis=0), A1.T @ dZ2, dZ2.sum(axis=0)]


def advice(names: tuple[str, ...], back: Any = np.positive, inputs: Array = X) -> list[str]:
    def values(p: Slopes) -> list[Array]:
        return [p[name] for name in names]

    found = gn.audit(
        lambda p: loss(values(p)),
        lambda p: dict(zip(names, slopes(values(p), back, inputs), strict=True)),
        dict(zip(names, VALUES, strict=True)),
    )
    assert {each.code for each in found} == {"G901"}
    return [each.fix for each in found]


def test_what_is_passed_back_is_wrong() -> None:
    for text in advice(NAMES, np.sin):
        assert "right: W2, b2; wrong: W1, b1" in text
        assert "from layer 2 to layer 1" in text


def test_names_without_numbers() -> None:
    for text in advice(("wih", "bh", "who", "bo"), np.sin):
        assert "what is passed back from who to bh" in text


def test_one_product_is_wrong() -> None:
    (text,) = advice(NAMES, inputs=np.sin(X))
    assert "right: b1; wrong: W1; so look at the product that gives the gradient of W1" in text


@pytest.mark.parametrize("wrong", [range(4), (0, 2), (1, 2)])
def test_nothing_is_said_where_nothing_is_told(wrong: Any) -> None:
    right = slopes(VALUES, np.positive, X)
    noise = [rng.standard_normal(each.shape) for each in right]
    given = [g + (k in wrong) * n for k, (g, n) in enumerate(zip(right, noise, strict=True))]
    params = dict(zip(NAMES, VALUES, strict=True))
    found = gn.audit(
        lambda p: loss(list(p.values())), lambda p: dict(zip(NAMES, given, strict=True)), params
    )
    assert found
    assert not any("so look at what" in each.fix for each in found)
