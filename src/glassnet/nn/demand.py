"""What a setting must be, said in four parts when it is not."""

import math
from collections.abc import Collection
from numbers import Integral, Real
from typing import TypeVar

from glassnet.core.derivation import DTYPES
from glassnet.errors import SettingError, unknown_name
from glassnet.locales import _

T = TypeVar("T")


def whole(value: object, name: str, where: str, least: int = 1, most: int | None = None) -> int:
    """The value as a whole number of at least `least`, and at most `most` if there is an end.

    Raises:
        SettingError: if it is not one.
    """
    what = _whole_mistake(value, least, most)
    if what:
        raise SettingError(
            what.format(name=name),
            expected=_("a whole number of at least {least}").format(least=least)
            if most is None
            else _("a whole number from {least} to {most}").format(least=least, most=most),
            received=repr(value),
            where=where,
            fix=_("for example {example}").format(example=f"{name}={max(least, 1)}"),
        )
    return int(value)  # type: ignore[call-overload, no-any-return]


def _whole_mistake(value: object, least: int, most: int | None) -> str:
    """What is wrong with a value that should be a whole number within bounds; "" if nothing is."""
    if isinstance(value, bool) or not isinstance(value, Integral):
        return _("{name} must be a whole number")
    if int(value) < least:
        return _("{name} is too small")
    return "" if most is None or int(value) <= most else _("{name} is too large")


def real(
    value: object,
    name: str,
    where: str,
    *,
    above: float | None = None,
    least: float | None = None,
    below: float | None = None,
) -> float:
    """The value as a finite number within bounds.

    Raises:
        SettingError: if it is not one.
    """
    try:
        number = float(value) if isinstance(value, Real) else math.nan
    except OverflowError:
        number = math.inf
    wrong = (
        isinstance(value, bool)
        or not math.isfinite(number)
        or (above is not None and number <= above)
        or (least is not None and number < least)
        or (below is not None and number >= below)
    )
    if wrong:
        raise SettingError(
            _("{name} is out of range").format(name=name),
            expected=_range(above, least, below),
            received=repr(value),
            where=where,
            fix=_("choose a value in that range"),
        )
    return number


def _range(above: float | None, least: float | None, below: float | None) -> str:
    """What a number must be, in words."""
    if above is not None:
        return _("a finite number greater than {bound:g}").format(bound=above)
    if least is not None and below is not None:
        return _("a number of at least {least:g} and less than {below:g}").format(
            least=least, below=below
        )
    if least is not None:
        return _("a finite number of at least {least:g}").format(least=least)
    return _("a finite number")


def one_of(value: object, known: Collection[str], kind: str, where: str) -> str:
    """The value, if it is one of the known names.

    Raises:
        UnknownNameError: otherwise, with the nearest known name.
    """
    if not isinstance(value, str) or value not in known:
        raise unknown_name(kind, str(value), known, where)
    return value


def number_type(value: object, where: str) -> str:
    """The name of a type of numbers: "float64" or "float32"; NumPy's types are as good.

    Raises:
        UnknownNameError: for any other.
    """
    name = getattr(value, "__name__", None) or getattr(value, "name", value)
    return one_of(name, DTYPES, "dtype", where)


def instance_of(value: object, kind: type[T], example: str, where: str) -> T:
    """The value, if it is one of that kind.

    Raises:
        SettingError: otherwise, with an example.
    """
    if isinstance(value, kind):
        return value
    raise SettingError(
        _("this must be a {kind}").format(kind=kind.__name__),
        expected=example,
        received=repr(value),
        where=where,
        fix=_("write for example {example}").format(example=example),
    )


def keep(description: object, **values: object) -> None:
    """Writes checked values into a frozen description that is just being made.

    What a user gives may be a number of NumPy's; a description holds Python's own, so that
    it can be compared, printed and written to a file.
    """
    for name, value in values.items():
        object.__setattr__(description, name, value)
