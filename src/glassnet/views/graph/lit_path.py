"""One number's ways to the loss in a computation graph: what is lit, and the products below it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod

from glassnet.core import notation
from glassnet.core.indexed import Entry
from glassnet.core.paths import Factor
from glassnet.locales import _
from glassnet.views.drawing.picture import numeral
from glassnet.views.text.entry import place_text

_MOST_LINES = 6


@dataclass(frozen=True)
class LitPath:
    """What is lit.

    Attributes:
        start: where all ways begin.
        edges: the local derivative from one entry to the next.
    """

    start: Entry
    edges: Mapping[tuple[Entry, Entry], float]

    @property
    def nodes(self) -> frozenset[Entry]:
        """The entries on the ways."""
        return frozenset(entry for edge in self.edges for entry in edge)

    def place(self, name: str) -> tuple[int, ...] | None:
        """The first entry of a variable that is on the ways."""
        for entry in (self.start, *(target for _source, target in self.edges)):
            if entry.name == name:
                return tuple(at for at in entry.places if isinstance(at, int))
        return None

    @property
    def names(self) -> frozenset[str]:
        """The variables on the ways."""
        return frozenset(entry.name for entry in self.nodes)

    def passes(self, source: str, target: str) -> bool:
        """Whether the ways run from one variable to another."""
        return any((a.name, b.name) == (source, target) for a, b in self.edges)

    def products(self) -> Iterator[tuple[tuple[float, ...], bool]]:
        """The factors of each way, in order, and whether it runs through a penalty."""
        after: dict[Entry, list[tuple[Entry, float]]] = {}
        for (source, target), value in self.edges.items():
            after.setdefault(source, []).append((target, value))
        ready: list[tuple[Entry, tuple[float, ...], bool]] = [(self.start, (), False)]
        while ready:
            node, factors, penalty = ready.pop()
            penalty = penalty or node.name == notation.PENALTY
            following = after.get(node, [])
            if not following:
                yield factors, penalty
            ready += [(target, (*factors, value), penalty) for target, value in following[::-1]]


def lit_path(factors: Sequence[Factor] | None) -> LitPath | None:
    """The ways that local derivatives belong to; None without any."""
    if not factors:
        return None
    return LitPath(factors[0].by, {(each.by, each.result): each.value for each in factors})


def path_lines(lit: LitPath, digits: int, example: int, examples: int) -> list[str]:
    """Each way as the product of its local derivatives, and their sum."""
    lines = []
    total, count = 0.0, 0
    batch = examples > 1 and lit.start.name[:1] in "Wb"
    penalties = []
    for factors, penalty in lit.products():
        product = prod(factors)
        text = " · ".join(_bracketed(numeral(each, digits)) for each in factors)
        text += f" = {numeral(product, digits)}"
        if batch and penalty:
            penalties.append(_("the penalty adds {product}").format(product=text))
            continue
        total, count = total + product, count + 1
        if count <= _MOST_LINES:
            lines.append(text)
    if count > _MOST_LINES:
        lines.append(_("… ({count} more)").format(count=count - _MOST_LINES))
    slope = f"∂L/∂{place_text(lit.start)}"
    if batch:
        slope = _("example {number} of {count} adds to {slope}").format(
            number=example + 1, count=examples, slope=slope
        )
    if count == 1:
        return [f"{slope}: {lines[0]}" if batch else f"{slope} = {lines[0]}", *penalties]
    summed = _("{slope}, the sum of {count} paths: {total}").format(
        slope=slope, count=count, total=numeral(total, digits)
    )
    return [*lines, summed, *penalties]


def _bracketed(text: str) -> str:
    return f"({text})" if text.startswith("−") else text
