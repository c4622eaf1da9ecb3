"""Run: the record of a training. Every step of it can be computed again, bit for bit."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from glassnet.core.derivation import Derivation, Layout
from glassnet.data import Scaler
from glassnet.errors import RunError
from glassnet.executors.reference import Array, session
from glassnet.files import path_of
from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.demand import one_of
from glassnet.nn.network import Network
from glassnet.step import Step
from glassnet.training.checkpoints import Checkpoints, State, copied
from glassnet.training.epoch_rules import Best
from glassnet.training.folder import RUNNING, RunFolder, Stopped
from glassnet.training.history import Columns, History
from glassnet.training.other_layout import step_in_columns
from glassnet.training.plan import Plan
from glassnet.training.replay import Replay, absent, index_of
from glassnet.training.settings import Settings
from glassnet.training.units import in_units_of_data, scaled_inputs, scaled_targets
from glassnet.training.user_ops import demand_same, user_ops
from glassnet.training.validation import Evaluator, Pair


class Run:
    """The record of a training, in memory or in a folder.

    Attributes:
        plan: what each step computed with.
        checkpoints: the states that are kept.
        validation: the held-back inputs and targets, or None.
        fraction: the part that was held back by a draw, or None.
        is_class: whether the targets are classes.
        stopped: why it ended: (reason, step, equation).
        steps: how many updates were done.
        best: (epoch, step) of the best, if early stopping went back to it.
        seconds: time that it took.
        folder: where it is kept, or None.
        parent: the run that came before on the same model, or None.
        scaler: what scaled the inputs, or None.
        target_scaler: what scaled the targets, or None.
        recipe: how to make the data again, or None.
        classes: names of the classes.
        ops: what each op meant that the user had added, by name.
        engine: what computed it.
    """

    def __init__(
        self,
        plan: Plan,
        checkpoints: Checkpoints,
        *,
        validation: Pair | None = None,
        fraction: float | None = None,
        is_class: bool = False,
        recipe: dict[str, Any] | None = None,
        scaler: Scaler | None = None,
        target_scaler: Scaler | None = None,
        classes: tuple[str, ...] = (),
        parent: "Run | None" = None,
    ) -> None:
        self.plan = plan
        self.checkpoints = checkpoints
        self.validation = validation
        self.fraction = fraction
        self.is_class = is_class
        self.recipe = recipe
        self.scaler = scaler
        self.target_scaler = target_scaler
        self.classes = classes
        self.parent = parent
        self.ops = user_ops(plan.network)
        self.engine = "reference"
        self.stopped = RUNNING
        self.steps = 0
        self.seconds = 0.0
        self.best: tuple[int, int] | None = None
        self.folder: Path | None = None
        self._folder: RunFolder | None = None
        self._history = History()
        self._replay = Replay(plan, checkpoints)
        self._result: State = checkpoints.states[0]

    @property
    def network(self) -> Network:
        """What was trained."""
        return self.plan.network

    @property
    def settings(self) -> Settings:
        """How it was trained."""
        return self.plan.settings

    @property
    def X(self) -> Array:
        """The inputs that it learned from, (m, n_in), as they went in."""
        return self.plan.X

    @property
    def Y(self) -> Array:
        """The targets that it learned from, (m, n_out)."""
        return self.plan.Y

    @property
    def start(self) -> dict[str, Array]:
        """The parameters before the first update."""
        return self._params(self.checkpoints.states[0])

    @property
    def history(self) -> Columns:
        """The columns of the history, one number per epoch."""
        return self._history.columns()

    @property
    def last_step(self) -> int:
        """The largest number that `step` takes; -1 if no step ran.

        It is run.steps - 1, or run.steps if that step gave a number that is not finite: it
        ran, and can be looked at, but nothing was updated with it.
        """
        return self.steps if self.stopped[0] == "not finite" else self.steps - 1

    @property
    def model(self) -> Model:
        """The result: the last model, or the best if early stopping went back to it."""
        return self._model(self._result)

    def __repr__(self) -> str:
        sizes = "-".join(map(str, self.network.sizes))
        steps = "1 step" if self.steps == 1 else f"{self.steps} steps"
        return f"<Run {sizes}, {steps}, {self.stopped[0]}>"

    def __str__(self) -> str:
        from glassnet.training.run_text import run_text

        return run_text(self)

    def _params(self, state: Mapping[str, Array]) -> dict[str, Array]:
        return {name: np.array(state[name]) for name in self.network.param_shapes()}

    def _model(self, state: State) -> Model:
        model = Model(self.network, self._params(state), self.settings.seed, self.plan.dtype)
        model.last_run = self
        return model

    def batches(self, epoch: int) -> list[Array]:
        """The examples of each batch of an epoch, from 0, as row numbers."""
        first = index_of(epoch, "run.batches(epoch)") * self.plan.steps_per_epoch
        found = [self.plan.batch(first + i).rows for i in range(self.plan.steps_per_epoch)]
        return [np.arange(self.plan.examples) if rows is None else rows for rows in found]

    def lr_of(self, epoch: int) -> float:
        """The learning rate of an epoch, from 0.

        Raises:
            RunError: if it depends on what happened, and that epoch never came.
        """
        number, known = index_of(epoch, "run.lr_of(epoch)"), len(self.plan.lrs)
        if known and number >= known:
            raise absent(epoch, known - 1, "run.lr_of(epoch)")
        return self.plan.lr(number)

    def derivation(self, m: int) -> Derivation:
        """The equations of a step on a batch of m examples."""
        return self.plan.derivation(m)

    def at(self, k: int | None = None, *, epoch: int | None = None) -> Model:
        """The model after k updates, exactly as it was.

        Args:
            k: updates done, 0 … run.steps.
            epoch: epochs done, instead of k.

        Raises:
            RunError: if the run does not have that step.
        """
        if epoch is not None and k is None:
            last = self.steps // self.plan.steps_per_epoch
            k = index_of(epoch, "run.at(epoch=…)", last) * self.plan.steps_per_epoch
        elif epoch is not None:
            raise RunError(
                _("a moment is given by its step or by its epoch"),
                expected="run.at(k), run.at(epoch=e)",
                received=f"k={k!r}, epoch={epoch!r}",
                where="run.at(…)",
                fix=_("leave one of them out"),
            )
        demand_same(self.ops, "run.at(k)")
        return self._model(self._replay.state(index_of(k, "run.at(k)", self.steps)))

    def step(self, k: int, layout: Layout = "rows") -> Step:
        """Step number k as it ran: its batch, masks, optimizer state and learning rate.

        Args:
            k: updates that came before, 0 … run.last_step.
            layout: "columns" computes it again with examples as columns, equal up to rounding.

        Raises:
            RunError: if the run does not have that step, or an op means something else now.
        """
        one_of(layout, ("rows", "columns"), _("layout"), "run.step(layout=…)")
        demand_same(self.ops, "run.step(k)")
        number = index_of(k, "run.step(k)", self.last_step)
        batch = self.plan.batch(number)
        with session():
            feeds = self.plan.feeds(self._replay.state(number), batch)
            if layout == "columns":
                return step_in_columns(self.plan, feeds, batch.size, number)
            values = self.plan.program(batch.size, None)(feeds)
        derivation = self.plan.derivation(batch.size)
        given = {var.name: feeds[var.name] for var in derivation.inputs}
        return Step(derivation, {**given, **values}, number, self.engine)

    def predict(self, X: Any) -> Array:
        """The result's outputs for raw inputs, in the units of the data.

        Inputs are scaled as the training's were; if its targets were scaled, the outputs are
        turned back. `run.model.predict` does neither.

        Args:
            X: examples as rows, (m, n_in), as they stand in the data.
        """
        demand_same(self.ops, "run.predict(X)")
        inputs = scaled_inputs(X, self.scaler, self.network, self.plan.dtype, "run.predict(X)")
        return in_units_of_data(self.model.predict(inputs), self.target_scaler)

    def evaluate(self, X: Any, Y: Any) -> dict[str, float]:
        """How good the result is on other data.

        Args:
            X: examples as rows, (m, n_in), as they stand in the data.
            Y: labels, or targets in the units of the data.

        Returns:
            "loss", the loss that was trained, without penalty: if the training scaled its
            targets, it counts in the scaled ones, so that it compares with the history; and
            "accuracy" for classes, or "r2".
        """
        network, dtype = self.network, self.plan.dtype
        inputs = scaled_inputs(X, self.scaler, network, dtype, "run.evaluate(X, …)")
        m, where = len(inputs), "run.evaluate(…, Y)"
        targets = scaled_targets(Y, self.target_scaler, network, m, dtype, where)
        return self.scores(inputs, targets)

    def scores(self, X: Array, Y: Array) -> dict[str, float]:
        """What `evaluate` returns, for data scaled as the training's: run.X and run.Y are."""
        demand_same(self.ops, "run.evaluate(X, Y)")
        with session():
            return Evaluator(self.network, X, Y, self.is_class)(self._result)

    def _checkpoint(self, step: int, state: State) -> None:
        """Keeps a state. For the loop."""
        self.checkpoints.keep(step, state)
        if self._folder is not None:
            self._folder.checkpoint(self)

    def _keep_in(self, folder: Path) -> None:
        """Keeps the run in a folder from now on. For the loop.

        Raises:
            RunError: if the folder has something in it, or cannot be written.
        """
        kept = RunFolder.create(folder)
        kept.begin(self)
        self._folder, self.folder = kept, kept.path

    def save(self, folder: str | Path) -> None:
        """Writes the whole run to a folder, from which `Run.open` reads it.

        Args:
            folder: must not exist, or be empty.

        Raises:
            RunError: if the folder has something in it, or cannot be written.
        """
        kept = RunFolder.create(path_of(folder, "run.save(path)"))
        kept.begin(self)
        kept.complete(self)
        self.folder = kept.path

    def _close(
        self, state: State, step: int, reason: Stopped, seconds: float, best: Best | None
    ) -> None:
        """The training is over. For the loop."""
        self.steps, self.stopped, self.seconds = step, reason, seconds
        self.checkpoints.end(step, state)
        self._result = self.checkpoints.states[step]
        if best is not None:
            self.best = (best.epoch, best.step)
            self._result = copied(best.state)
        if self._folder is not None:
            self._folder.finish(self)

    @classmethod
    def open(cls, folder: str | Path, data: tuple[Any, Any] | None = None) -> "Run":
        """Opens a run from its folder.

        Args:
            folder: where it is kept.
            data: (X, Y) as they were given to `train`, if they were too large to be kept.

        Raises:
            RunError: if there is no run, or the data are missing or others.
            FileFormatError: if a file cannot be read.
        """
        from glassnet.training.reading import read_run

        return read_run(path_of(folder, "Run.open(path)"), data)

    def _restore(self, history: History, stopped: Stopped, steps: int, result: State) -> None:
        """Fills in what a folder says. For `open`."""
        self._history, self.stopped, self.steps = history, stopped, steps
        self._result = result
