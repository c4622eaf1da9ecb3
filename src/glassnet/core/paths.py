"""Paths: every way from one number to the loss, as a product of local derivatives."""

from collections.abc import Sequence
from dataclasses import dataclass

from glassnet.core.expr import Expr
from glassnet.core.indexed import Entry


@dataclass(frozen=True)
class Factor:
    """One local derivative on a path: how `result` changes with `by`.

    Attributes:
        result: the entry that is reached: A1[0, 2].
        by: the entry before it: Z1[0, 2].
        slope: the derivative in symbols: A1[0, 2] * (1 - A1[0, 2]).
        value: the same as a number.
    """

    result: Entry
    by: Entry
    slope: Expr
    value: float


@dataclass(frozen=True)
class Path:
    """One way from a number to the loss; its contribution is the product of its factors."""

    factors: tuple[Factor, ...]
    product: float

    @property
    def nodes(self) -> tuple[Entry, ...]:
        """The entries on the way, the first and the loss included."""
        return (self.factors[0].by, *(factor.result for factor in self.factors))


@dataclass(frozen=True)
class Shared:
    """A derivative of the loss that several paths have in common, a δ of the backward pass.

    Attributes:
        node: the entry where the paths meet: Z2[0, 1].
        value: ∂L/∂node, the sum of all paths from there on.
        paths: the numbers, from 1, of the shown paths that run through it.
    """

    node: Entry
    value: float
    paths: tuple[int, ...]


@dataclass(frozen=True)
class Share:
    """What the paths that are not shown add up to, by the unit of a layer that they run through.

    Attributes:
        layer: the layer, from 1.
        name: its variable: A2.
        units: the sum for each unit of the layer.
        columns: whether examples are columns, so that units are rows.
    """

    layer: int
    name: str
    units: tuple[float, ...]
    columns: bool = False

    def largest(self, count: int) -> list[tuple[int, float]]:
        """The units with the largest sums, each with its number."""
        order = sorted(range(len(self.units)), key=lambda unit: -abs(self.units[unit]))
        return [(unit, self.units[unit]) for unit in order[:count]]


@dataclass(frozen=True)
class PathSum:
    """All paths from one number to the loss, and their sum.

    Attributes:
        start: the number: W1[0, 2].
        count: how many paths there are, exactly.
        paths: all of them if there are few, else those with the largest products.
        total: the sum over all paths.
        magnitude: the sum of their sizes, which tells how much cancels.
        gradient: the entry of the gradient row that the step computed; None without one.
        shared: what several shown paths have in common.
        rest: how the paths that are not shown are distributed over the layers.
    """

    start: Entry
    count: int
    paths: tuple[Path, ...]
    total: float
    magnitude: float
    gradient: float | None
    shared: tuple[Shared, ...]
    rest: tuple[Share, ...]

    @property
    def complete(self) -> bool:
        """Whether every path is shown."""
        return len(self.paths) == self.count

    @property
    def shown(self) -> float:
        """The sum of the shown paths."""
        return sum(path.product for path in self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, number: int) -> Path:
        return self.paths[number]


@dataclass(frozen=True)
class PathLinks:
    """The ways of one example from a number to the loss that are too many to be told apart.

    Attributes:
        start: the number: W1[3, 5].
        links: the variables that the ways run between: Z1 and A1.
        count: how many ways run through the example.
        total: their sum.
        penalty: what the way through the penalty adds; None without one.
    """

    start: Entry
    links: frozenset[tuple[str, str]]
    count: int
    total: float
    penalty: float | None = None


def meetings(paths: Sequence[Path]) -> dict[Entry, tuple[int, ...]]:
    """The entries where several paths meet, with the numbers of those paths.

    Paths that meet stay together to the loss; the entry nearest to the start stands for all that
    they have in common.
    """
    seen: dict[Entry, list[int]] = {}
    for number, path in enumerate(paths, 1):
        for node in path.nodes[1:-1]:
            seen.setdefault(node, []).append(number)
    nearest: dict[tuple[int, ...], Entry] = {}
    for node, numbers in seen.items():
        if len(numbers) > 1:
            nearest.setdefault(tuple(numbers), node)
    return {node: numbers for numbers, node in nearest.items()}
