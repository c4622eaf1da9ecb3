"""Which network does a module describe, in whatever form it does so?"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from glassnet.cli.layers_text import parse_layers
from glassnet.diagnosis.audit.given import parameters
from glassnet.errors import GlassnetError, SettingError, unknown_name
from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.demand import one_of
from glassnet.nn.layers import Dense
from glassnet.nn.losses import LOSSES, PENALTIES, loss_of
from glassnet.nn.network import Network
from glassnet.nn.spec import from_plain

_LOSS = ("factor", "reduction")
_PENALTY = ("strength", "per", "biases", "penalty_factor")
FIELDS = ("inputs", "layers", "bias", "loss", *_LOSS, "penalty", *_PENALTY)
EXAMPLE = 'network = {"layers": "3 sigmoid, 1", "loss": "squared_error"}'


def network_of(value: Any, X: Any, params: Any, file: str) -> Network | None:
    """The network that a module describes.

    Args:
        value: a network, a model, the layers as a text or a list, a short description, or the
            plain form of a network; None if there is none.
        X: the inputs, which say how many there are of them.
        params: the parameters, which say whether there are biases.
        file: the module's file, for the errors.

    Raises:
        GlassnetError: if it describes no network.
    """
    where = f"{file}: network"
    if isinstance(value, Model):
        return value.network
    if value is None or isinstance(value, Network):
        return value
    if isinstance(value, str | list | tuple):
        value = {"layers": value}
    if not isinstance(value, Mapping):
        raise SettingError(
            _("the network is described in no way known here"),
            expected=EXAMPLE,
            received=f"{value!r:.80}",
            where=where,
            fix=_("give the layers as a text, and the loss by its name"),
        )
    if "type" in value:
        made = from_plain(dict(value), where)
        return made if isinstance(made, Network) else None
    return _described(dict(value), X, params, where)


def _described(value: dict[str, Any], X: Any, params: Any, where: str) -> Network:
    """The network of a short description."""
    for name in value:
        if name not in FIELDS:
            raise unknown_name(_("setting of a network"), str(name), FIELDS, where)
    loss = loss_of(value.get("loss", "squared_error"), where)
    chosen = {each: value[each] for each in _LOSS if each in value}
    loss = LOSSES[loss.op](**chosen) if chosen else loss
    penalty = None
    if value.get("penalty") is not None:
        kind = PENALTIES[one_of(value["penalty"], PENALTIES, _("penalty"), where)]
        given = {each.removeprefix("penalty_"): value[each] for each in _PENALTY if each in value}
        penalty = kind(**{"strength": 1e-4, **given})
    layers = _layers(value.get("layers"), value.get("bias"), params, where)
    return Network(_inputs(value, X, params), layers, loss=loss, penalty=penalty)


def _layers(layers: Any, bias: Any, params: Any, where: str) -> list[Any]:
    """The layers of a text, or of a list of layers; without biases if there are none in params."""
    text = ", ".join(map(str, layers)) if isinstance(layers, list | tuple) else str(layers or "")
    try:
        made = parse_layers(text, "identity")
    except GlassnetError as error:
        error.where = f"{where}: " + (error.where or "").replace("--layers", "layers")
        raise
    count = sum(isinstance(each, Dense) for each in made)
    if bias is None:
        bias = len(parameters(params).names) != count
    if bias or "bias=" in text:
        return list(made)
    return [
        Dense(each.units, each.activation, bias=False) if isinstance(each, Dense) else each
        for each in made
    ]


def _inputs(value: Mapping[str, Any], X: Any, params: Any) -> Any:
    """How many inputs there are: as described, or as many as the first weights take."""
    if "inputs" in value:
        return value["inputs"]
    shape = np.shape(X)
    if len(shape) != 2:
        return 1
    first = np.shape(next(iter(parameters(params).arrays.values())))
    # X may have its examples as columns; the first weights tell which of its sides is the inputs.
    return shape[0] if shape[1] not in first and shape[0] in first else shape[1]
