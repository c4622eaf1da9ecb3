"""Reading files that may lie about their size.

A header of a few bytes can claim terabytes, and a compressed file can unfold into
them. So nothing here is allocated because a file says so: a claim is first compared
with the bytes that are really there, and what is inflated is counted as it comes.
"""

import hashlib
import stat
import zlib
from pathlib import Path
from typing import Protocol

from glassnet.errors import DataError, FileFormatError, system_reason
from glassnet.locales import _

MOST_VALUES = 2**28
MOST_BYTES = 8 * MOST_VALUES
DEFLATE_RATIO = 1032
"""Deflate never makes more than 1032 bytes of one (RFC 1951: 258 bytes from two bits)."""
_CHUNK = 1 << 20


class Stream(Protocol):
    """Anything that bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""


def file_size(path: Path) -> int:
    """The size in bytes of an ordinary, readable file that is not empty.

    Raises:
        DataError: there is no such file, it is a folder or a device, or it may not be read.
        FileFormatError: it is empty.
    """
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None
    if not stat.S_ISREG(status.st_mode):
        raise DataError(
            _("this is not a file"),
            expected=_("a file with data"),
            received=_("a folder or a device"),
            where=str(path),
            fix=_("give the path of the file itself"),
        )
    if status.st_size == 0:
        raise FileFormatError(
            _("the file is empty"),
            expected=_("a file with data"),
            received=_("0 bytes"),
            where=str(path),
            fix=_("check how the file was written or copied"),
        )
    return status.st_size


def read_start(path: Path, count: int) -> bytes:
    """The first `count` bytes of a file, or all if it is shorter.

    Raises:
        DataError: the file cannot be read.
        FileFormatError: it is empty.
    """
    size = file_size(path)
    try:
        with path.open("rb") as file:
            return file.read(min(count, size))
    except OSError as error:
        raise unreadable(path, error) from None


def read_end(path: Path, count: int) -> bytes:
    """The last `count` bytes of a file, or all if it is shorter.

    Raises:
        DataError: the file cannot be read.
        FileFormatError: it is empty.
    """
    size = file_size(path)
    try:
        with path.open("rb") as file:
            file.seek(max(0, size - count))
            return file.read(count)
    except OSError as error:
        raise unreadable(path, error) from None


def sha256_of(path: Path) -> str:
    """The sha256 sum of a file, in hexadecimal."""
    file_size(path)
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(path, error) from None


def read_exactly(stream: Stream, count: int, where: str) -> bytearray:
    """The next `count` bytes, gathered as they come.

    Raises:
        FileFormatError: the stream ends earlier, or its compressed bytes are damaged.
    """
    gathered = bytearray()
    while len(gathered) < count:
        chunk = stream.read(min(count - len(gathered), _CHUNK))
        if not chunk:
            raise cut_short(count, len(gathered), where)
        gathered += chunk
    return gathered


def inflate(path: Path, limit: int) -> bytearray:
    """The bytes inside a gzip file, at most `limit` of them.

    When fewer come, the file has been read to its end and its checksum was right.

    Raises:
        DataError: the file cannot be read.
        FileFormatError: it is damaged, cut short, or bytes follow its end.
    """
    file_size(path)
    inflated, engine = bytearray(), zlib.decompressobj(wbits=31)
    try:
        with path.open("rb") as file:
            while len(inflated) < limit and not engine.eof:
                packed = engine.unconsumed_tail or file.read(1 << 16)
                piece = engine.decompress(packed, limit - len(inflated))
                inflated += piece
                if not (packed or piece or engine.eof):
                    raise damaged(_("the compressed data ends too early"), str(path))
            trailing = engine.eof and bool(engine.unused_data or file.read(1))
    except zlib.error as error:
        raise damaged(str(error), str(path)) from None
    except OSError as error:
        raise unreadable(path, error) from None
    if trailing:
        raise damaged(_("bytes follow the end of the compressed data"), str(path))
    return inflated


def too_large(size: int, most: int, where: str) -> FileFormatError:
    """The error for something that would take too much memory."""
    return FileFormatError(
        _("there is too much data to be loaded at once"),
        expected=_("at most {most} bytes").format(most=most),
        received=_("{size} bytes").format(size=size),
        where=where,
        fix=_("split the data into smaller files, or check the header of the file"),
    )


def no_values(shape: str, where: str) -> FileFormatError:
    """The error for an array of size 0, which no example is in."""
    return FileFormatError(
        _("the array holds no values"),
        expected=_("a shape without 0"),
        received=shape,
        where=where,
        fix=_("check how the file was written or copied"),
    )


def cut_short(expected: int, received: int, where: str) -> FileFormatError:
    """The error for a file that holds less than its header claims."""
    return FileFormatError(
        _("the file is shorter than its header says"),
        expected=_("{size} bytes").format(size=expected),
        received=_("{size} bytes").format(size=received),
        where=where,
        fix=_("copy or download the file again"),
    )


def too_long(expected: int, received: int | None, where: str) -> FileFormatError:
    """The error for a file that holds more than its header claims."""
    return FileFormatError(
        _("the file is longer than its header says"),
        expected=_("{size} bytes").format(size=expected),
        received=_("more bytes") if received is None else _("{size} bytes").format(size=received),
        where=where,
        fix=_("copy or download the file again"),
    )


def damaged(detail: str, where: str) -> FileFormatError:
    """The error for compressed data that cannot be unpacked."""
    return FileFormatError(
        _("the compressed file is damaged"),
        expected=_("whole compressed data"),
        received=detail,
        where=where,
        fix=_("copy or download the file again"),
    )


def unreadable(path: Path, error: Exception) -> DataError:
    """The error for a file that the system does not give us."""
    missing = isinstance(error, FileNotFoundError)
    return DataError(
        _("there is no such file") if missing else _("the file cannot be read"),
        expected=_("a file that exists and may be read"),
        received=system_reason(error),
        where=str(path),
        fix=_("check the path and the rights of the file"),
    )
