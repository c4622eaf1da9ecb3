"""Commands and options whose help is in the language in use.

Texts are marked with N_() where a command is made, and translated when they are shown, so that
`glassnet --lang zh train --help` is Chinese whatever was imported before.
"""

from collections.abc import Callable, Sequence
from typing import Any

import click

from glassnet.cli.terminal import Terminal
from glassnet.cli.values import LANGUAGE
from glassnet.errors import SettingError
from glassnet.locales import N_, _, pad, translate, width
from glassnet.locales.wrapping import wrap

Record = tuple[str, str]
MOST_LEFT = 26  # columns for the names of options, beyond which the text goes below


class Option(click.Option):
    """An option with its heading in the help.

    Args:
        names: "--lr", or "-n" and "--examples".
        help: one or two sentences, marked with N_().
        heading: the group of options that it belongs to, marked with N_().
        filled: gives what stands in the braces of the help, when it is shown.
        **settings: as in click.
    """

    def __init__(
        self,
        *names: str,
        help: str,
        heading: str = "",
        filled: Callable[[], dict[str, str]] | None = None,
        **settings: Any,
    ) -> None:
        super().__init__(names, help=help, **settings)
        self.heading = heading
        self.filled = filled

    def record(self) -> Record:
        """Its names and its help, translated."""
        names = ", ".join(self.opts)
        if not self.is_flag:
            names += f" {translate(self.metavar or N_('TEXT'))}"
        text = translate(self.help or "")
        return names, text if self.filled is None else text.format(**self.filled())


class Argument(click.Argument):
    """A word without a name, with its help.

    Args:
        name: the name of the parameter.
        label: how it is called in the help, marked with N_().
        about: what it may be, marked with N_().
        **settings: as in click.
    """

    def __init__(self, name: str, *, label: str, about: str, **settings: Any) -> None:
        super().__init__([name], **settings)
        self.label = label
        self.about = about

    def make_metavar(self, ctx: click.Context) -> str:
        """The translated label, in brackets if it may be left out."""
        label = translate(self.label)
        return label if self.required else f"[{label}]"

    def record(self) -> Record:
        """Its label and what it may be, translated."""
        return translate(self.label), translate(self.about)


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        Terminal().lines(page(ctx))
        ctx.exit()


def everywhere() -> list[click.Parameter]:
    """The options that the program and each of its commands have."""
    heading = N_("General")
    return [
        Option(
            "--lang",
            metavar="en|zh",
            type=LANGUAGE,
            is_eager=True,
            expose_value=False,
            heading=heading,
            # Only checked here: the program has read it before, so that help is translated.
            help=N_("English or Chinese (default: the language of the system)."),
        ),
        Option(
            "--traceback",
            is_flag=True,
            is_eager=True,
            expose_value=False,
            heading=heading,
            help=N_("Show where in the program an error arose."),
        ),
        Option(
            "--help",
            "-h",
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_help,
            heading=heading,
            help=N_("Show this page and exit."),
        ),
    ]


class Command(click.Command):
    """A command with translated help and its options under headings.

    Args:
        name: the word that calls it.
        callback: what it does.
        params: its arguments and options.
        help: what it is for, marked with N_(); one paragraph per entry.
        examples: command lines to try; marked with N_() where a language has another.
        lists: further headings with names and what they mean, both texts marked with N_().
    """

    def __init__(
        self,
        name: str,
        *,
        callback: Callable[..., Any],
        params: Sequence[click.Parameter] = (),
        help: Sequence[str],
        examples: Sequence[str] = (),
        lists: Sequence[tuple[str, Sequence[Record]]] = (),
    ) -> None:
        super().__init__(
            name,
            callback=callback,
            params=[*params, *everywhere()],
            add_help_option=False,
        )
        self.paragraphs = help
        self.examples = examples
        self.lists = lists
        # Words that are too many are refused by `parse_args`, in four parts.
        self.allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; those that are left over are an error."""
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            # click does not always say which command it was reading.
            error.ctx = error.ctx or ctx
            raise
        if rest and not ctx.resilient_parsing:
            raise SettingError(
                _("there are more words than the command takes"),
                expected=usage(ctx),
                received=" ".join(rest),
                where=ctx.command_path,
                fix=_("put a value that contains spaces into quotes"),
            )
        return rest


def usage(ctx: click.Context) -> str:
    """How the command is called, in one line."""
    params = ctx.command.params
    words = [each.make_metavar(ctx) for each in params if isinstance(each, Argument)]
    if isinstance(ctx.command, click.Group):
        words.append(_("COMMAND …"))
    return " ".join([ctx.command_path, *words, _("[OPTIONS]")])


def page(ctx: click.Context) -> list[str]:
    """The help of the command, as lines that fit the terminal."""
    screen, command = Terminal(), ctx.command
    lines = wrap(_("Usage: {words}").format(words=usage(ctx)), screen.width, "", "       ")
    for text in getattr(command, "paragraphs", ()):
        lines += ["", *wrap(translate(text), screen.width)]
    records: dict[str, list[Record]] = {}
    for param in command.params:
        if isinstance(param, Argument):
            records.setdefault("", []).append(param.record())
        elif isinstance(param, Option) and not param.hidden:
            records.setdefault(translate(param.heading), []).append(param.record())
    if isinstance(command, Overview):
        records = {_("Commands"): command.overview(), **records}
    for heading, rows in getattr(command, "lists", ()):
        records[translate(heading)] = [(name, translate(text)) for name, text in rows]
    for heading, rows in records.items():
        lines += ["", *([screen.style(heading, "bold")] if heading else [])]
        lines += table(rows, screen.width)
    examples = getattr(command, "examples", ())
    if examples:
        lines += ["", screen.style(_("Examples"), "bold")]
        lines += [f"  {translate(each)}" for each in examples]
    return lines


def table(rows: Sequence[Record], columns: int) -> list[str]:
    """Names with their explanations beside them, or below names that are too long."""
    left = max((width(name) for name, _text in rows if width(name) <= MOST_LEFT), default=0) + 4
    lines: list[str] = []
    for name, text in rows:
        texts = wrap(text, columns, " " * left)
        if width(name) <= left - 4:
            texts[0] = f"  {pad(name, left - 2)}{texts[0][left:]}"
        else:
            lines.append(f"  {name}")
        lines += texts
    return lines


class Overview(click.Group):
    """A group that can list its commands without loading them."""

    paragraphs: Sequence[str] = ()
    examples: Sequence[str] = ()

    def overview(self) -> list[Record]:
        """Each command with a short, translated explanation."""
        raise NotImplementedError
