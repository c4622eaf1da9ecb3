"""The local derivatives on all ways from one number to the loss that run through one example."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from glassnet.core.derivation import Derivation
from glassnet.core.indexed import Entry
from glassnet.core.paths import Factor
from glassnet.executors.paths import Search


def path_edges(
    derivation: Derivation, values: Mapping[str, Any], start: Entry, example: int = 0
) -> tuple[Factor, ...]:
    """Each local derivative once, in the order in which the ways are walked.

    Multiplied along every way and added up they give what the example adds to the gradient.

    Args:
        derivation: the equations.
        values: the value of every variable by name.
        start: the number, an entry of a parameter for instance.
        example: which example, from 0; the loss and penalties belong to all of them.
    """
    with np.errstate(all="ignore"):  # where the loss is infinite
        search = Search(derivation, values, start)
    variables = derivation.variables()
    axis = 0 if derivation.layout == "rows" else 1
    found: list[Factor] = []
    met = {start}
    ready = [start]
    while ready:
        for factor in search.out(ready.pop(0)):
            result = factor.result
            of_all = variables[result.name].role == "param" or len(result.places) < 2
            if not of_all and result.places[axis] != example:
                continue
            found.append(factor)
            if result not in met:
                met.add(result)
                ready.append(result)
    return tuple(found)
