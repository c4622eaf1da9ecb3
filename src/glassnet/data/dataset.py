"""What a data set is, once it is loaded."""

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from glassnet.locales import _

Floats = npt.NDArray[np.floating[Any]]
Labels = npt.NDArray[np.int64]
Task = Literal["classification", "regression"]


@dataclass(frozen=True, eq=False)
class Dataset:
    """Examples, what they are, and how to get them again.

    Args:
        name: the short name, "xor", or a file's name without its ending.
        title: one line in the user's language.
        X: the inputs, floats, shape (m, n_in), one row per example, raw values.
        Y: class numbers, int64, shape (m,), or target values, floats, shape (m, n_out).
        task: "classification" or "regression".
        features: the names of the columns of X.
        classes: what class 0, 1, ... is called; empty for regression.
        image_shape: (rows, columns) if a row of X is a picture, else None.
        source: where the values or the formula come from.
        licence: the terms of the values; empty if they were computed here.
        recipe: what `rebuild` needs to make the same data again; can be written as JSON.
        scale: the kind of scaling that suits the set; see `Scaler`.
    """

    name: str
    title: str
    X: Floats
    Y: npt.NDArray[Any]
    task: Task
    features: tuple[str, ...]
    classes: tuple[str, ...] = ()
    image_shape: tuple[int, int] | None = None
    source: str = ""
    licence: str = ""
    recipe: dict[str, Any] = field(default_factory=dict)
    scale: str = "none"

    def __len__(self) -> int:
        """The number of examples, m."""
        return len(self.X)

    def __str__(self) -> str:
        """The title, what X and Y are, and where the values come from on which terms."""
        if self.task == "classification":
            targets = _("{count} classes: {names}").format(
                count=len(self.classes), names=_some(self.classes)
            )
        else:
            targets = _("numbers, shape {shape}").format(shape=self.Y.shape)
        lines = [
            self.title,
            _("X: shape {shape}: {names}").format(shape=self.X.shape, names=_some(self.features)),
            _("Y: {targets}").format(targets=targets),
            _("source: {source}").format(source=self.source) if self.source else "",
            _("licence: {licence}").format(licence=self.licence) if self.licence else "",
        ]
        return "\n  ".join(line for line in lines if line)

    __repr__ = __str__


def _some(names: tuple[str, ...], most: int = 10) -> str:
    """The names, or the first of many."""
    return ", ".join(names if len(names) <= most else (*names[: most - 1], "…"))


def feature_names(count: int) -> tuple[str, ...]:
    """x1, x2, ...: the names of inputs that have none."""
    return tuple(f"x{number}" for number in range(1, count + 1))


def pixel_names(rows: int, columns: int) -> tuple[str, ...]:
    """pixel_0_0, pixel_0_1, ...: the names of a picture's inputs, row by row."""
    return tuple(f"pixel_{row}_{column}" for row in range(rows) for column in range(columns))
