"""How many ways lead from a number to the loss, what they add up to, and which are the largest.

Their number grows with the product of the layers' sizes, so they are counted and added up from
the loss backwards, one visit for each local derivative, and only a few are walked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from heapq import heappop, heappush
from itertools import count
from math import inf, isfinite, prod

from glassnet.core import notation
from glassnet.core.indexed import Entry

Edges = Mapping[tuple[Entry, Entry], float]
Reached = dict[Entry, list[tuple[Entry, float]]]


@dataclass(frozen=True)
class Way:
    """One way: its local derivatives in order."""

    factors: tuple[float, ...]

    @property
    def product(self) -> float:
        """What it contributes."""
        return prod(self.factors)


@dataclass(frozen=True)
class Ways:
    """All ways.

    Attributes:
        count: how many there are.
        total: the sum of their products.
        largest: all of few, in the order of the units; of many the largest, largest first.
    """

    count: int = 0
    total: float = 0.0
    largest: tuple[Way, ...] = ()


@dataclass(frozen=True)
class _Onward:
    """What is known of the ways from an entry to the loss."""

    count: int = 0
    total: float = 0.0
    bound: float = 0.0


@dataclass
class _Frontier:
    """Ways that are not yet at the loss; the one that can become the largest comes first."""

    turn: "count[int]" = field(default_factory=count)
    heap: list[tuple[float, int, Entry, tuple[float, ...]]] = field(default_factory=list)

    def add(self, node: Entry, factors: tuple[float, ...], bound: float) -> None:
        """A way up to an entry from which at most `bound` can follow."""
        reach = abs(prod(factors)) * bound
        heappush(self.heap, (-reach if isfinite(reach) else -inf, next(self.turn), node, factors))


def ways(start: Entry, edges: Edges, most: int, *, apart: bool = False) -> tuple[Ways, Ways]:
    """The ways from an entry to the loss, and those of them that run through the penalty.

    Args:
        start: where they begin.
        edges: the local derivative from one entry to the next.
        most: how many are walked.
        apart: whether those through the penalty are told apart; else they are among the others.
    """
    if not apart:
        return _ways(start, edges, most), Ways()
    through = {
        edge for edge in edges if notation.PENALTY in (edge[0].name, edge[1].name)
    }  # fmt: skip
    main = {edge: slope for edge, slope in edges.items() if edge not in through}
    # A weight is read by the penalty itself, which leads to the loss.
    penalty = {edge: slope for edge, slope in edges.items() if edge in through}
    return _ways(start, main, most), _ways(start, penalty, most)


def _ways(start: Entry, edges: Edges, most: int) -> Ways:
    after: Reached = {}
    for (source, target), slope in edges.items():
        after.setdefault(source, []).append((target, slope))
    known = _swept(after)
    here = known.get(start, _Onward())
    few = here.count <= most
    found = _walked(start, after, known) if few else _largest(start, after, known, most)
    return Ways(here.count, here.total, tuple(found))


def _swept(after: Reached) -> dict[Entry, _Onward]:
    """For each entry the count, the sum and the largest size of its ways, from the loss on."""
    order = TopologicalSorter(
        {source: [target for target, _slope in targets] for source, targets in after.items()}
    )
    known: dict[Entry, _Onward] = {}
    for node in order.static_order():  # what is read comes after what reads it
        if node.name == notation.LOSS:
            known[node] = _Onward(1, 1.0, 1.0)
            continue
        onward = [(known[target], slope) for target, slope in after.get(node, ())]
        onward = [(each, slope) for each, slope in onward if each.count]
        known[node] = _Onward(
            sum(each.count for each, _slope in onward),
            sum(each.total * slope for each, slope in onward),
            max((each.bound * abs(slope) for each, slope in onward), default=0.0),
        )
    return known


def _walked(start: Entry, after: Reached, known: Mapping[Entry, _Onward]) -> list[Way]:
    """Every way, in the order of the units that it runs through."""
    found = []
    ready: list[tuple[Entry, tuple[float, ...]]] = [(start, ())]
    while ready:
        node, factors = ready.pop()
        if node.name == notation.LOSS:
            found.append(Way(factors))
            continue
        ready += [
            (target, (*factors, slope))
            for target, slope in after.get(node, [])[::-1]
            if known[target].count
        ]
    return found


def _largest(start: Entry, after: Reached, known: Mapping[Entry, _Onward], most: int) -> list[Way]:
    """The ways with the largest products: what can still come is known from the sweep."""
    found: list[Way] = []
    frontier = _Frontier()
    frontier.add(start, (), known[start].bound)
    while frontier.heap and len(found) < most:
        _reach, _turn, node, factors = heappop(frontier.heap)
        if node.name == notation.LOSS:
            found.append(Way(factors))
            continue
        for target, slope in after.get(node, ()):
            if known[target].count:
                frontier.add(target, (*factors, slope), known[target].bound)
    return found
