"""Functions to be learned from points: the targets are numbers, not classes."""

from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.data.dataset import Dataset, feature_names
from glassnet.data.draws import Draws
from glassnet.data.options import check_count, check_noise
from glassnet.data.planar import PLAYGROUND
from glassnet.locales import _

_BUMPS = ((-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1))


def _function(
    name: str, title: str, X: npt.NDArray[Any], y: npt.NDArray[Any], source: str, **options: Any
) -> Dataset:
    """A data set of points and one target value each."""
    return Dataset(
        name=name,
        title=title,
        X=X,
        Y=y.reshape(-1, 1),
        task="regression",
        features=feature_names(X.shape[1]),
        source=source,
        recipe={"name": name, "options": options},
    )


def plane(*, n: int = 1200, noise: float = 0.0, seed: int = 0) -> Dataset:
    """A tilted plane: y = (x1 + x2) / 10 for x1, x2 evenly in -6 … 6.

    Source: TensorFlow Playground.

    Args:
        n: number of points.
        noise: the target is taken at a point shifted by up to 6 · noise in each direction.
        seed: an integer from 0 to 2**32 - 1.
    """
    n, noise, draws = check_count(n), check_noise(noise), Draws(seed)
    X = draws.uniform(-6, 6, n, 2)
    y = (X + noise * draws.uniform(-6, 6, n, 2)).sum(axis=1) / 10
    options = {"n": n, "noise": noise, "seed": draws.seed}
    return _function("plane", _("a tilted plane"), X, y, PLAYGROUND, **options)


def multi_gaussian(*, n: int = 1200, noise: float = 0.0, seed: int = 0) -> Dataset:
    """Three hills and three hollows on a plain.

    Around each of six centres, x1 in -4, 0, 4 and x2 in -2.5, 2.5, stands a cone of radius 2
    and height ±1, neighbours with opposite signs: y = ±max(1 - d / 2, 0), d the distance.

    Source: TensorFlow Playground.

    Args:
        n: number of points, evenly in -6 … 6 in both directions.
        noise: the target is taken at a point shifted by up to 6 · noise in each direction.
        seed: an integer from 0 to 2**32 - 1.
    """
    n, noise, draws = check_count(n), check_noise(noise), Draws(seed)
    X = draws.uniform(-6, 6, n, 2)
    seen = X + noise * draws.uniform(-6, 6, n, 2)
    y = np.zeros(n)
    for centre_1, centre_2, sign in _BUMPS:
        distance = np.hypot(seen[:, 0] - centre_1, seen[:, 1] - centre_2)
        y += sign * np.clip(1 - distance / 2, 0, 1)  # no point is near two centres
    options = {"n": n, "noise": noise, "seed": draws.seed}
    title = _("three hills and three hollows")
    return _function("multi_gaussian", title, X, y, PLAYGROUND, **options)


def sine(*, n: int = 200, noise: float = 0.0, seed: int = 0) -> Dataset:
    """One wave of the sine: y = sin x for x evenly in -π … π.

    Args:
        n: number of points.
        noise: standard deviation of the normal noise on y.
        seed: an integer from 0 to 2**32 - 1.
    """
    n, noise, draws = check_count(n), check_noise(noise), Draws(seed)
    X = draws.uniform(-np.pi, np.pi, n, 1)
    y = np.sin(X[:, 0]) + noise * draws.normal(n)
    options = {"n": n, "noise": noise, "seed": draws.seed}
    return _function("sine", _("one wave of the sine"), X, y, "", **options)
