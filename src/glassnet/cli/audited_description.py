"""Which line would describe the network of an audited file, as far as its parameters tell?"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from glassnet.executors.reference import Array
from glassnet.locales import _

# Nobody can see which ones they are; a line that says so is put right sooner than it is written.
HIDDEN, OUTPUT, OUTPUTS = "tanh", "sigmoid", "softmax"
LOSSES = {OUTPUT: "binary_cross_entropy", OUTPUTS: "categorical_cross_entropy"}


def advice(arrays: Mapping[str, Array], has_data: bool) -> str:
    """What to add to the file so that more mistakes can be named; "" if the shapes do not tell.

    Args:
        arrays: the parameters by name, in order.
        has_data: whether the file has inputs and targets under names that are known here.
    """
    units = _units(arrays)
    if not units:
        return ""
    last = OUTPUT if units[-1] == 1 else OUTPUTS
    names = [*[HIDDEN] * (len(units) - 1), last]
    layers = ", ".join(f"{count} {name}" for count, name in zip(units, names, strict=True))
    line = f'network = {{"layers": "{layers}", "loss": "{LOSSES[last]}"}}'
    if has_data:
        text = _("add this line to the file, with your own activations and loss:")
    else:
        text = _("add X, Y and this line to the file, with your own activations and loss:")
    return f"{text}\n{line}"


def _units(arrays: Mapping[str, Array]) -> list[int]:
    """How many units each layer has, if the weights are a chain in either layout; else []."""
    shapes = [np.shape(each) for name, each in arrays.items() if not _is_bias(name, each)]
    if not shapes or any(len(shape) != 2 for shape in shapes):
        return []
    for inputs, outputs in ((0, 1), (1, 0)):
        if _chained(shapes, inputs, outputs):
            return [shape[outputs] for shape in shapes]
    return []


def _chained(shapes: Sequence[tuple[int, ...]], inputs: int, outputs: int) -> bool:
    """Whether each layer takes what the one before gives."""
    return all(before[outputs] == after[inputs] for before, after in pairwise(shapes))


def _is_bias(name: str, array: Array) -> bool:
    return np.ndim(array) < 2 or (name.lower().startswith("b") and min(np.shape(array)) == 1)
