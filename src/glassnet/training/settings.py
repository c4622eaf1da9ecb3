"""Settings: everything that decides how a training goes, besides the numbers it works on."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from glassnet.errors import FileFormatError, GlassnetError, SettingError
from glassnet.executors.random import check_seed
from glassnet.locales import _
from glassnet.nn.demand import keep, one_of, real, whole
from glassnet.nn.optimizers import Clip, Optimizer
from glassnet.nn.schedules import Schedule
from glassnet.nn.spec import from_plain, to_plain
from glassnet.training.stopping import EarlyStopping, StopAt

RECORDS = ("accuracy", "grad_norm")
ENGINES = ("auto", "reference")
MOST_EPOCHS = 10**15


@dataclass(frozen=True)
class Settings:
    """How a training goes. Two trainings with equal settings and data are equal.

    Attributes:
        epochs: how often all examples are seen.
        batch_size: examples per update; None for all of them.
        seed: what shuffles and dropout masks start from.
        optimizer: how a gradient becomes a step.
        schedule: the learning rate of each epoch.
        clip: limits on the gradients.
        gradient: "backprop", or "numeric" as the fourth tutorial does it.
        delta: the small change of the numeric gradient.
        early_stopping: when to give up.
        stop_at: when it is good enough.
        record: further columns of the history.
        engine: what computes: "auto" or "reference".
    """

    epochs: int
    batch_size: int | None
    seed: int
    optimizer: Optimizer
    schedule: Schedule
    clip: Clip | None = None
    gradient: str = "backprop"
    delta: float = 1e-4
    early_stopping: EarlyStopping | None = None
    stop_at: StopAt | None = None
    record: tuple[str, ...] = ()
    engine: str = "auto"

    def __post_init__(self) -> None:
        self._check_kinds()
        keep(self, epochs=whole(self.epochs, "epochs", "train(epochs=…)", least=0))
        if self.epochs > MOST_EPOCHS:
            raise SettingError(
                _("so many epochs will never end"),
                expected=_("at most {most}").format(most=MOST_EPOCHS),
                received=f"{self.epochs:.3e}" if self.epochs < 10**300 else _("an endless number"),
                where="train(epochs=…)",
                fix=_("use fewer epochs, or stop_at= to stop when it is good enough"),
            )
        if self.batch_size is not None:
            keep(self, batch_size=whole(self.batch_size, "batch_size", "train(batch_size=…)"))
        keep(self, seed=check_seed(self.seed, "train(seed=…)"))
        one_of(self.gradient, ("backprop", "numeric"), "gradient", "train(gradient=…)")
        keep(self, delta=real(self.delta, "delta", "train(delta=…)", above=0.0))
        one_of(self.engine, ENGINES, "engine", "train(engine=…)")
        for name in self.record:
            one_of(name, RECORDS, "record", "train(record=…)")

    def _check_kinds(self) -> None:
        for name, kind, example in (
            ("optimizer", Optimizer, "SGD(0.1)"),
            ("schedule", Schedule, "Cosine()"),
            ("clip", Clip | None, "Clip(norm=1.0)"),
            ("early_stopping", EarlyStopping | None, "EarlyStopping(patience=10)"),
            ("stop_at", StopAt | None, "StopAt(accuracy=1.0)"),
        ):
            value = getattr(self, name)
            if not isinstance(value, kind):
                raise SettingError(
                    _("{name} is not understood").format(name=name),
                    expected=example,
                    received=f"{value!r:.60}",
                    where=f"train({name}=…)",
                    fix=_("for example {example}").format(example=f"{name}={example}"),
                )

    def check_data(self, examples: int) -> None:
        """Raises SettingError if a batch would be larger than the data."""
        if self.batch_size is not None and self.batch_size > examples:
            raise SettingError(
                _("the batch is larger than the data"),
                expected=_("batch_size from 1 to {m}").format(m=examples),
                received=str(self.batch_size),
                where="train(batch_size=…)",
                fix=_("use batch_size=None to take all {m} examples at once").format(m=examples),
            )

    def plain(self) -> dict[str, Any]:
        """The settings as plain data for a file."""
        result = {field.name: to_plain(getattr(self, field.name)) for field in fields(self)}
        for name in ("early_stopping", "stop_at"):
            value = getattr(self, name)
            result[name] = None if value is None else asdict(value)
        return result


def read_settings(plain: Mapping[str, Any], where: str) -> Settings:
    """The settings behind plain data.

    Raises:
        FileFormatError: if they are not settings.
    """
    values: dict[str, Any] = dict(plain)
    try:
        for name in ("optimizer", "schedule", "clip"):
            values[name] = from_plain(values[name], where)
        for name, kind in (("early_stopping", EarlyStopping), ("stop_at", StopAt)):
            if values.get(name) is not None:
                values[name] = kind(**values[name])
        values["record"] = tuple(values.get("record", ()))
        return Settings(**values)
    except FileFormatError:
        raise
    except (KeyError, TypeError, AttributeError, GlassnetError) as error:
        raise FileFormatError(
            _("the file's settings cannot be read"),
            expected=_("the settings of a training, as glassnet wrote them"),
            received=f"{type(error).__name__}: {error}".splitlines()[0][:160],
            where=where,
            fix=_("restore the file from a backup, or train again"),
        ) from None
