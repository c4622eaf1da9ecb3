"""The row of the history: what is gathered from the steps of an epoch."""

import math

import numpy as np

from glassnet.core import notation
from glassnet.executors.reference import Values
from glassnet.training.metrics import accuracy
from glassnet.training.plan import Batch, Plan


class EpochMeans:
    """Means over the examples of an epoch, each step taken before its update.

    Args:
        plan: what is computed.
        record: further columns: "accuracy", "grad_norm".
    """

    def __init__(self, plan: Plan, record: frozenset[str]) -> None:
        self.plan = plan
        self.record = record
        self._penalised = plan.network.penalty is not None
        self._gradients = [notation.gradient(name) for name in plan.network.param_shapes()]
        self._kept: dict[int, tuple[str, ...]] = {}
        self._sums: dict[str, float] = {}

    def kept(self, size: int) -> tuple[str, ...]:
        """The rows of a step on `size` examples whose values are wanted."""
        if size not in self._kept:
            names = [notation.LOSS, *self.plan.kept_updates(size)]
            if self._penalised:
                names += [notation.DATA_LOSS, notation.PENALTY]
            if "accuracy" in self.record:
                names.append(self.plan.derivation(size).outputs["prediction"])
            if "grad_norm" in self.record and self.plan.settings.gradient == "backprop":
                names += self._gradients
            self._kept[size] = tuple(names)
        return self._kept[size]

    def add(self, loss: float, values: Values, batch: Batch) -> None:
        """Adds the numbers of one step, weighted by the size of its batch."""
        step = {"loss": loss, "data_loss": loss, "penalty": 0.0}
        if self._penalised:
            step["data_loss"] = float(values[notation.DATA_LOSS])
            step["penalty"] = float(values[notation.PENALTY])
        if "accuracy" in self.record:
            step["accuracy"] = self._accuracy(values, batch)
        if "grad_norm" in self.record:
            step["grad_norm"] = self._norm(values)
        if self.plan.steps_per_epoch == 1:
            self._sums = step
            return
        for name, value in step.items():
            self._sums[name] = self._sums.get(name, 0.0) + value * batch.size

    def _accuracy(self, values: Values, batch: Batch) -> float:
        rows = slice(None) if batch.rows is None else batch.rows
        outputs = values[self.plan.derivation(batch.size).outputs["prediction"]]
        return accuracy(self.plan.network, outputs, self.plan.Y[rows])

    def _norm(self, values: Values) -> float:
        """The length of all gradients together, before any clipping."""
        squares = (np.square(values[name], dtype=np.float64).sum() for name in self._gradients)
        return math.sqrt(sum(map(float, squares)))

    def end(self) -> dict[str, float]:
        """The means of the epoch; the next one begins."""
        sums, self._sums = self._sums, {}
        if self.plan.steps_per_epoch == 1:
            return sums
        return {name: total / self.plan.examples for name, total in sums.items()}
