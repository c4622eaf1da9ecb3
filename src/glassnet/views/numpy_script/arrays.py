"""Arrays in an exported script: as readable numbers, or packed when there are many.

Every number is written so that it reads back to the same bits.
"""

import base64
import io
import math
import zlib
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

READABLE = 2000  # numbers; an array with more is packed
MOST_ROWS = 12  # rows that each get a line of their own
COLUMNS = 100
MARK = "#:"


def number_code(value: Any) -> str:
    """A number that Python reads back to the same bits.

    >>> number_code(np.float64(0.1)), number_code(np.float32(0.1)), number_code(2.0)
    ('0.1', '0.1', '2')
    """
    number = float(value)
    if not math.isfinite(number):
        return "np.nan" if math.isnan(number) else "np.inf" if number > 0 else "-np.inf"
    if number.is_integer() and abs(number) < 1e6 and (number or math.copysign(1, number) > 0):
        return str(int(number))
    if isinstance(value, np.float32):
        # NOTE: a decimal that is rounded twice, to 64 and then to 32 bits, may miss the number
        short = str(value)
        return short if np.float32(float(short)) == value else repr(number)
    return repr(number)


MAKERS = {"np": "np.array", "torch": "torch.tensor"}


def array_code(name: str, array: Array, dtype: str = "f", package: str = "np") -> str:
    """The assignment `W1 = np.array(…, dtype=f)`, on several lines if it is long.

    Args:
        name: the array's name.
        array: its numbers.
        dtype: the code of their type.
        package: what makes it: "np" or "torch".
    """
    shape = array.shape[0] if array.ndim == 1 and package == "np" else array.shape
    rows = [list(map(number_code, row)) for row in np.atleast_2d(array)]
    if {text for row in rows for text in row} == {"0"}:
        return f"{name} = {package}.zeros({shape}, dtype={dtype})"
    if array.size > 1 and len({text for row in rows for text in row}) == 1:
        return f"{name} = {package}.full({shape}, {rows[0][0]}, dtype={dtype})"
    items = rows[0] if array.ndim < 2 else [f"[{', '.join(row)}]" for row in rows]
    line = f"{name} = {MAKERS[package]}([{', '.join(items)}], dtype={dtype})"
    if len(line) <= COLUMNS:
        return line
    if array.ndim < 2:
        lines = _lines(items, 8)
    else:
        widest = max(map(len, items)) + 8 > COLUMNS
        rows_code = ["[" + "\n".join(_lines(row, 9)).strip() + "]" for row in rows]
        single = widest or len(rows) <= MOST_ROWS
        lines = [f"        {row}," for row in rows_code] if single else _lines(items, 8)
    body = "\n".join(lines)
    return f"{name} = {MAKERS[package]}(\n    [\n{body}\n    ],\n    dtype={dtype},\n)"


def _lines(items: list[str], indent: int) -> list[str]:
    """Items divided by commas, in lines of readable length."""
    lines = [" " * indent]
    for index, item in enumerate(items):
        piece = item + ("," if index < len(items) - 1 else "")
        gap = " " if lines[-1].strip() else ""
        if gap and len(lines[-1]) + len(gap) + len(piece) + 1 > COLUMNS:
            lines.append(" " * indent + piece)
        else:
            lines[-1] += gap + piece
    return lines


def packed_lines(name: str, array: Array) -> str:
    """An array as lines of text at the end of the script, `#: X eJxjYGBg…`."""
    raw = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<")).tobytes()
    text = base64.b64encode(zlib.compress(raw, 9)).decode()
    head = f"{MARK} {name} "
    size = COLUMNS - len(head)
    return "\n".join(head + text[i : i + size] for i in range(0, len(text), size))


def file_bytes(arrays: dict[str, Array]) -> bytes:
    """Arrays as the content of an .npz file beside the script."""
    stream = io.BytesIO()
    np.savez_compressed(stream, allow_pickle=False, **arrays)
    return stream.getvalue()
