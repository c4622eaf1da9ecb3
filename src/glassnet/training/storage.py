"""Models and states as safetensors files: numbers and a description, no code."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from glassnet.errors import FileFormatError, GlassnetError, RunError
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.nn.network import Network
from glassnet.nn.spec import from_plain, to_plain
from glassnet.training.atomic import write_bytes
from glassnet.version import __version__

if TYPE_CHECKING:
    from glassnet.model import Model

FORMAT = 1


def tensors_bytes(arrays: dict[str, Array], description: dict[str, Any]) -> bytes:
    """Arrays and a description as the bytes of a safetensors file."""
    from safetensors.numpy import save

    content: bytes = save(
        {name: _plain_array(value) for name, value in arrays.items()},
        metadata={
            "glassnet": json.dumps({"format": FORMAT, "version": __version__, **description})
        },
    )
    return content


def _plain_array(value: Array) -> Array:

    return np.ascontiguousarray(value)


def read_tensors(path: Path) -> tuple[dict[str, Array], dict[str, Any]]:
    """The arrays and the description of a safetensors file.

    Raises:
        RunError: if the file cannot be opened.
        FileFormatError: if it is no safetensors file of glassnet.
    """
    from safetensors import SafetensorError, safe_open

    if not path.is_file():
        raise RunError(
            _("there is no such file"),
            expected=_("a file that glassnet wrote"),
            received=str(path),
            where=str(path),
            fix=_("check the path"),
        )
    try:
        with safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
            arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        description = json.loads(metadata["glassnet"])
        if not isinstance(description, dict):
            raise ValueError("not an object")
    except (SafetensorError, OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise _unreadable(path, str(error)) from None
    if description.get("format") != FORMAT:
        raise FileFormatError(
            _("the file has a format that this version does not know"),
            expected=str(FORMAT),
            received=_("{format}, written by glassnet {version}").format(
                format=description.get("format"), version=description.get("version")
            ),
            where=str(path),
            fix=_("use that version of glassnet or a newer one"),
        )
    return arrays, description


def _unreadable(path: Path, detail: str) -> FileFormatError:
    return FileFormatError(
        _("the file cannot be read"),
        expected=_("a safetensors file that glassnet wrote"),
        received=detail[:120],
        where=str(path),
        fix=_("restore it from a backup, or write it again"),
    )


def save_model(model: "Model", path: Path) -> None:
    """Writes a model, all or nothing."""
    description = {"network": to_plain(model.network), "seed": model.seed, "dtype": model.dtype}
    write_bytes(path, tensors_bytes(model.params, description))


def load_model(path: Path) -> "Model":
    """Reads a model.

    Raises:
        FileFormatError: if the file holds none.
    """
    from glassnet.model import Model

    arrays, description = read_tensors(path)
    network = from_plain(description.get("network"), str(path))
    if not isinstance(network, Network):
        raise _unreadable(path, _("no network is described"))
    try:
        seed, dtype = description.get("seed", 0), description.get("dtype", "float64")
        return Model(network, arrays, seed, dtype)
    except GlassnetError as error:
        raise _unreadable(path, error.what) from None
