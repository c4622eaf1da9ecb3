r"""How wide a formula is, estimated from its LaTeX: in widths of a digit.

TeX alone knows the exact width; the estimate is on the safe side, so that a formula that is said to
fit does fit. `\frac` is as wide as the wider of its parts, an exponent is small, a matrix is as
wide as its columns together.
"""

import re

# The lines of the documents that `latex` makes, in digits of 10 pt type: 17 cm, and what is left of
# them beside the margin of a formula.
WHOLE = 97.0
PAGE = 90.0

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[{}^_&]|\s+|.", re.DOTALL)
_SILENT = {r"\left", r"\right", r"\displaystyle", r"\textstyle", "{", "}"}
_WORDS = {r"\text", r"\mathrm", r"\operatorname", r"\texttt"}
_WIDE = {"+": 3.2, "-": 3.2, "=": 3.6, r"\cdot": 2.2, r"\odot": 3.4, r"\times": 3.4, r"\sum": 3.6,
         r"\,": 0.4, r"\quad": 2.0, r"\cdots": 3.0, r"\top": 1.6, r"\partial": 1.2,
         ",": 1.0, ".": 0.6, "(": 1.2, ")": 1.2, "|": 0.8, "[": 0.6, "]": 0.6}  # fmt: skip
_SMALL = 0.75
_GAP = 2.0
_BRACKETS = 2.6


def latex_width(text: str) -> float:
    """The width of a formula, in widths of a digit."""
    return _Reader(text).sequence()


class _Reader:
    """Walks through the tokens of a formula and adds up widths."""

    def __init__(self, text: str) -> None:
        self.tokens: list[str] = [token for token in _TOKEN.findall(text) if not token.isspace()]
        self.at = 0

    def sequence(self, ends: tuple[str, ...] = ()) -> float:
        """The width up to one of the ends."""
        width = 0.0
        while self.at < len(self.tokens) and self.tokens[self.at] not in ends:
            width += self._next()
        return width

    def _next(self) -> float:
        """The width of one token with what belongs to it."""
        token = self._take()
        if token in _SILENT:
            return 0.0
        if token in ("^", "_"):
            return _SMALL * self._group()
        if token == r"\frac":
            return max(self._group(), self._group()) + 0.6
        if token == r"\sqrt":
            return self._group() + 2.0
        if token in _WORDS:
            return self._group()
        if token == r"\begin":
            return self._table()
        if token == ".":
            return 0.0 if self.at > 1 and self.tokens[self.at - 2] in _SILENT else 0.6
        if token in _WIDE:
            return _WIDE[token]
        if token.startswith("\\") and len(token) > 3:
            return 0.9 * (len(token) - 1)
        return 1.4 if token.isalpha() else 1.0

    def _take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def _group(self) -> float:
        """The width of what stands in braces, or of a single token."""
        if self.tokens[self.at] != "{":
            return self._next()
        self.at += 1
        width = 0.0
        while self.tokens[self.at] != "}":
            width += self._group() if self.tokens[self.at] == "{" else self._next()
        self.at += 1
        return width

    def _table(self) -> float:
        """The width of a matrix or of cases: its widest cells next to each other."""
        self._group()
        columns: list[float] = []
        column = 0
        while True:
            cell = self.sequence(("&", r"\\", r"\end"))
            columns += [0.0] * (column + 1 - len(columns))
            columns[column] = max(columns[column], cell)
            end = self._take()
            column = column + 1 if end == "&" else 0
            if end == r"\end":
                self._group()
                return sum(columns) + _GAP * (len(columns) - 1) + _BRACKETS
