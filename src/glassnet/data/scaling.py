"""Scaling: bringing inputs of any size to the size that networks like.

Networks learn slowly when one input is counted in thousands and another in
thousandths, and sigmoids saturate on large inputs. The range is measured on the
training part alone: measuring it on all data would let the test data leak in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.data.finite import check_finite
from glassnet.data.options import check_choice
from glassnet.errors import DataError, SettingError, ShapeError
from glassnet.locales import _

RANGES = {"minmax": (0.0, 1.0), "symmetric": (-1.0, 1.0), "margin": (0.01, 0.99)}
KINDS = ("none", "standard", *RANGES)


@dataclass(frozen=True)
class Scaler:
    """A linear map of each column, measured by `fit`, used by `apply`, undone by `undo`.

    scaled = (x - offset) / spread * (high - low) + low

    Args:
        kind: "none"; "standard" (mean 0, standard deviation 1); "minmax" (0 … 1);
            "symmetric" (-1 … 1); "margin" (0.01 … 0.99, inside the range of a sigmoid).
        together: True measures one range for all columns, as pictures want it: then all
            pixels keep their brightness relative to each other.
        offset: per column, the mean or the least value; empty before `fit`.
        spread: per column, the standard deviation or the range. A column that never
            changes has spread 1, so that it becomes 0 or the low end.

    Example:
        >>> X = np.array([[0.0, 5.0], [10.0, 5.0]])
        >>> scaler = Scaler("symmetric").fit(X)
        >>> print(scaler.apply(X))
        [[-1. -1.]
         [ 1. -1.]]
        >>> print(scaler.undo(scaler.apply(X)))
        [[ 0.  5.]
         [10.  5.]]
    """

    kind: str = "none"
    together: bool = False
    offset: tuple[float, ...] = ()
    spread: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        check_choice(self.kind, KINDS, "scale=")

    @property
    def limits(self) -> tuple[float, float]:
        """(low, high): where 0 and 1 of the measured range go."""
        return RANGES.get(self.kind, (0.0, 1.0))

    def fit(self, X: npt.NDArray[Any]) -> "Scaler":
        """Measure the columns of the training inputs, shape (m, n).

        Raises:
            ShapeError: X is not two-dimensional, or has no rows.
            DataError: X holds NaN or infinity, or a column whose range is too large to divide by.
        """
        if X.ndim != 2 or len(X) == 0:
            raise ShapeError(
                _("a scaler measures a table of examples"),
                expected=_("shape (m, n) with m at least 1"),
                received=_("shape {shape}").format(shape=X.shape),
                where="Scaler.fit(X)",
                fix=_("give one row per example"),
            )
        check_finite(X, "Scaler.fit(X)")
        if self.kind == "none":
            return replace(self, offset=(0.0,) * X.shape[1], spread=(1.0,) * X.shape[1])
        offset, spread = _measure(X.reshape(-1, 1) if self.together else X, self.kind)
        if self.together:
            offset, spread = np.repeat(offset, X.shape[1]), np.repeat(spread, X.shape[1])
        return replace(self, offset=tuple(offset.tolist()), spread=tuple(spread.tolist()))

    def apply(self, X: npt.NDArray[Any]) -> npt.NDArray[np.floating[Any]]:
        """Inputs, shape (m, n), scaled; floats keep their dtype, integers become float64."""
        offset, spread = self._columns(X, "Scaler.apply(X)")
        low, high = self.limits
        if self.kind == "none":
            return np.array(X, dtype=offset.dtype)
        scaled: npt.NDArray[np.floating[Any]] = X - offset
        scaled /= spread
        if (low, high) != (0.0, 1.0):
            scaled *= high - low
            scaled += low
        return scaled

    def undo(self, X: npt.NDArray[Any]) -> npt.NDArray[np.floating[Any]]:
        """Scaled inputs, shape (m, n), back in the units of the data."""
        offset, spread = self._columns(X, "Scaler.undo(X)")
        low, high = self.limits
        if self.kind == "none":
            return np.array(X, dtype=offset.dtype)
        if (low, high) == (0.0, 1.0):
            return np.asarray(X * spread + offset)
        return np.asarray((X - low) / (high - low) * spread + offset)

    def _columns(
        self, X: npt.NDArray[Any], where: str
    ) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        """Offset and spread in X's dtype, if they fit X."""
        if not self.offset:
            raise SettingError(
                _("this scaler has not measured any data yet"),
                where=where,
                fix=_("call fit on the training inputs first, and use what it returns"),
            )
        if X.ndim != 2 or X.shape[1] != len(self.offset):
            raise ShapeError(
                _("the data has other columns than the data that was measured"),
                expected=_("shape (m, {n})").format(n=len(self.offset)),
                received=_("shape {shape}").format(shape=X.shape),
                where=where,
                fix=_("give the same inputs in the same order"),
            )
        dtype = X.dtype if X.dtype.kind == "f" else np.dtype(np.float64)
        return np.array(self.offset, dtype), np.array(self.spread, dtype)

    def to_dict(self) -> dict[str, Any]:
        """Plain lists and numbers, which JSON can hold."""
        return {
            "kind": self.kind,
            "together": self.together,
            "offset": list(self.offset),
            "spread": list(self.spread),
        }

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> "Scaler":
        """The scaler that `to_dict` wrote.

        Raises:
            DataError: the parts are missing or make no sense.
        """
        try:
            offset = tuple(float(value) for value in saved["offset"])
            spread = tuple(float(value) for value in saved["spread"])
            kind, together = str(saved["kind"]), bool(saved["together"])
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise _not_a_scaler(repr(error)) from None
        usable = np.isfinite(offset).all() and all(0 < value < np.inf for value in spread)
        if len(offset) != len(spread) or not usable:
            raise _not_a_scaler(_("numbers that no data can have given"))
        return cls(kind, together, offset, spread)


def _measure(
    X: npt.NDArray[Any], kind: str
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Offset and spread of each column, float64."""
    least, most = X.min(axis=0).astype(np.float64), X.max(axis=0).astype(np.float64)
    with np.errstate(over="ignore", invalid="ignore"):
        if kind == "standard":
            # NOTE: the mean of equal numbers may differ from them in its last bit.
            offset = np.where(least == most, least, X.mean(axis=0, dtype=np.float64))
            spread = X.std(axis=0, dtype=np.float64)
        else:
            offset, spread = least, most - least
    spread = np.where((least == most) | (spread == 0), 1.0, spread)
    if not np.isfinite(offset + spread).all():
        column = int(np.argmin(np.isfinite(offset + spread)))
        raise DataError(
            _("the values of a column are too large to be scaled"),
            expected=_("values below 1e150"),
            received=f"{least[column]} … {most[column]}",
            where=_("column {column} (counted from 0)").format(column=column),
            fix=_("use a larger unit for this column"),
        )
    return offset, spread


def _not_a_scaler(received: str) -> DataError:
    """The error for a saved scaler that cannot be read."""
    return DataError(
        _("this is not a saved scaler"),
        expected=_("kind, together, offset and spread, with finite numbers"),
        received=received,
        where="Scaler.from_dict",
        fix=_("save it again with to_dict"),
    )
