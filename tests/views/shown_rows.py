"""The rows of a step as each view shows them, read back from what a person sees."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

import numpy as np
from random_runs import random_data, random_network

import glassnet as gn
from glassnet.core.derivation import Layout
from glassnet.core.rows import right_side
from glassnet.nn.optimizers import OPTIMIZERS
from glassnet.step import Step
from glassnet.views.text.setting import flat
from glassnet.views.text.step import step_text
from glassnet.views.text.substitution import expanded, plain, substituted


@dataclass(frozen=True)
class Row:
    """One equation with its numbers, as text."""

    name: str
    symbols: str
    numbers: str
    result: str
    expanded: str = ""


def random_step(seed: int, dtype: str = "float64", layout: Layout = "rows") -> Step:
    network = random_network(seed)
    optimizer = list(OPTIMIZERS.values())[seed % len(OPTIMIZERS)](lr=0.05)
    X, Y = random_data(seed, network, 1 + seed % 4)
    return gn.Model(network, seed=seed, dtype=dtype).explain(
        X,
        Y,
        optimizer,
        clip=[None, gn.Clip(norm=0.5), gn.Clip(value=0.1)][seed % 3],
        sample_weight=np.linspace(0.5, 2, len(X)) if seed % 2 else None,
        seed=seed,
        layout=layout,
    )


def step_rows(step: Step, digits: int = 6) -> list[Row]:
    """Every equation with its numbers, in order."""
    return [
        Row(
            equation.out.name,
            right_side(equation, "text"),
            flat(substituted(equation, step, digits)),
            flat([plain(step[equation.out.name], digits)]),
            expanded(equation, step, digits),
        )
        for equation in step.derivation.equations
    ]


# What stands behind a row in the terminal: its shape, and where it comes from.
_NOTES = r"   +\(\d+,[ \d]*\)( +from \w+)?(?=\n|$)|   +from \w+(?=\n|$)|\n\n\w+(?=\n|$)"


def terminal_rows(step: Step, columns: int, digits: int = 6) -> Iterator[Row]:
    """The rows of the terminal, several lines read as one."""
    text = step_text(step.derivation, step, width=columns, digits=digits)
    for row in re.split(r"\n *\d+  (?=\w+ = )", text.split("\n\nwhere")[0])[1:]:
        yield _read(re.sub(_NOTES, "", row))


def markdown_rows(step: Step, digits: int = 6) -> Iterator[Row]:
    """The numbers below the formulas of the Markdown view."""
    fences = re.findall(
        r"```text\n *\d+  (\w+ = .*?)\n```", step.markdown(digits=digits), re.DOTALL
    )
    assert len(fences) == len(step.derivation)
    yield from map(_read, fences)


def _read(text: str) -> Row:
    """A row as one line: name = symbols = numbers = result, equal sides once."""
    name, symbols, *middle, result = re.sub(r"\s+", " ", text).strip().split(" = ")
    numbers, meaning = [*middle, result, ""][:2] if len(middle) < 2 else middle
    return Row(name, symbols, numbers, result, meaning if len(middle) > 1 else "")


def page_rows(step: Step, digits: int = 6) -> Iterator[Row]:
    """The rows of the HTML page: code and tables, read in their order."""
    reader = _Page()
    reader.feed(step.html(digits=digits))
    assert len(reader.rows) == len(step.derivation)
    for code, *sides in reader.rows:
        name, symbols = code.strip().split(" = ", 1)
        numbers, result = (side.strip().removeprefix("=").strip() for side in sides)
        yield Row(name, symbols, numbers, result)


class _Page(HTMLParser):
    """Takes the lines of each row out of a page; a table becomes a list in brackets."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._in_code = False
        self._cells: dict[str, str] | None = None
        self._place: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "details":
            self.rows.append([])
        elif tag == "div" and (found.get("class") or "").startswith("line") and self.rows:
            self.rows[-1].append("")
        elif tag == "code" and self.rows and self.rows[-1]:
            self._in_code = True
        elif tag == "table" and self.rows and self.rows[-1]:
            self._cells = {}
        elif tag == "td":
            self._place = found.get("data-a", "…")

    def handle_endtag(self, tag: str) -> None:
        if tag == "code":
            self._in_code = False
        elif tag == "td":
            self._place = None
        elif tag == "table" and self._cells is not None:
            self.rows[-1][-1] += f" {_listed(self._cells)} "
            self._cells = None

    def handle_data(self, data: str) -> None:
        if self._in_code:
            self.rows[-1][-1] += f" {data} "
        elif self._place is not None and self._cells is not None:
            self._cells[self._place] = data


def _listed(cells: dict[str, str]) -> str:
    """A table as a single number, a row or a matrix."""
    if set(cells) == {""}:
        return cells[""]
    lines: dict[str, list[str]] = {}
    for place, text in cells.items():
        line, _comma, _column = place.rpartition(",")
        lines.setdefault(line, []).append(text)
    rows = [f"[{', '.join(line)}]" for line in lines.values()]
    return rows[0] if list(lines) == [""] else f"[{', '.join(rows)}]"
