"""The presets' numbers against another writing of each network."""

import numpy as np
import pytest

from glassnet.presets import load


def sigmoid(z: "np.typing.NDArray[np.float64]") -> "np.typing.NDArray[np.float64]":
    return 1 / (1 + np.exp(-z))


def test_first_tutorial_has_the_weights_of_the_published_code() -> None:
    generator = np.random.RandomState(2017)
    W1 = (2 * generator.random_sample((2, 3)) - 1) / np.sqrt(2)
    W2 = (2 * generator.random_sample((3, 2)) - 1) / np.sqrt(3)
    preset = load("s0-2-3-2")
    assert np.allclose(preset.params["W1"], W1, rtol=1e-15)
    assert np.allclose(preset.params["W2"], W2, rtol=1e-15)
    assert preset.explain()["A2"].round(8).tolist() == [[0.37166596, 0.45414264]]


def test_fourth_tutorial() -> None:
    assert round(float(load("s3-2-3-1").explain()["L"]), 7) == 1.5208121
    preset = load("s3-13-weights")
    assert preset.network.param_count == 13
    assert round(float(preset.explain()["L"]), 8) == 0.33455011


def test_fifth_tutorial_has_the_courses_shapes_and_values() -> None:
    preset = load("s4-3-4-1")
    step, m = preset.explain(), len(preset.X)
    shapes = {name: step[name].shape for name in ("W1", "b1", "W2", "b2", "Z1", "A1", "Z2", "A2")}
    assert shapes == {
        "W1": (4, 3), "b1": (4, 1), "W2": (1, 4), "b2": (1, 1),
        "Z1": (4, m), "A1": (4, m), "Z2": (1, m), "A2": (1, m),
    }  # fmt: skip
    A2 = sigmoid(step["W2"] @ sigmoid(step["W1"] @ preset.X.T + step["b1"]) + step["b2"])
    assert np.allclose(step["A2"], A2, rtol=1e-14)
    y = preset.Y.T
    assert float(step["L"]) == pytest.approx(-np.mean(y * np.log(A2) + (1 - y) * np.log(1 - A2)))


def test_logistic_regression() -> None:
    step = load("logistic-regression").explain()
    assert float(step["Z1"][0, 0]) == pytest.approx(1.0, abs=1e-15)
    assert float(step["dZ1"][0, 0]) == pytest.approx(1 / (1 + np.exp(-1)) - 1, rel=1e-14)
