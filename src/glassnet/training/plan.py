"""The plan of a training: what each step computes with, from its number alone.

The loop and every replay ask the same plan, so that a step recomputed years later has the
same batch, masks and learning rate, and so the same bits.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from glassnet.core import notation
from glassnet.core.derivation import Derivation, Layout
from glassnet.executors.random import dropout_mask, shuffle
from glassnet.executors.reference import Array, Program, Values
from glassnet.nn.lower import lower
from glassnet.nn.network import Network
from glassnet.nn.schedules import ReduceOnPlateau
from glassnet.training.rates import Rates
from glassnet.training.settings import Settings

State = dict[str, Array]


@dataclass(frozen=True)
class Batch:
    """One step's place and data.

    Attributes:
        number: updates before it.
        epoch: from 0.
        rows: which examples, or None for all of them in order.
        size: how many.
    """

    number: int
    epoch: int
    rows: Array | None
    size: int


class Plan:
    """What each step of a training computes with.

    Args:
        network: what is trained.
        settings: how.
        X: inputs (m, n_in), in the training's type.
        Y: targets (m, n_out).
        weights: sample weights (m, 1), or None.
        lrs: under `ReduceOnPlateau`, the rate of each epoch so far; the loop adds to it.
    """

    def __init__(
        self,
        network: Network,
        settings: Settings,
        X: Array,
        Y: Array,
        weights: Array | None = None,
        lrs: Rates | None = None,
    ) -> None:
        self.network = network
        self.settings = settings
        self.X, self.Y, self.weights = X, Y, weights
        self.dtype = str(X.dtype)
        self.lrs = Rates() if lrs is None else lrs
        self.rates = network.dropouts()
        self._derivations: dict[tuple[int, Layout], Derivation] = {}
        self._programs: dict[tuple[int, tuple[str, ...] | None], Program] = {}
        self._order: tuple[int, Array] | None = None

    @property
    def examples(self) -> int:
        """How many examples there are."""
        return len(self.X)

    @cached_property
    def steps_per_epoch(self) -> int:
        """Updates in one epoch; the last batch may be smaller."""
        size = self.settings.batch_size
        return 1 if size is None else -(-self.examples // size)

    def lr(self, epoch: int) -> float:
        """The learning rate of an epoch, from 0; infinite if it outgrows every number."""
        settings = self.settings
        if isinstance(settings.schedule, ReduceOnPlateau):
            return self.lrs[epoch] if self.lrs else settings.optimizer.lr
        try:
            return settings.schedule.lr(settings.optimizer.lr, epoch, settings.epochs)
        except OverflowError:
            return math.inf

    def batch(self, number: int) -> Batch:
        """The batch of the step that `number` updates came before."""
        epoch, index = divmod(number, self.steps_per_epoch)
        size = self.settings.batch_size
        if size is None:
            return Batch(number, epoch, None, self.examples)
        rows = self._epoch_order(epoch)[index * size : (index + 1) * size]
        return Batch(number, epoch, rows, len(rows))

    def _epoch_order(self, epoch: int) -> Array:
        if self._order is None or self._order[0] != epoch:
            self._order = (epoch, shuffle(self.settings.seed, epoch, self.examples))
        return self._order[1]

    def derivation(self, size: int, layout: Layout = "rows") -> Derivation:
        """The equations of a step on `size` examples."""
        if (size, layout) not in self._derivations:
            self._derivations[size, layout] = self._lowered(size, layout)
        return self._derivations[size, layout]

    def _lowered(self, size: int, layout: Layout) -> Derivation:
        settings = self.settings
        return lower(
            self.network,
            size,
            optimizer=settings.optimizer,
            layout=layout,
            dtype=self.dtype,
            clip=settings.clip,
            weighted=self.weights is not None,
            dropout=bool(self.rates),
            gradient="numeric" if settings.gradient == "numeric" else "backprop",
        )

    def program(self, size: int, keep: tuple[str, ...] | None) -> Program:
        """The equations of a step, made ready to run."""
        key = (size, keep)
        if key not in self._programs:
            self._programs[key] = Program(self.derivation(size), keep)
        return self._programs[key]

    def data(self, batch: Batch) -> State:
        """Everything that goes into a step besides params and optimizer state."""
        rows = slice(None) if batch.rows is None else batch.rows
        feeds: State = {notation.INPUT: self.X[rows], notation.TARGET: self.Y[rows]}
        if self.weights is not None:
            feeds[notation.SAMPLE_WEIGHT] = self.weights[rows]
        for layer, rate in self.rates.items():
            shape = (batch.size, self.network.sizes[layer])
            feeds[notation.mask(layer)] = dropout_mask(
                self.settings.seed, batch.number, layer, shape, rate, self.dtype
            )
        feeds.update(self._scalars(batch))
        return feeds

    def _scalars(self, batch: Batch) -> State:
        number = np.dtype(self.dtype).type
        clip = self.settings.clip
        values: dict[str, float | None] = {
            notation.LEARNING_RATE: self.lr(batch.epoch),
            notation.TIME: batch.number + 1,
            notation.EXAMPLES: batch.size,
            notation.ALL_EXAMPLES: self.examples,
            notation.CLIP_NORM: None if clip is None else clip.norm,
            notation.CLIP_VALUE: None if clip is None else clip.value,
        }
        return {name: number(value) for name, value in values.items() if value is not None}

    def start(self, params: Mapping[str, Array]) -> State:
        """Params and fresh optimizer state before the first step."""
        state = {
            name: np.array(value, dtype=self.dtype, order="C") for name, value in params.items()
        }
        for name in params:
            for kind in self.settings.optimizer.state:
                state[notation.state(name, kind)] = np.zeros_like(state[name])
        return state

    def compute(self, state: State, batch: Batch, keep: tuple[str, ...] | None) -> Values:
        """The values of one step, without changing anything.

        Args:
            state: params and optimizer state before it.
            batch: its place and examples.
            keep: the rows whose values are wanted, or None for all. Numeric gradients, which
                go in rather than come out, are among the values too.
        """
        feeds = self.feeds(state, batch)
        values = self.program(batch.size, keep)(feeds)
        if self.settings.gradient == "numeric":
            for name in self.network.param_shapes():
                values[notation.gradient(name)] = feeds[notation.gradient(name)]
        return values

    def feeds(self, state: State, batch: Batch) -> State:
        """Everything that goes into a step."""
        feeds = {**self.data(batch), **state}
        if self.settings.gradient == "numeric":
            feeds.update(self._numeric_gradients(feeds, batch))
        return feeds

    def _numeric_gradients(self, feeds: State, batch: Batch) -> State:
        """(L(w + delta) - L(w)) / delta for each number of each parameter, in turn."""
        program = self._loss_program(batch.size)
        original = program(feeds)[notation.LOSS]
        delta = np.dtype(self.dtype).type(self.settings.delta)
        grads: State = {}
        for name in self.network.param_shapes():
            grad = np.empty_like(feeds[name])
            for place in np.ndindex(grad.shape):
                changed = feeds[name].copy()
                changed[place] += delta
                loss = program({**feeds, name: changed})[notation.LOSS]
                grad[place] = (loss - original) / delta
            grads[notation.gradient(name)] = grad
        return grads

    def _loss_program(self, size: int) -> Program:
        """The forward pass and the loss alone."""
        key = (size, (notation.LOSS,))
        if key not in self._programs:
            derivation = lower(
                self.network,
                size,
                dtype=self.dtype,
                weighted=self.weights is not None,
                dropout=bool(self.rates),
                extent="loss",
            )
            self._programs[key] = Program(derivation, (notation.LOSS,))
        return self._programs[key]

    def advance(self, values: Values, size: int) -> State:
        """The state after an update, from the values of its step."""
        return {old: values[new] for old, new in self.derivation(size).updates.items()}

    def kept_updates(self, size: int) -> tuple[str, ...]:
        """The names of the rows that hold the next state."""
        return tuple(self.derivation(size).updates.values())

    def replay(self, state: State, first: int, last: int) -> State:
        """The state after step number `last` - 1, from that before step `first`."""
        for number in range(first, last):
            batch = self.batch(number)
            values = self.compute(state, batch, self.kept_updates(batch.size))
            state = self.advance(values, batch.size)
        return state
