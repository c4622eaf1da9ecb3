"""Derives shown rows and single entries again, by interval arithmetic, from their text alone."""

import ast
import re
from collections.abc import Mapping
from typing import Any

import numpy as np
from intervals import Array, Interval, Reader, literal, shown_interval, total, tree
from shown_rows import Row

from glassnet.core.rows import meanings
from glassnet.step import Step
from glassnet.views.text.entry import OpenedEntry

_EDGES = ("low", "high")
_ENDS = re.compile(r" [-+<>]=? ")


class Rederived:
    """Checks what a step shows; each check gives 1, or 0 where something is left out with dots.

    Args:
        step: the step.
        digits: how many digits are shown.
        dtype: the type in which it was computed.
    """

    def __init__(self, step: Step, digits: int = 6, dtype: str = "float64") -> None:
        self.step, self.digits, self.rounding = step, digits, np.finfo(dtype).eps
        meant = [line for line in meanings(step.derivation) if " = " in line]
        self.reader = Reader(meant, digits)
        self.entries = EntryReader(step, digits)

    def row(self, row: Row) -> int:
        """A row: its numbers are the step's, and its result is what they allow."""
        if "…" in row.numbers + row.result:
            return 0
        found = self.reader.value(row.symbols, row.numbers)
        for name, shown in self.reader.seen.items():
            exact = np.asarray(self.step[name], dtype=float).reshape(shown.shape)
            inside = shown_interval(shown, self.digits)
            tolerance = 1e-12 * np.abs(exact)
            assert (exact >= inside.low - tolerance).all(), (row, name)
            assert (exact <= inside.high + tolerance).all(), (row, name)
        largest = max([1.0, *(np.abs(shown).max() for shown in self.reader.seen.values())])
        self._allowed(found, row.result, largest, row)
        if row.expanded:
            self._allowed(self.entries.constants(row.expanded), row.result, largest, row)
        return 1

    def entry(self, opened: OpenedEntry) -> int:
        """An opened entry: each of its lines gives its value."""
        if opened.equation is None or not opened.symbols:
            return 0
        sides = _sides(str(opened))
        result = sides[-1]
        fields = [opened.symbols, opened.terms, opened.numbers, result]
        assert sides == [side for side in dict.fromkeys(fields) if side]
        found = self.entries.general(opened.symbols)
        self._allowed(found, result, self.entries.largest, opened.entry)
        if opened.numbers and "…" not in opened.numbers:
            found = self.entries.value(opened.terms, opened.numbers)
            self._allowed(found, result, self.entries.largest, opened.entry)
        return 1

    def _allowed(self, found: Interval, result: str, largest: float, what: Any) -> None:
        """The shown result lies where the shown numbers allow."""
        shown = shown_interval(literal(tree(result)), self.digits)
        low = np.broadcast_to(found.low, shown.low.shape)
        high = np.broadcast_to(found.high, shown.high.shape)
        # what the arithmetic itself rounds, measured by the largest number that goes in
        slack = 32 * self.rounding * np.maximum(np.abs(low), largest)
        assert (shown.low <= high + slack).all(), what
        assert (shown.high >= low - slack).all(), what


def _sides(text: str) -> list[str]:
    """What stands behind each equals sign, lines that go on joined."""
    sides: list[str] = []
    for line in text.splitlines()[1:]:
        if line.startswith("  = "):
            sides.append(line[4:])
        elif line.startswith("    ") and sides:
            sides[-1] += " " + line[4:]
    return sides


def with_calls(text: str) -> str:
    """Sums in Python's own form: Σk a[k] + b is over(k, a[k]) + b; a sum ends where a term ends."""
    start = text.find("Σ")
    if start < 0:
        return text
    letter, depth, end = text[start + 1], 0, start + 3
    while end < len(text):
        if depth == 0 and (text[end] in "),]" or _ENDS.match(text, end)):
            break
        depth += (text[end] in "([") - (text[end] in ")]")
        end += 1
    inner = with_calls(text[start + 3 : end])
    return f"{text[:start]}over({letter}, {inner}){with_calls(text[end:])}"


