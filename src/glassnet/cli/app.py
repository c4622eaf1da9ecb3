"""The program `glassnet`: its commands, loaded when they are called, and its exit codes."""

from collections.abc import Sequence
from importlib import import_module

import click

from glassnet.cli.failures import (
    FAILED,
    INTERRUPTED,
    USAGE,
    from_click,
    from_system,
    notes,
    show_error,
    show_note,
    show_unexpected,
)
from glassnet.cli.help import Overview, Record, everywhere, page
from glassnet.cli.terminal import Terminal
from glassnet.errors import GlassnetError, SettingError, unknown_name
from glassnet.locales import LANGUAGES, N_, _, set_language, translate
from glassnet.version import __version__

# name: (module that makes it, what it is for), in the order of the help
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo", N_("The first five minutes: a step by hand, XOR, real digits.")),
    "train": ("train", N_("Train a network on a data set or a file of yours.")),
    "explain": ("explain", N_("One training step, every equation with its numbers.")),
    "export": ("export", N_("A run in six formats: NumPy and PyTorch scripts, ONNX.")),
    "audit": ("audit", N_("What is wrong with a gradient that somebody wrote, and why.")),
    "convention": ("convention", N_("A formula in the words of nine texts and libraries.")),
    "tutorial": ("tutorial", N_("Five well-known tutorials, replayed and checked.")),
}


class Program(Overview):
    """The group of all commands."""

    paragraphs = (
        N_(
            "glassnet is a neural-network lab that you can see through: it trains small networks "
            "and shows every equation with its numbers. What you read is what runs."
        ),
    )
    examples = ("glassnet demo", "glassnet train digits", "glassnet explain xor")

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def overview(self) -> list[Record]:
        """Names and explanations; no command is loaded."""
        return [(name, translate(text)) for name, (_module, text) in COMMANDS.items()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, loaded now."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"glassnet.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names."""
        if args[0] == "help":
            raise SettingError(
                _("help is an option here, not a command"),
                expected="glassnet --help",
                received="glassnet help",
                where="glassnet help",
                fix=_("glassnet --help, or for one command: glassnet train --help"),
            )
        if args[0] not in COMMANDS:
            raise unknown_name(_("command"), args[0], COMMANDS, f"glassnet {args[0]}")
        return super().resolve_command(ctx, args)


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        Terminal().line(f"glassnet {__version__}")
        ctx.exit()


def _start(ctx: click.Context) -> None:
    """Without a command the program explains itself."""
    if ctx.invoked_subcommand is None:
        Terminal().lines(page(ctx))


def program() -> Program:
    """The command line as click's tree."""
    from glassnet.cli.help import Option

    version = Option(
        "--version",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show_version,
        heading=N_("General"),
        help=N_("Show the version and exit."),
    )
    return Program(
        "glassnet",
        params=[version, *everywhere()],
        callback=click.pass_context(_start),
        invoke_without_command=True,
        add_help_option=False,
    )


def run(arguments: Sequence[str]) -> int:
    """Run one command line.

    Args:
        arguments: what stands behind `glassnet`.

    Returns:
        0 if it worked, 1 if it failed, 2 if it was used wrongly, 130 if it was interrupted.
    """
    set_language(_language_of(arguments))
    try:
        with notes():
            result = program().main(
                list(arguments), "glassnet", standalone_mode=False, obj=list(arguments)
            )
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (KeyboardInterrupt, click.Abort):
        show_note(_("interrupted"))
        return INTERRUPTED
    except click.ClickException as error:
        return _fail(from_click(error), arguments)
    except GlassnetError as error:
        return _fail(error, arguments)
    except BrokenPipeError:
        Terminal().close()
        return 0
    except OSError as error:
        Terminal().close()
        return _fail(from_system(error), arguments)
    except Exception as error:
        show_unexpected(error, "--traceback" in arguments)
        return FAILED


def _fail(error: GlassnetError, arguments: Sequence[str]) -> int:
    """Say what is wrong, for people and, with --json, for programs."""
    if "--traceback" in arguments:
        import traceback

        traceback.print_exception(error)
    else:
        show_error(error)
    if "--json" in arguments:
        from glassnet.cli.machine import error_object

        Terminal().line(error_object(error))
    return USAGE


def _language_of(arguments: Sequence[str]) -> str | None:
    """The language that the words ask for, wherever they do; help is shown before parsing ends."""
    chosen = None
    for place, word in enumerate(arguments):
        after = "".join(arguments[place + 1 : place + 2])
        name, _equals, value = word.partition("=")
        if name == "--lang" and (value or after) in LANGUAGES:
            chosen = value or after
    return chosen
