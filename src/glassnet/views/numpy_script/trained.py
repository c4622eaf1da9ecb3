"""What an exported script needs of the two things that users hold: a run and a model."""

from typing import Any, Protocol

from glassnet.nn.network import Network
from glassnet.views.numpy_script.arrays import Array


class Trained(Protocol):
    """What a script needs of a run; `training.Run` has it."""

    @property
    def network(self) -> Network:
        """What was trained."""

    @property
    def settings(self) -> Any:
        """How: epochs, batch_size, seed, optimizer, schedule, clip, gradient, delta."""

    @property
    def plan(self) -> Any:
        """Holds the sample weights."""

    @property
    def X(self) -> Array:
        """Inputs (m, n_in) as they went in."""

    @property
    def Y(self) -> Array:
        """Targets (m, n_out)."""

    @property
    def start(self) -> dict[str, Array]:
        """The parameters before the first update."""

    @property
    def model(self) -> Any:
        """The result."""

    validation: tuple[Array, Array] | None

    steps: int
    best: tuple[int, int] | None
    stopped: tuple[str, int | None, str | None]
    is_class: bool
    scaler: Any
    classes: tuple[str, ...]
    engine: str

    def lr_of(self, epoch: int) -> float:
        """The learning rate of an epoch, from 0."""

    def scores(self, X: Array, Y: Array) -> dict[str, float]:
        """How good the result is on these examples, by name: loss, accuracy."""


class Trainable(Protocol):
    """What a script needs of a model; `Model` has it."""

    def copy(self) -> "Trainable":
        """Another one with the same numbers."""

    def train(self, X: Any, Y: Any, **settings: Any) -> Any:
        """Trains it and returns a run."""
