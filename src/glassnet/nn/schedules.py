"""Schedules: how the learning rate changes from epoch to epoch."""

import math
from dataclasses import dataclass
from typing import ClassVar

from glassnet.locales import _
from glassnet.nn.demand import keep, one_of, real, whole


@dataclass(frozen=True)
class Schedule:
    """The learning rate of each epoch. This one keeps it constant."""

    name: ClassVar[str] = "constant"

    def lr(self, base: float, epoch: int, epochs: int) -> float:
        """The learning rate of an epoch.

        Args:
            base: the optimizer's own learning rate.
            epoch: the epoch, from 0.
            epochs: how many there are to be.
        """
        return base


@dataclass(frozen=True)
class StepDecay(Schedule):
    """Multiplied by a factor every so many epochs."""

    name: ClassVar[str] = "step"
    factor: float = 0.5
    every: int = 10

    def __post_init__(self) -> None:
        keep(
            self,
            factor=real(self.factor, "factor", "StepDecay(…)", above=0.0),
            every=whole(self.every, "every", "StepDecay(…)"),
        )

    def lr(self, base: float, epoch: int, epochs: int) -> float:
        """base · factor^(epoch // every)."""
        return float(base * self.factor ** (epoch // self.every))


@dataclass(frozen=True)
class Exponential(Schedule):
    """Multiplied by a factor after each epoch."""

    name: ClassVar[str] = "exponential"
    factor: float = 0.95

    def __post_init__(self) -> None:
        keep(self, factor=real(self.factor, "factor", "Exponential(…)", above=0.0))

    def lr(self, base: float, epoch: int, epochs: int) -> float:
        """base · factor^epoch."""
        return float(base * self.factor**epoch)


@dataclass(frozen=True)
class InverseScaling(Schedule):
    """Divided by a growing power of the epoch number."""

    name: ClassVar[str] = "inverse_scaling"
    power: float = 0.5

    def __post_init__(self) -> None:
        keep(self, power=real(self.power, "power", "InverseScaling(…)", least=0.0))

    def lr(self, base: float, epoch: int, epochs: int) -> float:
        """base / (epoch + 1)^power."""
        return float(base / (epoch + 1) ** self.power)


@dataclass(frozen=True)
class Cosine(Schedule):
    """Half a cosine wave from the learning rate down to a floor.

    Args:
        floor: the learning rate at the end, as a part of the first one.
    """

    name: ClassVar[str] = "cosine"
    floor: float = 0.0

    def __post_init__(self) -> None:
        keep(self, floor=real(self.floor, "floor", "Cosine(…)", least=0.0, below=1.0))

    def lr(self, base: float, epoch: int, epochs: int) -> float:
        """From base at the first epoch towards base · floor after the last."""
        wave = (1 + math.cos(math.pi * epoch / max(epochs, 1))) / 2
        return base * (self.floor + (1 - self.floor) * wave)


@dataclass(frozen=True)
class ReduceOnPlateau(Schedule):
    """Multiplied by a factor whenever the watched loss has stopped falling.

    Args:
        factor: what to multiply by.
        patience: epochs without a new best before that.
        floor: the smallest learning rate, as a part of the first one.
    """

    name: ClassVar[str] = "reduce_on_plateau"
    factor: float = 0.5
    patience: int = 10
    floor: float = 1e-4

    def __post_init__(self) -> None:
        where = "ReduceOnPlateau(…)"
        keep(
            self,
            factor=real(self.factor, "factor", where, above=0.0, below=1.0),
            patience=whole(self.patience, "patience", where),
            floor=real(self.floor, "floor", where, least=0.0, below=1.0),
        )


SCHEDULES: dict[str, type[Schedule]] = {
    each.name: each
    for each in (Schedule, StepDecay, Exponential, InverseScaling, Cosine, ReduceOnPlateau)
}


def schedule_of(value: object, where: str) -> Schedule:
    """The schedule of that name or class, the given one, or a constant.

    Raises:
        UnknownNameError: if the name is not known.
    """
    if isinstance(value, Schedule):
        return value
    if value is None:
        return Schedule()
    if isinstance(value, type) and issubclass(value, Schedule):
        return value()
    return SCHEDULES[one_of(value, SCHEDULES, _("schedule"), where)]()
