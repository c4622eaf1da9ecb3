"""The training loop: batches, updates, events. It prints nothing."""

import math
import time

from glassnet.core import notation
from glassnet.executors.reference import session
from glassnet.training.checkpoints import State
from glassnet.training.epoch_means import EpochMeans
from glassnet.training.epoch_rules import EpochRules
from glassnet.training.events import (
    STOP,
    Callback,
    Ended,
    EpochEnded,
    Event,
    Progressed,
    Started,
)
from glassnet.training.finite import all_finite, find_fault
from glassnet.training.folder import Stopped
from glassnet.training.plan import Batch
from glassnet.training.runs import Run
from glassnet.training.validation import Evaluator

TICK = 0.05  # seconds between two signs of life within an epoch
CHECK = 64  # steps between two looks at all parameters, if epochs are shorter


class _Stop(Exception):
    """A rule or a callback ends the training."""


class _NotFinite(Exception):
    """A loss or a parameter is not a finite number."""


class Training:
    """One training under way.

    Args:
        run: the record that it fills.
        callbacks: who is told.

    Raises:
        SettingError: if a rule watches a column that there is not going to be.
    """

    def __init__(self, run: Run, callbacks: tuple[Callback, ...]) -> None:
        self.run = run
        self.plan = run.plan
        self.settings = run.plan.settings
        self.callbacks = callbacks
        self.evaluator: Evaluator | None = None
        if run.validation is not None:
            self.evaluator = Evaluator(run.network, *run.validation, run.is_class)
        columns = () if self.evaluator is None else self.evaluator.columns
        self.rules = EpochRules(self.settings, columns, run.is_class)
        self.means = EpochMeans(self.plan, self.rules.record)
        # NOTE: step and state change together, in one assignment: an interruption in between
        # would leave a state under the wrong number.
        self.reached: tuple[int, State] = (0, run.checkpoints.states[0])
        self.checked = self.reached
        self.began = self.ticked = 0.0

    @property
    def step(self) -> int:
        """Updates done."""
        return self.reached[0]

    def go(self) -> None:
        """Trains until the last epoch or until something ends it.

        However it ends, the run is closed and holds what was reached. An exception of a
        callback goes on to the caller after that.
        """
        self.began = self.ticked = time.perf_counter()
        reason: Stopped | None = None
        try:
            with session():
                reason = self._epochs()
        finally:
            failed = reason is None
            if failed and not all_finite(self.reached[1]):
                self._go_back()
            reason = reason or ("interrupted", self.step, None)
            seconds = time.perf_counter() - self.began
            best = self.rules.restored(self.step)
            self.run._close(self.reached[1], self.step, reason, seconds, best)
            self._say_goodbye(Ended(reason[0], self.step, seconds), failed)

    def _say_goodbye(self, event: Ended, failed: bool) -> None:
        """Tells everybody that it is over, even if somebody cannot take it."""
        errors: list[Exception] = []
        for callback in self.callbacks:
            try:
                callback(event)
            except Exception as error:
                errors.append(error)
        if errors and not failed:
            raise errors[0]

    def _epochs(self) -> Stopped:
        """All epochs; says why the last one was the last."""
        try:
            try:
                self._tell(self._started())
                for epoch in range(self.settings.epochs):
                    self._epoch(epoch)
                reason: Stopped = ("finished", None, None)
            except _Stop as stop:
                reason = (str(stop), self.step, None)
            except KeyboardInterrupt:
                reason = ("interrupted", self.step, None)
            self._check()
        except _NotFinite:
            return self._go_back()
        return reason

    def _started(self) -> Started:
        held = self.run.validation
        return Started(
            self.plan.examples,
            0 if held is None else len(held[0]),
            self.settings.epochs,
            self.plan.steps_per_epoch,
            self.run.network.param_count,
        )

    def _tell(self, event: Event) -> None:
        for callback in self.callbacks:
            answer = callback(event)
            if isinstance(answer, str) and answer == STOP:
                raise _Stop("callback")

    def _epoch(self, epoch: int) -> None:
        plan, plateau = self.plan, self.rules.plateau
        if plateau is not None:
            plan.lrs.append(plateau.lr)
        for _index in range(plan.steps_per_epoch):
            self._update()
        step, state = self.reached
        row = {"epoch": float(epoch + 1), "step": float(step), **self.means.end()}
        row["lr"] = plan.lr(epoch)
        if self.evaluator is not None:
            found = self.evaluator(state)
            row.update({f"val_{name}": value for name, value in found.items()})
        self.run._history.append(row)
        self._keep()
        reason = self.rules.see(row, epoch + 1, step, state)
        if self.callbacks:
            seconds = time.perf_counter() - self.began
            self._tell(EpochEnded(epoch + 1, self.settings.epochs, step, row, seconds))
        if reason is not None:
            raise _Stop(reason)

    def _update(self) -> None:
        """One step: compute, check, note, advance."""
        plan = self.plan
        step, state = self.reached
        batch = plan.batch(step)
        values = plan.compute(state, batch, self.means.kept(batch.size))
        loss = float(values[notation.LOSS])
        if not math.isfinite(loss):
            raise _NotFinite
        self.means.add(loss, values, batch)
        step += 1
        self.reached = (step, plan.advance(values, batch.size))
        if step % plan.steps_per_epoch:
            self._keep()
            if self.callbacks:
                self._tick(batch, loss)
        elif step - self.checked[0] >= CHECK:
            self._check()

    def _keep(self) -> None:
        """Keeps the state if it is time, after a look at it."""
        if self.run.checkpoints.due(self.step):
            self._check()
            self.run._checkpoint(*self.reached)

    def _tick(self, batch: Batch, loss: float) -> None:
        now = time.perf_counter()
        if now - self.ticked >= TICK:
            self.ticked = now
            steps = self.plan.steps_per_epoch * self.settings.epochs
            self._tell(Progressed(batch.epoch + 1, self.step, steps, loss))

    def _check(self) -> None:
        """Raises if a number that was reached is not finite."""
        if not all_finite(self.reached[1]):
            raise _NotFinite
        self.checked = self.reached

    def _go_back(self) -> Stopped:
        """Returns to the last state whose numbers are all finite."""
        with session():
            fault = find_fault(self.plan, *self.checked, self.step)
        self.reached = (fault.step, fault.state)
        self.run._history.cut(fault.step)
        return ("not finite", fault.step, fault.equation)
