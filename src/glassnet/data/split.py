"""Splitting examples into a training part and a validation part."""

from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.errors import DataError, SettingError
from glassnet.executors import random
from glassnet.executors.random import Stream
from glassnet.locales import _

Indices = npt.NDArray[np.int64]


def split_indices(
    Y: npt.NDArray[Any], fraction: float, seed: int = 0, stratify: bool = False
) -> tuple[Indices, Indices]:
    """Which examples train, and which are held back to see how well that went.

    One 64-bit number is drawn per example (Philox, stream SPLIT); those with the
    smallest numbers are held back.

    Args:
        Y: labels or targets, one row per example, shape (m,) or (m, n).
        fraction: the part that is held back, between 0 and 1.
        seed: an integer from 0 to 2**32 - 1; the same seed gives the same split.
        stratify: True holds back the same fraction of every class. Then a class of two
            or more examples has at least one in each part, for which the validation
            part may become a little larger or smaller; a class of one trains.

    Returns:
        (train, validation): row numbers, int64, each in ascending order.

    Raises:
        SettingError: the fraction is not between 0 and 1, or the seed is unusable.
        DataError: there are too few examples for two parts.

    Example:
        >>> train, validation = split_indices(np.array([0, 0, 0, 1, 1, 1]), 1 / 3, stratify=True)
        >>> print(train, validation)
        [0 1 3 5] [2 4]
    """
    _check_fraction(fraction)
    m = len(Y)
    if m < 2:
        raise _too_few(m)
    draws = random.bits64(random.check_seed(seed), Stream.SPLIT, 0, m)
    order = np.argsort(draws, kind="stable")
    wanted = min(max(int(m * fraction + 0.5), 1), m - 1)
    if stratify:
        classes = _class_of(Y)
        quota = _quotas(np.bincount(classes), wanted)
        held = np.concatenate([order[classes[order] == c][:q] for c, q in enumerate(quota)])
    else:
        held = order[:wanted]
    if not 0 < len(held) < m:
        raise _classes_of_one(m) if stratify else _too_few(m)
    in_validation = np.zeros(m, dtype=bool)
    in_validation[held] = True
    return np.flatnonzero(~in_validation), np.flatnonzero(in_validation)


def _class_of(Y: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """A class number per example, from labels, a column of labels, or one-hot rows."""
    if Y.ndim == 2 and Y.shape[1] > 1:
        return np.asarray(Y.argmax(axis=1), dtype=np.int64)
    return np.unique(Y.reshape(-1), return_inverse=True)[1].astype(np.int64)


def _quotas(counts: npt.NDArray[np.int64], wanted: int) -> npt.NDArray[np.int64]:
    """How many examples of each class are held back, by largest remainder."""
    exact = counts * (wanted / counts.sum())
    quota = np.floor(exact).astype(np.int64)
    missing = wanted - int(quota.sum())
    quota[np.argsort(quota - exact, kind="stable")[:missing]] += 1
    return np.where(counts > 1, np.clip(quota, 1, np.maximum(counts - 1, 1)), 0)


def _check_fraction(fraction: object) -> None:
    """Refuse a fraction that leaves one part empty."""
    if isinstance(fraction, float | np.floating) and 0 < fraction < 1:
        return
    raise SettingError(
        _("the validation part cannot have this size"),
        expected=_("a number between 0 and 1"),
        received=repr(fraction),
        where="validation=",
        fix=_("use 0.2 to hold back a fifth of the examples"),
    )


def _too_few(m: int) -> DataError:
    """The error for data that cannot be split."""
    return DataError(
        _("there are too few examples to split"),
        expected=_("two examples or more; with classes, a class of two or more"),
        received=str(m),
        where="split_indices(Y)",
        fix=_("train without validation, or give more examples"),
    )


def _classes_of_one(m: int) -> DataError:
    """The error for classes of which no example can be held back."""
    return DataError(
        _("every class has a single example, so none can be held back"),
        expected=_("classes of two or more examples"),
        received=_("{count} classes in {count} examples").format(count=m),
        where=_("the classes of the data"),
        fix=_(
            "if the targets are numbers, train a regression (--task regression on the command "
            "line); else train without validation"
        ),
    )
