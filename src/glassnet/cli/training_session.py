"""One call of `glassnet train`, from its words to the result on the screen."""

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glassnet.cli.blueprint import Blueprint, draw_up
from glassnet.cli.divergence import broke_off, gentler
from glassnet.cli.failures import FAILED, INTERRUPTED, notes, show_note
from glassnet.cli.invocation import program
from glassnet.cli.machine import object_line
from glassnet.cli.progress import Progress
from glassnet.cli.reasons import reason
from glassnet.cli.report_page import Outcome, measure, settings_of, write_report
from glassnet.cli.run_folder import check_free, reserved
from glassnet.cli.settings_text import parse_schedule, parse_stop, write_setting
from glassnet.cli.summary import show_files, show_next, show_outcome, show_plan
from glassnet.cli.terminal import Terminal
from glassnet.data.targets import prepare_targets
from glassnet.errors import GlassnetError, SettingError
from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.schedules import Schedule
from glassnet.training.metrics import confusion_matrix
from glassnet.training.runs import Run
from glassnet.training.stopping import EarlyStopping, StopAt
from glassnet.training.train import train

REPORT = "report.html"


class TrainingSession:
    """What is to be trained, and how.

    Args:
        source: a data set's name, or a file.
        wishes: the options by name; None where the user said nothing.
        words: the command line that repeats it.

    Raises:
        GlassnetError: an option cannot be used.
    """

    def __init__(self, source: str, wishes: Mapping[str, Any], words: str) -> None:
        self.source, self.wishes, self.words = source, wishes, words
        self.stop_at: StopAt | None = None
        schedule = wishes.get("schedule")
        self.schedule = None if schedule is None else parse_schedule(schedule)
        if wishes.get("stop_at") is not None:
            self.stop_at = StopAt(**parse_stop(wishes["stop_at"]))
        check_free(wishes.get("out"))

    def run(self, screen: Terminal) -> int:
        """Trains, shows, writes; returns the exit code."""
        plan = draw_up(self.source, self.wishes)
        epochs = self.wishes.get("epochs") or plan.defaults.epochs
        batch = self._batch_size(plan)
        why = reason(plan.dataset, plan.network)
        self._check(plan, batch)
        with reserved(self.wishes.get("out"), plan.dataset.name) as folder, notes() as said:
            show_plan(plan, screen, self._how(plan, epochs, batch), why)
            run = self._train(plan, epochs, batch, folder, Progress(screen))
            outcome = measure(run, plan, why, said)
            files = [*_reported(outcome, folder / REPORT, self.words), (_("run"), folder)]
        show_outcome(outcome, screen)
        show_files(screen, files)
        show_next(screen, _next(outcome, folder, self.words))
        if self.wishes.get("json"):
            Terminal().line(object_line(_result(outcome, folder)))
        reasons = {"interrupted": INTERRUPTED, "not finite": FAILED}
        return reasons.get(run.stopped[0], 0)

    def _how(self, plan: Blueprint, epochs: int, batch: int | None) -> str:
        """Optimizer, learning rate, epochs and batches in one line."""
        optimizer = plan.optimizer
        schedule = self.schedule or parse_schedule(plan.defaults.schedule)
        rate = f"{optimizer.lr:g}"
        if type(schedule) is not Schedule:
            rate = _("{value} ({kind})").format(
                value=rate, kind=write_setting(schedule.name, schedule, type(schedule)())
            )
        return _("{optimizer}, learning rate {lr}, {epochs} epochs, {batches}").format(
            optimizer=write_setting(optimizer.name, optimizer, type(optimizer)()),
            lr=rate,
            epochs=epochs,
            batches=_("all examples at once")
            if batch is None
            else _("batches of {n}").format(n=batch),
        )

    def _check(self, plan: Blueprint, batch: int | None) -> None:
        """Raises what the training would raise, before anything is shown or written."""
        examples = len(plan.prepared.X)
        plan.network.derive(batch or examples, plan.optimizer, dtype=plan.dtype)
        prepare_targets(plan.prepared.Y, plan.network, examples, plan.dtype, self.source)
        held = plan.prepared.validation is not None
        for name in self.stop_at.targets() if self.stop_at else ():
            if name.startswith("val_") and not held:
                raise self._no_target(name, "--validation 0.2")
            if "accuracy" in name and plan.dataset.task == "regression":
                raise self._no_target(name, "loss, val_loss")

    def _no_target(self, name: str, expected: str) -> SettingError:
        """The error for a target that this training does not measure."""
        return SettingError(
            _("this training does not measure {name}").format(name=name),
            expected=expected,
            received=name,
            where=f"--stop-at {self.wishes['stop_at']}",
            fix=_("accuracy needs classes, and val_… needs held-out examples"),
        )

    def _batch_size(self, plan: Blueprint) -> int | None:
        """The batch size; a default fits the data, a wish must."""
        asked, examples = self.wishes.get("batch_size"), len(plan.prepared.X)
        if asked is None:
            size = plan.defaults.batch_size
            return None if size is None else min(size, examples)
        if asked > examples:
            raise SettingError(
                _("the batch is larger than the data"),
                expected=_("from 1 to {m} examples, or full").format(m=examples),
                received=str(asked),
                where=f"--batch-size {asked}",
                fix=_("use --batch-size full to take all {m} examples at once").format(m=examples),
            )
        return int(asked) or None

    def _train(
        self, plan: Blueprint, epochs: int, batch: int | None, folder: Path, progress: Progress
    ) -> Run:
        patience = self.wishes.get("early_stopping")
        monitor = "loss" if plan.prepared.validation is None else "val_loss"
        model = Model(plan.network, seed=plan.seed, dtype=plan.dtype)
        try:
            return train(
                model,
                plan.prepared.X,
                plan.prepared.Y,
                epochs=epochs,
                batch_size=batch,
                optimizer=plan.optimizer,
                validation=plan.prepared.validation,
                schedule=self.schedule or parse_schedule(plan.defaults.schedule),
                clip=plan.clip,
                seed=plan.seed,
                record=("accuracy",) if plan.dataset.task == "classification" else (),
                folder=folder,
                callbacks=(progress,),
                gradient=self.wishes.get("gradient") or "backprop",
                early_stopping=None if patience is None else EarlyStopping(patience, monitor),
                stop_at=self.stop_at,
                recipe=plan.prepared.recipe or None,
                scaler=plan.prepared.scaler,
                target_scaler=None if plan.unit is None else plan.unit.scaler,
                classes=plan.dataset.classes,
            )
        finally:
            progress.stop()


