"""NumPy's .npy format, read without trusting it.

A file is the magic bytes, a version, the length of a header, the header, and the bare
values. The header is the text of a Python dictionary:

    {'descr': '<f8', 'fortran_order': False, 'shape': (4, 2), }

It is taken apart by a pattern, not run as Python. Arrays of objects are refused:
they are pickles, and a pickle is a program.

Source: NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays".
"""

import math
import re
import struct
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt

from glassnet.data.bounded import (
    MOST_BYTES,
    MOST_VALUES,
    Stream,
    cut_short,
    no_values,
    read_exactly,
    too_large,
    too_long,
)
from glassnet.errors import FileFormatError
from glassnet.locales import _

MAGIC = b"\x93NUMPY"
MOST_HEADER_BYTES = 10_000
_ITEM = re.compile(
    r"""\s*(?P<q>['"])(?P<key>\w+)(?P=q)\s*:\s*
        (?P<value>'[^'\\]*'|"[^"\\]*"|True|False|\([\d,\s-]*\))\s*,?\s*""",
    re.VERBOSE | re.ASCII,
)
_DTYPE = re.compile(r"[<>|=]?(?:b1|[iu][1248]|f[248]|[US](?:[1-9]\d{0,2}))", re.ASCII)


def read_npy(stream: Stream, size: int, reach: int, where: str) -> npt.NDArray[Any]:
    """The array in a .npy stream.

    Args:
        stream: where the bytes come from.
        size: how many bytes the file or the archive says there are; the header must agree
            before anything is allocated.
        reach: how many bytes can really come.
        where: what an error calls the stream.

    Raises:
        FileFormatError: the stream is not what its header claims, or holds objects,
            complex numbers, records or dates.
    """
    header, used = _header(stream, min(size, reach), where)
    dtype, fortran, shape = _layout(header, where)
    expected = math.prod(shape) * dtype.itemsize
    if math.prod(shape) > MOST_VALUES or expected > MOST_BYTES:
        raise too_large(expected, MOST_VALUES * dtype.itemsize, where)
    if expected == 0:
        raise no_values(str(shape), where)
    if expected > min(size, reach) - used:
        raise cut_short(expected, min(size, reach) - used, where)
    if expected < size - used:
        raise too_long(expected, size - used, where)
    body = read_exactly(stream, expected, where)
    values = np.frombuffer(body, dtype)
    values = values.reshape(shape[::-1]).T if fortran else values.reshape(shape)
    _check_bytes(body, dtype, where)
    return np.ascontiguousarray(values, dtype.newbyteorder("="))


def _header(stream: Stream, available: int, where: str) -> tuple[str, int]:
    """The text of the header, and the bytes read up to its end."""
    start = read_exactly(stream, min(8, available), where)
    if start[:6] != MAGIC or len(start) < 8:
        _refuse(_("this is not a .npy file"), _("the bytes \\x93NUMPY"), repr(bytes(start)), where)
    version = start[6]
    if version not in (1, 2, 3) or start[7] != 0:
        found = f"{start[6]}.{start[7]}"
        _refuse(_("this version of .npy is not known"), "1.0, 2.0, 3.0", found, where)
    width, code = (2, "<H") if version == 1 else (4, "<I")
    (length,) = struct.unpack(code, read_exactly(stream, width, where))
    if length > MOST_HEADER_BYTES:
        most = _("at most {most} bytes").format(most=MOST_HEADER_BYTES)
        received = _("{size} bytes").format(size=length)
        _refuse(_("the header of the array is too long"), most, received, where)
    if length > available - 8 - width:
        raise cut_short(length, available - 8 - width, where)
    text = bytes(read_exactly(stream, length, where))
    return text.decode("utf-8" if version == 3 else "latin-1", "replace"), 8 + width + length


def _layout(header: str, where: str) -> tuple[np.dtype[Any], bool, tuple[int, ...]]:
    """(dtype, whether columns come first, shape) from the text of a header."""
    items = _items(header)
    if set(items) != {"descr", "fortran_order", "shape"}:
        wanted = "{'descr': …, 'fortran_order': …, 'shape': …}"
        _refuse(_("the header of the array cannot be read"), wanted, repr(header[:120]), where)
    return (
        _dtype(items["descr"][1:-1], where),
        items["fortran_order"] == "True",
        _shape(items["shape"], where),
    )


def _items(header: str) -> dict[str, str]:
    """The entries of the header's dictionary as texts; empty if it is not one."""
    text = header.strip()
    if not (text.startswith("{") and text.endswith("}")):
        return {}
    items: dict[str, str] = {}
    position, end = 1, len(text) - 1
    while position < end:
        found = _ITEM.match(text, position, end)
        if found is None or found["key"] in items:
            return {}
        items[found["key"]] = found["value"]
        position = found.end()
    kinds = {"descr": "'\"", "fortran_order": "TF", "shape": "("}
    return items if all(v[0] in kinds.get(k, "") for k, v in items.items()) else {}


def _dtype(text: str, where: str) -> np.dtype[Any]:
    """The dtype of the values, if it is a plain number, truth value or text."""
    if _DTYPE.fullmatch(text):
        return np.dtype(text)
    if text.lstrip("<>|=").startswith("O"):
        raise FileFormatError(
            _("the array holds Python objects, which could run a program when loaded"),
            expected=_("numbers or text"),
            received=repr(text),
            where=where,
            fix=_("save it again as numbers: np.save(path, array.astype(float))"),
        )
    _refuse(_("this kind of value cannot be used"), _("numbers or text"), repr(text[:40]), where)


def _shape(text: str, where: str) -> tuple[int, ...]:
    """The shape, whose sizes are whole numbers of at most 19 digits."""
    sizes = [size.strip() for size in text[1:-1].split(",")]
    if sizes[-1] == "":
        sizes.pop()
    if len(sizes) > 8 or not all(re.fullmatch(r"\d{1,19}", size, re.ASCII) for size in sizes):
        _refuse(
            _("the shape of the array makes no sense"),
            _("at most 8 sizes, none negative"),
            text[:80],
            where,
        )
    return tuple(int(size) for size in sizes)


def _check_bytes(body: bytearray, dtype: np.dtype[Any], where: str) -> None:
    """Refuse bytes that are no value of the dtype.

    NOTE: NumPy takes any bytes as text or truth values, and fails later, inside Python itself.
    """
    if dtype.kind == "U":
        codes = np.frombuffer(body, np.dtype("u4").newbyteorder(dtype.byteorder))
        wrong = (codes > 0x10FFFF) | ((codes >= 0xD800) & (codes < 0xE000))
    elif dtype.kind == "b":
        codes = np.frombuffer(body, np.uint8)
        wrong = codes > 1
    else:
        return
    if wrong.any():
        received = hex(codes[int(np.argmax(wrong))])
        _refuse(
            _("a value in the array makes no sense"), _("text or truth values"), received, where
        )


def _refuse(what: str, expected: str, received: str, where: str) -> NoReturn:
    """Raise the error for a header that cannot be accepted."""
    raise FileFormatError(
        what,
        expected=expected,
        received=received,
        where=where,
        fix=_("save the array again with np.save"),
    )
