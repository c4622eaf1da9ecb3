"""The options of `train`, each with its type, and an error for those that are none."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypedDict

import numpy as np

from glassnet.data import Scaler
from glassnet.errors import RunError, SettingError, UnknownNameError, unknown_name
from glassnet.locales import _
from glassnet.nn.demand import whole
from glassnet.nn.optimizers import Clip, Optimizer, optimizer_of
from glassnet.nn.schedules import Schedule, schedule_of
from glassnet.training.events import Callback
from glassnet.training.settings import Settings
from glassnet.training.stopping import EarlyStopping, StopAt
from glassnet.training.storage import json_text


class Options(TypedDict, total=False):
    """What `train` can be told; `train` says what each means."""

    epochs: int
    batch_size: int | None
    optimizer: str | Optimizer | type[Optimizer] | None
    validation: Any
    schedule: str | Schedule | type[Schedule] | None
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
    target_scaler: Scaler | None
    classes: Sequence[str]


def check_options(options: Mapping[str, object]) -> None:
    """Raises GlassnetError for a name that is no option, or a value of another kind."""
    for name in options:
        if name not in Options.__annotations__:
            raise _no_option(name)
    for name, (fits, example) in KINDS.items():
        value = options.get(name)
        if value is not None and not fits(value):
            raise SettingError(
                _("{name} is not understood").format(name=name),
                expected=example,
                received=f"{value!r:.60}",
                where=f"train({name}=…)",
                fix=_("for example {example}").format(example=f"{name}={example}"),
            )


def _list_of(kind: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, tuple | list) and all(map(kind, value))


def _is_named(kind: type[Any]) -> Callable[[Any], bool]:
    """Whether a value is a name, one of that kind, or a class of them with its default numbers."""
    return lambda value: (
        isinstance(value, str | kind) or (isinstance(value, type) and issubclass(value, kind))
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_plain(value: object) -> bool:
    """Whether a dictionary can be written to a file as JSON."""
    try:
        json_text({"value": value})
    except RunError:
        return False
    return isinstance(value, dict)


# What each option may be, besides None, and an example; Settings checks the others.
KINDS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "optimizer": (_is_named(Optimizer), "'adam'"),
    "schedule": (_is_named(Schedule), "'cosine'"),
    "folder": (lambda value: isinstance(value, str | os.PathLike), "'runs/first'"),
    "callbacks": (_list_of(callable), "[print]"),
    "record": (_list_of(_is_text), "['accuracy']"),
    "classes": (_list_of(_is_text), "['cat', 'dog']"),
    "recipe": (_is_plain, "{'data': {'name': 'xor'}}"),
    "scaler": (lambda value: isinstance(value, Scaler), "Scaler('standard').fit(X)"),
    "target_scaler": (lambda value: isinstance(value, Scaler), "Scaler('standard').fit(Y)"),
    "engine": (_is_text, "'auto'"),
    "gradient": (_is_text, "'backprop'"),
}


def option(options: Options, name: str, default: Any = None) -> Any:
    """The value of an option; a number of NumPy becomes one of Python."""
    value = options.get(name, default)
    return value.item() if isinstance(value, np.generic) else value


def count_of(options: Options, name: str) -> int | None:
    """A whole number of at least 1 among the options, or None.

    Raises:
        SettingError: if it is none.
    """
    value = option(options, name)
    return None if value is None else whole(value, name, f"train({name}=…)")


def _no_option(name: str) -> UnknownNameError:
    """The error for a name that is no option; what belongs to the optimizer is sent there."""
    error = unknown_name(_("training option"), name, Options.__annotations__, f"train({name}=…)")
    if name in ("lr", "learning_rate", "momentum", "weight_decay"):
        error.fix = _("give it to the optimizer: optimizer=gn.SGD(lr=0.1)")
    return error


def settings_of(options: Options) -> Settings:
    """The settings that the options ask for; what they leave out has its default.

    Raises:
        GlassnetError: if a value cannot be used.
    """
    optimizer = options.get("optimizer")
    optimizer = "sgd" if optimizer is None else optimizer
    count_of(options, "threads")
    return Settings(
        epochs=option(options, "epochs", 100),
        batch_size=count_of(options, "batch_size"),
        seed=option(options, "seed", 0),
        optimizer=optimizer_of(optimizer, "train(optimizer=…)"),
        schedule=schedule_of(options.get("schedule"), "train(schedule=…)"),
        clip=options.get("clip"),
        gradient=options.get("gradient", "backprop"),
        delta=option(options, "delta", 1e-4),
        early_stopping=options.get("early_stopping"),
        stop_at=options.get("stop_at"),
        record=tuple(options.get("record") or ()),
        engine=options.get("engine", "auto"),
    )
