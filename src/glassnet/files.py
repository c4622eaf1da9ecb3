"""Writing files all or nothing: a reader sees the old file or the new one, never a part."""

import contextlib
import errno
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from glassnet.errors import RunError, SettingError, system_reason
from glassnet.locales import _


def path_of(value: object, where: str) -> Path:
    """The path that a user gave.

    Raises:
        SettingError: if it is none.
    """
    if isinstance(value, str | os.PathLike):
        with contextlib.suppress(TypeError):  # a path object that gives none
            return Path(value)
    raise SettingError(
        _("this is no path"),
        expected=_("the name of a file or folder"),
        received=f"{value!r:.60}",
        where=where,
        fix=_("for example {example}").format(example=where.replace("path", "'first'")),
    )


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
    write_together({path: content}, lasting=lasting)


def write_together(contents: Mapping[Path, bytes], *, lasting: bool = True) -> None:
    """Writes files that belong together: nothing is renamed before the last one is written.

    Args:
        contents: all of each file.
        lasting: as for `write_bytes`.

    Raises:
        RunError: if one cannot be written; the old files are unharmed and nothing is left over.
    """
    written: dict[Path, Path] = {}
    path = next(iter(contents))
    try:
        try:
            for path, content in contents.items():
                if path.is_dir():  # known before another file is renamed
                    raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
                written[path] = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
                _write_new(written[path], content, lasting)
            for path, temporary in written.items():
                os.replace(temporary, path)
        except BaseException:
            for temporary in written.values():
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
        for folder in {path.parent for path in contents}:
            _sync_folder(folder)


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
