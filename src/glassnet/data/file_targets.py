"""Targets from a file: are they classes or numbers, and what are the classes called?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.data.dataset import Task
from glassnet.data.finite import check_finite
from glassnet.data.options import check_choice
from glassnet.errors import DataError, SettingError, unknown_name
from glassnet.locales import _

TASKS = ("classification", "regression")
FEW_CLASSES = 20
MOST_CLASSES = 1000
_LONGEST_NAME = 200


@dataclass(frozen=True, eq=False)
class Targets:
    """Y as a `Dataset` holds it, the task, and the names of the classes."""

    Y: npt.NDArray[Any]
    task: Task
    classes: tuple[str, ...] = ()


def targets_of_array(Y: npt.NDArray[Any], task: str | None, where: str) -> Targets:
    """Targets from an array of labels, values, one-hot rows or texts.

    Args:
        Y: shape (m,), (m, 1) or (m, n_out).
        task: "classification", "regression", or None to decide by the values.
        where: what an error calls the array.

    Raises:
        DataError: the shape or the values cannot be targets of that task.
    """
    if Y.ndim == 2 and Y.shape[1] == 1:
        Y = Y[:, 0]
    if Y.size and Y.dtype.kind in "US" and Y.ndim == 1:
        return targets_of_texts(_texts(Y), task, where)
    if Y.size and Y.dtype.kind in "biuf" and Y.ndim == 1:
        return targets_of_numbers(Y, task, where)
    if Y.size and Y.dtype.kind in "biuf" and Y.ndim == 2:
        return _targets_of_rows(Y, task, where)
    raise DataError(
        _("these targets cannot be used"),
        expected=_("labels of shape (m,), or numbers of shape (m, n_out)"),
        received=_("{dtype}, shape {shape}").format(dtype=Y.dtype, shape=Y.shape),
        where=where,
        fix=_("give one label, or one row of numbers, per example"),
    )


def targets_of_numbers(values: npt.NDArray[Any], task: str | None, where: str) -> Targets:
    """Targets from one number per example, shape (m,).

    Without a task, a few whole numbers that come again and again are classes.
    """
    check_finite(values, where)
    if task is None:
        task = "classification" if _look_like_classes(values) else "regression"
    if task == "regression":
        return Targets(values.astype(np.float64).reshape(-1, 1), "regression")
    distinct, Y = np.unique(values, return_inverse=True)
    _check_class_count(len(distinct), where)
    return Targets(Y.astype(np.int64), "classification", tuple(map(_number_name, distinct)))


def targets_of_texts(texts: Sequence[str], task: str | None, where: str) -> Targets:
    """Targets from one text per example: classes in alphabetical order."""
    if task == "regression":
        raise DataError(
            _("text cannot be a target of regression"),
            expected=_("numbers"),
            received=repr(texts[0][:_LONGEST_NAME]),
            where=where,
            fix=_(
                "choose a column of numbers as the target, or classification as the task "
                "(--target and --task on the command line)"
            ),
        )
    names = sorted(set(texts))
    _check_class_count(len(names), where)
    for name in names:
        check_name(name, where)
    number = {name: index for index, name in enumerate(names)}
    Y = np.fromiter((number[text] for text in texts), np.int64, len(texts))
    return Targets(Y, "classification", tuple(names))


def check_task(task: str | None) -> str | None:
    """The task, if it is one or None.

    Raises:
        SettingError: it is something else.
    """
    where = _("the task (--task on the command line)")
    return None if task is None else check_choice(task, TASKS, where)


def check_name(name: str, where: str) -> None:
    """Refuse a name of a class or column that is empty, endless or would upset a terminal."""
    if name and len(name) <= _LONGEST_NAME and name.isprintable():
        return
    raise DataError(
        _("a name of a class or column cannot be used"),
        expected=_("1 to {most} printable characters").format(most=_LONGEST_NAME),
        received=repr(name[:_LONGEST_NAME]),
        where=where,
        fix=_("give it a short name; a column that only numbers the rows should be deleted"),
    )


def column_number(target: int | str | None, names: Sequence[str], file: object) -> int:
    """The index of the target column: by name, by number (from 0, or -1 for the last), or last.

    Raises:
        UnknownNameError: no column has this name.
        SettingError: no column has this number.
    """
    if target is None:
        return len(names) - 1
    if isinstance(target, str) and target in names:
        return list(names).index(target)
    where = _("{file}, the target (--target on the command line)").format(file=file)
    try:
        number = int(target)
    except (ValueError, TypeError, OverflowError):
        raise unknown_name(_("column"), str(target), names, where) from None
    if not -len(names) <= number < len(names):
        raise SettingError(
            _("there is no such column"),
            expected=_("a name, or a number from 0 to {last}").format(last=len(names) - 1),
            received=repr(target),
            where=where,
            fix=_("choose the column that the network is to predict"),
        )
    return number % len(names)


def _targets_of_rows(Y: npt.NDArray[Any], task: str | None, where: str) -> Targets:
    """Targets from several numbers per example: one-hot rows are classes."""
    check_finite(Y, where)
    is_one_hot = bool(((Y == 0) | (Y == 1)).all() and (Y.sum(axis=1) == 1).all())
    if task is None:
        task = "classification" if is_one_hot else "regression"
    if task == "regression":
        return Targets(Y.astype(np.float64), "regression")
    if is_one_hot:
        classes = tuple(str(number) for number in range(Y.shape[1]))
        return Targets(Y.argmax(axis=1).astype(np.int64), "classification", classes)
    raise DataError(
        _("these rows are not one-hot"),
        expected=_("one 1 in each row, and 0 elsewhere"),
        received=str(Y[0, :6].tolist()),
        where=where,
        fix=_(
            "give one label per example, or choose regression as the task "
            "(--task on the command line)"
        ),
    )


def _look_like_classes(values: npt.NDArray[Any]) -> bool:
    """Whether numbers are a few whole ones that repeat."""
    if values.dtype.kind == "f" and not bool((values == np.floor(values)).all()):
        return False
    distinct = np.unique(values)
    if len(distinct) == 2 and distinct.tolist() == [0, 1]:
        return True
    return 2 <= len(distinct) <= FEW_CLASSES and len(values) >= 2 * len(distinct)


def _check_class_count(count: int, where: str) -> None:
    """Refuse targets that are not worth learning, or that are no classes."""
    if 2 <= count <= MOST_CLASSES:
        return
    raise DataError(
        _("this is not a usable number of classes"),
        expected=_("an integer from {least:,} to {most:,}").format(least=2, most=MOST_CLASSES),
        received=str(count),
        where=where,
        fix=_(
            "choose another column as the target, or regression as the task "
            "(--target and --task on the command line)"
        ),
    )


def _number_name(value: Any) -> str:
    """A class that is a number, by its shortest name: 1, not 1.0."""
    number = value.item()
    return str(int(number)) if number == int(number) else repr(number)


def _texts(Y: npt.NDArray[Any]) -> list[str]:
    """The labels of an array of texts or bytes."""
    texts = Y if Y.dtype.kind == "U" else np.char.decode(Y, "utf-8", "replace")
    return [text.strip() for text in texts.tolist()]
