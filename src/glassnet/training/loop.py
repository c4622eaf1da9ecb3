"""The training loop: batches, updates, events. It prints nothing."""

import math
import time
import warnings

import numpy as np

from glassnet.core import notation
from glassnet.errors import GlassnetWarning
from glassnet.executors.reference import Values, session
from glassnet.locales import _
from glassnet.nn.schedules import ReduceOnPlateau
from glassnet.training.checkpoints import State
from glassnet.training.events import (
    STOP,
    Callback,
    Ended,
    EpochEnded,
    Event,
    Progressed,
    Started,
)
from glassnet.training.metrics import accuracy
from glassnet.training.plan import Batch
from glassnet.training.runs import Run
from glassnet.training.stopping import Plateau, Watch, need_validation
from glassnet.training.validation import Evaluator

TICK = 0.05  # seconds between two signs of life within an epoch


class _NotFinite(Exception):
    """A loss or a parameter is not a finite number."""

    def __init__(self, step: int, equation: str) -> None:
        super().__init__(equation)
        self.step, self.equation = step, equation


class _Stop(Exception):
    """A rule or a callback ends the training."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Training:
    """One training under way.

    Args:
        run: the record that it fills.
        callbacks: who is told.
    """

    def __init__(self, run: Run, callbacks: tuple[Callback, ...]) -> None:
        self.run = run
        self.plan = run.plan
        self.settings = run.plan.settings
        self.callbacks = callbacks
        self.state: State = run.checkpoints.states[0]
        self.previous: tuple[State, Batch] | None = None
        self.step = 0
        self.evaluator = None
        if run.validation is not None:
            self.evaluator = Evaluator(run.network, *run.validation, run.is_class)
        self._set_rules()

    def _set_rules(self) -> None:
        settings, held = self.settings, self.evaluator is not None
        self.record = set(settings.record)
        self.watch: Watch | None = None
        self.best: tuple[int, int, State] | None = None
        if settings.early_stopping is not None:
            rule = settings.early_stopping
            need_validation(rule.monitor, held, "EarlyStopping(monitor=…)")
            self.watch = Watch(rule.monitor, rule.min_delta)
            if rule.monitor == "accuracy":
                self.record.add("accuracy")
        if settings.stop_at is not None:
            for name in settings.stop_at.targets():
                need_validation(name, held, "StopAt(…)")
                if name == "accuracy":
                    self.record.add("accuracy")
        self.plateau: Plateau | None = None
        if isinstance(settings.schedule, ReduceOnPlateau):
            watch = Watch("val_loss" if held else "loss")
            self.plateau = Plateau(settings.schedule, settings.optimizer.lr, watch)

    def go(self) -> None:
        """Trains until the last epoch or until something ends it."""
        self.began = self.ticked = time.perf_counter()
        reason: tuple[str, int | None, str | None] = ("finished", None, None)
        try:
            with session():
                self._tell(self._started())
                for epoch in range(self.settings.epochs):
                    self._epoch(epoch)
        except _NotFinite as fault:
            reason = ("not finite", fault.step, fault.equation)
        except _Stop as stop:
            reason = (stop.reason, self.step, None)
        except KeyboardInterrupt:
            reason = ("interrupted", self.step, None)
        self._finish(reason)

    def _started(self) -> Started:
        held = self.run.validation
        return Started(
            self.plan.examples,
            0 if held is None else len(held[0]),
            self.settings.epochs,
            self.plan.steps_per_epoch,
            self.run.network.param_count,
        )

    def _finish(self, reason: tuple[str, int | None, str | None]) -> None:
        rule = self.settings.early_stopping
        best = self.best if rule is not None and rule.restore else None
        seconds = time.perf_counter() - self.began
        self.run.close(self.state, self.step, reason, seconds, best)
        if reason[0] == "not finite":
            warnings.warn(
                _(
                    "the training stopped at step {step}: {equation} is not a finite number; "
                    "the model keeps its last finite values. The learning rate may be too large"
                ).format(step=reason[1], equation=reason[2]),
                GlassnetWarning,
                stacklevel=6,
            )
        for callback in self.callbacks:
            callback(Ended(reason[0], self.step, seconds))

    def _tell(self, event: Event) -> None:
        for callback in self.callbacks:
            if callback(event) == STOP:
                raise _Stop("callback")

    def _epoch(self, epoch: int) -> None:
        plan = self.plan
        if self.plateau is not None:
            plan.lrs.append(self.plateau.lr)
        sums: dict[str, float] = {}
        for _index in range(plan.steps_per_epoch):
            self._update(sums)
        row = {"epoch": float(epoch + 1), "step": float(self.step)}
        row.update({name: total / plan.examples for name, total in sums.items()})
        row["lr"] = plan.lr(epoch)
        if self.evaluator is not None:
            found = self.evaluator(self.state)
            row.update({f"val_{name}": value for name, value in found.items()})
        self.run.note(row)
        self._judge(epoch, row)

    def _judge(self, epoch: int, row: dict[str, float]) -> None:
        """Everything that may happen after an epoch."""
        if self.callbacks:
            seconds = time.perf_counter() - self.began
            self._tell(EpochEnded(epoch + 1, self.settings.epochs, self.step, row, seconds))
        if self.plateau is not None:
            self.plateau.see(row, epoch)
        if self.watch is not None:
            if self.watch.see(row, epoch):
                self.best = (epoch + 1, self.step, dict(self.state))
            elif self.watch.since >= self._patience():
                raise _Stop("early stopping")
        if self.settings.stop_at is not None and self.settings.stop_at.reached(row):
            raise _Stop("target reached")

    def _patience(self) -> int:
        rule = self.settings.early_stopping
        return rule.patience if rule is not None else 0

    def _update(self, sums: dict[str, float]) -> None:
        """One step: compute, check, note, advance."""
        plan = self.plan
        batch = plan.batch(self.step)
        values = plan.compute(self.state, batch, self._kept(batch.size))
        loss = float(values[notation.LOSS])
        if not math.isfinite(loss):
            raise self._locate(batch)
        self._add(sums, values, batch)
        before = self.state
        self.state = plan.advance(self.state, values, batch.size)
        self.previous = (before, batch)
        self.step += 1
        if self.step % plan.steps_per_epoch == 0:
            self._check_params()
        if self.run.checkpoints.due(self.step):
            self.run.checkpoint(self.step, self.state)
        if self.callbacks and self.step % plan.steps_per_epoch:
            self._tick(batch, loss)

    def _tick(self, batch: Batch, loss: float) -> None:
        now = time.perf_counter()
        if now - self.ticked >= TICK:
            self.ticked = now
            steps = self.plan.steps_per_epoch * self.settings.epochs
            self._tell(Progressed(batch.epoch + 1, self.step, steps, loss))

    def _kept(self, size: int) -> tuple[str, ...]:
        """The rows whose values the loop needs."""
        derivation = self.plan.derivation(size)
        names = [notation.LOSS]
        if self.run.network.penalty is not None:
            names += [notation.DATA_LOSS, notation.PENALTY]
        if "accuracy" in self.record:
            names.append(derivation.outputs["prediction"])
        if "grad_norm" in self.record and self.settings.gradient == "backprop":
            names += [notation.gradient(name) for name in self.run.network.param_shapes()]
        return (*names, *derivation.updates.values())

    def _add(self, sums: dict[str, float], values: Values, batch: Batch) -> None:
        """Adds a step's numbers to the epoch's, weighted by the size of the batch."""
        loss = float(values[notation.LOSS])
        step = {"loss": loss, "data_loss": loss, "penalty": 0.0}
        if notation.PENALTY in values:
            step["data_loss"] = float(values[notation.DATA_LOSS])
            step["penalty"] = float(values[notation.PENALTY])
        if "accuracy" in self.record:
            rows = slice(None) if batch.rows is None else batch.rows
            outputs = values[self.plan.derivation(batch.size).outputs["prediction"]]
            step["accuracy"] = accuracy(self.run.network, outputs, self.plan.Y[rows])
        if "grad_norm" in self.record:
            grads = [values[name] for name in values if name.startswith("d")]
            step["grad_norm"] = math.sqrt(sum(float(np.sum(g.astype(float) ** 2)) for g in grads))
        for name, value in step.items():
            sums[name] = sums.get(name, 0.0) + value * batch.size

    def _check_params(self) -> None:
        """Raises if the last update made a parameter infinite or NaN."""
        for name in self.run.network.param_shapes():
            if not np.isfinite(self.state[name]).all():
                assert self.previous is not None
                self.state, batch = self.previous
                self.step -= 1
                raise self._locate(batch)

    def _locate(self, batch: Batch) -> _NotFinite:
        """Recomputes a step with all its rows to name the first that is not finite.

        If the parameters that went in are not finite themselves, the update before is at
        fault: the training goes back to the state before it.
        """
        names = self.run.network.param_shapes()
        if self.previous and not all(np.isfinite(self.state[name]).all() for name in names):
            self.state, batch = self.previous
            self.step -= 1
        values = self.plan.compute(self.state, batch, None)
        first = next((n for n, v in values.items() if not np.isfinite(v).all()), notation.LOSS)
        return _NotFinite(batch.number, first)
