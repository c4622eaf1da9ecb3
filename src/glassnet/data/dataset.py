"""What a data set is, once it is loaded."""

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

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


def feature_names(count: int) -> tuple[str, ...]:
    """x1, x2, ...: the names of inputs that have none."""
    return tuple(f"x{number}" for number in range(1, count + 1))


def pixel_names(rows: int, columns: int) -> tuple[str, ...]:
    """pixel_0_0, pixel_0_1, ...: the names of a picture's inputs, row by row."""
    return tuple(f"pixel_{row}_{column}" for row in range(rows) for column in range(columns))
