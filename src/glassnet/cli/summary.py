"""What is said about a training: before it begins, and when it is over."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from glassnet.cli.answers import answer_grid
from glassnet.cli.blueprint import Blueprint
from glassnet.cli.divergence import broke_off, sentences
from glassnet.cli.report_page import Found, Outcome
from glassnet.cli.settings_text import write_setting
from glassnet.cli.tables import MOST_CLASSES, beside, confusion_lines, right_aligned
from glassnet.cli.terminal import Terminal
from glassnet.cli.units_text import scaling_text
from glassnet.cli.wording import grouped, seconds_text
from glassnet.locales import _, width
from glassnet.report.numerals import number, percent
from glassnet.report.sparkline import curve_text
from glassnet.report.terminal_boundary import boundary_text
from glassnet.training.metrics import confusion_matrix
from glassnet.training.run_text import stop_text
from glassnet.training.runs import Run

MAP = 46  # columns of the drawing of a plane
LEAST_CURVE = 24  # columns below which a curve shows nothing


def show_plan(plan: Blueprint, screen: Terminal, how: str, why: str) -> None:
    """Data, network and settings, and why output and loss fit.

    Args:
        plan: what is to be trained.
        screen: where to say it.
        how: optimizer, learning rate, epochs and batches.
        why: the reason for output and loss.
    """
    dataset, held = plan.dataset, plan.prepared.validation
    examples = len(plan.prepared.X)
    if held is None:
        split = _("{count} training examples, no validation set").format(count=grouped(examples))
    else:
        split = _(
            "{count} training examples, {held} validation examples (never trained on)"
        ).format(count=grouped(examples), held=grouped(len(held[0])))
    network = plan.network
    rows = [
        (_("data"), _("{data}: {title}").format(data=dataset.name, title=dataset.title)),
        ("", split),
        (_("network"), f"{network.inputs} → {plan.layers.replace(', ', ' → ')}"),
        ("", _("{count} weights and biases").format(count=grouped(network.param_count))),
        (_("loss"), write_setting(network.loss.op, network.loss, type(network.loss)())),
        (_("training"), how),
        (_("inputs"), scaling_text(plan.prepared.scaler.kind)),
    ]  # fmt: skip
    screen.line()
    screen.pairs(rows)
    screen.line()
    screen.text(why, "  ")
    if plan.unit is not None:
        screen.text(plan.unit.sentence(), "  ")
    if whole_number_classes(plan):
        text = _(
            "The target has {count} different values, all whole numbers, so they are taken as "
            "classes. If they are amounts, add --task regression."
        )
        screen.text(text.format(count=len(plan.dataset.classes)), "  ")
    screen.line()


def whole_number_classes(plan: Blueprint) -> bool:
    """Whether a file's numbers were taken as classes, although they might be amounts."""
    names = plan.dataset.classes
    is_file = "file" in plan.dataset.recipe
    return is_file and not plan.task_asked and len(names) > 2 and all(map(_is_whole, names))


def _is_whole(name: str) -> bool:
    return name.removeprefix("-").isdecimal()


def show_outcome(outcome: Outcome, screen: Terminal) -> None:
    """The table, the drawings, the confusion matrix."""
    run = outcome.run
    if broke_off(run):
        screen.heading(_("Broken off"))
        for text in sentences(run):
            screen.text(text, "  ")
        return
    pictures(outcome, screen)
    screen.heading(_("Result"))
    screen.lines("  " + line for line in right_aligned(_rows(outcome)))
    if len(run.history.get("loss", ())):
        text = _(
            "The loss here is that of the final weights; while training, each epoch shows the mean "
            "of what its batches gave, each before its update."
        )
        screen.line()
        screen.text(text, "  ", "dim")
    screen.line()
    screen.text(
        _("{time}, {steps} updates; {reason}").format(
            time=seconds_text(run.seconds), steps=grouped(run.steps), reason=stop_text(run)
        ),
        "  ",
    )
    if run.is_class and 2 <= len(outcome.plan.dataset.classes) <= MOST_CLASSES:
        show_confusion(outcome, screen)


def show_confusion(outcome: Outcome, screen: Terminal) -> None:
    """Which classes are taken for which."""
    matrix = confusion_matrix(outcome.run.network, outcome.part.outputs, outcome.part.targets)
    if outcome.part.name == "validation":
        screen.heading(_("Confusion matrix of the validation set"))
    else:
        screen.heading(_("Confusion matrix of the training set"))
    screen.text(_("a row for each true class, a column for each answer"), "  ")
    screen.lines(confusion_lines(matrix, outcome.plan.dataset.classes, screen))


