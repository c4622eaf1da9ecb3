"""When a training ends before its last epoch."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from glassnet.errors import SettingError
from glassnet.locales import _
from glassnet.nn.demand import keep, one_of, real, whole
from glassnet.nn.schedules import ReduceOnPlateau

MONITORS = ("val_loss", "loss", "val_accuracy", "accuracy")


def better(monitor: str, new: float, best: float, min_delta: float) -> bool:
    """Whether a new value of a watched column beats the best: less loss, more accuracy."""
    if math.isnan(best):
        return not math.isnan(new)
    return new > best + min_delta if "accuracy" in monitor else new < best - min_delta


@dataclass(frozen=True)
class EarlyStopping:
    """Stops when the watched number has not improved for a while.

    Args:
        patience: epochs without a new best that are allowed.
        monitor: "val_loss", "loss", "val_accuracy" or "accuracy".
        min_delta: what counts as an improvement.
        restore: whether the model goes back to its best epoch.
    """

    patience: int = 10
    monitor: str = "val_loss"
    min_delta: float = 0.0
    restore: bool = True

    def __post_init__(self) -> None:
        where = "EarlyStopping(…)"
        restore: object = self.restore
        keep(
            self,
            patience=whole(self.patience, "patience", where),
            monitor=one_of(self.monitor, MONITORS, "monitor", where),
            min_delta=real(self.min_delta, "min_delta", where, least=0.0),
            restore=bool(restore) if isinstance(restore, np.bool_) else restore,
        )
        if not isinstance(self.restore, bool):
            raise SettingError(
                _("restore is either true or false"),
                expected="True, False",
                received=f"{self.restore!r:.60}",
                where="EarlyStopping(…)",
                fix=_("use restore=False to keep the last model instead of the best"),
            )


@dataclass(frozen=True)
class StopAt:
    """Stops as soon as an epoch reaches a target.

    Args:
        loss: stop when the training loss is at most this.
        accuracy: stop when the training accuracy is at least this.
        val_loss: the same for the validation loss.
        val_accuracy: the same for the validation accuracy.
    """

    loss: float | None = None
    accuracy: float | None = None
    val_loss: float | None = None
    val_accuracy: float | None = None

    def __post_init__(self) -> None:
        targets = self.targets()
        for name, value in targets.items():
            keep(self, **{name: real(value, name, "StopAt(…)")})
            if "accuracy" in name and not 0 <= value <= 1:
                raise SettingError(
                    _("an accuracy of {value:g} cannot be reached").format(value=value),
                    expected=_("a part of the examples, from 0 to 1"),
                    received=f"{value:g}",
                    where=f"StopAt({name}={value:g})",
                    fix=_("for example {example}").format(example=f"{name}=0.95"),
                )
        if not targets:
            raise SettingError(
                _("a target is missing"),
                expected="StopAt(loss=0.01), StopAt(accuracy=1.0)",
                received="StopAt()",
                where="StopAt(…)",
                fix=_("say at which loss or accuracy to stop"),
            )

    def targets(self) -> dict[str, float]:
        """The targets that are set, by column."""
        columns = ("loss", "accuracy", "val_loss", "val_accuracy")
        return {name: value for name in columns if (value := getattr(self, name)) is not None}

    def reached(self, row: Mapping[str, float]) -> bool:
        """Whether this row of the history meets any target."""
        return any(
            row[name] >= target if "accuracy" in name else row[name] <= target
            for name, target in self.targets().items()
            if name in row
        )


@dataclass
class Watch:
    """Remembers the best value of a column and how long ago it was."""

    monitor: str
    min_delta: float = 0.0
    best: float = math.nan
    epoch: int = 0  # from 1; 0 as long as there is none
    since: int = 0

    def see(self, row: Mapping[str, float], epoch: int) -> bool:
        """Notes an epoch; True if it is a new best."""
        if better(self.monitor, row[self.monitor], self.best, self.min_delta):
            self.best, self.epoch, self.since = row[self.monitor], epoch, 0
            return True
        self.since += 1
        return False


@dataclass
class Plateau:
    """The learning rate under `ReduceOnPlateau`, which depends on what happened."""

    schedule: ReduceOnPlateau
    base: float
    watch: Watch
    lr: float = field(init=False)

    def __post_init__(self) -> None:
        self.lr = self.base

    def see(self, row: Mapping[str, float], epoch: int) -> None:
        """Notes an epoch and lowers the rate if it is time."""
        if not self.watch.see(row, epoch) and self.watch.since >= self.schedule.patience:
            self.lr = max(self.lr * self.schedule.factor, self.base * self.schedule.floor)
            self.watch.since = 0


def check_columns(
    names: Collection[str], columns: Collection[str], is_class: bool, where: str
) -> None:
    """Raises SettingError if a watched column is not going to be in the history.

    Args:
        names: the watched columns.
        columns: what the validation adds: val_loss and so on; nothing without validation.
        is_class: whether the targets are classes, so that there is an accuracy.
        where: the setting that watches.
    """
    for name in names:
        if name.startswith("val_") and not columns:
            raise SettingError(
                _("{monitor} is watched, but there is no validation data").format(monitor=name),
                expected="validation=0.2",
                received="validation=None",
                where=where,
                fix=_("give validation=, or watch {name}").format(name=name.removeprefix("val_")),
            )
        if "accuracy" in name and not is_class:
            raise SettingError(
                _("{monitor} is watched, but the targets are not classes").format(monitor=name),
                expected=_("labels, one-hot rows, or a column of 0 and 1"),
                received=_("targets that are other numbers"),
                where=where,
                fix=_("watch {name} instead").format(name=name.replace("accuracy", "loss")),
            )
