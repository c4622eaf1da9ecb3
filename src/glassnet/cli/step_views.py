"""What `glassnet explain` shows of a step: all of it, one number, its paths, or a file."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from glassnet.cli.free_file import check_free
from glassnet.cli.step_colour import coloured
from glassnet.cli.step_formats import STEP_FORMATS, TERMINAL, StepFormat
from glassnet.cli.terminal import Terminal
from glassnet.core.place import parsed
from glassnet.errors import GlassnetError, SettingError
from glassnet.files import write_bytes
from glassnet.locales import _
from glassnet.step import Step
from glassnet.views.text.entry import entry_text
from glassnet.views.text.paths import paths_text
from glassnet.views.text.step import step_text

# What may be asked about a step of any origin.
ANSWERED = ("entry", "paths", "what_if", "flip", "check")
DEFAULT_NOTATION = "glassnet"
DRAWN = ("level", "path", "example")  # what a drawing shows
ASKED = ("full", *ANSWERED, "form", "out", "force", "notation", *DRAWN)


def show(step: Step, words: list[str], source: str, wishes: Mapping[str, Any]) -> None:
    """Shows a step as it is asked for.

    Args:
        step: the step.
        words: what introduces it, a sentence each.
        source: what was explained, for the name of a file.
        wishes: the options of the command.

    Raises:
        GlassnetError: an option names what the step does not have, or a file cannot be written.
    """
    screen = Terminal()
    form = STEP_FORMATS[wishes.get("form") or TERMINAL]
    _refuse_notation(form, wishes.get("notation") or DEFAULT_NOTATION)
    _refuse_of_drawings(form, wishes)
    if form is not STEP_FORMATS[TERMINAL]:
        _refuse_with_format(wishes)
        _write(step, words, form, source, wishes, screen)
        return
    answers = _answers(step, wishes, screen)
    if wishes.get("out") is not None:
        text = step_text(step.derivation, step, full=bool(wishes.get("full")), rules=True)
        _save("\n".join([*words, "", text, ""]), form, source, wishes, screen)
        return
    screen.line()
    for text in words:
        screen.text(text)
    if not answers:
        screen.line()
        shown = step_text(
            step.derivation, step, width=screen.width, full=bool(wishes.get("full")), rules=True
        )
        screen.lines(coloured(shown, screen))
    for answer in answers:
        answer()


def _answers(step: Step, wishes: Mapping[str, Any], screen: Terminal) -> list[Callable[[], None]]:
    """What was asked about single numbers, found before anything is printed."""
    answers: list[Callable[[], None]] = []
    if wishes.get("entry") is not None:
        with _asked_by(f"--entry {wishes['entry']}") as where:
            opened = step.entry(*parsed(wishes["entry"], where))
        answers.append(lambda: _print(entry_text(opened, screen.width), screen))
    if wishes.get("paths") is not None:
        with _asked_by(f"--paths {wishes['paths']}") as where:
            found = step.paths(*parsed(wishes["paths"], where))
        answers.append(lambda: _print(paths_text(found, width=screen.width), screen))
    if wishes.get("what_if") is not None:
        from glassnet.cli.what_if import ask, print_what_if

        with _asked_by(f"--what-if {wishes['what_if']}") as where:
            change = ask(step, wishes["what_if"], where)
        answers.append(lambda: print_what_if(change, screen))
    if wishes.get("flip") is not None:
        from glassnet.diagnosis.flip_text import flip_text

        with _asked_by(f"--flip {wishes['flip']}"):
            flipped = step.flip(wishes["flip"])
        answers.append(lambda: _print(flip_text(flipped, screen.width), screen))
    if wishes.get("check"):
        from glassnet.diagnosis.gradient_table import check_text

        with _asked_by("--check"):
            check = step.check_gradients()
        answers.append(lambda: _print(check_text(check, screen.width), screen))
    return answers


@contextmanager
def _asked_by(option: str) -> Iterator[str]:
    """Says of an error that this option caused it: what Python calls an argument is one here."""
    try:
        yield option
    except GlassnetError as error:
        error.where = option
        raise


def _print(text: str, screen: Terminal) -> None:
    head, *rest = text.split("\n")
    screen.line()
    screen.line(screen.style(head, "bold"))
    screen.lines(rest)


def _refuse_notation(form: StepFormat, notation: str) -> None:
    """Raises if a notation is asked for that the format cannot write."""
    if notation == DEFAULT_NOTATION or form.notation:
        return
    name = next(name for name, each in STEP_FORMATS.items() if each is form)
    takers = ", ".join(name for name, each in STEP_FORMATS.items() if each.notation)
    raise SettingError(
        _("the format {name} has one notation only").format(name=name),
        expected=_("--notation is for the formats {names}").format(names=takers),
        received=f"--format {name} --notation {notation}",
        where=f"--notation {notation}",
        fix=_("add --format html, or leave --notation out"),
    )


def _refuse_of_drawings(form: StepFormat, wishes: Mapping[str, Any]) -> None:
    """Raises if something is asked of a drawing that the format does not draw."""
    for name in DRAWN:
        if wishes.get(name) is None or name in form.takes:
            continue
        option, given = f"--{name}", f"--{name} {wishes[name]}"
        takers = [each for each, other in STEP_FORMATS.items() if name in other.takes]
        format_ = next(each for each, other in STEP_FORMATS.items() if other is form)
        raise SettingError(
            _("the format {name} has no {option}").format(name=format_, option=option),
            expected=_("{option} is for: {names}").format(option=option, names=", ".join(takers)),
            received=f"--format {format_} {given}",
            where=given,
            fix=_("add --format {name}, or leave {option} out").format(
                name=takers[0], option=option
            ),
        )


def _refuse_with_format(wishes: Mapping[str, Any]) -> None:
    """A file holds the whole step; a question about one number has its answer in the terminal."""
    for name in (*ANSWERED, "full"):
        if wishes.get(name) is not None:
            option = f"--{name.replace('_', '-')}"
            raise SettingError(
                _("{option} is answered in the terminal").format(option=option),
                expected=_("{option} without --format").format(option=option),
                received=f"--format {wishes['form']} {option}",
                where=f"--format {wishes['form']}",
                fix=_("give two commands, or leave one of the options out"),
            )


def _write(
    step: Step,
    words: list[str],
    form: StepFormat,
    source: str,
    wishes: Mapping[str, Any],
    screen: Terminal,
) -> None:
    options = {name: wishes[name] for name in form.takes if wishes.get(name) is not None}
    titled = {"title": _title(source, wishes), "words": words} if form.titled else {}
    drawn = [f"--{name} {options[name]}" for name in DRAWN if name in options]
    with _asked_by(" ".join(drawn)) if drawn else nullcontext():
        text = form.write(step, **titled, **options)
    if form.file or wishes.get("out") is not None:
        _save(text, form, source, wishes, screen)
    else:
        screen.line(text.rstrip("\n"))


def _title(source: str, wishes: Mapping[str, Any]) -> str:
    """A few words that tell a page from those of other runs and steps."""
    path = Path(source).expanduser()
    if not path.is_dir():
        return _("{name}: one training step").format(name=path.stem or source)
    return _("{name}: training step {number} (counted from 0)").format(
        name=path.resolve().name, number=wishes.get("step") or 0
    )


def _save(
    text: str, form: StepFormat, source: str, wishes: Mapping[str, Any], screen: Terminal
) -> None:
    """Writes a file all or nothing, under the name asked for or one made from the source."""
    out = wishes.get("out")
    name = out if out is not None else f"{Path(source).resolve().stem}-step{form.suffix}"
    path = Path(name).expanduser()
    check_free(path, out, bool(wishes.get("force")), "glassnet explain")
    write_bytes(path, text.encode("utf-8"))
    screen.text(_("wrote {file}").format(file=path))
