"""`glassnet tutorial`: the five tutorials, listed or replayed."""

from glassnet.cli.help import Argument, Command
from glassnet.cli.terminal import Terminal
from glassnet.cli.values import Whole
from glassnet.errors import GlassnetError
from glassnet.locales import N_, _


def _tutorial(number: int | None) -> int:
    from glassnet.tutorials import render_text, replay

    screen = Terminal()
    if number is None:
        _list(screen)
        return 0
    try:
        sections = replay(number)
    except GlassnetError as error:
        error.where = f"glassnet tutorial {number}"
        raise
    headings = {section.heading for section in sections}
    for line in render_text(sections, screen.width).split("\n"):
        screen.line(screen.style(line, "bold") if line in headings else line)
    return 0


def _list(screen: Terminal) -> None:
    """Their titles in both languages."""
    from glassnet.tutorials import catalogue

    screen.heading(_("Five tutorials that many people learned from"))
    for info in catalogue():
        screen.line()
        number = screen.style(str(info.number), "bold")
        screen.line(f"  {number}  {info.title_zh}")
        screen.text(info.title_en, "     ")
        screen.text(info.subject, "     ")
    screen.line()
    screen.text(_("glassnet tutorial 4 replays the fourth: its numbers beside the right ones."))


command = Command(
    "tutorial",
    callback=_tutorial,
    params=[
        Argument(
            "number",
            label=N_("NUMBER"),
            about=N_("Which one: 1 to 5; without it all are listed."),
            type=Whole(0),
            required=False,
        )
    ],
    help=[
        N_(
            "Replay a well-known tutorial: its network and its numbers, ours beside them, what "
            "differs and why."
        ),
    ],
    examples=("glassnet tutorial", "glassnet tutorial 4"),
)
