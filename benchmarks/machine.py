"""The machine and the versions that a benchmark was run on."""

import os
import platform
from datetime import date
from importlib.metadata import version


def machine() -> str:
    """The machine and the versions that were measured."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{date.today().isoformat()}  {platform.system()} {platform.machine()}, {cores} cores, "
        f"Python {platform.python_version()}, NumPy {version('numpy')}, click {version('click')}"
    )
