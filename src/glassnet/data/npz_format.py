"""NumPy's .npz format: a zip file of .npy files, read without trusting it."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy.typing as npt

from glassnet.data.bounded import DEFLATE_RATIO, damaged, file_size, read_end
from glassnet.data.npy_format import read_npy
from glassnet.errors import FileFormatError
from glassnet.locales import _

MOST_MEMBERS = 1000
_MOST_DIRECTORY_BYTES = 1 << 20
_END = b"PK\x05\x06"
_END_BYTES = 22
_ZIP64_END = b"PK\x06\x07"
_ZIP64_END_BYTES = 20
_ENCRYPTED = 1


def names_in(path: Path) -> tuple[str, ...]:
    """The names of the arrays in a .npz file.

    Raises:
        DataError: the file cannot be read.
        FileFormatError: it is not a zip file, or one that only does harm.
    """
    with _archive(path) as archive:
        return tuple(_members(archive, path))


def read_npz(path: Path, name: str) -> npt.NDArray[Any]:
    """One array of a .npz file.

    The sizes that the zip file claims are believed only as far as its compressed bytes
    can reach; the bytes are counted while they unfold, and the checksum must be right.

    Args:
        path: the .npz file.
        name: the array's name, one of `names_in(path)`.

    Raises:
        DataError: the file cannot be read.
        FileFormatError: the array is not there, or is not what the file claims.
    """
    where = f"{path}, {name}"
    with _archive(path) as archive:
        member = _members(archive, path).get(name)
        if member is None:
            raise _not_usable(_("this array is not in the file"), where)
        if member.flag_bits & _ENCRYPTED:
            raise _not_usable(_("the file is encrypted"), where)
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _not_usable(_("the file is compressed in an unusual way"), where)
        packed = min(member.compress_size, file_size(path))
        stored = member.compress_type == zipfile.ZIP_STORED
        reach = packed if stored else packed * DEFLATE_RATIO
        with archive.open(member) as stream:
            return read_npy(stream, member.file_size, reach, where)


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """The open zip file; what zipfile raises inside becomes a FileFormatError."""
    _check_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
        OverflowError,
    ) as error:
        raise damaged(str(error) or type(error).__name__, str(path)) from None


def _check_directory(path: Path) -> None:
    """Refuse a file whose list of members is so long that listing it does harm."""
    tail = read_end(path, _END_BYTES + 0xFFFF + _ZIP64_END_BYTES)
    at_end = len(tail) - _END_BYTES
    plain = tail[at_end:].startswith(_END) and tail.endswith(b"\0\0")
    start = at_end if plain else tail.rfind(_END)
    if start < 0 or len(tail) - start < _END_BYTES:
        raise FileFormatError(
            _("this is not a .npz file"),
            expected=_("a zip file of .npy files"),
            received=_("a file without the end of a zip file"),
            where=str(path),
            fix=_("save the arrays again with np.savez, or copy the file again"),
        )
    members, directory = struct.unpack("<HI", tail[start + 10 : start + 16])
    if tail[max(0, start - _ZIP64_END_BYTES) :].startswith(_ZIP64_END):
        raise _not_usable(_("the file is a zip file for more than 4 GB"), str(path))
    if members > MOST_MEMBERS or directory > _MOST_DIRECTORY_BYTES:
        raise FileFormatError(
            _("the file holds too many parts"),
            expected=_("at most {most}").format(most=MOST_MEMBERS),
            received=str(members),
            where=str(path),
            fix=_("save only the arrays that are needed"),
        )


def _members(archive: zipfile.ZipFile, path: Path) -> dict[str, zipfile.ZipInfo]:
    """The .npy members by the names of their arrays."""
    members: dict[str, zipfile.ZipInfo] = {}
    for member in archive.infolist():
        name = member.filename.removesuffix(".npy")
        if name in members:
            raise _not_usable(_("two parts of the file have the same name"), f"{path}, {name!r}")
        if member.filename != name:
            members[name] = member
    return members


def _not_usable(what: str, where: str) -> FileFormatError:
    """The error for a part that cannot be accepted."""
    return FileFormatError(
        what,
        expected=_("arrays saved with np.savez or np.savez_compressed"),
        where=where,
        fix=_("save the arrays again with np.savez, or copy the file again"),
    )
