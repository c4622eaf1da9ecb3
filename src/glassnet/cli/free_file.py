"""A file that is to be written: is there a folder for it, and is its name free?"""

import os
from pathlib import Path

from glassnet.errors import RunError
from glassnet.locales import _


def check_free(path: Path, out: str | None, force: bool, command: str) -> None:
    """Raises RunError if a file has no folder, or must not be replaced.

    Args:
        path: the file.
        out: what stands after --out, or None.
        force: whether a file that exists is replaced.
        command: the command, for errors.
    """
    where = f"--out {out}" if out is not None else command
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise RunError(
            _("the file cannot be written"),
            expected=_("a file name in a folder that exists"),
            received=str(path),
            where=where,
            fix=_("make the folder first, or choose another name"),
        )
    if os.path.lexists(path) and not force:
        raise RunError(
            _("there is a file of that name"),
            expected=_("a file name that is free, or --force"),
            received=str(path),
            where=where,
            fix=_("choose another name, or add --force to replace the file"),
        )
