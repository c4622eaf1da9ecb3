"""Exports: `glassnet.export`. What ran, as a file that works without glassnet."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from glassnet.core.derivation import Layout
from glassnet.errors import RunError
from glassnet.files import path_of, write_bytes, write_together
from glassnet.locales import _
from glassnet.views.numpy_script.arrays import file_bytes
from glassnet.views.numpy_script.data import Store
from glassnet.views.numpy_script.forms import Form
from glassnet.views.numpy_script.interface import numpy_functions
from glassnet.views.numpy_script.script import numpy_script, script_of
from glassnet.views.numpy_script.story import Story, story_of
from glassnet.views.onnx.file import onnx
from glassnet.views.step_export import html, json, json_schema, latex, markdown
from glassnet.views.svg_export import diagram, graph, svg
from glassnet.views.torch_script.data import TorchStore
from glassnet.views.torch_script.script import torch_script, torch_script_of

__all__ = [
    "diagram",
    "graph",
    "html",
    "json",
    "json_schema",
    "latex",
    "markdown",
    "numpy_functions",
    "numpy_script",
    "onnx",
    "save_numpy_script",
    "save_torch_script",
    "svg",
    "torch_script",
]

S = TypeVar("S", bound=Store)
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
        RunError: if a file cannot be written, nothing half-written is left; or if somebody else's
            file has the name of the one for the arrays.
    """
    story = story_of(source, X, Y, layout, settings).told_as(form)
    return _written(story, path_of(path, "save_numpy_script(…, path)"), Store, script_of)


def save_torch_script(
    source: object,
    path: str | Path,
    *,
    X: Any = None,
    Y: Any = None,
    layout: Layout = "rows",
    **settings: Any,
) -> list[Path]:
    """Writes the PyTorch script of a training; very large arrays into an .npz file beside it.

    Args:
        source: a run, or a model with data and settings; see `torch_script`.
        path: where the script is to be.
        X: inputs, for a model.
        Y: targets, for a model.
        layout: "rows" or "columns", for the equations.
        **settings: for a model, as `train` takes them.

    Returns:
        The files, the script first.

    Raises:
        SettingError: as `torch_script`.
        RunError: if a file cannot be written, nothing half-written is left; or if somebody else's
            file has the name of the one for the arrays.
    """
    story = story_of(source, X, Y, layout, settings, "save_torch_script")
    return _written(story, path_of(path, "save_torch_script(…, path)"), TorchStore, torch_script_of)


def _written(
    story: Story, path: Path, new: Callable[[str], S], script: Callable[[Story, S], str]
) -> list[Path]:
    """Writes a script; with an .npz file beside it where its arrays are too large to pack.

    Args:
        story: the training.
        path: where the script is to be.
        new: makes a store of arrays in a file of that name; "" packs them.
        script: writes the script and puts its large arrays into the store.
    """
    store = new("")
    raw = sum(array.nbytes for array in story.data().values())
    text = script(story, store) if raw <= MOST_RAW else None
    if text is not None and len(text) <= MOST_PACKED:
        write_bytes(path, text.encode("utf-8"))
        return [path]
    beside = path.with_suffix(".npz")
    if beside == path:
        beside = path.with_name(f"{path.name}.npz")
    store = new(beside.name)
    text = script(story, store)
    _demand_own(beside, path)
    write_together({beside: file_bytes(store.large), path: text.encode("utf-8")})
    return [path, beside]


def _demand_own(beside: Path, script: Path) -> None:
    """Raises if a file stands where the arrays of a script are to be, and is not the script's own.

    Raises:
        RunError: if the script that is replaced, if there is one, does not read that file.
    """
    if not os.path.lexists(beside):
        return
    with contextlib.suppress(OSError, UnicodeError):
        if repr(beside.name) in script.read_text(encoding="utf-8"):
            return
    raise RunError(
        _("there is a file of that name"),
        expected=_("a file name that is free, for the arrays of the script"),
        received=str(beside),
        where=str(script),
        fix=_("choose another name for the script"),
    )
