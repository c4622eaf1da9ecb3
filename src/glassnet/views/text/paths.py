"""The paths from a number to the loss as text: nodes, local derivatives, numbers, the sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from glassnet.core.expr import Call
from glassnet.core.indexed import Entry, Index, is_one
from glassnet.core.notation import gradient
from glassnet.core.paths import Factor, Path, PathSum, Share
from glassnet.core.printer import render
from glassnet.locales import _
from glassnet.locales import width as columns
from glassnet.locales.wrapping import wrap
from glassnet.views.text.arrays import number_text
from glassnet.views.text.entry import place_text
from glassnet.views.text.signs import bracketed
from glassnet.views.text.written_out import written_out

MOST_UNITS = 3


@dataclass(frozen=True)
class Paths(PathSum):
    """All paths from one number of a step to its loss; `print` shows them.

    Attributes:
        values: the value of every variable of the step, by name.
    """

    values: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def __str__(self) -> str:
        return paths_text(self)


def shown(found: PathSum, values: Mapping[str, Any]) -> Paths:
    """Found paths as ones that can be printed, with the values of their step."""
    known = {each.name: getattr(found, each.name) for each in fields(found)}
    return Paths(**known, values=values)


def paths_text(found: PathSum, digits: int = 6, width: int = 80) -> str:
    """Paths as lines of text.

    Each path is three lines: the entries that it runs through, its local derivatives in symbols,
    the same as numbers with their product.

    Args:
        found: the paths.
        digits: significant digits of the numbers.
        width: columns of the terminal.
    """
    start = place_text(found.start)
    if not found.count:
        return _("no path leads from {start} to the loss: it does not depend on it").format(
            start=start
        )
    lines = wrap(_heading(found, start), width)
    for number, path in enumerate(found.paths, 1):
        values = getattr(found, "values", {})
        lines += ["", *_path_lines(number, path, values, digits, width)]
    lines += ["", *_sum_lines(found, digits, width)]
    if found.shared:
        lines += ["", *_shared_lines(found, digits, width)]
    if found.rest:
        lines += ["", *_rest_lines(found, digits, width)]
    return "\n".join(lines)


def _heading(found: PathSum, start: str) -> str:
    if found.count == 1:
        return _("one path leads from {start} to L").format(start=start)
    if found.complete:
        return _("{count} paths lead from {start} to L").format(count=found.count, start=start)
    return _("{count} paths lead from {start} to L; the {shown} largest:").format(
        count=f"{found.count:,}", start=start, shown=len(found.paths)
    )


def _path_lines(
    number: int, path: Path, values: Mapping[str, Any], digits: int, width: int
) -> list[str]:
    nodes = _listed([*map(place_text, path.nodes)], " → ", width - 5)
    slopes, factors = sides(path, digits, values)
    result = number_text(path.product, digits)
    symbols = _listed(slopes, " · ", width - 7)
    alone = factors in ([result], [bracketed(result)])
    numbers = [result] if alone else _listed(factors, " · ", width - 7, f" = {result}")
    lines = [*nodes]
    for side in (symbols, numbers):
        lines += [("= " if at == 0 else "  ") + line for at, line in enumerate(side)]
    return [(f"{number:>3}  " if at == 0 else " " * 5) + line for at, line in enumerate(lines)]


def sides(
    path: Path, digits: int = 6, values: Mapping[str, Any] | None = None
) -> tuple[list[str], list[str]]:
    """The local derivatives of a path in symbols and as numbers; slopes of 1 are left out.

    Args:
        path: the path.
        digits: significant digits.
        values: the values of the step; with them, numbers are put into a factor that is alone.
    """
    telling = [factor for factor in path.factors if not is_one(factor.slope)] or path.factors[-1:]
    if len(telling) == 1 and values:
        alone = telling[0].slope
        return [_symbols(telling[0])], [written_out(alone, values).numbers(values, digits)]
    first, *others = [number_text(factor.value, digits) for factor in telling]
    return [*map(_symbols, telling)], [first, *map(bracketed, others)]


def _listed(pieces: Sequence[str], sign: str, width: int, end: str = "") -> list[str]:
    """Pieces with a sign between them, broken only before a sign; `end` follows the last."""
    lines = [pieces[0]]
    for at, piece in enumerate(pieces[1:], 2):
        room = width - len(end if at == len(pieces) else "")
        if columns(lines[-1] + sign + piece) > room:
            lines.append(sign.strip() + " " + piece)
        else:
            lines[-1] += sign + piece
    lines[-1] += end
    return lines


def _symbols(factor: Factor) -> str:
    """A local derivative in symbols, in brackets where it is a sum."""
    text = render(factor.slope, "text")
    loose = isinstance(factor.slope, Call) and factor.slope.atom in ("add", "sub", "neg")
    return f"({text})" if loose else text


def _sum_lines(found: PathSum, digits: int, width: int) -> list[str]:
    return wrap(sum_text(found, digits), width)


def sum_text(found: PathSum, digits: int = 6) -> str:
    """What the paths add up to, beside the entry of the gradient."""
    total = number_text(found.total, digits)
    name = place_text(Entry(gradient(found.start.name), found.start.places))
    if found.gradient is None and found.count == 1:
        said = _("that is the whole slope of the loss by it: {total}")
    elif found.gradient is None:
        said = _("sum of all {count} paths: {total}")
    elif found.count == 1:
        said = _("that is the whole gradient: the row says {name} = {value}")
    else:
        said = _("sum of all {count} paths: {total}, and the row says {name} = {value}")
    return said.format(
        count=f"{found.count:,}",
        total=total,
        name=name,
        value=number_text(found.gradient or 0.0, digits),
    )


def _shared_lines(found: PathSum, digits: int, width: int) -> list[str]:
    lines = [_("computed once, used by several of these paths:")]
    for each in found.shared:
        node = place_text(each.node)
        name = place_text(Entry(gradient(each.node.name), each.node.places))
        numbers = _numbers_text(each.paths)
        text = _("∂L/∂{node} = {name} = {value}, in paths {numbers}").format(
            node=node, name=name, value=number_text(each.value, digits), numbers=numbers
        )
        first, *more = wrap(text, width - 4)
        lines += [f"  {first}", *(f"    {line}" for line in more)]
    return lines


def _numbers_text(numbers: tuple[int, ...]) -> str:
    """Path numbers, runs of them shortened: 1–4, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _rest_lines(found: PathSum, digits: int, width: int) -> list[str]:
    rest = found.total - found.shown
    lines = wrap(
        _("the other {count} paths add up to {rest}; by the units that they run through:").format(
            count=f"{found.count - len(found.paths):,}", rest=number_text(rest, digits)
        ),
        width,
    )
    for share in found.rest:
        largest = share.largest(MOST_UNITS)
        parts = [f"{_unit(share, unit)}: {number_text(value, digits)}" for unit, value in largest]
        others = len(share.units) - len(largest)
        if others:
            left = sum(share.units) - sum(value for _unit, value in largest)
            parts.append(
                _("the other {count}: {value}").format(
                    count=others, value=number_text(left, digits)
                )
            )
        text = _("layer {layer}: {parts}").format(layer=share.layer, parts="; ".join(parts))
        first, *more = wrap(text, width - 4)
        lines += [f"  {first}", *(f"    {line}" for line in more)]
    return lines


def _unit(share: Share, unit: int) -> str:
    """A unit of a layer, for all examples: A1[:, 2]."""
    example = Index("i")
    places = (unit, example) if share.columns else (example, unit)
    return place_text(Entry(share.name, places))