def _reported(outcome: Outcome, path: Path, words: str) -> list[tuple[str, Path]]:
    """Writes the report; a full disk costs the report, not the result on the screen."""
    try:
        write_report(outcome, path, [words])
    except GlassnetError as error:
        show_note(str(error))
        return []
    return [(_("report"), path)]


def _next(outcome: Outcome, folder: Path, words: str) -> list[tuple[str, str]]:
    """What to try after this training."""
    run, name = outcome.run, outcome.plan.dataset.name
    place = shlex.quote(str(folder))
    if broke_off(run):
        lr = run.settings.optimizer.lr
        rows = [(gentler(words, lr, program()), _("the same training in smaller steps"))]
        text = _("the step that broke it off: see which row is not finite any more")
        return [*rows, (f"{program()} explain {place} --step {run.last_step}", text)]
    last = (
        f"{program()} explain {place} --step {max(run.last_step, 0)}",
        _("the last update, every equation with its numbers; --full shows large arrays whole"),
    )
    script = (
        f"{program()} export {place} --format numpy --out {shlex.quote(f'{name}_numpy.py')}",
        _("the whole training as a readable NumPy script"),
    )
    use = (
        f"run = gn.Run.open({str(folder)!r}); run.predict(X)",
        _("in Python, after import glassnet as gn: what the network answers to other inputs X"),
    )
    return [last, script, use] if run.steps else [script, use]


def _result(outcome: Outcome, folder: Path) -> dict[str, Any]:
    """The result for programs."""
    run, plan = outcome.run, outcome.plan
    settings, schedule = settings_of(outcome), run.settings.schedule
    matrix = None
    if run.is_class:
        matrix = confusion_matrix(run.network, outcome.part.outputs, outcome.part.targets)
    return {
        "data": plan.dataset.name,
        "network": {
            "inputs": run.network.inputs,
            "layers": plan.layers,
            "loss": settings["loss"],
            "parameters": run.network.param_count,
        },
        "settings": {name: settings[name] for name in ("optimizer", "scaling")}
        | {
            "schedule": write_setting(schedule.name, schedule, type(schedule)()),
            "lr": run.settings.optimizer.lr,
            "epochs": run.settings.epochs,
            "batch_size": run.settings.batch_size,
            "seed": run.settings.seed,
            "dtype": run.plan.dtype,
            "engine": run.engine,
        },
        "training": {"examples": len(run.X), **outcome.training},
        "validation": None
        if outcome.validation is None
        else {"examples": len(outcome.part.raw), **outcome.validation},
        "confusion": matrix,
        "stopped": dict(zip(("reason", "step", "equation"), run.stopped, strict=True)),
        "best_epoch": run.best[0] if run.best else None,
        "epochs_done": len(run.history.get("loss", ())),
        "steps": run.steps,
        "seconds": run.seconds,
        "warnings": list(outcome.warnings),
        "folder": str(folder),
        "report": str(folder / REPORT),
    }
