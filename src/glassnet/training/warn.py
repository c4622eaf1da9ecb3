"""Warnings that point to the line that the user wrote."""

import sys
import warnings
from types import FrameType

from glassnet.errors import GlassnetWarning


def warn_user(message: str) -> None:
    """Warns, as if from the innermost line of code outside of glassnet."""
    frame, level = sys._getframe(), 1
    while frame.f_back is not None and _is_ours(frame):
        frame, level = frame.f_back, level + 1
    warnings.warn(message, GlassnetWarning, stacklevel=level)


def _is_ours(frame: FrameType) -> bool:
    return str(frame.f_globals.get("__name__")).startswith("glassnet.")
