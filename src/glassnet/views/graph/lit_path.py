"""One number's ways to the loss in a computation graph: what is lit, and the products below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from glassnet.core.indexed import Entry
from glassnet.core.paths import Factor, PathLinks
from glassnet.locales import _
from glassnet.views.drawing.picture import numeral
from glassnet.views.graph.ways import Way, ways
from glassnet.views.text.entry import place_text

_MOST_LINES = 6
LocalSlopes = Sequence[Factor] | PathLinks


@dataclass(frozen=True)
class LitPath:
    """What is lit.

    Attributes:
        start: where all ways begin.
        edges: the local derivative from one entry to the next.
        links: the variables that the ways run between.
        whole: the sums of ways that are too many to be told apart; no edges then.
    """

    start: Entry
    edges: Mapping[tuple[Entry, Entry], float]
    links: frozenset[tuple[str, str]]
    whole: PathLinks | None = None

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
        return frozenset(name for link in self.links for name in link)

    def passes(self, source: str, target: str) -> bool:
        """Whether the ways run from one variable to another."""
        return (source, target) in self.links


def lit_path(path: LocalSlopes | None) -> LitPath | None:
    """The ways that local derivatives belong to; None without any."""
    if isinstance(path, PathLinks):
        return LitPath(path.start, {}, path.links, path)
    if not path:
        return None
    edges = {(each.by, each.result): each.value for each in path}
    return LitPath(path[0].by, edges, frozenset((a.name, b.name) for a, b in edges))


def path_lines(lit: LitPath, digits: int, example: int, examples: int) -> list[str]:
    """The largest ways as products of their local derivatives, and the sum of all."""
    batch = examples > 1 and lit.start.name[:1] in "Wb"
    slope = f"∂L/∂{place_text(lit.start)}"
    if batch:
        slope = _("example {number}, counted from 0, adds to {slope}").format(
            number=example, slope=slope
        )
    if lit.whole is not None:
        return _whole_lines(lit.whole, digits, slope, batch)
    main, penalties = ways(lit.start, lit.edges, _MOST_LINES, apart=batch)
    lines = [_product(way, digits) for way in main.largest]
    through = [
        _("the penalty adds {product}").format(product=_product(way, digits))
        for way in penalties.largest
    ]
    if main.count == 1:
        return [f"{slope}: {lines[0]}" if batch else f"{slope} = {lines[0]}", *through]
    if main.count > len(lines):
        lines.append(_("… ({count} more)").format(count=main.count - len(lines)))
    return [*lines, _summed(slope, main.count, main.total, digits), *through]


def _whole_lines(found: PathLinks, digits: int, slope: str, batch: bool) -> list[str]:
    """The sum of ways that are too many to be told apart."""
    total, count, through = found.total, found.count, []
    if found.penalty is not None and batch:
        text = _("the penalty adds {product}")
        through = [text.format(product=numeral(found.penalty, digits))]
    elif found.penalty is not None:
        total, count = total + found.penalty, count + 1
    return [_summed(slope, count, total, digits), *through]


def _summed(slope: str, count: int, total: float, digits: int) -> str:
    return _("{slope}, the sum of {count} paths: {total}").format(
        slope=slope, count=count, total=numeral(total, digits)
    )


def _product(way: Way, digits: int) -> str:
    text = " · ".join(_bracketed(numeral(each, digits)) for each in way.factors)
    return f"{text} = {numeral(way.product, digits)}"


def _bracketed(text: str) -> str:
    return f"({text})" if text.startswith("−") else text
