"""Which of the user's parameters is which of the network's, and are they transposed?"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from glassnet.core import notation
from glassnet.core.rows import shape_text
from glassnet.diagnosis.audit.given import Arrays, Parameters
from glassnet.errors import ShapeError
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.nn.network import Network


@dataclass(frozen=True)
class Binding:
    """How the user's parameters are those of a network.

    Attributes:
        names: the user's name for each of the network's parameters.
        shapes: the user's shapes, by the network's names.
        turned: whether weights are (units, inputs), as where examples are columns.
    """

    names: dict[str, str]
    shapes: dict[str, tuple[int, ...]]
    own: dict[str, tuple[int, ...]]
    turned: bool

    def to_network(self, arrays: Arrays) -> Arrays:
        """The user's arrays as the network has them."""
        return {
            own: self._turned(arrays[user]).reshape(self.own[own])
            for own, user in self.names.items()
        }

    def to_user(self, own: str, array: Array) -> Array:
        """An array of one of the network's parameters in the user's shape."""
        return self._turned(array).reshape(self.shapes[own])

    def _turned(self, array: Array) -> Array:
        return array.T if self.turned and array.ndim == 2 and min(array.shape) > 0 else array


def bindings(network: Network, params: Parameters) -> Iterator[Binding]:
    """The ways in which parameters may be those of a network: as they are, transposed, or both.

    Raises:
        ShapeError: if they cannot be.
    """
    own = network.param_shapes()
    found = [
        (names, turned)
        for names in _pairings(list(own), list(params.names))
        for turned in (False, True)
        if len(params.names) == len(own)
        and all(_fits(own[each], params.arrays[names[each]].shape, turned) for each in own)
    ]
    if not found:
        raise ShapeError(
            _("the parameters are not those of the network"),
            expected=", ".join(f"{name} {shape_text(shape)}" for name, shape in own.items()),
            received=", ".join(
                f"{name} {shape_text(array.shape) or '()'}" for name, array in params.arrays.items()
            ),
            where="audit(…, params, network=…)",
            fix=_("describe the network that has these parameters, or leave network out"),
        )
    for names, turned in found:
        shapes = {each: params.arrays[names[each]].shape for each in own}
        yield Binding(names, shapes, own, turned)


def _pairings(own: list[str], given: list[str]) -> Iterator[dict[str, str]]:
    """By the network's names, the user's: the same, or in order: by layer, or all weights first."""
    if set(own) <= set(given):
        yield {name: name for name in own}
        return
    weights = [name for name in own if name in map(notation.weight, range(1, len(own) + 1))]
    biases = [name for name in own if name not in weights]
    orders = (own, weights + biases, biases + weights)
    for order in dict.fromkeys(map(tuple, orders)):
        yield dict(zip(order, given, strict=False))


def _fits(own: tuple[int, ...], given: tuple[int, ...], turned: bool) -> bool:
    """Whether a given shape can hold a parameter of the network."""
    if len(own) == 1:
        return int(np.prod(given)) == own[0] and sum(size > 1 for size in given) <= 1
    return given == (own[::-1] if turned else own)
