"""Losses, optimizers, penalties, schedules and limits in words: "l2:1e-4,per=data".

A name, then after a colon its settings, divided by commas. The first number may stand alone.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from glassnet.errors import GlassnetError, SettingError, unknown_name
from glassnet.locales import _
from glassnet.nn.losses import LOSS_ALIASES, LOSSES, PENALTIES, Loss, Penalty
from glassnet.nn.optimizers import OPTIMIZERS, Clip, Optimizer
from glassnet.nn.schedules import SCHEDULES, Schedule

T = TypeVar("T")
_KEY = re.compile(r"\s*(\w+)\s*[=:]\s*(.*)", re.DOTALL)
_WORDS = {"true": True, "yes": True, "false": False, "no": False}


def parse_loss(text: str) -> Loss:
    """A loss: "squared_error" or "squared_error:factor=0.5,reduction=sum"."""
    return _built(text, {**LOSSES, **{a: LOSSES[n] for a, n in LOSS_ALIASES.items()}},
                  _("loss"), f"--loss {text}")  # fmt: skip


def parse_optimizer(text: str, lr: float | None) -> Optimizer:
    """An optimizer: "adam" or "momentum:momentum=0.8".

    Args:
        text: as after --optimizer.
        lr: the learning rate; the optimizer's own unless given.
    """
    given = {} if lr is None else {"lr": lr}
    return _built(text, OPTIMIZERS, _("optimizer"), f"--optimizer {text}", given=given)


def parse_schedule(text: str) -> Schedule:
    """A schedule: "cosine" or "step:factor=0.5,every=10"."""
    return _built(text, SCHEDULES, _("schedule"), f"--schedule {text}")


def parse_penalty(text: str) -> Penalty:
    """A penalty with its strength: "l2:1e-4" or "l2:5,per=data"."""
    where = f"--penalty {text}"
    if ":" not in text and text in PENALTIES:
        raise SettingError(
            _("a penalty needs its strength"),
            expected=f"{text}:1e-4",
            received=text,
            where=where,
            fix=_("write the strength behind a colon"),
        )
    return _built(text, PENALTIES, _("penalty"), where, first="strength")


def parse_clip(text: str) -> Clip:
    """Limits on the gradients: "norm:1" or "norm:1,value:0.5"."""
    return Clip(**_pairs(text, "--clip", _("limit"), {"norm": math.inf, "value": math.inf}))


def parse_stop(text: str) -> dict[str, float]:
    """Where to stop: "accuracy:0.99" or "loss:0.01,val_accuracy:0.99"."""
    most = {"loss": math.inf, "accuracy": 1.0, "val_loss": math.inf, "val_accuracy": 1.0}
    return _pairs(text, "--stop-at", _("stop rule"), most)


def write_setting(name: str, value: object, default: object) -> str:
    """The text for an object: its name and the settings that differ from the default's."""
    differing = [
        f"{each.name}={getattr(value, each.name)}"
        for each in fields(value)  # type: ignore[arg-type]
        if each.name != "lr" and getattr(value, each.name) != getattr(default, each.name)
    ]
    return name + (f":{','.join(differing)}" if differing else "")


def _pairs(text: str, option: str, kind: str, known: Mapping[str, float]) -> dict[str, float]:
    """Numbers by name, each greater than 0 and at most what is known to be possible."""
    found: dict[str, float] = {}
    where = f"{option} {text}"
    for part in re.split("[,，]", text):
        match = _KEY.fullmatch(part)
        if match is None:
            raise SettingError(
                _("{part!r} is not a name with a number").format(part=part.strip()),
                expected=",".join(f"{name}:1" for name in known),
                received=repr(text),
                where=option,
                fix=_("write {example!r}").format(example=_meant(part.strip(), known)),
            )
        if match[1] not in known:
            raise unknown_name(kind, match[1], known, where)
        found[match[1]] = _limit(match[2], match[1], known[match[1]], where)
    return found


def _built(
    text: str,
    known: Mapping[str, type[T]],
    kind: str,
    where: str,
    first: str | None = None,
    given: Mapping[str, float] | None = None,
) -> T:
    """The object that a text describes; its own checks see to the ranges."""
    name, _colon, rest = text.strip().partition(":")
    if name not in known:
        raise _no_colon(name, rest, known, where) or unknown_name(kind, name, known, where)
    kinds = {each.name: str(getattr(each.type, "__name__", each.type))
             for each in fields(known[name])}  # type: ignore[arg-type]  # fmt: skip
    chosen: dict[str, Any] = dict(given or {})
    for k, part in enumerate(re.split("[,，]", rest) if rest.strip() else []):
        match = _KEY.fullmatch(part)
        key, value = (match[1], match[2]) if match else (first or "", part.strip())
        if match is None and (first is None or k > 0):
            raise SettingError(
                _("{part!r} is not a setting with a value").format(part=part.strip()),
                expected=", ".join(f"{each}=…" for each in kinds) or _("no settings"),
                received=repr(text),
                where=where,
                fix=_("write NAME=VALUE, divided by commas"),
            )
        if key not in kinds:
            raise unknown_name(_("setting of {name}").format(name=name), key, kinds, where)
        chosen[key] = _value(value, kinds[key], key, where)
    try:
        return known[name](**chosen)
    except GlassnetError as error:
        # What Python calls an argument is an option here.
        error.where = where
        raise


def _meant(number: str, known: Mapping[str, float]) -> str:
    """What a number without a name was probably meant to be."""
    try:
        value = float(number)
    except ValueError:
        return f"{next(iter(known))}:1"
    if "val_accuracy" in known:
        return f"{'val_accuracy' if 0 < value <= 1 else 'loss'}:{number}"
    return f"{next(iter(known))}:{number}"


def _no_colon(
    name: str, rest: str, known: Mapping[str, type[T]], where: str
) -> SettingError | None:
    """The error for "momentum=0.8", a setting without the name that it belongs to."""
    key, equals, _number = name.partition("=")
    owners = [
        each
        for each, kind in known.items()
        if key in {f.name for f in fields(kind)}  # type: ignore[arg-type]
    ]
    if not equals or not (owners or key in known):
        return None
    owner = key if key in known else owners[0]
    example = f"{owner}:{name}" if key in owners else f"{owner}:…"
    return SettingError(
        _("the name and its settings are divided by a colon"),
        expected="NAME:SETTING=VALUE",
        received=repr(name + rest),
        where=where,
        fix=_("write {example!r}").format(example=example),
    )


def _value(text: str, kind: str, key: str, where: str) -> object:
    """The text as the kind of value that the setting has."""
    if kind == "bool":
        if text.lower() not in _WORDS:
            raise unknown_name(_("word for {key}").format(key=key), text, _WORDS, where)
        return _WORDS[text.lower()]
    if kind == "str":
        return text
    number = _float(text, key, where)
    return int(number) if kind == "int" and number == int(number) else number


def _limit(text: str, name: str, most: float, where: str) -> float:
    """A number greater than 0 and at most `most`."""
    value = _float(text, name, where)
    if 0 < value <= most:
        return value
    raise SettingError(
        _("{name} is out of range").format(name=name),
        expected=_("a number greater than 0")
        if most == math.inf
        else _("a number greater than 0 and at most {most:g}").format(most=most),
        received=text.strip(),
        where=where,
        fix=_("choose a value in that range"),
    )


def _float(text: str, key: str, where: str) -> float:
    """The text as a finite number."""
    from glassnet.nn.demand import real

    try:
        value: object = float(text)
    except ValueError:
        value = text.strip()
    return real(value, key, where)
