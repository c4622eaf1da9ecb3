"""The paths of a small network's parameters to the loss, as data for the page."""

from collections.abc import Callable
from typing import Any

import numpy as np

from glassnet.core.derivation import Derivation
from glassnet.core.indexed import Entry
from glassnet.core.paths import PathSum
from glassnet.errors import DerivationError
from glassnet.views.text.arrays import number_text
from glassnet.views.text.entry import place_text
from glassnet.views.text.paths import sides, sum_text

Find = Callable[[str, tuple[int, ...]], PathSum]

MOST_PARAMETERS = 64
MOST_EACH, MOST = 64, 1000  # paths of one parameter, of all


def few_paths(derivation: Derivation, find: Find, digits: int) -> dict[str, Any]:
    """The paths of every parameter of a network that has few.

    Args:
        derivation: tells the parameters.
        find: gives the paths of an entry, as `Step.paths` does.
        digits: significant digits of the numbers.

    Returns:
        For each entry, `W1[0, 2]`, its paths and what they add up to; nothing for a large network.
    """
    params = [var for var in derivation.inputs if var.role == "param"]
    if sum(int(np.prod(var.shape)) for var in params) > MOST_PARAMETERS:
        return {}
    found: dict[str, Any] = {}
    for var in params:
        for place in np.ndindex(var.shape):
            try:
                paths = find(var.name, place)
            except DerivationError:  # an op of the user's own that does not state its entries
                return {}
            if paths.count > MOST_EACH:
                break  # the other numbers of this array have as many
            if paths.count:
                found[place_text(Entry(var.name, place))] = _data(paths, digits)
            if sum(len(each["list"]) for each in found.values()) > MOST:
                return found
    return found


def _data(paths: PathSum, digits: int) -> dict[str, Any]:
    listed = []
    for path in paths.paths:
        symbols, numbers = sides(path, digits, getattr(paths, "values", None))
        product = number_text(path.product, digits)
        listed.append(
            {
                "nodes": [place_text(node) for node in path.nodes],
                "symbols": " · ".join(symbols),
                "numbers": f"{' · '.join(numbers)} = {product}",
            }
        )
    return {"sum": sum_text(paths, digits), "list": listed}
