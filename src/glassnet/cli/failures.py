"""What went wrong, in four parts on standard error; and the exit code that goes with it."""

import errno
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from glassnet.cli.terminal import Terminal
from glassnet.errors import (
    GlassnetError,
    GlassnetWarning,
    RunError,
    SettingError,
    UnknownNameError,
    nearest,
    system_reason,
)
from glassnet.locales import _, pad, width
from glassnet.locales.wrapping import wrap

FAILED, USAGE, INTERRUPTED = 1, 2, 130


def show_error(error: GlassnetError) -> None:
    """The parts of an error, each on lines of its own."""
    screen = Terminal(sys.stderr)
    text = _("Error: {what}").format(what=error.what)
    _titled(screen, text, text.index(error.what), "red")
    parts = error.parts()
    left = max((width(label) for label, _text in parts), default=0) + 1
    for label, text in parts:
        lines = wrap(text, screen.width, " " * (left + 2))
        screen.line("  " + screen.style(pad(label, left), "dim") + lines[0][left + 2 :])
        screen.lines(lines[1:])


def show_note(text: str) -> None:
    """A warning: something that works, but probably not as meant."""
    screen = Terminal(sys.stderr)
    sentence = _("Note: {text}").format(text=text)
    _titled(screen, sentence, sentence.index(text), "yellow")


def _titled(screen: Terminal, text: str, title: int, color: str) -> None:
    """A text whose first characters are its title."""
    first, *more = wrap(text, screen.width, "", "  ")
    screen.line(screen.style(first[:title], color, "bold") + first[title:])
    screen.lines(more)


@contextmanager
def notes() -> Iterator[list[str]]:
    """Shows each warning once, as a note; the list grows as they come."""
    said: list[str] = []

    def show(message: Warning | str, category: type[Warning], *rest: Any, **named: Any) -> None:
        if not issubclass(category, GlassnetWarning):
            before(message, category, *rest, **named)
        elif str(message) not in said:
            said.append(str(message))
            show_note(str(message))

    with warnings.catch_warnings():
        warnings.simplefilter("always", GlassnetWarning)
        before = warnings.showwarning
        warnings.showwarning = show
        yield said


def from_click(error: click.ClickException) -> GlassnetError:
    """A mistake on the command line that click found, in our words."""
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx is not None else "glassnet"
    see = _("see {command} --help").format(command=path)
    if isinstance(error, click.NoSuchOption):
        return _no_such_option(error, ctx, path, see)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        label = error.param.make_metavar(ctx) if ctx is not None else str(error.param.name)
        return SettingError(
            _("{name} is missing").format(name=label),
            expected=f"{path} {label}",
            received=path,
            where=path,
            fix=see,
        )
    if isinstance(error, click.BadOptionUsage):
        option = ctx and _option(ctx.command, error.option_name)
        if option is not None and option.is_flag:
            return SettingError(
                _("{option} takes no value").format(option=error.option_name),
                expected=error.option_name,
                where=path,
                fix=see,
            )
        return SettingError(
            _("{option} needs a value").format(option=error.option_name),
            expected=option.record()[0] if option is not None else None,
            received=_("nothing behind it"),
            where=path,
            fix=see,
        )
    return SettingError(error.format_message(), where=path, fix=see)


def from_system(error: OSError) -> GlassnetError:
    """What the operating system refused, such as writing to a full disk."""
    place = error.filename or _("the output")
    if error.errno == errno.ENOSPC:
        return RunError(
            _("the disk is full"),
            expected=_("room for what is to be written"),
            received=system_reason(error),
            where=str(place),
            fix=_("make room, or write to another place"),
        )
    return RunError(
        _("a file cannot be read or written"),
        expected=_("a place that can be used"),
        received=system_reason(error),
        where=str(place),
        fix=_("check the place and its permissions"),
    )


def _option(command: click.Command, name: str) -> Any:
    """The option of that name, if the command has it."""
    return next((each for each in command.params if name in each.opts), None)


def _no_such_option(
    error: click.NoSuchOption, ctx: click.Context | None, path: str, see: str
) -> GlassnetError:
    names = [name for each in ctx.command.params for name in each.opts] if ctx else []
    known = [name for name in names if name.startswith("--")]
    # The two hyphens that all have in common say nothing about likeness.
    found = nearest(error.option_name.lstrip("-"), [name.lstrip("-") for name in known])
    guess = found and f"--{found}"
    return UnknownNameError(
        _("{command} has no option {name}").format(command=path, name=error.option_name),
        expected=_("an option from {command} --help").format(command=path),
        received=error.option_name,
        where=path,
        fix=_("Did you mean {guess!r}?").format(guess=guess) if guess else see,
    )


def show_unexpected(error: Exception, full: bool) -> None:
    """A fault of the program itself: one line, or all of it on request."""
    if full:
        traceback.print_exception(error)
        return
    text = f"{type(error).__name__}: {error}"
    show_error(
        GlassnetError(
            _("glassnet itself failed; this is not your mistake"),
            received=text,
            fix=_("run the command again with --traceback and report what it shows"),
        )
    )
