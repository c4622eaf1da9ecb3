"""Exports: `glassnet.export`. What ran, as a file that works without glassnet."""

from pathlib import Path
from typing import Any

from glassnet.core.derivation import Layout
from glassnet.files import write_bytes
from glassnet.views.numpy_script import numpy_script, script_of
from glassnet.views.onnx_export import onnx
from glassnet.views.script_arrays import file_bytes
from glassnet.views.script_data import Store
from glassnet.views.script_forms import Form
from glassnet.views.script_interface import numpy_functions
from glassnet.views.script_story import story_of
from glassnet.views.step_export import html, json, json_schema, latex, markdown

__all__ = [
    "html",
    "json",
    "json_schema",
    "latex",
    "markdown",
    "numpy_functions",
    "numpy_script",
    "onnx",
    "save_numpy_script",
]

MOST_PACKED = 20_000_000  # characters of packed arrays in a script
MOST_RAW = 400_000_000  # bytes of arrays that are worth trying to pack


def save_numpy_script(
    source: object,
    path: str | Path,
    *,
    X: Any = None,
    Y: Any = None,
    layout: Layout = "rows",
    form: Form = "batch",
    **settings: Any,
) -> list[Path]:
    """Writes the NumPy script of a training; very large arrays into an .npz file beside it.

    Args:
        source: a run, or a model with data and settings; see `numpy_script`.
        path: where the script is to be.
        X: inputs, for a model.
        Y: targets, for a model.
        layout: "rows" or "columns".
        form: "batch", "example" or "scalar"; see `numpy_script`.
        **settings: for a model, as `train` takes them.

    Returns:
        The files, the script first.

    Raises:
        RunError: if a file cannot be written; nothing half-written is left.
    """
    path = Path(path)
    story = story_of(source, X, Y, layout, settings).told_as(form)
    store = Store()
    raw = sum(array.nbytes for array in story.data().values())
    text = script_of(story, store) if raw <= MOST_RAW else None
    if text is not None and len(text) <= MOST_PACKED:
        write_bytes(path, text.encode("utf-8"))
        return [path]
    beside = path.with_suffix(".npz")
    store = Store(beside.name)
    text = script_of(story, store)
    write_bytes(beside, file_bytes(store.large))
    write_bytes(path, text.encode("utf-8"))
    return [path, beside]
