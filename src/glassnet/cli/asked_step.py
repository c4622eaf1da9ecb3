"""What a command line may ask about a step: how many examples, and no other network."""

from collections.abc import Collection, Mapping
from typing import Any

from glassnet.cli.settings_text import write_setting
from glassnet.errors import SettingError
from glassnet.locales import _
from glassnet.nn.optimizers import Optimizer


def rows_asked(asked: int, available: int) -> int:
    """The number of examples that was asked for.

    Raises:
        SettingError: there are not so many.
    """
    if asked > available:
        raise SettingError(
            _("there are not so many examples"),
            expected=_("a whole number from 1 to {last}").format(last=available),
            received=str(asked),
            where=f"--rows {asked}",
            fix=_("use --rows {last}").format(last=available),
        )
    return asked


def size_sentence(rows: int, available: int) -> str:
    """Which examples are shown."""
    if rows == available:
        return _("all {rows} examples at once").format(rows=rows)
    if rows == 1:
        return _("the first of {count} examples").format(count=available)
    return _("the first {rows} of {count} examples").format(rows=rows, count=available)


def optimizer_words(optimizer: Optimizer) -> str:
    """An optimizer with its settings and its rate."""
    name = write_setting(optimizer.name, optimizer, type(optimizer)())
    return _("{optimizer} with learning rate {lr}").format(optimizer=name, lr=f"{optimizer.lr:g}")


def refuse_changes(
    wishes: Mapping[str, Any], allowed: Collection[str], what: str, where: str
) -> None:
    """Raises if an option would change data or network that are there already.

    Args:
        wishes: the options by name; None where the user said nothing.
        allowed: those that only choose what is shown.
        what: the sentence that says what is there already.
        where: the command.

    Raises:
        SettingError: there is such an option.
    """
    for name, value in wishes.items():
        if value is not None and name not in allowed:
            option = _option(name)
            raise SettingError(
                what,
                expected=", ".join(map(_option, allowed)),
                received=f"{option} {value}",
                where=where,
                fix=_("leave {option} out, or explain a data set").format(option=option),
            )


# Options that the program calls otherwise than they are typed.
_TYPED = {"examples": "-n", "form": "--format"}


def _option(name: str) -> str:
    """An option as it is typed."""
    return _TYPED.get(name) or f"--{name.replace('_', '-')}"
