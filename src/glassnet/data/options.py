"""The options that built-in data sets share, checked in one place."""

import numpy as np

from glassnet.errors import SettingError
from glassnet.locales import _

MOST_EXAMPLES = 10_000_000


def check_count(value: object, least: int = 1, where: str = "n=", most: int = MOST_EXAMPLES) -> int:
    """A number of examples or classes, as an int.

    Raises:
        SettingError: not an integer, or outside least … most.
    """
    if isinstance(value, int | np.integer) and not isinstance(value, bool | np.bool):
        count = int(value)
        if least <= count <= most:
            return count
    raise SettingError(
        _("this number of examples or classes cannot be used"),
        expected=_("an integer from {least:,} to {most:,}").format(least=least, most=most),
        received=repr(value),
        where=where,
        fix=_("choose a whole number in that range"),
    )


def check_noise(value: object, where: str = "noise=") -> float:
    """The amount of noise, as a float.

    Raises:
        SettingError: not a number, negative, or too large to mean anything.
    """
    if isinstance(value, int | float | np.integer | np.floating) and 0 <= value <= 1e6:
        return float(value)
    raise SettingError(
        _("this amount of noise cannot be used"),
        expected=_("a number from 0 to 1,000,000"),
        received=repr(value),
        where=where,
        fix=_("use a number such as 0 or 0.1"),
    )


def check_choice(value: object, choices: tuple[str, ...], where: str) -> str:
    """One of a few words.

    Raises:
        SettingError: any other value.
    """
    if isinstance(value, str) and value in choices:
        return value
    raise SettingError(
        _("this choice does not exist"),
        expected=_("one of {names}").format(names=", ".join(choices)),
        received=repr(value),
        where=where,
        fix=_("choose one of the names above"),
    )