class EntryReader(Reader):
    """Computes lines over single entries with the numbers that are shown for them.

    Args:
        step: the arrays; of each number only its shown digits are used.
        digits: how many digits are shown.
    """

    def __init__(self, step: Step, digits: int) -> None:
        super().__init__([], digits)
        self.step = step
        self.largest = 1.0

    def general(self, symbols: str) -> Interval:
        """A line in index notation."""
        self.largest = 1.0
        found: Interval = self._compute(tree(with_calls(symbols)), {})
        return found

    def constants(self, numbers: str) -> Interval:
        """A line of numbers alone: each stands for all that is rounded to it."""
        return self._rounded(tree(numbers))

    def value(self, terms: str, numbers: str) -> Interval:
        """A line of entries with the line of their numbers; both have the same shape."""
        self.largest = 1.0
        return super().value(terms, numbers)

    def _rounded(self, node: ast.expr) -> Interval:
        powers = [each.right for each in ast.walk(node)
                  if isinstance(each, ast.BinOp) and isinstance(each.op, ast.Pow)]  # fmt: skip
        names = {f"n{at}": each for at, each in enumerate(ast.walk(node))
                 if isinstance(each, ast.Constant) and each not in powers}  # fmt: skip
        shown = {key: shown_interval(np.full((1, 1), float(each.value)), self.digits)
                 for key, each in names.items()}  # fmt: skip
        found: Interval = self._compute(_Renamed(names).visit(node), shown)
        return found

    def _match(self, symbol: ast.AST, number: ast.AST, names: dict[str, Interval]) -> None:
        if isinstance(symbol, ast.Subscript | ast.Name) and not isinstance(number, ast.Name):
            shown = literal(number)  # type: ignore[arg-type]
            assert np.array_equal(shown, self._shown(symbol, {})), ast.dump(symbol)
            return
        super()._match(symbol, number, names)

    def _shown(self, node: ast.Subscript | ast.Name, names: Mapping[str, Any]) -> Array:
        """The number of an entry as it is shown."""
        base = node.value if isinstance(node, ast.Subscript) else node
        assert isinstance(base, ast.Name)
        value = float(np.asarray(self.step[base.id])[self._place(node, names)])
        whole = value.is_integer() and abs(value) < 1e9
        rounded = value if whole else float(f"{value:.{self.digits}g}")
        self.largest = max(self.largest, abs(rounded))
        return np.full((1, 1), rounded)

    def _place(self, node: ast.Subscript | ast.Name, names: Mapping[str, Any]) -> tuple[int, ...]:
        if isinstance(node, ast.Name):
            return ()
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        return tuple(names[p.id] if isinstance(p, ast.Name) else ast.literal_eval(p) for p in parts)

    def _compute(self, node: ast.AST, names: Mapping[str, Any]) -> Any:
        if isinstance(node, ast.Subscript) or (isinstance(node, ast.Name) and node.id not in names):
            return shown_interval(self._shown(node, names), self.digits)
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "over"
        ):
            letter = node.args[0]
            assert isinstance(letter, ast.Name)
            turns = [
                self._compute(node.args[1], {**names, letter.id: at})
                for at in range(self._size(node.args[1], letter.id))
            ]
            low, high = (
                np.hstack([getattr(turn, end) for turn in turns]) for end in ("low", "high")
            )
            return total(Interval(low, high))
        return super()._compute(node, names)

    def _size(self, body: ast.AST, letter: str) -> int:
        """How far a letter counts: the length of the arrays in which it stands."""
        for node in ast.walk(body):
            if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
                parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
                for axis, part in enumerate(parts):
                    if isinstance(part, ast.Name) and part.id == letter:
                        return int(np.shape(self.step[node.value.id])[axis])
        raise AssertionError(f"{letter} counts nothing")


class _Renamed(ast.NodeTransformer):
    """Names instead of some constants."""

    def __init__(self, names: Mapping[str, ast.Constant]) -> None:
        self.names = {id(each): key for key, each in names.items()}

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        known = self.names.get(id(node))
        return ast.Name(known, ast.Load()) if known else node
