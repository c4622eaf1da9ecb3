"""What is audited: parameters in any order or form, under names and as arrays of float64."""

from collections.abc import Iterator, Mapping, Sequence
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
class Branch:
    """A dictionary, list or tuple of parameters, or of further ones.

    Attributes:
        kind: dict, list or tuple.
        children: by key or index, a further branch or the name of a parameter.
    """

    kind: type
    children: dict[Any, "Branch | str"]


@dataclass(frozen=True)
class Parameters:
    """The parameters as the audited functions take them, and under names of ours.

    Attributes:
        tree: how they come; a name if it is one array alone.
        arrays: the numbers by name, such as "W1", "params[0]", "weights[1]"; float64.
    """

    tree: Branch | str
    arrays: Arrays

    @property
    def names(self) -> tuple[str, ...]:
        """What each is called here."""
        return tuple(self.arrays)

    def rebuilt(self, arrays: Arrays) -> Any:
        """The arrays in the form that the audited functions take."""

        def built(node: Branch | str) -> Any:
            if isinstance(node, str):
                return arrays[node]
            values = {key: built(child) for key, child in node.children.items()}
            return values if node.kind is dict else node.kind(values.values())

        return built(self.tree)

    def named(self, gradients: Any) -> dict[str, Any]:
        """The user's gradients by our names; what is not there is left out.

        Raises:
            DataError: if it is no collection of gradients at all.
            ShapeError: if a sequence has another length.
        """
        if isinstance(self.tree, str) and not isinstance(gradients, Mapping | list | tuple):
            return {self.tree: gradients}
        if len(self.names) == 1 and isinstance(gradients, np.ndarray) and gradients.ndim:
            return {self.names[0]: gradients}
        root = Branch(list, {0: self.tree}) if isinstance(self.tree, str) else self.tree
        return dict(self._named(root, _without_loss(gradients)))

    def _named(self, node: Branch, gradients: Any) -> Iterator[tuple[str, Any]]:
        """The gradients of a branch, one after the other."""
        if isinstance(gradients, Mapping):
            found = {key: _under(gradients, key) for key in node.children}
        elif not isinstance(gradients, list | tuple):
            raise self._unusable(gradients)
        elif len(gradients) != len(node.children):
            raise _other_number(gradients, node)
        else:
            found = dict(zip(node.children, gradients, strict=True))
        for key, child in node.children.items():
            if found[key] is None:
                continue
            if isinstance(child, str):
                yield child, found[key]
            else:
                yield from self._named(child, found[key])

    def _unusable(self, gradients: Any) -> DataError:
        return DataError(
            _("grad(params) did not return gradients"),
            expected=self.form(),
            received=f"{type(gradients).__name__} {gradients!r:.60}",
            where="grad(params)",
            fix=_("return one array for each parameter, in the form of params"),
        )

    def form(self) -> str:
        """How gradients should come, in words."""
        if isinstance(self.tree, str):
            return _("an array of shape {shape}").format(shape=self.arrays[self.tree].shape)
        if self.tree.kind is dict:
            return _("a dictionary with {names}").format(
                names=", ".join(map(str, self.tree.children))
            )
        return _("a list of {count} arrays").format(count=len(self.tree.children))


def _under(gradients: Mapping[Any, Any], key: Any) -> Any:
    """What a dictionary of gradients has for a parameter, under any usual name."""
    return next((gradients[each] for each in _spellings(key) if each in gradients), None)


def _without_loss(gradients: Any) -> Any:
    """The gradients alone, where a function returns (loss, gradients) or (gradients, loss)."""
    if isinstance(gradients, tuple) and len(gradients) == 2:
        first, second = gradients
        if isinstance(first, Mapping) and is_number(second):
            return first
        if isinstance(second, Mapping) and is_number(first):
            return second
    return gradients


def is_number(value: Any) -> bool:
    """Whether a value is one number, as a loss is."""
    if isinstance(value, Mapping | list | tuple):
        return False
    array = np.asarray(value)
    return array.size == 1 and array.dtype.kind in "fiub"


def _other_number(gradients: Sequence[Any], node: Branch) -> ShapeError:
    return ShapeError(
        _("grad(params) returned another number of gradients"),
        expected=_("{count} arrays, one for each parameter").format(count=len(node.children)),
        received=str(len(gradients)),
        where="grad(params)",
        fix=_("return one array for each parameter, in the order of params"),
    )


def parameters(params: Any) -> Parameters:
    """The parameters, checked.

    Args:
        params: a dictionary, list or tuple of arrays, or one array.

    Raises:
        DataError: if there is none, or one is no array of finite numbers.
    """
    if isinstance(params, Mapping | list | tuple) and not len(params):
        raise DataError(
            _("there are no parameters to audit"),
            expected=_("a dictionary or list with at least one array"),
            received=repr(params),
            where="params",
            fix=_("give the parameters that the loss depends on"),
        )
    arrays: Arrays = {}
    if not isinstance(params, Mapping | list | tuple):
        return Parameters(_leaf(params, _ALONE, _ALONE, arrays), arrays)
    tree = _branch(params, "", arrays)
    if tree.kind is not dict and all(isinstance(each, str) for each in tree.children.values()):
        names = _names([array.shape for array in arrays.values()])
        tree = Branch(tree.kind, dict(enumerate(names)))
        arrays = dict(zip(names, arrays.values(), strict=True))
    return Parameters(tree, arrays)


def _branch(value: Any, name: str, arrays: Arrays) -> Branch:
    """A collection of parameters, whose arrays are taken down under their names."""
    kind: type
    if isinstance(value, Mapping):
        kind, items = dict, list(value.items())
    else:
        kind, items = tuple if isinstance(value, tuple) else list, list(enumerate(value))
    children: dict[Any, Branch | str] = {}
    for key, each in items:
        own = f"{name or _ALONE}[{key}]" if name or kind is not dict else str(key)
        place = f"{name or _ALONE}[{key!r}]"
        children[key] = (
            _branch(each, own, arrays) if _is_branch(each) else _leaf(each, own, place, arrays)
        )
    return Branch(kind, children)


def _is_branch(value: Any) -> bool:
    """Whether a value holds arrays; a list of plain numbers, or of lists of them, is an array."""
    if isinstance(value, Mapping):
        return len(value) > 0
    return isinstance(value, list | tuple) and any(isinstance(each, np.ndarray) for each in value)


def _leaf(value: Any, name: str, place: str, arrays: Arrays) -> str:
    """The name of a parameter, whose array is taken down."""
    arrays[name] = _array(value, place)
    return name


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
