"""Targets of a size that networks do not learn, counted in a unit of their own."""

from dataclasses import dataclass, replace

import numpy as np

from glassnet.data import Dataset, Scaler
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.report.numerals import number
from glassnet.training.recipe import Prepared


@dataclass(frozen=True)
class TargetUnit:
    """scaled = (target - mean) / size, the same for all columns of targets.

    Args:
        scaler: what measured mean and size on the training targets; a run keeps it.
    """

    scaler: Scaler

    def apply(self, Y: Array) -> Array:
        """Targets in this unit, of any shape."""
        return self.scaler.apply(Y.reshape(len(Y), -1)).reshape(Y.shape)

    def undo(self, Y: Array) -> Array:
        """Answers of the network in the units of the data, of any shape."""
        return self.scaler.undo(Y.reshape(len(Y), -1)).reshape(Y.shape)

    def sentence(self) -> str:
        """What was done to the targets, and how to undo it."""
        return _(
            "Targets are standardised (mean 0, standard deviation 1), because a network "
            "learns numbers of size 1 best: target = {size} · answer + {offset}."
        ).format(size=number(self.scaler.spread[0], 6), offset=number(self.scaler.offset[0], 6))


def unit_for(dataset: Dataset, prepared: Prepared) -> TargetUnit | None:
    """A unit, if the targets of a file are far from size 1; measured on the training part.

    Weights change by small steps: a price of 250,000 would take forever.
    """
    if dataset.task != "regression" or "file" not in dataset.recipe:
        return None
    Y = np.asarray(prepared.Y, dtype=np.float64)
    mean, size = float(Y.mean()), float(Y.std())
    if size == 0 or (0.1 <= size <= 10 and abs(mean) <= 10):
        return None
    return TargetUnit(Scaler("standard", together=True).fit(Y.reshape(len(Y), -1)))


def in_unit(prepared: Prepared, unit: TargetUnit) -> Prepared:
    """The data with targets in the unit; they are kept as they are, not made again."""
    held = prepared.validation
    return replace(
        prepared,
        Y=unit.apply(prepared.Y),
        validation=None if held is None else (held[0], unit.apply(held[1])),
        recipe={},
    )
