"""The sets of points are what their formulas say."""

import numpy as np
import pytest

from glassnet.data import load, open_dataset

MADE = ["moons", "circles", "spiral", "blobs", "gaussians"]


def test_xor_is_the_truth_table() -> None:
    X, Y = load("xor")
    assert X.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert Y.tolist() == [0, 1, 1, 0]
    assert X.dtype == np.float64
    assert Y.dtype == np.int64


def test_xor_cloud_is_the_legacy_stream() -> None:
    X, Y = load("xor_cloud")
    expected = np.random.RandomState(0).randn(300, 2)
    assert np.array_equal(X, expected)
    assert np.array_equal(Y, np.logical_xor(expected[:, 0] > 0, expected[:, 1] > 0))
    assert np.bincount(Y).tolist() == [158, 142]
    assert np.bincount(Y[:50]).tolist() == [25, 25]


def test_flower_is_the_legacy_stream() -> None:
    X, Y = load("flower")
    generator = np.random.RandomState(1)
    t = np.linspace(0, 3.12, 200) + generator.randn(200) * 0.2
    r = 4 * np.sin(4 * t) + generator.randn(200) * 0.2
    assert np.array_equal(X[:200, 0], r * np.sin(t))
    assert np.array_equal(X[:200, 1], r * np.cos(t))
    assert Y.tolist() == [0] * 200 + [1] * 200
    assert X.shape == (400, 2)


def test_moons_without_noise_lie_on_two_half_circles() -> None:
    X, Y = load("moons", n=101, noise=0)
    upper, lower = X[Y == 0], X[Y == 1]
    assert len(upper) == 50
    np.testing.assert_allclose(np.hypot(*upper.T), 1)
    np.testing.assert_allclose(np.hypot(lower[:, 0] - 1, lower[:, 1] - 0.5), 1)
    assert upper[:, 1].min() > -1e-9
    assert lower[:, 1].max() < 0.5 + 1e-9


def test_circles_are_a_disc_and_a_ring() -> None:
    X, Y = load("circles")
    radius = np.hypot(*X.T)
    assert radius[Y == 1].max() < 2.5
    assert radius[Y == 0].min() >= 3.5
    assert radius.max() < 5
    assert np.bincount(Y).tolist() == [250, 250]


def test_noise_on_circles_moves_labels_not_points() -> None:
    X, Y = load("circles", noise=0.3)
    clean, truth = load("circles", noise=0)
    assert np.array_equal(X, clean)
    assert 0 < (truth != Y).sum() < 250


def test_spiral_arms_face_each_other() -> None:
    X, Y = load("spiral", n=400)
    one, other = X[Y == 1], X[Y == 0]
    one = one[np.argsort(np.hypot(*one.T))]
    other = other[np.argsort(np.hypot(*other.T))]
    np.testing.assert_allclose(one, -other, atol=1e-12)
    radius, along = np.hypot(*one.T), np.arange(200) / 200
    np.testing.assert_allclose(radius, 5 * along, atol=1e-12)
    np.testing.assert_allclose(one[:, 0], 5 * along * np.sin(1.75 * 2 * np.pi * along), atol=1e-9)


@pytest.mark.parametrize(("noise", "variance"), [(0.0, 0.5), (0.5, 4.0)])
def test_gaussians_have_the_playgrounds_variance(noise: float, variance: float) -> None:
    X, Y = load("gaussians", n=40_000, noise=noise)
    for label, centre in ((1, 2), (0, -2)):
        cloud = X[label == Y]
        np.testing.assert_allclose(cloud.mean(axis=0), centre, atol=0.06)
        np.testing.assert_allclose(cloud.var(axis=0), variance, rtol=0.04)


def test_blobs_are_clouds_around_a_polygon() -> None:
    cloud = open_dataset("blobs", n=10_001, classes=5, noise=0.5)
    assert np.bincount(cloud.Y).tolist() == [2001, 2000, 2000, 2000, 2000]
    assert cloud.classes == ("0", "1", "2", "3", "4")
    for label in range(5):
        corner = 4 * np.array([np.sin(0.4 * np.pi * label), np.cos(0.4 * np.pi * label)])
        np.testing.assert_allclose(cloud.X[label == cloud.Y].mean(axis=0), corner, atol=0.05)


@pytest.mark.parametrize("name", MADE)
def test_seed_decides_and_classes_are_mixed(name: str) -> None:
    X, Y = load(name, noise=0.2)
    again, _ = load(name, noise=0.2, seed=0)
    other, _ = load(name, noise=0.2, seed=1)
    assert np.array_equal(X, again)
    assert not np.array_equal(X, other)
    assert len(np.unique(Y[:20])) == len(np.unique(Y))


@pytest.mark.parametrize("name", [*MADE, "xor_cloud", "flower"])
@pytest.mark.parametrize("n", [3, 7, 50])
def test_any_number_of_points(name: str, n: int) -> None:
    points = open_dataset(name, n=n)
    assert points.X.shape == ((n - n % 2 if name == "flower" else n), 2)
    assert len(points.Y) == len(points)
    assert len(points.classes) == (3 if name == "blobs" else 2)
