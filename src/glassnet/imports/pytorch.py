"""A PyTorch `state_dict` in a safetensors file becomes a model."""

import re
from collections.abc import Sequence
from pathlib import Path

from glassnet.errors import FileFormatError, SettingError, unknown_name
from glassnet.files import path_of
from glassnet.imports.tensors import HALVES, Tensor, tensors_of
from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.losses import Loss
from glassnet.nn.network import Network
from glassnet.training.warn import warn_user

KINDS = {"weight": 2, "bias": 1}  # what a layer has, and how many directions it has
# The loss that goes with a last activation, if none is given.
USUAL_LOSS = {
    "sigmoid": "binary_cross_entropy",
    "softmax": "categorical_cross_entropy",
    "log_softmax": "negative_log_likelihood",
}
Layers = dict[str, dict[str, Tensor]]


def import_torch(
    path: str | Path,
    activations: str | Sequence[str] = (),
    output: str = "identity",
    loss: str | Loss | None = None,
    *,
    order: Sequence[str] | None = None,
) -> Model:
    """Reads a fully-connected network that PyTorch trained.

    The file is what `safetensors.torch.save_file(model.state_dict(), path)` writes. It holds
    numbers and their names and nothing else: which functions stand between the layers has to be
    said here.

    PyTorch keeps weights as (units, inputs); they are transposed. Layers are taken in the order
    of their names, numbers counting as numbers ("net.2" before "net.10").

    Args:
        path: the file.
        activations: the activation of every hidden layer, or one name for each.
        output: the last activation. NOTE: `nn.CrossEntropyLoss` contains the softmax, and
            `nn.BCEWithLogitsLoss` the sigmoid: a network trained with it needs "softmax" or
            "sigmoid" here to answer probabilities.
        loss: what a further training makes small; the usual one for the output unless given.
        order: the names of the layers from first to last, if they are not in order.

    Returns:
        The model, in float64 if a tensor is, else in float32. `nn.GELU()` is the exact form by
        default, while "gelu" is PyTorch's `nn.GELU("tanh")`.

    Raises:
        FileFormatError: if the file is no safetensors file, or holds something else than
            fully-connected layers that fit together.
        SettingError: if the activations do not fit the layers.
        UnknownNameError: if a name is not known.

    Example:
        >>> model = import_torch("mnist.safetensors", "relu", "softmax")  # doctest: +SKIP
    """
    place = path_of(path, "gn.import_torch(path, …)")
    found = _layers(tensors_of(place), place)
    names = _ordered(found, order, place)
    layers = [found[name] for name in names]
    _check_chain(names, layers, place)
    functions = _functions(activations, output, len(layers))
    dense = [
        Dense(layer["weight"].shape[0], function, bias="bias" in layer)
        for layer, function in zip(layers, functions, strict=True)
    ]
    chosen = loss if loss is not None else USUAL_LOSS.get(dense[-1].activation, "squared_error")
    network = Network(layers[0]["weight"].shape[1], dense, chosen)
    codes = {each.code for layer in layers for each in layer.values()}
    dtype = "float64" if "F64" in codes else "float32"
    params = {}
    for index, layer in enumerate(layers, 1):
        params[f"W{index}"] = layer["weight"].array(dtype).T
        if "bias" in layer:
            params[f"b{index}"] = layer["bias"].array(dtype)
    _tell_of_halves(codes, dtype)
    return Model(network, params, dtype=dtype)


def _tell_of_halves(codes: set[str], dtype: str) -> None:
    halves = sorted(codes & set(HALVES))
    if halves:
        warn_user(
            _(
                "the file holds numbers of half precision ({codes}); the model computes with the "
                "same numbers in {dtype}, so its answers differ from those of half precision"
            ).format(codes=", ".join(halves), dtype=dtype)
        )


def _layers(tensors: dict[str, Tensor], path: Path) -> Layers:
    """The tensors of each layer, by the layer's name."""
    layers: Layers = {}
    for name, tensor in tensors.items():
        layer, _dot, kind = name.rpartition(".")
        if len(tensor.shape) != KINDS.get(kind) or 0 in tensor.shape:
            raise _no_dense(path, f"{name[:80]} {str(tensor.shape)[:80]}")
        layers.setdefault(layer, {})[kind] = tensor
    for layer, parts in layers.items():
        if "weight" not in parts:
            raise _no_dense(path, _("{name} without a weight").format(name=f"{layer[:80]}.bias"))
        if "bias" in parts and parts["bias"].shape != parts["weight"].shape[:1]:
            shapes = f"{parts['weight'].shape}, {parts['bias'].shape}"
            raise _no_dense(path, f"{layer[:80]}: {shapes}")
    if not layers:
        raise _no_dense(path, _("no tensors"))
    return layers


def _no_dense(path: Path, received: str) -> FileFormatError:
    return FileFormatError(
        _("the file holds something else than fully-connected layers"),
        expected=_("for each layer NAME.weight (units, inputs), and NAME.bias (units,) or none"),
        received=received,
        where=str(path),
        fix=_("only networks of nn.Linear and activations can be read; save these layers alone"),
    )


def _ordered(layers: Layers, order: Sequence[str] | None, path: Path) -> list[str]:
    """The names of the layers from first to last."""
    if order is None:
        return sorted(layers, key=_natural)
    names = _texts(order)
    for name in names:
        if name not in layers:
            raise unknown_name(_("layer"), name, layers, "gn.import_torch(order=…)")
    if len(names) != len(layers) or len(set(names)) != len(names):
        raise SettingError(
            _("order must name every layer once"),
            expected=", ".join(sorted(layers, key=_natural))[:300],
            received=", ".join(names)[:300],
            where=f"gn.import_torch({str(path)!r}, order=…)",
            fix=_("give the names of the layers from first to last"),
        )
    return names


def _natural(name: str) -> list[tuple[int, str]]:
    """What sorts names so that numbers in them count as numbers."""
    pieces = re.split("([0-9]+)", name)
    # a longer number is a larger one
    return [(len(p.lstrip("0")), p.lstrip("0")) if i % 2 else (-1, p) for i, p in enumerate(pieces)]


def _check_chain(names: Sequence[str], layers: Sequence[dict[str, Tensor]], path: Path) -> None:
    """Raises unless each layer takes as many numbers as the one before gives."""
    for before, after, name in zip(layers, layers[1:], names[1:], strict=False):
        units, (_out, inputs) = before["weight"].shape[0], after["weight"].shape
        if units != inputs:
            shown = ", ".join(
                f"{each} {layer['weight'].shape}"
                for each, layer in zip(names[:6], layers[:6], strict=True)
            )
            raise FileFormatError(
                _("the layers do not fit together in the order of their names"),
                expected=_("{name}.weight (units, {inputs})").format(name=name, inputs=units),
                received=shown[:400],
                where=str(path),
                fix=_("give the names from first to last: order=[…]"),
            )


def _functions(activations: str | Sequence[str], output: str, count: int) -> list[str]:
    """The activation of each layer."""
    one = isinstance(activations, str)
    hidden = _texts(activations) * (count - 1 if one else 1)
    if len(hidden) != count - 1:
        raise SettingError(
            _("the file does not say which activations stand between its layers"),
            expected=_("one name for all hidden layers, or {count} names").format(count=count - 1),
            received=repr(activations)[:200],
            where="gn.import_torch(path, activations=…)",
            fix=_("for example {example}").format(example="activations='relu'"),
        )
    return [*hidden, output]


def _texts(value: object) -> list[str]:
    """The names in a list; anything else is one name."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [str(each) for each in value]
    return [str(value)]
