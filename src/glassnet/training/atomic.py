"""Writing files all or nothing: a reader sees the old file or the new one, never a part."""

import os
import tempfile
from pathlib import Path

from glassnet.errors import RunError
from glassnet.locales import _


def write_bytes(path: Path, content: bytes) -> None:
    """Writes a file through a temporary one beside it, then renames.

    The content is on the disk before the name points to it, and the folder's entry after.

    Raises:
        RunError: if it cannot be written; the old file is unharmed and nothing is left over.
    """
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
        temporary = None
        _sync_folder(path.parent)
    except OSError as error:
        raise RunError(
            _("the file cannot be written"),
            received=error.strerror or str(error),
            where=str(path),
            fix=_("check free space and permissions"),
        ) from None
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Makes a rename lasting, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
