"""Which names of a module are audited: its loss, its gradient, its parameters, its data."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from glassnet.cli.layers_text import parse_layers
from glassnet.errors import SettingError, unknown_name
from glassnet.locales import _
from glassnet.nn.demand import one_of
from glassnet.nn.losses import LOSSES, PENALTIES, loss_of
from glassnet.nn.network import Network
from glassnet.nn.spec import from_plain

# What each may be called; the second spelling is that of the well-known course.
SPELLINGS = {
    "loss": ("loss", "feed_forward"),
    "grad": ("grad", "update_weights"),
    "params": ("params", "weights", "W", "w"),
    "X": ("X", "x", "inputs"),
    "Y": ("Y", "y", "outputs"),
    "network": ("network", "layers"),
}
NEEDED = ("loss", "grad", "params")
_LOSS = ("factor", "reduction")
_PENALTY = ("strength", "per", "biases", "penalty_factor")
FIELDS = ("inputs", "layers", "loss", *_LOSS, "penalty", *_PENALTY)


@dataclass(frozen=True)
class Names:
    """What an audit needs of a module."""

    loss: Any
    grad: Any
    params: Any
    network: Network | None
    X: Any
    Y: Any


def names_of(module: ModuleType, file: str) -> Names:
    """What is audited in a module.

    Raises:
        SettingError: if something that is needed is not there.
    """
    found = {
        name: next((getattr(module, each) for each in spelled if hasattr(module, each)), None)
        for name, spelled in SPELLINGS.items()
    }
    for name in NEEDED:
        if found[name] is None:
            raise _absent(module, name, file)
    network = found.pop("network")
    return Names(network=_network(network, found["X"], file), **found)


def _absent(module: ModuleType, name: str, file: str) -> SettingError:
    there = [each for each in vars(module) if not each.startswith("_")]
    return SettingError(
        _("the module has no {name}").format(name=name),
        expected=_("loss(params), grad(params) and params; or {course} with W, x and y").format(
            course="feed_forward(inputs, outputs, weights), "
            "update_weights(inputs, outputs, weights, lr)"
        ),
        received=", ".join(there)[:200] or _("no names at all"),
        where=file,
        fix=_("define {name} at the top level of the file").format(
            name=" / ".join(SPELLINGS[name])
        ),
    )


def _network(value: Any, X: Any, file: str) -> Network | None:
    """The network that a module describes, in any form."""
    where = f"{file}: network"
    if value is None or isinstance(value, Network):
        return value
    if isinstance(value, str | list | tuple):
        value = {"layers": value}
    if not isinstance(value, Mapping):
        raise SettingError(
            _("the network is described in no way known here"),
            expected='network = {"layers": "3 sigmoid, 1", "loss": "squared_error"}',
            received=f"{value!r:.80}",
            where=where,
            fix=_("give the layers as a text, and the loss by its name"),
        )
    if "type" in value:
        made = from_plain(dict(value), where)
        return made if isinstance(made, Network) else None
    return _described(dict(value), X, where)


def _described(value: dict[str, Any], X: Any, where: str) -> Network:
    """The network of a short description."""
    for name in value:
        if name not in FIELDS:
            raise unknown_name(_("setting of a network"), str(name), FIELDS, where)
    text = value.get("layers")
    layers = ", ".join(map(str, text)) if isinstance(text, list | tuple) else str(text or "")
    inputs = value.get("inputs", np.shape(X)[1] if np.ndim(X) == 2 else 1)
    loss = loss_of(value.get("loss", "squared_error"), where)
    chosen = {each: value[each] for each in _LOSS if each in value}
    loss = LOSSES[loss.op](**chosen) if chosen else loss
    penalty = None
    if value.get("penalty") is not None:
        kind = PENALTIES[one_of(value["penalty"], PENALTIES, _("penalty"), where)]
        given = {each.removeprefix("penalty_"): value[each] for each in _PENALTY if each in value}
        penalty = kind(**{"strength": 1e-4, **given})
    return Network(inputs, parse_layers(layers, "identity"), loss=loss, penalty=penalty)
