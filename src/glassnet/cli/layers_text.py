"""The layers of a network in words: "64 relu, dropout 0.2, 10 softmax".

Each part is one layer: a number of units with an activation, or a dropout with its rate.
Further words of a layer are settings: init=he_normal, bias_init=normal, bias=no.
"""

import re
from collections.abc import Sequence
from typing import Any

from glassnet.errors import SettingError, unknown_name
from glassnet.locales import _
from glassnet.nn.demand import real
from glassnet.nn.initializers import INITIALIZERS
from glassnet.nn.layers import ACTIVATIONS, Dense, Dropout, Layer, activation_name

EXAMPLE = "64 relu, dropout 0.2, 10 softmax"
HIDDEN = "relu"
_SEPARATORS = re.compile(r"[,，;；、]")
_SETTINGS = ("init", "bias_init", "bias")
_WORDS = {"yes": True, "no": False}


def parse_layers(text: str, last: str) -> list[Layer]:
    """The layers that a text describes.

    Args:
        text: as after --layers.
        last: the activation of the last layer if the text names none; a hidden layer's is
            relu then.

    Raises:
        SettingError: a layer that makes no sense; the error names it.
        UnknownNameError: an activation or a setting that does not exist.

    Example:
        >>> parse_layers("3 tanh, 1", "sigmoid")[1].activation
        'sigmoid'
    """
    parts = [part.strip() for part in _SEPARATORS.split(text)]
    if parts == [""]:
        raise SettingError(
            _("there is no layer"),
            expected=EXAMPLE,
            received=repr(text),
            where="--layers",
            fix=_("write at least the last layer, such as {example!r}").format(
                example="10 softmax"
            ),
        )
    return [
        _layer(part, _place(k, part), last if k == len(parts) else HIDDEN)
        for k, part in enumerate(parts, 1)
    ]


def write_layers(layers: Sequence[Layer]) -> str:
    """The text that `parse_layers` turns into these layers."""
    return ", ".join(_written(layer) for layer in layers)


def _written(layer: Layer) -> str:
    if isinstance(layer, Dropout):
        return f"dropout {layer.rate:g}"
    plain = Dense(layer.units, layer.activation)
    words = [str(layer.units), layer.activation]
    words += [
        f"{name}={getattr(layer, name)}"
        for name in ("init", "bias_init")
        if getattr(layer, name) != getattr(plain, name)
    ]
    return " ".join([*words, *([] if layer.bias else ["bias=no"])])


def _place(number: int, part: str) -> str:
    return _('layer {number} of --layers: "{part}"').format(number=number, part=part)


def _layer(part: str, where: str, activation: str) -> Layer:
    words = part.split()
    if not words:
        raise SettingError(
            _("a layer is empty"),
            expected=EXAMPLE,
            received=_("nothing between two commas"),
            where=where,
            fix=_("remove a comma"),
        )
    parts = _apart(words)
    if len(parts) > 1:
        raise SettingError(
            _("layers are divided by commas"),
            expected=EXAMPLE,
            received=part,
            where=where,
            fix=_("write {example!r}").format(example=", ".join(parts)),
        )
    plain = [word for word in words if "=" not in word]
    settings = [word for word in words if "=" in word]
    if plain and plain[0].lower() == "dropout":
        return _dropout(plain, settings, where)
    return _dense(plain, settings, where, activation)


def _apart(words: Sequence[str]) -> list[str]:
    """The layers that words describe if a comma was forgotten: "16 tanh 2" are two.

    A layer begins with a number of units or with dropout; [] if the words are no layers.
    """
    parts: list[list[str]] = []
    for word in words:
        begins = word.lower() == "dropout" or (word.isascii() and word.isdecimal())
        if begins and not (parts and parts[-1][-1].lower() == "dropout"):
            parts.append([])
        if not parts:
            return []
        parts[-1].append(word)
    plain = [[word for word in part if "=" not in word] for part in parts]
    return [] if any(len(each) > 2 for each in plain) else [" ".join(each) for each in parts]


def _dropout(plain: list[str], settings: list[str], where: str) -> Dropout:
    if len(plain) != 2 or settings:
        raise SettingError(
            _("a dropout has one number, its rate"),
            expected="dropout 0.2",
            received=" ".join([*plain, *settings]),
            where=where,
            fix=_("write {example!r}").format(example="dropout 0.2"),
        )
    return Dropout(real(_number(plain[1]), "rate", where, least=0.0, below=1.0))


def _dense(plain: list[str], settings: list[str], where: str, activation: str) -> Dense:
    if plain and not any(c.isdigit() for c in "".join(plain)) and plain[0] not in ACTIVATIONS:
        raise SettingError(
            _("a layer is a number of units and an activation"),
            expected=EXAMPLE,
            received=" ".join(plain),
            where=where,
            fix=_("write {example!r}; the activations are {names}").format(
                example="64 relu", names=", ".join(ACTIVATIONS)
            ),
        )
    if len(plain) > 2 or (plain and not plain[0].lstrip("+-")[:1].isdigit()):
        raise SettingError(
            _("a layer begins with its number of units"),
            expected=EXAMPLE,
            received=" ".join(plain),
            where=where,
            fix=_("write {example!r}").format(example=_suggestion(plain)),
        )
    units = _units(plain[0] if plain else "", where)
    name = activation_name(plain[1].lower(), where) if len(plain) == 2 else activation
    return Dense(units, name, **_settings(settings, where))


def _units(text: str, where: str) -> int:
    if text.isascii() and text.isdecimal() and int(text) >= 1:
        return int(text)
    raise SettingError(
        _("a layer needs at least one unit"),
        expected=_("a whole number of at least {least}").format(least=1),
        received=text,
        where=where,
        fix=_("write {example!r}").format(example="64 relu"),
    )


def _suggestion(plain: list[str]) -> str:
    """What was probably meant: "relu 64" and "relu64" are "64 relu"."""
    digits = re.findall(r"\d+", " ".join(plain)) or ["64"]
    names = re.findall(r"[A-Za-z]\w*?(?=\d*$|\d*\s)", " ".join(plain)) or [HIDDEN]
    return f"{digits[0]} {names[0].lower()}"


def _number(text: str) -> object:
    """The text as a number, or itself."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _settings(words: list[str], where: str) -> dict[str, Any]:
    chosen: dict[str, Any] = {}
    for word in words:
        name, _equals, value = word.partition("=")
        if name not in _SETTINGS:
            raise unknown_name(_("setting of a layer"), name, _SETTINGS, where)
        if name == "bias":
            if value not in _WORDS:
                raise unknown_name(_("word for bias="), value, _WORDS, where)
            chosen[name] = _WORDS[value]
        else:
            if value not in INITIALIZERS:
                raise unknown_name(_("initializer"), value, INITIALIZERS, where)
            chosen[name] = value
    return chosen
