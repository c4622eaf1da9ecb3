"""The IDX format of the MNIST files, plain or in gzip, read without trusting it.

Four bytes: 0, 0, the kind of value, the number of dimensions; then each size as a
big-endian 32-bit integer; then the bare values, the last index running fastest.

Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
"""

import hashlib
import math
import struct
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.data.bounded import (
    DEFLATE_RATIO,
    MOST_VALUES,
    cut_short,
    file_size,
    inflate,
    no_values,
    read_start,
    too_large,
    too_long,
)
from glassnet.errors import FileFormatError
from glassnet.locales import _

_KINDS = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
_MOST_DIMENSIONS = 8
_GZIP = b"\x1f\x8b"


def read_idx(path: Path) -> tuple[npt.NDArray[Any], str]:
    """The values of an IDX file.

    Args:
        path: the file; gzip is recognised by its first bytes, not by its name.

    Returns:
        (values, sha256): the array, and the sum of the uncompressed file in hexadecimal.

    Raises:
        DataError: the file cannot be read.
        FileFormatError: it is not what its header claims.
    """
    size, where = file_size(path), str(path)
    packed = read_start(path, 2) == _GZIP
    longest = 4 + 4 * _MOST_DIMENSIONS
    start = bytes(inflate(path, longest)) if packed else read_start(path, longest)
    dtype, shape = _layout(start, where)
    used = 4 + 4 * len(shape)
    expected = used + math.prod(shape) * dtype.itemsize
    if math.prod(shape) > MOST_VALUES:
        raise too_large(expected, MOST_VALUES * dtype.itemsize, where)
    if 0 in shape:
        raise no_values(str(shape), where)
    reach = size * DEFLATE_RATIO if packed else size
    if expected > reach:
        raise cut_short(expected, reach, where)
    whole = inflate(path, expected + 1) if packed else read_start(path, expected + 1)
    if len(whole) < expected:
        raise cut_short(expected, len(whole), where)
    if len(whole) > expected:
        raise too_long(expected, None if packed else size, where)
    values = np.frombuffer(whole, dtype, offset=used).reshape(shape)
    return values.astype(dtype.newbyteorder("=")), hashlib.sha256(whole).hexdigest()


def _layout(start: bytes, where: str) -> tuple[np.dtype[Any], tuple[int, ...]]:
    """(dtype, shape) from the first bytes of the file."""
    if len(start) < 4 or start[:2] != b"\0\0" or start[2] not in _KINDS:
        raise FileFormatError(
            _("this is not an IDX file"),
            expected=_("the bytes 00 00, a kind of value (08 for bytes), a number of dimensions"),
            received=start[:4].hex(" "),
            where=where,
            fix=_("use one of the four MNIST files, as it was downloaded"),
        )
    dimensions = start[3]
    if not 1 <= dimensions <= _MOST_DIMENSIONS:
        raise FileFormatError(
            _("the number of dimensions makes no sense"),
            expected=_("an integer from {least:,} to {most:,}").format(
                least=1, most=_MOST_DIMENSIONS
            ),
            received=str(dimensions),
            where=where,
            fix=_("copy or download the file again"),
        )
    if len(start) < 4 + 4 * dimensions:
        raise cut_short(4 + 4 * dimensions, len(start), where)
    return np.dtype(_KINDS[start[2]]), struct.unpack_from(f">{dimensions}I", start, 4)
