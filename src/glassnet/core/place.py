"""The place of one number in an array: W1[0, 2], given by a user and checked."""

import re
from collections.abc import Iterable, Mapping, Set

from glassnet.core.op import Shape
from glassnet.errors import SettingError
from glassnet.locales import _

_WRITTEN = re.compile(r"\s*([^\W\d]\w*)\s*(?:\[([^\[\]]*)\])?\s*")


def checked(name: str, place: object, shape: Shape, where: str) -> tuple[int, ...]:
    """A place as one whole number for each direction of an array.

    Args:
        name: the array.
        place: a whole number, or several, from 0; () for a single number.
        shape: of the array.
        where: for the error message.

    Raises:
        SettingError: if the array has no such place.
    """
    given = _each(place)
    numbers = tuple(_whole(each) for each in given)
    inside = len(numbers) == len(shape) and all(
        number is not None and 0 <= number < size
        for number, size in zip(numbers, shape, strict=False)
    )
    if not inside:
        raise SettingError(
            _("{name} has no entry {place}").format(name=name, place=_written(given))
            if given
            else _("{name} is an array: say which of its numbers").format(name=name),
            expected=_expected(shape),
            received=_written(given) if given else name,
            where=where,
            fix=_fix(name, shape),
        )
    return tuple(number for number in numbers if number is not None)


def _each(place: object) -> tuple[object, ...]:
    """What stands in a place; a text, or what has no order of its own, is no place."""
    if isinstance(place, Iterable) and not isinstance(place, str | bytes | Set | Mapping):
        try:
            return tuple(place)
        except TypeError:  # an array of NumPy's that holds a single number
            return (place,)
    return (place,)


def _whole(value: object) -> int | None:
    """The value if it is a whole number, NumPy's included."""
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        return None
    try:
        return int(value.__index__())
    except TypeError:  # an array of NumPy's that holds several
        return None


def _written(place: tuple[object, ...]) -> str:
    return f"[{', '.join(map(str, place))}]"


def _expected(shape: Shape) -> str:
    if not shape:
        return _("no place: it is a single number")
    return ", ".join(f"0 … {size - 1}" for size in shape)


def _fix(name: str, shape: Shape) -> str:
    if not shape:
        return _("leave the place out")
    example = ", ".join("0" for _size in shape)
    return _("count from 0, one number for each direction: {name}[{example}]").format(
        name=name, example=example
    )


def parsed(text: str, where: str) -> tuple[str, tuple[int, ...]]:
    """A written entry as name and place: "W1[0, 2]" or "L".

    Raises:
        SettingError: if it is none.
    """
    match = _WRITTEN.fullmatch(text)
    inside = (match[2] or "").strip() if match else ""
    cells = [cell.strip() for cell in inside.split(",")] if inside else []
    if match is None or not all(cell.isdecimal() and len(cell) < 10 for cell in cells):
        raise SettingError(
            _("{text!r} names no entry of an array").format(text=text),
            expected="W1[0,2]",
            received=text.strip() or repr(text),
            where=where,
            fix=_("write the name and, in square brackets, a place from 0 for each direction"),
        )
    return match[1], tuple(int(cell) for cell in cells)
