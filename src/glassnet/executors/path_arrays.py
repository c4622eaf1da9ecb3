"""What all paths add up to, without walking them one by one: sweeps over whole arrays.

Backwards from the loss, every entry learns three things about the paths that lead from it to the
loss: their sum, the sum of their sizes, and a bound on the largest of them. Forwards from the
start, every entry learns how strongly it depends on the start.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from glassnet.core.derivation import Derivation, Equation, Var
from glassnet.core.expr import Expr
from glassnet.core.indexed import Entry, Index, Place, bind, matched, moved
from glassnet.core.links import Link, links
from glassnet.core.notation import LOSS
from glassnet.executors.entries import spread

Array = np.ndarray[Any, np.dtype[Any]]
MOST_AT_ONCE = 4_000_000  # numbers of one local derivative that are held in memory


@dataclass(frozen=True)
class Road:
    """One way through a row: from one of its inputs to its result."""

    source: Var
    target: Var
    links: tuple[Link, ...]

    def ends(self, place: tuple[int, ...]) -> Iterator[tuple[Link, dict[Index, Place]]]:
        """The links that begin at an entry of the input, with what their indices are there."""
        for link in self.links:
            binding = matched(link.start, place)
            if binding is not None:
                yield link, binding


class Roads:
    """All roads from one input of a derivation to the loss.

    Args:
        derivation: the equations.
        start: the name of the input.
        loss: the name of the loss row.
    """

    def __init__(self, derivation: Derivation, start: str, loss: str) -> None:
        forward = [row for row in derivation.equations if row.phase in ("forward", "loss")]
        reached = _reached(forward, start)
        leading = _leading(forward, loss)
        self.loss = loss
        self.found: list[Road] = []
        for row in forward:
            if row.out.name not in leading:
                continue
            for place, var in enumerate(row.inputs):
                if var.name in reached and var.name in leading | {start}:
                    ways = links(derivation, row, place)
                    if ways:
                        self.found.append(Road(var, row.out, ways))

    def leaving(self, name: str) -> list[Road]:
        """The roads that begin at a variable."""
        return [road for road in self.found if road.source.name == name]

    def counts(self) -> dict[str, int]:
        """For each variable the number of paths from one of its entries to the loss.

        Which entry does not matter: every entry of an array leads to as many others.
        """
        counts = {self.loss: 1}
        for road in reversed(self.found):
            ways = _ways(road) * counts.get(road.target.name, 0)
            counts[road.source.name] = counts.get(road.source.name, 0) + ways
        return counts


def _reached(rows: list[Equation], start: str) -> set[str]:
    """The variables that depend on one."""
    reached = {start}
    for row in rows:
        if any(var.name in reached for var in row.inputs):
            reached.add(row.out.name)
    return reached


def depends(derivation: Derivation, name: str) -> bool:
    """Whether a row on the way to the loss reads a variable, with a slope or without."""
    forward = [row for row in derivation.equations if row.phase in ("forward", "loss")]
    return name != LOSS and LOSS in _reached(forward, name)


def _leading(rows: list[Equation], loss: str) -> set[str]:
    """The variables on which the loss depends."""
    leading = {loss}
    for row in reversed(rows):
        if row.out.name in leading:
            leading.update(var.name for var in row.inputs)
    return leading


def _ways(road: Road) -> int:
    """How many entries of the result an entry of the input leads to."""
    sizes = road_sizes(road)
    ends = {
        moved(link.end, dict.fromkeys(_letters(link.start), 0)) for link in road.links
    }  # two links to the same places are one way
    widest = max(ends, key=lambda end: len(_letters(end)))
    return prod(sizes[index] for index in _letters(widest))


def _letters(places: tuple[Place, ...]) -> tuple[Index, ...]:
    return tuple(at for at in places if isinstance(at, Index))


def road_sizes(road: Road) -> dict[Index, int]:
    """How far the indices of a road's links count."""
    sizes: dict[Index, int] = {}
    for link in road.links:
        for places, var in ((link.start, road.source), (link.end, road.target)):
            for at, size in zip(places, var.shape, strict=True):
                if isinstance(at, Index):
                    sizes[at] = size
    return sizes


@dataclass(frozen=True)
class Onward:
    """What is known of the paths from each entry of an array to the loss."""

    total: Array
    magnitude: Array
    bound: Array


