"""The HTML report of a training, put together from the run."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from glassnet.cli.answers import MOST_WRONG, Part, answer_grid, mistakes, shown_part
from glassnet.cli.blueprint import Blueprint
from glassnet.cli.divergence import broke_off, sentences
from glassnet.cli.settings_text import write_setting
from glassnet.cli.wording import seconds_text
from glassnet.core.rows import row, shape_text
from glassnet.files import write_bytes
from glassnet.locales import _
from glassnet.nn.losses import Penalty
from glassnet.nn.optimizers import Clip
from glassnet.nn.schedules import Schedule
from glassnet.report.data import (
    Confusion,
    EquationRow,
    NetworkPicture,
    Regression,
    ReportData,
    Scores,
)
from glassnet.report.page import render
from glassnet.training.metrics import confusion_matrix
from glassnet.training.run_text import stop_text
from glassnet.training.runs import Run
from glassnet.version import __version__

Found = Mapping[str, float]
NUMBERS = 84  # columns of the step with its numbers, which fit beside the headings


@dataclass(frozen=True)
class Outcome:
    """A finished training with what was measured.

    Attributes:
        run: the record.
        plan: what was asked for.
        training: loss and accuracy or R² on the training part.
        validation: the same on the held-out part, or None.
        part: the examples whose answers are shown.
        reason: why output and loss fit the task.
        warnings: what was said on the way.
    """

    run: Run
    plan: Blueprint
    training: Found
    validation: Found | None
    part: Part
    reason: str
    warnings: Sequence[str]


def measure(run: Run, plan: Blueprint, reason: str, warnings: Sequence[str]) -> Outcome:
    """Evaluates the result of a training on both parts."""
    held = run.validation
    return Outcome(
        run=run,
        plan=plan,
        training=run.scores(run.X, run.Y),
        validation=None if held is None else run.scores(*held),
        part=shown_part(run),
        reason=reason,
        warnings=warnings,
    )


def write_report(outcome: Outcome, path: Path, commands: Sequence[str]) -> None:
    """Writes the page, all or nothing.

    Args:
        outcome: what to show.
        path: the file.
        commands: command lines that repeat the training.
    """
    write_bytes(path, render(_data(outcome, commands)).encode())


def settings_of(outcome: Outcome) -> dict[str, str]:
    """Every setting as text, in the order in which they are read."""
    run, plan = outcome.run, outcome.plan
    settings, network = run.settings, run.network
    return {
        "data": _("{data}: {title}").format(data=plan.dataset.name, title=plan.dataset.title),
        "network": f"{network.inputs} → {plan.layers.replace(', ', ' → ')}",
        "parameters": str(network.param_count),
        "loss": write_setting(network.loss.op, network.loss, type(network.loss)()),
        "penalty": "" if network.penalty is None else _penalty_text(network.penalty),
        "optimizer": write_setting(
            settings.optimizer.name, settings.optimizer, type(settings.optimizer)()
        ),
        "lr": f"{settings.optimizer.lr:g}",
        "schedule": _every_number(settings.schedule),
        "clip": "" if settings.clip is None else _clip_text(settings.clip),
        "epochs": str(settings.epochs),
        "steps": str(run.steps),
        "batch_size": _("all examples") if not settings.batch_size else str(settings.batch_size),
        "seed": str(settings.seed),
        "dtype": run.plan.dtype,
        "scaling": run.scaler.kind if run.scaler is not None else "none",
        "engine": _("NumPy reference") if run.engine == "reference" else run.engine,
        "time": seconds_text(run.seconds),
        "stopped": stop_text(run),
    }


def _every_number(schedule: Schedule) -> str:
    """A schedule with all its settings: "step: factor=0.5, every=10"."""
    numbers = [f"{each.name}={getattr(schedule, each.name)}" for each in fields(schedule)]
    return schedule.name + (f": {', '.join(numbers)}" if numbers else "")


def _penalty_text(penalty: Penalty) -> str:
    """A penalty with its strength and what else is not as usual."""
    text = _("{name}, strength {strength}").format(
        name=type(penalty).__name__, strength=f"{penalty.strength:g}"
    )
    usual = type(penalty)(penalty.strength)
    return write_setting(text, penalty, usual).replace(":", ", ", 1)


def _clip_text(clip: Clip) -> str:
    """The limits that there are."""
    limits = {_("norm"): clip.norm, _("each value"): clip.value}
    return ", ".join(f"{name} ≤ {most:g}" for name, most in limits.items() if most is not None)


def _data(outcome: Outcome, commands: Sequence[str]) -> ReportData:
    run, plan, part = outcome.run, outcome.plan, outcome.part
    # Answers of weights that are about to overflow are no result.
    failed = broke_off(run)
    wrong = [] if failed else mistakes(run, plan.dataset, part)
    history = {name: column.tolist() for name, column in run.history.items()}
    equations, numbers = _equations(run)
    notes = [outcome.reason, *([plan.unit.sentence()] if plan.unit else [])]
    confusion = None
    if run.is_class and not failed:
        matrix = confusion_matrix(run.network, part.outputs, part.targets)
        confusion = Confusion(matrix, plan.dataset.classes)
    return ReportData(
        title=_("{data} with a {sizes} network").format(
            data=plan.dataset.name, sizes="-".join(map(str, run.network.sizes))
        ),
        settings=settings_of(outcome),
        result=sentences(run)[0] if failed else "",
        training=None if failed else _scores(outcome.training, len(run.X)),
        validation=None if failed else _scores(outcome.validation, len(part.raw)),
        warnings=[*outcome.warnings, *(sentences(run)[1:] if failed else [])],
        notes=notes,
        epochs=history.pop("epoch", None),
        history=history,
        best_epoch=run.best[0] if run.best else None,
        network=None if failed else _picture(run, plan),
        boundary=None if failed else answer_grid(run, plan),
        regression=None if run.is_class or failed else _regression(run, plan, part),
        confusion=confusion,
        confusion_part="validation" if part.name == "validation" else "training",
        mistakes=wrong[:MOST_WRONG],
        mistakes_total=len(wrong),
        pixel_range=(float(plan.dataset.X.min()), float(plan.dataset.X.max())) if wrong else None,
        equations=equations,
        numbers=numbers,
        numbers_note=_("The first step of this training, as it ran.") if numbers else "",
        commands=commands,
        version=__version__,
        date=time.strftime("%Y-%m-%d %H:%M"),
    )


def _scores(found: Found | None, examples: int) -> Scores | None:
    if found is None:
        return None
    return Scores(found["loss"], found.get("accuracy"), found.get("r2"), examples)


def _picture(run: Run, plan: Blueprint) -> NetworkPicture:
    return NetworkPicture(
        network=run.network,
        params=run.model.params,
        input_names=plan.dataset.features,
        output_names=plan.dataset.classes if run.network.outputs > 1 else (),
    )


def _equations(run: Run) -> tuple[list[EquationRow], list[str]]:
    """The rows of a step, and the first step with its numbers."""
    batch = run.settings.batch_size or len(run.X)
    rows = [
        EquationRow(
            number,
            equation.phase,
            row(equation, "text"),
            shape_text(equation.out.shape),
            _("from {name}").format(name=equation.origin) if equation.origin else "",
        )
        for number, equation in enumerate(run.derivation(batch).equations, 1)
    ]
    if not run.steps:
        return rows, []
    from glassnet.views.text.step import step_text

    step = run.step(0)
    text = step_text(step.derivation, step, width=NUMBERS)
    return rows, text.split("\n\n")


def _regression(run: Run, plan: Blueprint, part: Part) -> Regression | None:
    """Predictions against true values, in the units of the data."""
    if run.network.outputs != 1:
        return None
    undo = plan.unit.undo if plan.unit else np.asarray
    true, predicted = undo(part.targets[:, 0]), undo(part.outputs[:, 0])
    if plan.dataset.X.shape[1] != 1:
        return Regression(true, predicted)
    inputs = plan.dataset.X[:, 0]
    xs = np.linspace(inputs.min(), inputs.max(), 200)
    ys = run.predict(xs[:, None])[:, 0]
    name = plan.dataset.features[0]
    return Regression(true, predicted, part.raw[:, 0], xs, ys, input_name=name)
