"""Classes of points in a plane: small enough to see what a network does with them.

moons, circles, spiral, blobs and gaussians are drawn with glassnet's own random
numbers and come in random order; xor_cloud and flower are defined by NumPy's legacy
generator, because the courses that use them print numbers from it.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.data.dataset import Dataset, feature_names
from glassnet.data.draws import Draws
from glassnet.data.options import check_count, check_noise
from glassnet.executors.random import check_seed
from glassnet.locales import _

PLAYGROUND = "TensorFlow Playground, https://playground.tensorflow.org (its formula)"


def _planar(
    name: str, title: str, X: npt.NDArray[Any], Y: npt.NDArray[Any], source: str, **options: Any
) -> Dataset:
    """A data set of points (x1, x2) and class numbers."""
    return Dataset(
        name=name,
        title=title,
        X=np.ascontiguousarray(X, dtype=np.float64),
        Y=Y.astype(np.int64),
        task="classification",
        features=feature_names(2),
        classes=tuple(str(number) for number in range(options.get("classes", 2))),
        source=source,
        recipe={"name": name, "options": options},
    )


def _halves(n: int) -> npt.NDArray[np.int64]:
    """Labels for n points: the first half 0, the rest 1."""
    return (np.arange(n) >= n // 2).astype(np.int64)


def xor() -> Dataset:
    """The four points of {0, 1}² in the order 00, 01, 10, 11; the class is x1 xor x2."""
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    return _planar("xor", _("XOR: the four corners of a square"), X, X[:, 0] ^ X[:, 1], "")


def xor_cloud(*, n: int = 300, seed: int = 0) -> Dataset:
    """Normal points; class 1 where exactly one coordinate is positive.

    X = RandomState(seed).randn(n, 2), Y = xor(x1 > 0, x2 > 0): NumPy's legacy generator.

    Source: O. U. Florez, "One LEGO at a time: explaining the math of how neural networks
    learn", load_XOR_data with n = 300 and seed = 0.
    """
    n, seed = check_count(n, least=2), check_seed(seed)
    X = np.random.RandomState(seed).randn(n, 2)
    title = _("XOR cloud: 1 where the signs of x1 and x2 differ")
    source = 'O. U. Florez, "One LEGO at a time", 2017 (its generator)'
    return _planar("xor_cloud", title, X, (X[:, 0] > 0) ^ (X[:, 1] > 0), source, n=n, seed=seed)


def moons(*, n: int = 200, noise: float = 0.1, seed: int = 0) -> Dataset:
    """Two half circles that reach into each other.

    Class 0: (cos t, sin t); class 1: (1 - cos t, 1/2 - sin t); t evenly from 0 to π.

    Args:
        n: number of points, at least 2; half of them, rounded down, are class 0.
        noise: standard deviation of the normal noise on both coordinates.
        seed: an integer from 0 to 2**32 - 1.
    """
    n, noise, draws = check_count(n, least=2), check_noise(noise), Draws(seed)
    Y = _halves(n)
    t = np.concatenate([np.linspace(0, np.pi, n // 2), np.linspace(0, np.pi, n - n // 2)])
    x1 = np.where(Y == 0, np.cos(t), 1 - np.cos(t))
    x2 = np.where(Y == 0, np.sin(t), 0.5 - np.sin(t))
    X = np.stack([x1, x2], axis=1) + noise * draws.normal(n, 2)
    order = draws.order(n)
    options = {"n": n, "noise": noise, "seed": draws.seed}
    return _planar("moons", _("two moons"), X[order], Y[order], "", **options)


def circles(*, n: int = 500, noise: float = 0.0, seed: int = 0) -> Dataset:
    """A disc inside a ring: the playground's "circle".

    Radius evenly in 0 … 2.5 for half of the points and 3.5 … 5 for the others, angle evenly
    in 0 … 2π. Class 1 where the point, shifted by up to 5 · noise in each direction, is
    less than 2.5 from the centre: noise changes labels near the border, not points.

    Source: TensorFlow Playground.

    Args:
        n: number of points, at least 2.
        noise: 0 … 0.5 in the playground.
        seed: an integer from 0 to 2**32 - 1.
    """
    n, noise, draws = check_count(n, least=2), check_noise(noise), Draws(seed)
    inside = _halves(n) == 0
    radius = np.where(inside, draws.uniform(0, 2.5, n), draws.uniform(3.5, 5, n))
    angle = draws.uniform(0, 2 * np.pi, n)
    X = np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)
    Y = np.hypot(*(X + noise * draws.uniform(-5, 5, n, 2)).T) < 2.5
    order = draws.order(n)
    options = {"n": n, "noise": noise, "seed": draws.seed}
    return _planar("circles", _("a disc inside a ring"), X[order], Y[order], PLAYGROUND, **options)


def spiral(*, n: int = 500, noise: float = 0.0, seed: int = 0) -> Dataset:
    """Two spiral arms that wind around each other.

    Point i of an arm of k points: r = 5 i / k, t = 1.75 · 2π i / k, plus π on the arm of
    class 0; (r sin t, r cos t) + noise · evenly in -1 … 1.

    Source: TensorFlow Playground.

    Args:
        n: number of points, at least 2; half of them, rounded down, are class 0.
        noise: 0 … 0.5 in the playground.
        seed: an integer from 0 to 2**32 - 1.
    """
    n, noise, draws = check_count(n, least=2), check_noise(noise), Draws(seed)
    Y = _halves(n)
    sizes = n // 2, n - n // 2
    along = np.concatenate([np.arange(size) / size for size in sizes])
    t = 1.75 * 2 * np.pi * along + np.where(Y == 0, np.pi, 0)
    X = 5 * along[:, None] * np.stack([np.sin(t), np.cos(t)], axis=1)
    X = X + noise * draws.uniform(-1, 1, n, 2)
    order = draws.order(n)
    options = {"n": n, "noise": noise, "seed": draws.seed}
    return _planar("spiral", _("two spirals"), X[order], Y[order], PLAYGROUND, **options)


def blobs(*, n: int = 300, noise: float = 1.0, classes: int = 3, seed: int = 0) -> Dataset:
    """Normal clouds around the corners of a regular polygon of radius 4.

    Corner c of k: (4 sin t, 4 cos t), t = 2π c / k.

    Args:
        n: number of points, at least one per class.
        noise: standard deviation of each cloud.
        classes: number of clouds, 2 … 20.
        seed: an integer from 0 to 2**32 - 1.
    """
    classes = check_count(classes, least=2, where="classes=", most=20)
    n, noise, draws = check_count(n, least=classes), check_noise(noise), Draws(seed)
    Y = np.arange(n) % classes
    t = 2 * np.pi * Y / classes
    X = 4 * np.stack([np.sin(t), np.cos(t)], axis=1) + noise * draws.normal(n, 2)
    order = draws.order(n)
    options = {"n": n, "noise": noise, "classes": classes, "seed": draws.seed}
    return _planar("blobs", _("round clouds"), X[order], Y[order], "", **options)


def gaussians(*, n: int = 500, noise: float = 0.0, seed: int = 0) -> Dataset:
    """Two normal clouds around (2, 2), class 1, and (-2, -2), class 0: the playground's "gauss".

    The variance of each coordinate is 1/2 + 7 · noise.

    Source: TensorFlow Playground.

    Args:
        n: number of points, at least 2; half of them, rounded down, are class 0.
        noise: 0 … 0.5 in the playground.
        seed: an integer from 0 to 2**32 - 1.
    """
    n, noise, draws = check_count(n, least=2), check_noise(noise), Draws(seed)
    Y = _halves(n)
    X = np.where(Y == 1, 2.0, -2.0)[:, None] + np.sqrt(0.5 + 7 * noise) * draws.normal(n, 2)
    order = draws.order(n)
    options = {"n": n, "noise": noise, "seed": draws.seed}
    return _planar("gaussians", _("two clouds"), X[order], Y[order], PLAYGROUND, **options)


def flower(*, n: int = 400, seed: int = 1) -> Dataset:
    """A flower with petals of two classes.

    With NumPy's legacy generator, for class j of k = n / 2 points each:
    t = linspace(3.12 j, 3.12 (j + 1), k) + 0.2 randn(k), r = 4 sin(4 t) + 0.2 randn(k),
    X = (r sin t, r cos t). First class 0, then class 1, as the course has them.

    Source: the planar data of A. Ng's course "Neural Networks and Deep Learning", week 3.

    Args:
        n: number of points, at least 2; an odd one is rounded down.
        seed: an integer from 0 to 2**32 - 1.
    """
    n, seed = check_count(n, least=2) // 2 * 2, check_seed(seed)
    generator, k = np.random.RandomState(seed), n // 2
    arms = []
    for j in (0, 1):
        t = np.linspace(j * 3.12, (j + 1) * 3.12, k) + generator.randn(k) * 0.2
        r = 4 * np.sin(4 * t) + generator.randn(k) * 0.2
        arms.append(np.stack([r * np.sin(t), r * np.cos(t)], axis=1))
    title = _("a flower with petals of two classes")
    source = 'A. Ng, "Neural Networks and Deep Learning", week 3, planar data (its generator)'
    return _planar("flower", title, np.concatenate(arms), _halves(n), source, n=n, seed=seed)
