"""The local derivatives on all ways from one number to the loss that run through one example."""

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from glassnet.core import notation
from glassnet.core.derivation import Derivation
from glassnet.core.indexed import Entry
from glassnet.core.paths import Factor, PathLinks
from glassnet.executors.paths import Search

MOST_EDGES = 5_000  # of more, only the variables that the ways run between are told


def path_edges(
    derivation: Derivation, values: Mapping[str, Any], start: Entry, example: int = 0
) -> tuple[Factor, ...] | PathLinks:
    """Each local derivative once, in the order in which the ways are walked.

    Multiplied along every way and added up they give what the example adds to the gradient.

    Args:
        derivation: the equations.
        values: the value of every variable by name.
        start: the number, an entry of a parameter for instance.
        example: which example, from 0; the loss and penalties belong to all of them.

    Returns:
        The derivatives; of more than 5,000 only the variables on the ways and the sum.
    """
    with np.errstate(all="ignore"):  # where the loss is infinite
        search = Search(derivation, values, start)
    found: list[Factor] = []
    met = {start}
    ready = deque([start])
    while ready:
        for factor in _onward(search, ready.popleft(), example):
            found.append(factor)
            if factor.result not in met:
                met.add(factor.result)
                ready.append(factor.result)
        if len(found) > MOST_EDGES:
            return _links(search, example)
    return tuple(found)


def _onward(search: Search, node: Entry, example: int) -> Iterator[Factor]:
    """The local derivatives of what reads an entry, of one example only."""
    variables = search.derivation.variables()
    axis = 0 if search.derivation.layout == "rows" else 1
    for factor in search.out(node):
        result = factor.result
        of_all = variables[result.name].role == "param" or len(result.places) < 2
        if of_all or result.places[axis] == example:
            yield factor


def _links(search: Search, example: int) -> PathLinks:
    """The variables on the ways and the sum of the ways, from sweeps over whole arrays."""
    counts = search.roads.counts()
    count, total, penalty = 0, 0.0, None
    for factor in _onward(search, search.start, example):
        name = factor.result.name
        at = tuple(place for place in factor.result.places if isinstance(place, int))
        product = factor.value * float(search.known[name].total[at])
        if name == notation.PENALTY:
            penalty = product
            continue
        count += counts.get(name, 0)
        total += product
    links = frozenset((road.source.name, road.target.name) for road in search.roads.found)
    return PathLinks(search.start, links, count, total, penalty)
