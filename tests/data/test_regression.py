"""The functions are what their formulas say."""

import numpy as np
import pytest

from glassnet.data import load, open_dataset


def test_plane() -> None:
    X, Y = load("plane")
    assert X.shape == (1200, 2)
    assert Y.shape == (1200, 1)
    assert np.array_equal(Y[:, 0], X.sum(axis=1) / 10)
    assert abs(X).max() < 6
    assert abs(X.mean()) < 0.2


def test_noise_on_the_plane_shifts_the_point_that_is_read() -> None:
    X, Y = load("plane", noise=0.5)
    clean, truth = load("plane", noise=0)
    assert np.array_equal(X, clean)
    assert abs(Y - truth).max() < 0.6
    assert abs(Y - truth).std() > 0.1


@pytest.mark.parametrize(
    ("point", "height"),
    [((-4, 2.5), 1), ((0, 2.5), -1), ((4, 2.5), 1), ((-4, -2.5), -1), ((0, -2.5), 1)],
)
def test_multi_gaussian(point: tuple[float, float], height: float) -> None:
    """Near a centre the value is the cone's; the playground takes the greatest of all six."""
    X, Y = load("multi_gaussian", n=20_000)
    distance = np.hypot(*(X - point).T)
    near = distance < 1.9
    np.testing.assert_allclose(Y[near, 0], height * (1 - distance[near] / 2), atol=1e-12)


def test_multi_gaussian_is_flat_elsewhere() -> None:
    X, Y = load("multi_gaussian", n=20_000)
    assert (Y[(abs(X[:, 1]) < 0.5), 0] == 0).all()
    assert (Y[(abs(X[:, 0] - 4) < 0.3) & (abs(X[:, 1] + 2.5) < 0.3), 0] < -0.7).all()


def test_sine() -> None:
    X, Y = load("sine", n=1000)
    assert np.array_equal(Y, np.sin(X))
    assert 3 < abs(X).max() < np.pi
    _, noisy = load("sine", n=1000, noise=0.1)
    assert 0.09 < (noisy - Y).std() < 0.11


@pytest.mark.parametrize("name", ["plane", "multi_gaussian", "sine"])
def test_regression_has_no_classes(name: str) -> None:
    function = open_dataset(name, n=1)
    assert function.task == "regression"
    assert function.classes == ()
    assert function.Y.dtype == np.float64
    assert function.Y.shape == (1, 1)
