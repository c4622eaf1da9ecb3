"""The paths from one number to the loss: all of them, or the largest, and what the rest add."""

from collections.abc import Iterator, Mapping
from heapq import heappop, heappush
from itertools import count, product
from typing import Any

import numpy as np

from glassnet.core import notation
from glassnet.core.derivation import Derivation
from glassnet.core.expr import Expr
from glassnet.core.indexed import Entry, Index, bind, moved
from glassnet.core.paths import Factor, Path, PathSum, Share, Shared, meetings
from glassnet.errors import DerivationError, SettingError
from glassnet.executors.entries import TOLERANCE, spread
from glassnet.executors.path_arrays import (
    Array,
    Onward,
    Roads,
    dependence,
    depends,
    onward,
    road_sizes,
)
from glassnet.locales import _

FEW = 64  # paths that are all shown
LARGEST = 10  # paths that are shown of more
MOST_WALKED = 1_000_000  # paths that may be asked for; these take a gigabyte or two


class Search:
    """The search for the paths from one entry of a step to its loss.

    Args:
        derivation: the equations.
        values: the value of every variable by name.
        start: the entry.
    """

    def __init__(self, derivation: Derivation, values: Mapping[str, Any], start: Entry) -> None:
        self.derivation = derivation
        self.values = values
        self.start = start
        self.loss = Entry(notation.LOSS, ())
        self.roads = Roads(derivation, start.name, notation.LOSS)
        self.known = onward(self.roads, values)

    def result(self, most: int | None) -> PathSum:
        """The paths, at most `most` of them; all if there are few, unless a number is given."""
        ways = self.roads.counts().get(self.start.name, 0)
        all_shown = ways <= (FEW if most is None else most)
        paths = tuple(self.walk() if all_shown else self._chosen(most or LARGEST))
        mine = self.known.get(self.start.name)
        at = _numbers(self.start)
        return PathSum(
            self.start,
            ways,
            paths,
            0.0 if mine is None else float(mine.total[at]),
            0.0 if mine is None else float(mine.magnitude[at]),
            self._gradient(self.start),
            tuple(self._shared(paths)),
            () if all_shown else tuple(self._rest(paths)),
        )

    def _chosen(self, most: int) -> Iterator[Path]:
        """The largest paths; and the one through the penalty, which runs through no layer."""
        found = list(self.largest(most))
        yield from found
        for first in self.out(self.start):
            if first.result.name == notation.PENALTY:
                path = _path((first, *self.out(first.result)))
                if path not in found:
                    yield path

    def walk(self) -> Iterator[Path]:
        """Every path, in the order of the units that it runs through."""
        ready: list[tuple[Entry, tuple[Factor, ...]]] = [(self.start, ())]
        while ready:
            node, factors = ready.pop()
            if node == self.loss:
                yield _path(factors)
                continue
            ready += [(factor.result, (*factors, factor)) for factor in reversed(self.out(node))]

    def largest(self, most: int) -> Iterator[Path]:
        """The paths with the largest products, largest first.

        A best-first search: what may still come is bounded by the sweep from the loss, so the
        first path that arrives is the largest, the second the next.
        """
        order = count()
        heap: list[tuple[float, int, Entry, float, tuple[Factor, ...]]] = []
        heappush(heap, (-np.inf, next(order), self.start, 1.0, ()))
        while heap and most:
            _bound, _turn, node, so_far, factors = heappop(heap)
            if node == self.loss:
                most -= 1
                yield _path(factors)
                continue
            for factor in self.out(node):
                size = so_far * factor.value
                after = float(self.known[factor.result.name].bound[_numbers(factor.result)])
                reach = -abs(size) * after
                key = reach if np.isfinite(reach) else -np.inf
                heappush(heap, (key, next(order), factor.result, size, (*factors, factor)))

    def out(self, node: Entry) -> list[Factor]:
        """The local derivatives of everything that reads an entry; several ways to one add up."""
        found: dict[Entry, Factor] = {}
        for road in self.roads.leaving(node.name):
            sizes = road_sizes(road)
            for link, binding in road.ends(_numbers(node)):
                end, slope = moved(link.end, binding), bind(link.slope, binding)
                free = tuple(dict.fromkeys(at for at in end if isinstance(at, Index)))
                slopes = spread(slope, free, sizes, self.values)
                for place in product(*(range(sizes[index]) for index in free)):
                    exact = dict(zip(free, place, strict=True))
                    result = Entry(road.target.name, moved(end, exact))
                    here = Factor(result, node, bind(slope, exact), float(slopes[place]))
                    found[result] = _joined(found.get(result), here)
        return list(found.values())

    def _gradient(self, node: Entry) -> float | None:
        """The entry of the backward row that belongs to an entry; None if no row computes it.

        NOTE: where a run measured its gradients by small changes, they are inputs of the step, and
        differ from the sum of the paths by the error of measuring.
        """
        name = notation.gradient(node.name)
        if all(row.out.name != name for row in self.derivation.equations):
            return None
        return float(np.asarray(self.values[name])[_numbers(node)])

    def _shared(self, paths: tuple[Path, ...]) -> Iterator[Shared]:
        """What the shown paths have in common, the last before the loss first."""
        order = {row.out.name: at for at, row in enumerate(self.derivation.equations)}
        met = meetings(paths)
        for node in sorted(met, key=lambda each: -order.get(each.name, 0)):
            total = float(self.known[node.name].total[_numbers(node)])
            if node.name != notation.DATA_LOSS:  # the loss is that plus the penalty: slope 1
                yield Shared(node, total, met[node])

    def _rest(self, paths: tuple[Path, ...]) -> Iterator[Share]:
        """The sum of the paths that are not shown, by the units of each layer."""
        shown = [(node, path.product) for path in paths for node in path.nodes]
        for name, layer, units in self._layers():
            axis = 1 if self.derivation.layout == "rows" else 0
            for node, size in shown:
                if node.name == name:
                    units[_numbers(node)[axis]] -= size
            yield Share(layer, name, tuple(units.tolist()), axis == 0)

    def _layers(self) -> Iterator[tuple[str, int, Array]]:
        """The last variable of each layer on the way, and what runs through each of its units."""
        strength = dependence(self.roads, self.start, self.values)
        last: dict[int, str] = {}
        for row in self.derivation.equations:
            on_the_way = row.out.name in strength and row.out.name in self.known
            if row.phase == "forward" and row.out.layer is not None and on_the_way:
                last[row.out.layer] = row.out.name
        examples = 0 if self.derivation.layout == "rows" else 1
        for layer, name in last.items():
            after: Onward = self.known[name]
            yield name, layer, (strength[name] * after.total).sum(axis=examples)


