"""Safetensors files that claim what they do not hold, and files of other kinds."""

import io
import json
import pickle
import struct
import zipfile
from typing import Any

Header = dict[str, Any]


def framed(header: bytes, data: bytes = b"", length: int | None = None) -> bytes:
    """A file of that header, whose length may be a lie."""
    return struct.pack("<Q", len(header) if length is None else length) + header + data


def written(header: Any, data: bytes = b"") -> bytes:
    return framed(json.dumps(header).encode(), data)


def tensor(shape: list[Any], begin: int, end: int, dtype: str = "F32") -> Header:
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}


def _zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("archive/data.pkl", b"\x80\x02.")
    return stream.getvalue()


NUMBERS = bytes(24)
GOOD = tensor([3, 2], 0, 24)
FILES: dict[str, bytes] = {
    "empty": b"",
    "seven bytes": b"\x00" * 7,
    "eight zeros": b"\x00" * 8,
    "text": b"hello world, this is a text and no model",
    "a pickle": pickle.dumps({"weight": [1.0, 2.0]}),
    "an old pickle": b"\x80\x02}q\x00X\x06\x00\x00\x00weightq\x01K\x01s.",
    "a zip": _zip(),
    "header of 2^60": framed(b"{}", NUMBERS, 2**60),
    "header of 2^64 - 1": framed(b"{}", NUMBERS, 2**64 - 1),
    "header one too long": framed(b"{}", b"", 3),
    "header in the middle of a number": framed(b'{"a": 1', b""),
    "no JSON": framed(b"{hello}"),
    "a list": framed(b"[]"),
    "null": framed(b"null"),
    "deep": framed(b'{"a":' * 20_000 + b"1" + b"}" * 20_000),
    "deep list": framed(b"[" * 100_000),
    "deep metadata": framed(b'{"__metadata__": ' + b'{"a":' * 5000 + b"1" + b"}" * 5001),
    "no tensors": written({}),
    "a huge shape": written({"0.weight": tensor([2**40, 2**20], 0, 24)}, NUMBERS),
    "a shape that overflows": written({"0.weight": tensor([2**32, 2**32, 4], 0, 24)}, NUMBERS),
    "a huge claim": written({"0.weight": tensor([2**38, 4], 0, 2**42)}, NUMBERS),
    "a negative size": written({"0.weight": tensor([-3, -2], 0, 24)}, NUMBERS),
    "a fraction": written({"0.weight": tensor([1.5, 4], 0, 24)}, NUMBERS),
    "a negative place": written({"0.weight": tensor([3, 2], -24, 0)}, NUMBERS),
    "backwards": written({"0.weight": tensor([3, 2], 24, 0)}, NUMBERS),
    "places that overlap": written({"0.weight": GOOD, "1.weight": tensor([2, 3], 0, 24)}, NUMBERS),
    "places that overlap a little": written(
        {"0.weight": GOOD, "1.weight": tensor([1, 3], 20, 32)}, NUMBERS + bytes(8)
    ),
    "a hole": written({"0.weight": GOOD, "1.weight": tensor([1, 3], 28, 40)}, NUMBERS + bytes(16)),
    "cut short": written({"0.weight": GOOD}, NUMBERS[:-1]),
    "too long": written({"0.weight": GOOD}, NUMBERS + b"PK\x03\x04"),
    "the wrong size": written({"0.weight": tensor([3, 3], 0, 24)}, NUMBERS),
    "no shape": written({"0.weight": {"dtype": "F32", "data_offsets": [0, 24]}}, NUMBERS),
    "an unknown type": written({"0.weight": tensor([3, 2], 0, 24, "F33")}, NUMBERS),
    "a type that runs": written({"0.weight": tensor([3, 2], 0, 24, "O")}, NUMBERS),
    "whole numbers": written({"0.weight": tensor([3, 1], 0, 24, "I64")}, NUMBERS),
    "no numbers": written({"0.weight": tensor([0, 2], 0, 0)}),
    "a shape of 2,000 directions": written({"0.weight": tensor([1] * 2000 + [6], 0, 24)}, NUMBERS),
    "metadata that is no text": written({"__metadata__": {"a": [1]}, "0.weight": GOOD}, NUMBERS),
    "many tensors": written({f"{k}.weight": tensor([1, 1], 4 * k, 4 * k + 4) for k in range(9000)})
    + bytes(4 * 9000),
    "NaN": written({"0.weight": tensor([1, 1], 0, 4)}, struct.pack("<f", float("nan"))),
    "infinity": written({"0.weight": tensor([1, 1], 0, 4)}, struct.pack("<f", float("-inf"))),
    "a long header": framed(b'{"a": "' + b"x" * (17 << 20) + b'"}'),
    "a long number in a name": written(
        {"9" * 6000 + ".weight": GOOD, "1.bias": tensor([3], 24, 36)}, NUMBERS + bytes(12)
    ),
}
