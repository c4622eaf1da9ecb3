r"""A formula on as many lines as it needs.

It is broken before an operator, the outermost first. Where a line ends inside brackets, `\right.`
closes them for TeX and `\left.` opens them again on the next line. What cannot be broken, a wide
fraction for instance, is made smaller.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from glassnet.views.latex.width import WHOLE, latex_width

_OPERATOR = re.compile(r" (?:[-+=]|\\odot|\\cdot) |\\,")
# Before which operators a line is broken, those that hold least first.
_WEAKEST = re.compile(r" = ")
_WEAK = re.compile(r" [-+=] ")
_TOKEN = re.compile(r"\\begin\{\w+\}|\\end\{\w+\}|\\left|\\right|\\[A-Za-z]+|\\.|[{}]|[^\\{}]")
_DEEPEST = 4
INDENT = 2.0


@dataclass
class _Unit:
    """What stays on one line.

    Attributes:
        text: its LaTeX, the operator before it too.
        depth: how many brackets are open where it begins.
    """

    text: str
    depth: int


def lines(formula: Callable[[int], str], room: float, most: int) -> list[str]:
    """A formula on lines of at most `room` digits.

    Args:
        formula: writes it with matrices of at most so many columns.
        room: the width, in digits.
        most: the most columns that matrices have.
    """
    for columns in (most, 6, 4, 3, 2, 1):
        text = formula(min(columns, most))
        deepest = range(_DEEPEST if columns == 1 else 1)
        for depth, operator in product(deepest, (_WEAKEST, _WEAK, _OPERATOR)):
            broken = _filled(list(_units(text, depth, operator)), room)
            if max(map(latex_width, broken)) <= room:
                return broken
    return [_smaller(line, room) for line in broken]


def _units(text: str, deepest: int, operator: re.Pattern[str]) -> Iterator[_Unit]:
    """Splits a formula before some operators that at most `deepest` brackets surround."""
    depth = braces = start = begun = 0
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token in ("{", r"\left") or token.startswith(r"\begin"):
            braces += token != r"\left"
            depth += token == r"\left"
        elif token in ("}", r"\right") or token.startswith(r"\end"):
            braces -= token != r"\right"
            depth -= token == r"\right"
        elif not braces and depth <= deepest and operator.match(text, found.start()):
            if found.start() > start:
                yield _Unit(text[start : found.start()], begun)
            start, begun = found.start(), depth
    yield _Unit(text[start:], begun)


def _filled(units: list[_Unit], room: float) -> list[str]:
    """As many units on each line as fit."""
    groups: list[list[_Unit]] = []
    for unit in units:
        width = latex_width("".join(each.text for each in [*(groups[-1] if groups else ()), unit]))
        if groups and width + 1.0 <= room - INDENT * (len(groups) > 1):
            groups[-1].append(unit)
        else:
            groups.append([unit])
    opened = [*(group[0].depth for group in groups), 0]
    return [
        _line("".join(unit.text for unit in group), opened[index], opened[index + 1], index > 0)
        for index, group in enumerate(groups)
    ]


def _line(text: str, before: int, after: int, continued: bool) -> str:
    """One line of several, its brackets closed for TeX."""
    if not continued:
        return text + r" \right." * after
    operator = _OPERATOR.match(text)
    if operator:
        sign = r"\cdot" if operator[0] == r"\," else operator[0].strip()
        text = f"{{}} {sign} {text[operator.end() :]}"
    return r"\quad " + r"\left. " * before + text + r" \right." * after


def _smaller(line: str, room: float) -> str:
    """A line that fits because it is scaled down."""
    if latex_width(line) <= room:
        return line
    width = rf"{min(1.0, room / WHOLE):.2f}\linewidth"
    return rf"\resizebox{{{width}}}{{!}}{{$\displaystyle {line}$}}"
