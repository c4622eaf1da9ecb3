"""Which multiples of some arrays add up to the given gradient, if any do so to near rounding?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from glassnet.diagnosis.audit.compared import Compared
from glassnet.executors.reference import Array

SPARE = 2  # entries beyond the number of unknowns
SEPARATE = 1e7  # condition number from which on two arrays are too alike


@dataclass(frozen=True)
class Fit:
    """Coefficients by name, and how uncertain each is."""

    values: dict[str, float]
    errors: dict[str, float]

    def certain(self, name: str) -> bool:
        """Whether a coefficient differs from 0 for sure."""
        return abs(self.values[name]) > 10 * self.errors[name]


def fit(
    c: Compared, fixed: Array, columns: Mapping[str, Array], factor: float = 1.0, spare: int = SPARE
) -> Fit | None:
    """The coefficients with which the given entries are `fixed` plus the columns.

    Args:
        c: the parameter whose given entries are explained.
        fixed: what is there for sure, (k,).
        columns: what may be added, (k,) each, by name.
        factor: the greatest factor of the truth in it, which multiplies its errors.
        spare: how many entries must remain to prove the fit.

    Returns:
        The fit, or None if it does not reproduce the entries, or proves nothing.
    """
    if len(c.u) < len(columns) + spare:
        return None
    room = c.room(factor)
    table = np.stack(list(columns.values()), axis=1) / room[:, None]
    sizes = np.sqrt(np.sum(table**2, axis=0))
    if not np.all(sizes > 0) or not np.isfinite(sizes).all():
        return None
    scaled = table / sizes
    if np.linalg.cond(scaled) > SEPARATE:
        return None
    found = np.linalg.lstsq(scaled, (c.u - fixed) / room, rcond=None)[0] / sizes
    biggest = max(1.0, abs(factor), abs(float(found[0])) if "t" in columns else 0.0)
    rest = c.u - fixed - (table * room[:, None]) @ found
    if not np.all(np.abs(rest) <= c.room(biggest)):
        return None
    spread = np.sqrt(np.diag(np.linalg.inv(scaled.T @ scaled))) / sizes
    names = list(columns)
    return Fit(
        dict(zip(names, map(float, found), strict=True)),
        dict(zip(names, map(float, spread), strict=True)),
    )


def simplest(
    c: Compared,
    fixed: Array,
    columns: Mapping[str, Array],
    choices: Sequence[tuple[str, ...]],
    factor: float = 1.0,
) -> Fit | None:
    """The fit with the first choice of columns that works and needs all of them."""
    for names in choices:
        if not all(name in columns for name in names):
            continue
        found = fit(c, fixed, {name: columns[name] for name in names}, factor)
        if found is not None and all(found.certain(name) for name in names):
            return found
    return None
