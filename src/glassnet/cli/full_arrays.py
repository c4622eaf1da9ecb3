"""The arrays that a step shows by their first numbers, every number of them."""

from glassnet.executors.reference import Array
from glassnet.locales.wrapping import wrap
from glassnet.step import Step
from glassnet.views.array_text import is_small, number_text


def full_arrays(step: Step, columns: int) -> list[str]:
    """Each large array as lines: its name and shape, then its rows.

    Args:
        step: a training step.
        columns: the width.
    """
    names = [var.name for var in step.derivation.inputs]
    names += [equation.out.name for equation in step.derivation.equations]
    lines: list[str] = []
    for name in dict.fromkeys(names):
        array = step[name]
        if not is_small(array):
            shape = ", ".join(map(str, array.shape)) + ("," if array.ndim == 1 else "")
            lines += ["", f"{name}  ({shape})", *_rows(array, columns)]
    return lines


def _rows(array: Array, columns: int) -> list[str]:
    """One row after the other, a row that is too long on several lines."""
    if array.ndim < 2:
        return wrap(f"[{_numbers(array)}]", columns, "    ", "     ")
    last = len(array) - 1
    return [
        line
        for k, row in enumerate(array)
        for line in wrap(
            f"[{_numbers(row)}]" + ("]" if k == last else ","),
            columns,
            "     " if k else "    [",
            "      ",
        )
    ]


def _numbers(row: Array) -> str:
    return ", ".join(number_text(each) for each in row)
