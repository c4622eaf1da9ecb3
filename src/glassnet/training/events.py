"""What a training tells those who watch it. The loop itself prints nothing."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Started:
    """A training begins.

    Attributes:
        examples: how many examples it learns from.
        validation_examples: how many it is checked on.
        epochs: how many epochs it may take.
        steps_per_epoch: updates in one epoch.
        params: how many numbers it may change.
    """

    examples: int
    validation_examples: int
    epochs: int
    steps_per_epoch: int
    params: int


@dataclass(frozen=True)
class Progressed:
    """It is still going; sent at most twenty times a second within an epoch.

    Attributes:
        epoch: the current epoch, from 1.
        step: updates done.
        steps: updates that all epochs would take.
        loss: the loss of the last batch, before its update.
    """

    epoch: int
    step: int
    steps: int
    loss: float


@dataclass(frozen=True)
class EpochEnded:
    """An epoch is over.

    Attributes:
        epoch: which, from 1.
        epochs: how many there may be.
        step: updates done.
        row: the row of the history: loss, lr, val_loss and so on.
        seconds: time since the start.
    """

    epoch: int
    epochs: int
    step: int
    row: dict[str, float]
    seconds: float


@dataclass(frozen=True)
class Ended:
    """The training is over.

    Attributes:
        reason: one of REASONS.
        step: updates done.
        seconds: time that it took.
    """

    reason: str
    step: int
    seconds: float


REASONS = (
    "finished",
    "early stopping",
    "target reached",
    "callback",
    "interrupted",
    "not finite",
)
Event = Started | Progressed | EpochEnded | Ended
Callback = Callable[[Event], str | None]
STOP = "stop"
