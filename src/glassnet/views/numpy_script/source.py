"""Functions of glassnet that an exported script contains as they stand.

The random numbers of a script come from the very source of `executors/random.py`. Only
comments and docstrings are put into the user's language.
"""

import ast
import inspect
import io
import tokenize
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from glassnet.locales import N_, translate

# Comments and docstrings of pasted code; a test finds those that are missing here.
COMMENTS = (
    N_("(4, n), 64 bits wide to hold the products"),
    N_("the largest z is subtracted first, so that exp cannot overflow"),
    N_("Philox4x32-10: counters, uint32 (n, 4), to random words, uint32 (n, 4)."),
    N_(
        "`size` random 64-bit integers, uint64 (size,).\n\n"
        "Element i is half i % 2 of block i // 2: words 0 and 1, or 2 and 3, the low word first."
    ),
    N_("`size` random numbers in [0, 1), float64 (size,), with 53 random bits each."),
    N_("The order of n examples in one epoch, int64 (n,): sorts one 64-bit draw per example."),
    N_("A dropout mask of one step: 0 with probability `rate`, else 1 / (1 - rate)."),
)
SHUFFLE = ("philox4x32", "bits64", "shuffle")
DROPOUT = ("philox4x32", "bits64", "uniform", "dropout_mask")


@cache
def _random_functions() -> dict[str, str]:
    """The source of each function that draws random numbers."""
    text = files("glassnet").joinpath("executors", "random.py").read_text(encoding="utf-8")
    lines = text.splitlines()
    return {
        node.name: "\n".join(lines[node.lineno - 1 : node.end_lineno])
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef)
    }


def random_source(names: Iterable[str]) -> list[str]:
    """The functions of these names, each once, in the order of their file."""
    wanted = set(names)
    return [in_language(text) for name, text in _random_functions().items() if name in wanted]


def in_language(source: str) -> str:
    """Code with its comments and docstrings in the user's language; the code is untouched."""
    lines = source.splitlines()
    for first, last, indent, text in reversed(_docstrings(source)):
        said = [line.rstrip() for line in f'"""{translate(text)}'.splitlines()]
        said = [*said, '"""'] if len(said) > 1 else [said[0] + '"""']
        lines[first:last] = [" " * indent + line if line else "" for line in said]
    for row, column, text in reversed(_comments("\n".join(lines))):
        lines[row] = f"{lines[row][:column]}# {translate(text)}"
    return "\n".join(lines)


def _docstrings(source: str) -> list[tuple[int, int, int, str]]:
    """First line, line after the last, indent and text of each docstring."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
            place = node.body[0]
            text = inspect.cleandoc(ast.get_docstring(node, clean=False) or "")
            last = place.end_lineno or place.lineno
            found.append((place.lineno - 1, last, place.col_offset, text))
    return sorted(found)


def _comments(source: str) -> list[tuple[int, int, str]]:
    """Line, column and text of each comment."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return [
        (token.start[0] - 1, token.start[1], token.string.lstrip("# "))
        for token in tokens
        if token.type == tokenize.COMMENT
    ]
