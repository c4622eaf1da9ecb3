"""What an option accepts: numbers and names, refused in four parts."""

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from glassnet.errors import SettingError, unknown_name
from glassnet.locales import N_, _, translate
from glassnet.nn.demand import real, whole

# Generic for type checkers only: older versions of click do not know it at run time.
if TYPE_CHECKING:
    ParamType = click.ParamType[Any]
else:
    ParamType = click.ParamType


def where_given(param: click.Parameter | None, value: object) -> str:
    """The place on the command line that holds the value: "--lr -0.1"."""
    if isinstance(param, click.Option):
        return f"{max(param.opts, key=len)} {value}"
    return str(value)


def _name(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return translate(str(getattr(param, "label", "")))


class Whole(ParamType):
    """A whole number of at least `least`."""

    name = "number"

    def __init__(self, least: int = 1) -> None:
        self.least = least

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        if isinstance(param, click.Option) and str(value).startswith("="):
            option, number = param.opts[0], str(value)[1:]
            raise SettingError(
                _("{name} must be a whole number").format(name=option),
                expected=_("a whole number of at least {least}").format(least=self.least),
                received=repr(value),
                where=f"{option}{value}",
                fix=_("write {example!r}").format(example=f"{option} {number}"),
            )
        with suppress(ValueError):
            value = int(value)
        if isinstance(param, click.Option):
            return whole(value, _name(param), where_given(param, value), self.least)
        return whole(value, _name(param), ctx.command_path if ctx else str(value), self.least)


class Real(ParamType):
    """A finite number within bounds."""

    name = "number"

    def __init__(
        self, above: float | None = None, least: float | None = None, below: float | None = None
    ) -> None:
        self.bounds = {"above": above, "least": least, "below": below}

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number."""
        where = where_given(param, value)
        try:
            number = float(value)
        except ValueError:
            raise SettingError(
                _("{name} must be a number").format(name=_name(param)),
                expected=_("a number such as {example}").format(example="0.5"),
                received=repr(value),
                where=where,
                fix=_("write digits, with a point before decimals"),
            ) from None
        return real(number, _name(param), where, **self.bounds)


class OneOf(ParamType):
    """One of a few names.

    Args:
        kind: what the name is, marked for translation.
        names: those that there are.
        also: other words for some of them, which no list shows.
    """

    name = "name"

    def __init__(self, kind: str, *names: str, also: Mapping[str, str] | None = None) -> None:
        self.kind = kind
        self.names = names
        self.also = also or {}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name."""
        value = self.also.get(value, value)
        if value not in self.names:
            kind = translate(self.kind)
            raise unknown_name(kind, str(value), self.names, where_given(param, value))
        return str(value)


LANGUAGE = OneOf(N_("language"), "en", "zh")
