"""Writing files all or nothing: a reader sees the old file or the new one, never a part."""

import contextlib
import os
import secrets
from pathlib import Path

from glassnet.errors import RunError, system_reason
from glassnet.locales import _


def write_bytes(path: Path, content: bytes, *, lasting: bool = True) -> None:
    """Writes a file through a temporary one beside it, then renames.

    The file gets the rights that the user's umask gives to any new file.

    Args:
        path: the file.
        content: all of it.
        lasting: whether to wait until the disk has it, so that not even a loss of power takes
            it: first the content, then the name. It costs some milliseconds, on some disks many.

    Raises:
        RunError: if it cannot be written; the old file is unharmed and nothing is left over.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        try:
            _write_new(temporary, content, lasting)
            os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        raise RunError(
            _("the file cannot be written"),
            expected=_("a folder that exists, with room and permission to write"),
            received=system_reason(error),
            where=str(path),
            fix=_("check free space and permissions"),
        ) from None
    if lasting:
        _sync_folder(path.parent)


def _write_new(path: Path, content: bytes, lasting: bool) -> None:
    """Writes a file that is new, with the rights that the user's umask gives."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o666), "wb") as stream:
        stream.write(content)
        stream.flush()
        if lasting:
            os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Makes a rename lasting, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
