"""How this program and this Python are called from here, so that a shown command works.

In a virtual environment that is not active neither is found by its bare name.
"""

import os
import shutil
import sys
from pathlib import Path


def program() -> str:
    """The word that starts glassnet: its name if that finds it, else its path."""
    beside = shutil.which("glassnet", path=str(Path(sys.executable).parent))
    if beside is None or _same(shutil.which("glassnet"), beside):
        return "glassnet"
    return _short(beside)


def python() -> str:
    """The word that starts the Python that runs now."""
    for name in ("python", "python3"):
        # Not the file behind a link: an environment's Python is a link, and not the same Python.
        if shutil.which(name) == sys.executable:
            return name
    return _short(sys.executable)


def _same(one: str | None, other: str) -> bool:
    return one is not None and os.path.normcase(one) == os.path.normcase(other)


def _short(path: str) -> str:
    """The path from here, if it lies below this folder; quoted if it has spaces."""
    here = Path.cwd()
    shown = Path(path)
    if shown.is_relative_to(here):
        shown = shown.relative_to(here)
    text = str(shown)
    return f'"{text}"' if " " in text else text
