"""What is audited: parameters in any order or form, under names and as arrays of float64."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from glassnet.core import notation
from glassnet.errors import DataError, ShapeError
from glassnet.executors.reference import Array
from glassnet.locales import _

Arrays = dict[str, Array]
_ALONE = "params"


@dataclass(frozen=True)
class Parameters:
    """The parameters as the audited functions take them, and under names of ours.

    Attributes:
        kind: dict, list, tuple, or None for one array alone.
        keys: the user's keys or indices, one for each name.
        names: what each is called here: "W1", "params[0]".
        arrays: the numbers by name, float64.
    """

    kind: type | None
    keys: tuple[Any, ...]
    names: tuple[str, ...]
    arrays: Arrays

    def rebuilt(self, arrays: Arrays) -> Any:
        """The arrays in the form that the audited functions take."""
        values = [arrays[name] for name in self.names]
        if self.kind is None:
            return values[0]
        return dict(zip(self.keys, values, strict=True)) if self.kind is dict else self.kind(values)

    def named(self, gradients: Any) -> dict[str, Any]:
        """The user's gradients by our names; what is not there is left out.

        Raises:
            DataError: if it is no collection of gradients at all.
            ShapeError: if a sequence has another length.
        """
        if self.kind is None and not isinstance(gradients, Mapping | list | tuple):
            return {self.names[0]: gradients}
        if isinstance(gradients, Mapping):
            found = {}
            for name, key in zip(self.names, self.keys, strict=True):
                spelled = next((each for each in _spellings(key) if each in gradients), None)
                if spelled is not None:
                    found[name] = gradients[spelled]
            return found
        if not isinstance(gradients, list | tuple):
            raise DataError(
                _("grad(params) did not return gradients"),
                expected=self.form(),
                received=f"{type(gradients).__name__} {gradients!r:.60}",
                where="grad(params)",
                fix=_("return one array for each parameter, in the form of params"),
            )
        if len(gradients) != len(self.names):
            raise ShapeError(
                _("grad(params) returned another number of gradients"),
                expected=_("{count} arrays, one for each parameter").format(count=len(self.names)),
                received=str(len(gradients)),
                where="grad(params)",
                fix=_("return one array for each parameter, in the order of params"),
            )
        return dict(zip(self.names, gradients, strict=True))

    def form(self) -> str:
        """How gradients should come, in words."""
        if self.kind is dict:
            return _("a dictionary with {names}").format(names=", ".join(map(str, self.keys)))
        if self.kind is None:
            return _("an array of shape {shape}").format(shape=self.arrays[self.names[0]].shape)
        return _("a list of {count} arrays").format(count=len(self.names))


def parameters(params: Any) -> Parameters:
    """The parameters, checked.

    Args:
        params: a dictionary, list or tuple of arrays, or one array.

    Raises:
        DataError: if there is none, or one is no array of finite numbers.
    """
    keys: Sequence[Any]
    kind: type | None
    if isinstance(params, Mapping):
        kind, keys, values = dict, list(params), list(params.values())
    elif isinstance(params, list | tuple):
        kind, keys, values = type(params), range(len(params)), list(params)
    else:
        kind, keys, values = None, [0], [params]
    if not values:
        raise DataError(
            _("there are no parameters to audit"),
            expected=_("a dictionary or list with at least one array"),
            received=repr(params),
            where="params",
            fix=_("give the parameters that the loss depends on"),
        )
    arrays = [_array(value, _place(kind, key)) for key, value in zip(keys, values, strict=True)]
    names = list(map(str, keys)) if kind is dict else [_ALONE]
    if kind not in (dict, None):
        names, kind = _names([array.shape for array in arrays]), tuple if kind is tuple else list
    return Parameters(kind, tuple(keys), tuple(names), dict(zip(names, arrays, strict=True)))


def _place(kind: type | None, key: Any) -> str:
    """How an error calls a parameter."""
    return _ALONE if kind is None else f"{_ALONE}[{key!r}]"


def _names(shapes: list[tuple[int, ...]]) -> list[str]:
    """Names for a list of arrays: W1, b1, W2 … if matrices and biases take turns, else W1, W2."""
    make = (notation.weight, notation.bias)
    pairs = zip(shapes[::2], shapes[1::2], strict=False)
    if len(shapes) % 2 == 0 and all(len(w) == 2 and _is_bias(b, w) for w, b in pairs):
        return [make[k % 2](k // 2 + 1) for k in range(len(shapes))]
    if all(len(shape) == 2 for shape in shapes):
        return [notation.weight(k + 1) for k in range(len(shapes))]
    return [f"{_ALONE}[{k}]" for k in range(len(shapes))]


def _is_bias(shape: tuple[int, ...], weight: tuple[int, ...]) -> bool:
    """Whether a shape is that of the bias behind a weight matrix, in either layout."""
    size = int(np.prod(shape))
    return sum(each > 1 for each in shape) <= 1 and size in weight and 1 <= len(shape) <= 2


def _spellings(key: Any) -> list[Any]:
    """Under which keys the gradient of a parameter may be found."""
    if not isinstance(key, str):
        return [key]
    return [key, notation.gradient(key), f"grad_{key}", f"d_{key}"]


def _array(value: Any, name: str) -> Array:
    """One parameter as an array of its own."""
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, RuntimeError):
        array = np.asarray(None)
    usable = array.dtype.kind in "fiub" and array.size > 0
    if not usable or not np.isfinite(array).all():
        raise DataError(
            _("{name} must be an array of finite numbers").format(name=name),
            expected=_("an array of numbers, none of them missing"),
            received=f"{value!r:.60}",
            where="params",
            fix=_("give NumPy arrays; leave out what is not trained"),
        )
    return np.array(array, dtype=np.float64, order="C")