def _rows(outcome: Outcome) -> list[list[str]]:
    """The table: a column for each part of the data."""
    parts: list[tuple[str, Found, int]] = [
        (_("training set"), outcome.training, len(outcome.run.X))
    ]
    if outcome.validation is not None:
        parts.append((_("validation set"), outcome.validation, len(outcome.part.raw)))
    rows = [
        ["", *(name for name, _found, _count in parts)],
        [_("examples"), *(grouped(count) for _name, _found, count in parts)],
        [_("loss"), *(number(found["loss"], 4) for _name, found, _count in parts)],
    ]
    if "accuracy" in outcome.training:
        rows.append([_("accuracy"), *(percent(found["accuracy"]) for _n, found, _c in parts)])
    if "r2" in outcome.training:
        rows.append(["R²", *(number(found["r2"], 4) for _n, found, _c in parts)])
    return rows


def pictures(outcome: Outcome, screen: Terminal) -> None:
    """The plane with its border beside the loss, where there are two inputs and classes."""
    losses = outcome.run.history.get("loss", np.empty(0)).tolist()
    grid = answer_grid(outcome.run, outcome.plan)
    if len(losses) < 2:
        return
    screen.line()
    if grid is None or grid.is_regression:
        screen.line("  " + screen.style(_("loss over the epochs, logarithmic"), "dim"))
        chart = curve_text(losses, min(screen.width, 76) - 4, 6, log=True, ascii=screen.ascii)
        screen.lines("  " + line for line in chart)
        return
    span = min(MAP, screen.width - 2)
    left = boundary_text(
        grid.values, span, grid.points, grid.targets, extent=grid.extent,
        class_names=grid.class_names, threshold=grid.threshold,
        ascii=screen.ascii, color=screen.color,
    )  # fmt: skip
    screen.lines(with_curves(left, span, outcome.run, screen))


def with_curves(
    left: list[str], columns: int, run: Run, screen: Terminal, epochs: int | None = None
) -> list[str]:
    """A drawing with the curves beside it, or below it where there is no room.

    Args:
        left: the drawing, `columns` wide.
        columns: its width.
        run: the training whose curves are drawn.
        screen: how much room there is.
        epochs: how many of them the curves show; all unless given.
    """
    room = min(screen.width, 80) - columns - 6
    if room >= LEAST_CURVE:
        lines = beside(left, curves(run, room, screen.ascii, epochs))
    else:
        lines = [*left, "", *curves(run, screen.width - 2, screen.ascii, epochs)]
    return [("  " + line).rstrip() for line in lines]


def curves(run: Run, columns: int, plain: bool, epochs: int | None = None) -> list[str]:
    """Accuracy and loss over the epochs, one above the other.

    Args:
        run: the training.
        columns: the width.
        plain: only characters of ASCII.
        epochs: how many of them to draw; all unless given.
    """
    history = {name: column[:epochs] for name, column in run.history.items()}
    bar = "|" if plain else "│"
    charts = []
    for name, title in (("accuracy", _("accuracy")), ("loss", _("loss, logarithmic"))):
        values = history[name].tolist() if name in history else []
        chart = curve_text(values, columns - 4, 6, log=name == "loss", ascii=plain)
        if len(values) > 1 and chart:
            charts.append((title, chart, chart[0].index(bar)))
    lines: list[str] = []
    left = max((margin for _title, _chart, margin in charts), default=0)
    for title, chart, margin in charts:
        lines += [*([""] if lines else []), " " * (left + 1) + title]
        lines += [" " * (left - margin) + line for line in chart]
    if lines:
        last = _("epoch 1 to {epochs}").format(epochs=len(history["loss"]))
        lines.append(" " * (left + 1) + last)
    return lines


def broken(command: str, columns: int) -> list[str]:
    """A command line in lines that a shell puts together again, broken before options."""
    lines: list[str] = []
    for part in re.split(r" (?=--\w)", command):
        if lines and width(f"{lines[-1]} {part} \\") <= columns:
            lines[-1] += f" {part}"
        else:
            lines.append(part if not lines else f"    {part}")
    return [f"{line} \\" for line in lines[:-1]] + lines[-1:]


def show_files(screen: Terminal, rows: Sequence[tuple[str, Path]]) -> None:
    """What was written, and where."""
    screen.line()
    screen.pairs([(name, str(path)) for name, path in rows])


def show_next(screen: Terminal, rows: Sequence[tuple[str, str]]) -> None:
    """Commands to try, each with what it does."""
    screen.heading(_("What to try next"))
    for command, text in rows:
        for line in broken(command, screen.width - 2):
            screen.line("  " + screen.style(line, "cyan"))
        screen.text(text, "      ")
