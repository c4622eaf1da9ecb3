"""`glassnet tutorial`: the five tutorials, listed or replayed."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from glassnet.cli.help import Argument, Command, Option
from glassnet.cli.terminal import Terminal
from glassnet.errors import GlassnetError
from glassnet.locales import N_, _, language
from glassnet.locales.wrapping import wrap

if TYPE_CHECKING:
    from glassnet.tutorials import Section

INDENT = " " * 5  # of a title in the list, behind its number


def _tutorial(number: str | None, json: bool) -> int:
    from glassnet.tutorials import render_text, replay

    screen = Terminal()
    if number is None:
        if json:
            _print_list(screen)
        else:
            _list(screen)
        return 0
    try:
        sections = replay(number)
    except GlassnetError as error:
        error.where = f"glassnet tutorial {number}"
        raise
    if json:
        _print_object(int(number), sections, screen)
        return 0
    headings = {section.heading for section in sections[:1]}
    headings |= {f"{number}  {each.heading}" for number, each in enumerate(sections[1:], 1)}
    for line in render_text(sections, screen.width).split("\n"):
        screen.line(screen.style(line, "bold") if line in headings else line)
    return 0


def _print_object(number: int, sections: "Sequence[Section]", screen: Terminal) -> None:
    """Sections and blocks as data, each block with its kind."""
    from glassnet.cli.machine import object_line

    shown = [
        {
            "heading": section.heading,
            "blocks": [
                {"kind": type(block).__name__.lower(), **asdict(block)} for block in section.blocks
            ],
        }
        for section in sections
    ]
    screen.line(object_line({"tutorial": number, "sections": shown}))


def _print_list(screen: Terminal) -> None:
    """The list as data."""
    from glassnet.cli.machine import object_line
    from glassnet.tutorials import catalogue

    screen.line(object_line({"tutorials": [asdict(info) for info in catalogue()]}))


def _list(screen: Terminal) -> None:
    """Their titles; for a reader of English their own Chinese ones too."""
    from glassnet.tutorials import catalogue

    screen.heading(_("Five tutorials that many people learned from"))
    for info in catalogue():
        screen.line()
        number = screen.style(str(info.number), "bold")
        titles = [info.title_zh] if language() == "zh" else [info.title_en, info.title_zh]
        first, *more = wrap(titles[0], screen.width, INDENT)
        screen.lines([f"  {number}  {first.strip()}", *more])
        for text in (*titles[1:], info.subject):
            screen.text(text, INDENT)
    screen.line()
    screen.text(_("glassnet tutorial 4 replays the fourth: its numbers beside the right ones."))
    screen.text(_("A replay takes seconds and is some 400 lines long: glassnet tutorial 4 | less"))


command = Command(
    "tutorial",
    callback=_tutorial,
    params=[
        Argument(
            "number",
            label=N_("NUMBER"),
            about=N_("Which one: 1 to 5; without it all are listed."),
            type=str,
            required=False,
        ),
        Option(
            "--json",
            is_flag=True,
            heading=N_("Result"),
            help=N_("Print everything as one JSON object."),
        ),
    ],
    help=[
        N_(
            "Replay a well-known tutorial: its network and its numbers, ours beside them, what "
            "differs and why."
        ),
        N_(
            "What the page prints is quoted as it stands there, with its place: text, figure, code "
            "or book. Near the end is a list of what the page says wrongly, with proofs, then "
            "Python and commands to go on with."
        ),
    ],
    examples=("glassnet tutorial", "glassnet tutorial 4", "glassnet tutorial 1 | less"),
)
