"""Local derivatives of users' ops: letters used twice, entries that do not fit, mistakes."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.core.expr import sqrt
from glassnet.core.indexed import i, j, k, over
from glassnet.core.op import forget


@pytest.fixture(autouse=True)
def no_trace() -> Iterator[None]:
    yield
    for name in ("unit_length", "double", "centred"):
        forget(name)


def unit_length(**changes: Any) -> None:
    """Each example divided by its length; its gradient sums twice over the same letter."""
    settings: dict[str, Any] = {
        "shape": lambda z: z,
        "numpy": "{z} / np.sqrt(np.sum({z} ** 2, axis=1, keepdims=True))",
        "entry": lambda z: z[i, j] / sqrt(over(k, z[i, k] * z[i, k])),
        "gradients": {
            "z": "({dy} - {y} * np.sum({dy} * {y}, axis=1, keepdims=True))"
            " / np.sqrt(np.sum({z} ** 2, axis=1, keepdims=True))"
        },
        "gradient_entries": {
            "z": lambda z, y, dy: (
                (dy[i, j] - y[i, j] * over(k, dy[i, k] * y[i, k]))
                / sqrt(over(k, z[i, k] * z[i, k]))
            )
        },
    }
    gn.structured("unit_length", "z", **{**settings, **changes})


def step(activation: str) -> gn.Step:
    net = gn.Network(3, [gn.Dense(4, activation), gn.Dense(2, "sigmoid")])
    rng = np.random.default_rng(3)
    return gn.Model(net, seed=2).explain(rng.normal(size=(5, 3)), rng.uniform(size=(5, 2)))


def test_a_letter_that_is_summed_twice() -> None:
    unit_length()
    found = step("unit_length")
    assert found.check_gradients().ok
    for place in np.ndindex(3, 4):
        paths = found.paths("W1", place, most=10_000)
        assert abs(paths.total - paths.gradient) <= 1e-12 * paths.magnitude
        assert abs(paths.shown - paths.gradient) <= 1e-12 * paths.magnitude
        assert len(paths) == paths.count


def test_an_entry_that_contradicts_its_code_is_refused() -> None:
    gn.structured(
        "double",
        "z",
        shape=lambda z: z,
        numpy="{z} * 2",
        entry=lambda z: z[i, j] * 3,
        gradients={"z": "{dy} * 2"},
        gradient_entries={"z": lambda dy: dy[i, j] * 3},
    )
    found = step("double")
    with pytest.raises(gn.GlassnetError, match="entry= of double does not agree"):
        found.entry("A1", (0, 0))
    with pytest.raises(gn.GlassnetError, match="do not add up"):
        found.paths("W1", (0, 0))


def test_a_gradient_without_entries_is_named_with_its_forward_row() -> None:
    unit_length(gradient_entries=None)
    with pytest.raises(gn.GlassnetError, match="each entry of its gradient") as error:
        step("unit_length").paths("W1", (0, 0))
    assert "gradient_entries={'z'" in str(error.value)
    assert "A1 = " in str(error.value)


def test_an_entry_with_too_few_letters_is_an_error_of_its_own() -> None:
    unit_length(entry=lambda z: z[j])
    with pytest.raises(gn.GlassnetError, match="directions"):
        step("unit_length").entry("A1", (0, 0))


def test_a_script_that_takes_one_example_refuses_what_mixes_them() -> None:
    gn.structured(
        "centred",
        "z",
        shape=lambda z: z,
        numpy="{z} - np.mean({z}, axis=0)",
        entry=lambda z: z[i, j] - over(k, z[k, j]) / 4,
        gradients={"z": "{dy} - np.mean({dy}, axis=0)"},
        gradient_entries={"z": lambda dy: dy[i, j] - over(k, dy[k, j]) / 4},
    )
    model = gn.Model(gn.Network(2, [gn.Dense(3, "centred"), gn.Dense(1)]), seed=0)
    X, Y = np.random.default_rng(0).normal(size=(4, 2)), np.zeros((4, 1))
    with pytest.raises(gn.GlassnetError, match="needs all examples at once"):
        gn.export.numpy_script(model, X=X, Y=Y, epochs=1, form="example")
