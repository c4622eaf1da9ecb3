"""What is decided after each epoch: a new best, a lower learning rate, the end."""

from collections.abc import Mapping
from dataclasses import dataclass

from glassnet.nn.schedules import ReduceOnPlateau
from glassnet.training.checkpoints import State
from glassnet.training.settings import Settings
from glassnet.training.stopping import Plateau, Watch, check_columns


@dataclass(frozen=True)
class Best:
    """The best epoch so far, by the watched column.

    Attributes:
        epoch: which, from 1.
        step: updates done at its end.
        state: params and optimizer state then.
    """

    epoch: int
    step: int
    state: State


class EpochRules:
    """Applies the rules of a training to each row of its history.

    Args:
        settings: the rules.
        columns: what the validation adds to a row: val_loss, val_accuracy or val_r2.
        is_class: whether the targets are classes, so that there is an accuracy.

    Raises:
        SettingError: if a rule watches a column that there is not going to be.
    """

    def __init__(self, settings: Settings, columns: tuple[str, ...], is_class: bool) -> None:
        self.settings = settings
        self.best: Best | None = None
        self.record = frozenset(settings.record)
        check_columns(self.record, columns, is_class, "train(record=…)")
        self._watch: Watch | None = None
        if (rule := settings.early_stopping) is not None:
            check_columns({rule.monitor}, columns, is_class, "EarlyStopping(monitor=…)")
            self._watch = Watch(rule.monitor, rule.min_delta)
            self.record |= {rule.monitor} & {"accuracy"}
        if (goal := settings.stop_at) is not None:
            check_columns(goal.targets(), columns, is_class, "StopAt(…)")
            self.record |= goal.targets().keys() & {"accuracy"}
        self.plateau: Plateau | None = None
        if isinstance(settings.schedule, ReduceOnPlateau):
            watch = Watch("val_loss" if "val_loss" in columns else "loss")
            self.plateau = Plateau(settings.schedule, settings.optimizer.lr, watch)

    def see(self, row: Mapping[str, float], epoch: int, step: int, state: State) -> str | None:
        """Notes an epoch; the reason to end the training, if there is one.

        Args:
            row: its row of the history.
            epoch: which, from 1.
            step: updates done.
            state: params and optimizer state after them.
        """
        if self.plateau is not None:
            self.plateau.see(row, epoch)
        stop, rule = self.settings.stop_at, self.settings.early_stopping
        late = False
        if self._watch is not None and rule is not None:
            if self._watch.see(row, epoch):
                self.best = Best(epoch, step, dict(state))
            late = self._watch.since >= rule.patience
        if stop is not None and stop.reached(row):
            return "target reached"
        return "early stopping" if late else None

    def restored(self, step: int) -> Best | None:
        """The best epoch, if the model is to go back to it and it is among the steps done."""
        rule = self.settings.early_stopping
        if rule is None or not rule.restore or self.best is None or self.best.step > step:
            return None
        return self.best
