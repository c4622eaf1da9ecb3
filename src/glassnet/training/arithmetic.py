"""What decides the last bits of a result: library versions and the processor's instructions."""

import platform
from functools import lru_cache
from importlib import import_module
from typing import Any

import numpy as np


@lru_cache(maxsize=1)
def arithmetic() -> str:
    """What computes here, in one line; where it is the same, replays give the same bits.

    Example: "numpy 2.4.6, openblas 0.3.31 Haswell, x86_64 AVX512_ICL".
    """
    from threadpoolctl import ThreadpoolController

    found = [each for each in ThreadpoolController().info() if each.get("user_api") == "blas"]
    # Other packages may have loaded a library of their own; NumPy's is the one beside it.
    own = [each for each in found if "numpy" in str(each.get("filepath"))]
    parts = [
        " ".join(str(each.get(key, "")) for key in ("internal_api", "version", "architecture"))
        for each in own or found
    ]
    return ", ".join([f"numpy {np.__version__}", *sorted(set(parts)), _instructions()])


def _instructions() -> str:
    """The processor, and the newest instructions of it that NumPy uses."""
    try:
        umath: Any = import_module("numpy._core._multiarray_umath")
        used = [name for name, present in umath.__cpu_features__.items() if present]
    except (ImportError, AttributeError):
        used = []
    return " ".join([platform.machine(), *used[-1:]])
