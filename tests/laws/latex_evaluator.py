"""A reader of the LaTeX that formulas are written in: a small grammar, evaluated with NumPy.

It knows nothing of the printer: it reads the text as a mathematician does. A minus binds less than
a power and more than a product; a sum takes the product behind it.
"""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

_TOKEN = re.compile(
    r"(?:\d+(?:\.\d+)? \\times )?10\^\{-?\d+\}(?![\d.])|\d+(?:\.\d+)?"
    r"|\\operatorname\{[^{}]*\}|\\text\{else\}|\\(?:begin|end)\{cases\}|\\left\(|\\right\)"
    r"|\\left\||\\right\||\\\\|\\[A-Za-z]+|[A-Za-z]\w*|[-+<>^{}(),&]"
)
_FUNCTIONS = {r"\exp": np.exp, r"\ln": np.log, r"\tanh": np.tanh,
              r"\max": np.maximum, r"\min": np.minimum,
              r"\operatorname{sign}": np.sign}  # fmt: skip
_COMPARISONS = {">": np.greater, "<": np.less, r"\ge": np.greater_equal, r"\le": np.less_equal}
_PRODUCTS = (r"\odot", r"\cdot")


def evaluate_latex(text: str, values: Mapping[str, Any]) -> Any:
    """The value of a formula.

    Args:
        text: the formula.
        values: by symbol.
    """
    reader = _Reader(text, values)
    with np.errstate(all="ignore"):
        result = reader.comparison()
    assert reader.at == len(reader.tokens), f"unread: {reader.tokens[reader.at :]} in {text}"
    return result


class _Reader:
    """Descends through the grammar."""

    def __init__(self, text: str, values: Mapping[str, Any]) -> None:
        self.tokens = _TOKEN.findall(text)
        rest = _TOKEN.sub("", text)
        assert not rest.strip(), f"unknown signs {rest!r} in {text}"
        self.values = values
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, wanted: str | None = None) -> str:
        token = self.peek()
        assert wanted in (None, token), f"{wanted} expected, {token} found in {self.tokens}"
        self.at += 1
        return token

    def comparison(self) -> Any:
        value = self.sum()
        while self.peek() in _COMPARISONS:
            value = _COMPARISONS[self.take()](value, self.sum())
        return value

    def sum(self) -> Any:
        value = self.product()
        while self.peek() in ("+", "-"):
            value = value + self.product() if self.take() == "+" else value - self.product()
        return value

    def product(self) -> Any:
        value = self.signed()
        while self.peek() in _PRODUCTS:
            self.take()
            value = value * self.signed()
        return value

    def signed(self) -> Any:
        if self.peek() == "-":
            self.take()
            return -self.signed()
        if self.peek() == r"\sum":
            self.take()
            return np.sum(self.product())
        return self.power()

    def power(self) -> Any:
        value = self.atom()
        if self.peek() != "^":
            return value
        self.take()
        value = np.power(np.asarray(value, float), self.group())
        assert self.peek() != "^", "two exponents"
        return value

    def group(self) -> Any:
        self.take("{")
        value = self.comparison()
        self.take("}")
        return value

    def atom(self) -> Any:
        token = self.take()
        if token[0].isdigit():
            mantissa, _, power = token.partition(r" \times ")
            if "^" in token:
                head = mantissa if power else "1"
                return np.float64(f"{head}e{token[token.index('^{') + 2 : -1]}")
            return np.float64(token)
        if token == r"\frac":
            return np.asarray(self.group(), float) / self.group()
        if token == r"\sqrt":
            return np.sqrt(self.group())
        if token == r"\left|":
            value = self.comparison()
            self.take(r"\right|")
            return np.abs(value)
        if token == r"\left(":
            value = self.comparison()
            self.take(r"\right)")
            return value
        if token == r"\begin{cases}":
            return self.cases()
        if token in _FUNCTIONS:
            return self.call(token)
        return self.values[token]

    def call(self, name: str) -> Any:
        self.take(r"\left(")
        arguments = [self.comparison()]
        while self.peek() == ",":
            self.take()
            arguments.append(self.comparison())
        self.take(r"\right)")
        return _FUNCTIONS[name](*arguments)

    def cases(self) -> Any:
        yes = self.comparison()
        self.take("&")
        condition = self.comparison()
        self.take(r"\\")
        no = self.comparison()
        for each in ("&", r"\text{else}", r"\end{cases}"):
            self.take(each)
        return np.where(condition, yes, no)