def _joined(first: Factor | None, second: Factor) -> Factor:
    if first is None:
        return second
    slope: Expr = first.slope + second.slope
    return Factor(second.result, second.by, slope, first.value + second.value)


def _path(factors: tuple[Factor, ...]) -> Path:
    result = 1.0
    for factor in factors:
        result *= factor.value
    return Path(factors, result)


def _numbers(node: Entry) -> tuple[int, ...]:
    """The place of an entry; all of its places are numbers."""
    return tuple(at for at in node.places if isinstance(at, int))


def paths(
    derivation: Derivation, values: Mapping[str, Any], start: Entry, most: int | None = None
) -> PathSum:
    """The paths from an entry to the loss.

    Args:
        derivation: the equations.
        values: the value of every variable by name.
        start: the entry of a parameter, an input or any other variable of the forward pass.
        most: how many paths are walked; all up to 64 and the ten largest of more unless given.

    Raises:
        SettingError: if the loss depends on it, but by a way that has no slopes, as on targets.
    """
    with np.errstate(all="ignore"):  # an infinite loss has paths of inf and nan, and they show it
        found = Search(derivation, values, start).result(most)
    if not found.count and depends(derivation, start.name):
        raise SettingError(
            _("the slopes of the loss by {name} are not derived").format(name=start.name),
            expected=_("a parameter, the input or a row of the forward pass"),
            received=start.name,
            where="step.paths(…)",
            fix=_("step.what_if shows the loss with another value"),
        )
    return found


def demand_agreement(found: PathSum) -> None:
    """Raises if the paths do not add up to the gradient that the rows computed.

    For the built-in ops a law says that they do; an op that was added at run time may state
    entries of its gradient that are not those of its code.

    Raises:
        DerivationError: with both numbers.
    """
    gradient, total = found.gradient, found.total
    if gradient is None or not np.isfinite([gradient, total, found.magnitude]).all():
        return
    if abs(total - gradient) > TOLERANCE * max(found.magnitude, abs(gradient)):
        raise DerivationError(
            _("the paths do not add up to the gradient of the rows"),
            expected=repr(gradient),
            received=repr(total),
            where=repr(found.start),
            fix=_("correct entry= and gradient_entries= of the op that you added"),
        )
