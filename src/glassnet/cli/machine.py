"""One JSON object for programs that call this one."""

import json
import math
from typing import Any

from glassnet.errors import GlassnetError


def object_line(value: dict[str, Any]) -> str:
    """The object on one line; numbers that are not finite become null, as JSON has none."""
    return json.dumps(_clean(value), ensure_ascii=False, allow_nan=False)


def error_object(error: GlassnetError) -> str:
    """An error as an object with its four parts."""
    parts = {
        "what": error.what,
        "expected": error.expected,
        "received": error.received,
        "where": error.where,
        "fix": error.fix,
    }
    return object_line({"error": {"type": type(error).__name__, **parts}})


def _clean(value: Any) -> Any:
    """The value in types that JSON has."""
    if isinstance(value, dict):
        return {str(key): _clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    if hasattr(value, "tolist"):
        return _clean(value.tolist())
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
