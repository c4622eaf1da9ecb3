"""Your own data in NumPy's files: one table in .npy, or X and Y in .npz."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.data.bounded import file_size, sha256_of, unreadable
from glassnet.data.dataset import Dataset, feature_names, pixel_names
from glassnet.data.file_targets import Targets, check_task, column_number, targets_of_array
from glassnet.data.finite import check_finite
from glassnet.data.npy_format import read_npy
from glassnet.data.npz_format import names_in, read_npz
from glassnet.errors import DataError
from glassnet.locales import _

_PAIRS = (
    ("X", "Y"),
    ("X", "y"),
    ("x", "y"),
    ("features", "labels"),
    ("data", "target"),
    ("images", "labels"),
)


def npy_file(path: Path, *, target: int | str | None = None, task: str | None = None) -> Dataset:
    """A table of numbers in a .npy file; one column is the target.

    Args:
        path: the file; its array has shape (m, n), n at least 2.
        target: the number of the target column, counted from 0; the last if absent.
        task: "classification" or "regression"; decided by the values if absent.

    Raises:
        DataError: the array is no such table, or holds NaN or infinity.
        FileFormatError: the file is not what it claims to be.
    """
    size = file_size(path)
    try:
        with path.open("rb") as stream:
            table = read_npy(stream, size, size, str(path))
    except OSError as error:
        raise unreadable(path, error) from None
    return _from_table(path, table, target, task)


def npz_file(
    path: Path,
    *,
    target: int | str | None = None,
    task: str | None = None,
    part: str | None = None,
) -> Dataset:
    """Inputs and targets in a .npz file: X and Y, x and y, features and labels, data and target.

    Args:
        path: the file. Inputs have shape (m,), (m, n), or (m, rows, columns) for pictures;
            targets are labels or texts, shape (m,), one-hot rows, or numbers, shape (m, n_out).
            A file with a single array is read as a table, as .npy files are.
        target: of a table: the number of the target column, the last if absent.
        task: "classification" or "regression"; decided by the values if absent.
        part: "train" reads x_train and y_train, "test" x_test and y_test.

    Raises:
        DataError: the arrays are not there, or cannot be inputs and targets.
        FileFormatError: the file is not what it claims to be.
    """
    names = names_in(path)
    suffix = "" if part is None else f"_{part}"
    for x_name, y_name in _PAIRS:
        inputs, targets = x_name + suffix, y_name + suffix
        if inputs in names and targets in names:
            where = f"{path}, {targets}"
            X, Y = read_npz(path, inputs), read_npz(path, targets)
            chosen = targets_of_array(Y, check_task(task), where)
            return _dataset(path, X, chosen, {"task": chosen.task, "part": part})
    if len(names) == 1 and part is None:
        return _from_table(path, read_npz(path, names[0]), target, task)
    raise DataError(
        _("the file has no inputs and targets under names that are known"),
        expected=_("arrays called X and Y (or x_train and y_train for part='train')"),
        received=", ".join(names)[:200] or _("no arrays"),
        where=str(path),
        fix=_("save the arrays again: np.savez(path, X=X, Y=Y)"),
    )


def _from_table(
    path: Path, table: npt.NDArray[Any], target: int | str | None, task: str | None
) -> Dataset:
    """One column of a table is the target, the others are inputs."""
    if table.ndim != 2 or table.shape[1] < 2 or table.dtype.kind not in "biuf":
        raise _not_inputs(table, _("numbers, shape (m, n) with n at least 2"), str(path))
    columns = feature_names(table.shape[1])
    index = column_number(target, columns, path)
    where = _("{where}, column {column}").format(where=path, column=columns[index])
    chosen = targets_of_array(table[:, index], check_task(task), where)
    X = np.delete(table, index, axis=1)
    return _dataset(path, X, chosen, {"task": chosen.task, "target": index})


def _dataset(path: Path, X: npt.NDArray[Any], targets: Targets, options: dict[str, Any]) -> Dataset:
    """The data set, once inputs and targets are known to be usable."""
    if X.dtype.kind not in "biuf" or X.ndim not in (1, 2, 3) or X.size == 0:
        raise _not_inputs(X, _("numbers, shape (m, n), or (m, rows, columns)"), str(path))
    if len(X) != len(targets.Y):
        raise DataError(
            _("inputs and targets do not have the same number of examples"),
            expected=_("{count} targets").format(count=len(X)),
            received=str(len(targets.Y)),
            where=str(path),
            fix=_("save both arrays again with the same rows"),
        )
    check_finite(X.reshape(len(X), -1), str(path))
    picture = (X.shape[1], X.shape[2]) if X.ndim == 3 else None
    rows = X.reshape(len(X), -1)
    return Dataset(
        name=path.stem,
        title=_("data from {file}").format(file=path.name),
        X=np.ascontiguousarray(rows, dtype=np.float64),
        Y=targets.Y,
        task=targets.task,
        features=pixel_names(*picture) if picture else feature_names(rows.shape[1]),
        classes=targets.classes,
        image_shape=picture,
        source=str(path),
        recipe={
            "file": str(path.absolute()),
            "sha256": sha256_of(path),
            "options": {key: value for key, value in options.items() if value is not None},
        },
        scale="minmax" if picture else "standard",
    )


def _not_inputs(array: npt.NDArray[Any], expected: str, where: str) -> DataError:
    """The error for an array that cannot be inputs."""
    return DataError(
        _("these inputs cannot be used"),
        expected=expected,
        received=_("{dtype}, shape {shape}").format(dtype=array.dtype, shape=array.shape),
        where=where,
        fix=_("give one row of numbers per example"),
    )
