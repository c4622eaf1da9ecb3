"""One call of `glassnet audit`."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from glassnet.cli.audited_answer import AnsweredCheck, one_line
from glassnet.cli.audited_process import Outcome, audited
from glassnet.cli.machine import object_line
from glassnet.cli.tables import right_aligned
from glassnet.cli.terminal import Terminal
from glassnet.diagnosis.audit.codes import TITLES
from glassnet.errors import RunError, SettingError
from glassnet.locales import _, translate
from glassnet.views.text.arrays import number_text

MOST_PRINTED = 5  # lines of what the code printed
BESIDE_NETWORK = "G4"  # codes whose texts use glassnet's names
SLIGHT = 0.1  # a severity up to which nothing is really wrong
YES = ("y", "yes", "是")


def audit_file(file: str, *, yes: bool, seconds: float, memory: int, as_json: bool) -> int:
    """Audits a file and shows the findings; 1 if there are any."""
    path = _readable(file)
    if not yes:
        _ask(path)
    outcome = audited(path, seconds, memory)
    screen = Terminal()
    _show(screen, outcome)
    if as_json:
        files = [{"name": name, "bytes": size} for name, size in outcome.files]
        parts = {
            "file": str(path),
            **msgspec.to_builtins(outcome.answer),
            "printed": outcome.printed,
            "files": files,
        }
        screen.line(object_line(parts))
    return 1 if outcome.answer.findings else 0


def _readable(file: str) -> Path:
    """The file, if it is one of Python.

    Raises:
        RunError: if there is none, or it is something else.
    """
    path = Path(file).expanduser().resolve()
    if path.is_file() and path.suffix == ".py":
        return path
    what, fix = _("there is no such file"), _("check the name and the folder")
    if path.is_dir():
        what, fix = _("this is a folder, not a Python file"), _("name the file in it")
    elif path.is_file():
        what = _("this is not a Python file (.py)")
        fix = _("name a file that ends in .py; a notebook can be saved as one")
    raise RunError(
        what,
        expected=_("a Python file with a loss and a gradient"),
        received=one_line(file),
        where=f"glassnet audit {one_line(file)}",
        fix=fix,
    )


def _ask(path: Path) -> None:
    """Asks whether the code may run.

    Raises:
        SettingError: if there is nobody to ask.
        Abort: if the answer is no.
    """
    if not sys.stdin.isatty():
        raise SettingError(
            _("the code in the file would be run, and nobody can be asked"),
            expected="--yes",
            received=_("no terminal to ask at"),
            where=f"glassnet audit {one_line(path.name)}",
            fix=_("read the file, and add --yes if you would run it"),
        )
    screen = Terminal(sys.stderr)
    screen.text(
        _("The audit runs the code in {file}, as you would with Python.").format(
            file=one_line(path)
        )
    )
    answer = click.prompt(
        _("Run it? [y/N]"), default="", show_default=False, prompt_suffix=" ", err=True
    )
    if answer.strip().lower() not in YES:
        raise click.Abort


def _show(screen: Terminal, outcome: Outcome) -> None:
    """Findings, then what was compared, then what else the code did."""
    findings = outcome.answer.findings
    for each in findings:
        head = f"{each.code} {each.where}".rstrip()
        color = "red" if each.severity > SLIGHT else "yellow"
        title = translate(TITLES[each.code])
        screen.line(f"{screen.style(head, 'bold', color)}  {screen.style(title, 'dim')}")
        screen.text(each.text, "  ")
        for row in each.evidence:
            screen.text(row, "    ")
        screen.text(_("what to do: {fix}").format(fix=each.fix), "  ")
        screen.line()
    if any(each.code.startswith(BESIDE_NETWORK) for each in findings):
        screen.text(
            _(
                "A1: what layer 1 gives; Z1: the same before its activation; A0: the inputs X; "
                "dA1, dZ1: the slopes of the loss by them."
            ),
            "",
            "dim",
        )
    if not findings:
        screen.text(_("The gradient is right: it is the slope of the loss."), "", "green")
    checked = outcome.answer.checked
    if checked:
        screen.lines(right_aligned(_table(checked)))
        screen.text(_about_table(checked), "", "dim")
    kinks = sum(each.kinked + each.unsure for each in checked)
    if kinks:
        screen.text(
            _(
                "Left out: {count} entries where the loss has a kink or no step gives a certain "
                "slope. What a gradient is there is a matter of convention."
            ).format(count=kinks)
        )
    _show_rest(screen, outcome)
    if findings:
        screen.text(
            _("What {code} means: {command}").format(
                code=findings[0].code, command=f"glassnet audit --code {findings[0].code}"
            ),
            "",
            "dim",
        )


def _table(checked: Sequence[AnsweredCheck]) -> list[list[str]]:
    """What was compared, a row for each parameter; directions where there are any."""
    table = [[_("parameter"), _("entries"), _("compared"), _("directions"), _("uncertainty")]]
    for each in checked:
        counts = [str(number) for number in (each.size, each.compared, each.directions)]
        table.append([each.name, *counts, number_text(each.error, 1)])
    if not any(each.directions for each in checked):
        return [[*row[:3], row[4]] for row in table]
    return table


def _about_table(checked: Sequence[AnsweredCheck]) -> str:
    """What the columns of the table say."""
    text = _(
        "Compared: entries beside their measured slopes; uncertainty: of a measured slope, as a "
        "part of the largest."
    )
    if any(each.directions for each in checked):
        text = _(
            "Compared: entries beside their measured slopes; directions: random ways along which "
            "all entries together were compared; uncertainty: of a measured slope, as a part of "
            "the largest."
        )
    return text


def _show_rest(screen: Terminal, outcome: Outcome) -> None:
    """What the code printed and wrote."""
    lines = outcome.printed.strip().splitlines()
    if lines:
        screen.text(_("Printed by the code (lines: {count}):").format(count=len(lines)))
        screen.lines(f"  | {line[: screen.width - 4]}" for line in lines[:MOST_PRINTED])
        if len(lines) > MOST_PRINTED:
            screen.line("  | …")
    if outcome.files:
        listed = ", ".join(
            _("{name} ({size} bytes)").format(name=name, size=f"{size:,}")
            for name, size in outcome.files[:12]
        )
        screen.text(_("The code wrote files, which were thrown away: {files}").format(files=listed))