def onward(roads: Roads, values: Mapping[str, Any]) -> dict[str, Onward]:
    """A sweep backwards: sums, sums of sizes and bounds of the paths from every entry."""
    one = np.ones(())
    known = {roads.loss: Onward(one, one, one)}
    for road in reversed(roads.found):
        after = known.get(road.target.name)
        if after is None:
            continue
        parts = (
            _gathered(road, values, after.total, np.sum, lambda slope: slope),
            _gathered(road, values, after.magnitude, np.sum, np.abs),
            _gathered(road, values, after.bound, np.max, np.abs),
        )
        before = known.get(road.source.name)
        if before is None:
            known[road.source.name] = Onward(*parts)
        else:
            total, magnitude, bound = parts
            known[road.source.name] = Onward(
                before.total + total,
                before.magnitude + magnitude,
                np.maximum(before.bound, bound),
            )
    return known


def _gathered(
    road: Road,
    values: Mapping[str, Any],
    after: Array,
    reduce: Callable[..., Any],
    form: Callable[[Array], Array],
) -> Array:
    """For each entry of the input: what its ways through the row bring, reduced over the ways.

    Several links add up; for bounds that is an upper bound still.
    """
    result = np.zeros(road.source.shape)
    sizes = road_sizes(road)
    for link in road.links:
        start, end = _letters(link.start), _letters(link.end)
        only = tuple(index for index in dict.fromkeys(end) if index not in start)
        for part, places, slope in _parts(link, sizes, only):
            axes = (*_letters(places), *only)
            local = form(spread(slope, axes, sizes, values))
            target = spread(Entry("", moved(link.end, part)), axes, sizes, {"": after})
            reduced = local * target
            if only:
                reduced = reduce(reduced, axis=tuple(range(len(axes) - len(only), len(axes))))
            result[_slices(places)] += reduced
    return result


def _parts(
    link: Link, sizes: Mapping[Index, int], only: tuple[Index, ...]
) -> Iterator[tuple[dict[Index, Place], tuple[Place, ...], Expr]]:
    """A link whole, or entry by entry of its first index if it is too large for one array."""
    start = _letters(link.start)
    if start and prod(sizes[index] for index in (*start, *only)) > MOST_AT_ONCE:
        for value in range(sizes[start[0]]):
            binding: dict[Index, Place] = {start[0]: value}
            yield binding, moved(link.start, binding), bind(link.slope, binding)
    else:
        yield {}, link.start, link.slope


def _slices(places: tuple[Place, ...]) -> tuple[Any, ...]:
    return tuple(slice(None) if isinstance(at, Index) else at for at in places)


def dependence(roads: Roads, start: Entry, values: Mapping[str, Any]) -> dict[str, Array]:
    """A sweep forwards: how strongly each entry depends on the start, ∂entry/∂start."""
    place = tuple(at for at in start.places if isinstance(at, int))
    known: dict[str, Array] = {}
    for road in roads.found:
        sizes = road_sizes(road)
        result = known.setdefault(road.target.name, np.zeros(road.target.shape))
        if road.source.name == start.name:
            for link, binding in road.ends(place):
                end = moved(link.end, binding)
                axes = tuple(dict.fromkeys(_letters(end)))
                result[_slices(end)] += spread(bind(link.slope, binding), axes, sizes, values)
        elif road.source.name in known:
            for link in road.links:
                result[_slices(link.end)] += _passed(link, sizes, known[road.source.name], values)
    return known


def _passed(
    link: Link, sizes: Mapping[Index, int], before: Array, values: Mapping[str, Any]
) -> Array:
    """What a link hands on: local derivatives times the dependence of its input, added up."""
    end = tuple(dict.fromkeys(_letters(link.end)))
    only = tuple(index for index in dict.fromkeys(_letters(link.start)) if index not in end)
    total = np.zeros(tuple(sizes[index] for index in end))
    steps = range(sizes[only[0]]) if only else range(1)
    large = only and prod(sizes[index] for index in (*end, *only)) > MOST_AT_ONCE
    if not large:
        axes = (*end, *only)
        local = spread(link.slope, axes, sizes, values)
        source = spread(Entry("", link.start), axes, sizes, {"": before})
        product = local * source
        return product.sum(axis=tuple(range(len(end), len(axes)))) if only else product
    for step in steps:
        binding: dict[Index, Place] = {only[0]: step}
        smaller = Link(moved(link.start, binding), link.end, bind(link.slope, binding))
        total += _passed(smaller, sizes, before, values)
    return total
