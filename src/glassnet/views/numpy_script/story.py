"""What an exported script has to repeat, gathered from a run or from a model and settings."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, cast

import numpy as np

from glassnet.core import notation
from glassnet.core.derivation import Derivation, Layout
from glassnet.errors import SettingError
from glassnet.locales import _
from glassnet.nn.demand import one_of
from glassnet.nn.lower import lower
from glassnet.nn.network import Network
from glassnet.nn.schedules import ReduceOnPlateau
from glassnet.views.numpy_script.arrays import Array
from glassnet.views.numpy_script.forms import FORMS, Form
from glassnet.views.numpy_script.trained import Trainable, Trained


def turned(array: Array, layout: Layout) -> Array:
    """An array with examples as rows, or a parameter, in a layout."""
    if layout == "rows":
        return array
    return np.ascontiguousarray(array.T if array.ndim == 2 else array.reshape(-1, 1))


def is_scaling(scaler: Any) -> bool:
    """Whether a scaler is there and changes anything."""
    return scaler is not None and scaler.kind != "none"


@dataclass(frozen=True)
class Story:
    """A training that a script is to repeat.

    Attributes:
        run: what it was.
        steps: how many updates there are.
        layout: "rows", or "columns" for the course's own form.
        form: whether a step takes a batch at once, one example at a time, or number by number.
    """

    run: Trained
    steps: int
    layout: Layout = "rows"
    form: Form = "batch"

    @property
    def network(self) -> Network:
        """What is trained."""
        return self.run.network

    @property
    def settings(self) -> Any:
        """How it is trained."""
        return self.run.settings

    @property
    def examples(self) -> int:
        """How many examples there are."""
        return len(self.run.X)

    @property
    def dtype(self) -> str:
        """The type of every number."""
        return str(self.run.X.dtype)

    @property
    def numeric(self) -> bool:
        """Whether gradients come from small changes of each parameter."""
        return bool(self.settings.gradient == "numeric")

    @property
    def batched(self) -> bool:
        """Whether an epoch has batches, drawn anew each time."""
        return self.settings.batch_size is not None

    @property
    def weighted(self) -> bool:
        """Whether examples have weights."""
        return self.run.plan.weights is not None

    @property
    def scaled(self) -> bool:
        """Whether X was scaled before the training."""
        return is_scaling(self.run.scaler)

    @property
    def target_scaler(self) -> Any:
        """What scaled Y before the training, or None."""
        return getattr(self.run, "target_scaler", None)

    @property
    def targets_scaled(self) -> bool:
        """Whether Y was scaled before the training."""
        return is_scaling(self.target_scaler)

    @property
    def classes(self) -> tuple[str, ...]:
        """The names of the classes; none if they do not fit the outputs."""
        fits = len(self.run.classes) == max(2, self.network.outputs)
        return tuple(self.run.classes) if fits and self.run.is_class else ()

    @cached_property
    def per_epoch(self) -> int:
        """Updates in one epoch."""
        size = self.settings.batch_size
        return 1 if size is None else -(-self.examples // size)

    @property
    def epochs(self) -> int:
        """Epochs that were begun."""
        return -(-self.steps // self.per_epoch)

    @property
    def broken_off(self) -> bool:
        """Whether the last epoch was not finished."""
        return self.steps % self.per_epoch != 0

    @property
    def rates(self) -> list[float]:
        """The learning rate of each epoch."""
        return [self.run.lr_of(epoch) for epoch in range(self.epochs)]

    @property
    def best_epoch(self) -> int | None:
        """The epoch, from 1, whose parameters are the result, if it is not the last step."""
        best = self.run.best
        return best[0] if best is not None and best[1] != self.steps else None

    def told_as(self, form: Form) -> "Story":
        """The same training with its equations in another form.

        Raises:
            SettingError: if there is no such form.
        """
        one_of(form, FORMS, _("form of the equations"), "numpy_script(form=…)")
        return replace(self, form=form)

    def derivation(self) -> Derivation:
        """The equations of one step; their text does not depend on the number of examples."""
        settings = self.settings
        return lower(
            self.network,
            settings.batch_size or self.examples,
            optimizer=settings.optimizer,
            layout=self.layout,
            dtype=self.dtype,
            clip=settings.clip,
            weighted=self.weighted,
            dropout=self.network.has_dropout,
            gradient="numeric" if self.numeric else "backprop",
        )

    def loss_derivation(self) -> Derivation:
        """The forward pass and the loss, as the numeric gradient needs them."""
        return lower(
            self.network,
            self.settings.batch_size or self.examples,
            layout=self.layout,
            dtype=self.dtype,
            weighted=self.weighted,
            dropout=self.network.has_dropout,
            extent="loss",
        )

    def forward_derivation(self) -> Derivation:
        """The forward pass alone."""
        return lower(
            self.network, self.examples, layout=self.layout, dtype=self.dtype, extent="forward"
        )

    def data(self) -> dict[str, Array]:
        """X, Y and sample weights, in the layout."""
        found = {"X": self.run.X, notation.TARGET: self.run.Y}
        if self.weighted:
            found[notation.SAMPLE_WEIGHT] = self.run.plan.weights
        return {name: self.turned(value) for name, value in found.items()}

    def params(self) -> dict[str, Array]:
        """The parameters before the first update, in the layout."""
        return {name: self.turned(value) for name, value in self.run.start.items()}

    def state(self) -> dict[str, tuple[int, ...]]:
        """The shape of what the optimizer remembers, by name."""
        return {var.name: var.shape for var in self.derivation().inputs if var.role == "state"}

    def turned(self, array: Array) -> Array:
        """An array with examples as rows, or a parameter, in the layout."""
        return turned(array, self.layout)

    def threshold(self) -> float:
        """Where a single output turns from no to yes."""
        return self.network.threshold


def story_of(
    source: object,
    X: Any,
    Y: Any,
    layout: Layout,
    settings: dict[str, Any],
    call: str = "numpy_script",
) -> Story:
    """What a script of this run, or of this model with these settings, has to repeat.

    Args:
        source: the run, or a model.
        X: inputs, for a model.
        Y: targets, for a model.
        layout: "rows" or "columns".
        settings: for a model, as `train` takes them.
        call: the function that a user called, for errors.

    Raises:
        SettingError: if something is missing, or a setting depends on how training goes.
    """
    if hasattr(source, "settings") and not isinstance(source, type):
        if X is not None or Y is not None or settings:
            raise SettingError(
                _("a run has its own data and settings"),
                expected=f"{call}(run)",
                received=", ".join(settings) or "X=, Y=",
                where=f"{call}(run, …)",
                fix=_("give the run alone, or a model with data and settings"),
            )
        run = cast(Trained, source)
        return Story(run, run.steps, layout)
    if isinstance(source, type) or not hasattr(source, "train"):
        raise SettingError(
            _("this is nothing that a script could repeat"),
            expected=_("a run, or a model with X and Y"),
            received=f"{source!r:.60}",
            where=f"{call}(…)",
            fix=_("train first, then give the run: {call}(model.train(…))").format(call=call),
        )
    if X is None or Y is None:
        raise SettingError(
            _("a script needs data to train on"),
            expected=f"{call}(model, X=…, Y=…, epochs=…)",
            received=", ".join(
                f"{name}="
                for name, value in {"X": X, "Y": Y, **settings}.items()
                if value is not None
            )
            or _("nothing"),
            where=f"{call}(model, …)",
            fix=_("give X and Y, or give a run"),
        )
    return _untrained(cast(Trainable, source), X, Y, layout, settings, call)


def _untrained(
    model: Trainable, X: Any, Y: Any, layout: Layout, settings: dict[str, Any], call: str
) -> Story:
    """The story of a training that has not happened: all of it is known beforehand."""
    for name in ("folder", "callbacks"):
        if settings.get(name):
            raise SettingError(
                _("{name} belongs to a training; a script of a model trains nothing").format(
                    name=name
                ),
                expected=f"{call}(model, X=…, Y=…, epochs=…)",
                received=f"{name}={settings[name]!r}",
                where=f"{call}(model, {name}=…)",
                fix=_("leave it out, or train and give the run: {call}(model.train(…))").format(
                    call=call
                ),
            )
    stop: Callable[[object], str] = lambda event: "stop"  # noqa: E731
    run: Trained = model.copy().train(X, Y, **{**settings, "callbacks": (stop,)})
    how = run.settings
    unknown = {
        "schedule": isinstance(how.schedule, ReduceOnPlateau),
        "early_stopping": how.early_stopping is not None,
        "stop_at": how.stop_at is not None,
    }
    for name, depends in unknown.items():
        if depends:
            raise SettingError(
                _("what {name} does is known only after training").format(name=name),
                expected=f"{call}(model.train(…))",
                received=f"{name}={getattr(how, name)!r:.80}",
                where=f"{call}(model, {name}=…)",
                fix=_("train first, then give the run: {call}(model.train(…))").format(call=call),
            )
    story = Story(run, 0, layout)
    return Story(run, how.epochs * story.per_epoch, layout)
