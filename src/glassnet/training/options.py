"""The options of `train`, each with its type, and an error for those that are none."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypedDict

from glassnet.data import Scaler
from glassnet.errors import unknown_name
from glassnet.locales import _
from glassnet.nn.demand import whole
from glassnet.nn.optimizers import SGD, Clip, Optimizer, optimizer_of
from glassnet.nn.schedules import Schedule, schedule_of
from glassnet.training.events import Callback
from glassnet.training.settings import Settings
from glassnet.training.stopping import EarlyStopping, StopAt


class Options(TypedDict, total=False):
    """What `train` can be told; `train` says what each means."""

    epochs: int
    batch_size: int | None
    optimizer: str | Optimizer | None
    validation: Any
    schedule: str | Schedule | None
    clip: Clip | None
    sample_weight: Any
    seed: int
    engine: str
    threads: int | None
    record: Sequence[str]
    folder: str | Path | None
    callbacks: Sequence[Callback]
    gradient: str
    delta: float
    early_stopping: EarlyStopping | None
    stop_at: StopAt | None
    checkpoint_every: int | None
    recipe: dict[str, Any] | None
    scaler: Scaler | None
    classes: Sequence[str]


def check_options(options: Mapping[str, object]) -> None:
    """Raises UnknownNameError for the first name that is no option, with the nearest one."""
    known = Options.__annotations__
    for name in options:
        if name not in known:
            raise unknown_name(_("training option"), name, known, f"train({name}=…)")


def settings_of(options: Options) -> Settings:
    """The settings that the options ask for; what they leave out has its default.

    Raises:
        GlassnetError: if a value cannot be used.
    """
    optimizer, threads = options.get("optimizer"), options.get("threads")
    if threads is not None:
        whole(threads, "threads", "train(threads=…)")
    return Settings(
        epochs=options.get("epochs", 100),
        batch_size=options.get("batch_size"),
        seed=options.get("seed", 0),
        optimizer=SGD(0.1) if optimizer is None else optimizer_of(optimizer, "train(optimizer=…)"),
        schedule=schedule_of(options.get("schedule"), "train(schedule=…)"),
        clip=options.get("clip"),
        gradient=options.get("gradient", "backprop"),
        delta=options.get("delta", 1e-4),
        early_stopping=options.get("early_stopping"),
        stop_at=options.get("stop_at"),
        record=tuple(options.get("record", ())),
        engine=options.get("engine", "auto"),
    )
