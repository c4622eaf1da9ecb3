"""What a setting must be, said in four parts when it is not."""

import math
from collections.abc import Collection

from glassnet.errors import SettingError, unknown_name
from glassnet.locales import _


def whole(value: object, name: str, where: str, least: int = 1) -> int:
    """The value as a whole number of at least `least`.

    Raises:
        SettingError: if it is not one.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise SettingError(
            _("{name} must be a whole number").format(name=name),
            expected=_("a whole number of at least {least}").format(least=least),
            received=repr(value),
            where=where,
            fix=_("for example {example}").format(example=f"{name}={max(least, 1)}"),
        )
    return value


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
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
    wrong = (
        not math.isfinite(number)
        or (above is not None and number <= above)
        or (least is not None and number < least)
        or (below is not None and number >= below)
    )
    if wrong:
        bounds = [
            _("greater than {bound:g}").format(bound=above) if above is not None else "",
            _("at least {bound:g}").format(bound=least) if least is not None else "",
            _("less than {bound:g}").format(bound=below) if below is not None else "",
        ]
        raise SettingError(
            _("{name} is out of range").format(name=name),
            expected=_("a finite number {bounds}").format(bounds=", ".join(b for b in bounds if b)),
            received=repr(value),
            where=where,
            fix=_("choose a value in that range"),
        )
    return float(number)


def one_of(value: str, known: Collection[str], kind: str, where: str) -> str:
    """The value, if it is one of the known names.

    Raises:
        UnknownNameError: otherwise, with the nearest known name.
    """
    if value not in known:
        raise unknown_name(kind, str(value), known, where)
    return value
