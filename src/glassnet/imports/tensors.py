"""Arrays of a safetensors file that somebody else wrote.

Nothing in it is believed. The header is measured before it is read; the safetensors package
checks that shapes, types and places agree with each other and with the size of the file; and
numbers are read only once the reader knows which of them it wants.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path

import numpy as np

from glassnet.data.bounded import file_size, read_exactly, read_start
from glassnet.data.bounded import unreadable as not_given
from glassnet.errors import FileFormatError
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.training.storage import MOST_HEADER, UNFIT

MOST_TENSORS = 4000
HALVES = ("F16", "BF16")
_STORED = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2"}
_ZIP, _PICKLE = b"PK\x03\x04", b"\x80"


@dataclass(frozen=True)
class Tensor:
    """One array of a file, not read yet.

    Attributes:
        path: the file.
        name: what it is called there.
        shape: its shape.
        code: its type as the format names it: F64, F32, F16, BF16 …
        start: where its bytes begin.
    """

    path: Path
    name: str
    shape: tuple[int, ...]
    code: str
    start: int

    def array(self, dtype: str) -> Array:
        """Its numbers, as float64 or float32; half precision becomes either without loss.

        Raises:
            FileFormatError: if they are of no such type, or not finite.
        """
        if self.code not in _STORED:
            raise self.refused(_("the type {code}").format(code=self.code))
        stored = np.dtype(_STORED[self.code])
        count = prod(self.shape) * stored.itemsize
        try:
            with self.path.open("rb") as file:
                file.seek(self.start)
                numbers = np.frombuffer(read_exactly(file, count, str(self.path)), stored)
        except OSError as error:
            raise not_given(self.path, error) from None
        if self.code == "BF16":
            # bfloat16 is the upper half of a float32
            numbers = (numbers.astype(np.uint32) << 16).view(np.float32)
        array: Array = numbers.astype(dtype).reshape(self.shape)
        if not np.isfinite(array).all():
            raise self.refused(_("NaN or infinity"))
        return array

    def refused(self, received: str) -> FileFormatError:
        """The error for a tensor that cannot be used."""
        return FileFormatError(
            _("the tensor {name} cannot be used").format(name=self.name[:80]),
            expected=_("finite numbers of float64, float32, float16 or bfloat16"),
            received=received,
            where=str(self.path),
            fix=_("save it again, for example with {example}").format(example="model.float()"),
        )


def tensors_of(path: Path) -> dict[str, Tensor]:
    """What a safetensors file holds, by name.

    Raises:
        DataError: if there is no such file, or it may not be read.
        FileFormatError: if it is no safetensors file, or claims what it does not hold.
    """
    from safetensors import SafetensorError, safe_open

    size = file_size(path)
    start = read_start(path, 8)
    length = int.from_bytes(start, "little")
    if len(start) < 8 or length > min(size - 8, MOST_HEADER):
        raise _other_format(path, start)
    try:
        # the package allows no overlap, no hole, no number of bytes other than the file's
        with safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
        header = json.loads(read_start(path, 8 + length)[8:])
        found = _tensors(path, header, 8 + length)
    except (SafetensorError, OSError, *UNFIT) as error:
        raise _unreadable(path, str(error)) from None
    if "glassnet" in metadata:
        raise _own(path)
    return found


def _tensors(
    path: Path, header: Mapping[str, dict[str, list[int]]], base: int
) -> dict[str, Tensor]:
    """The tensors of a header that the package has accepted."""
    names = [name for name in header if name != "__metadata__"]
    if len(names) > MOST_TENSORS:
        raise ValueError(_("{count} tensors").format(count=len(names)))
    return {
        name: Tensor(
            path,
            name,
            tuple(map(int, header[name]["shape"])),
            str(header[name]["dtype"]),
            base + int(header[name]["data_offsets"][0]),
        )
        for name in names
    }


def _other_format(path: Path, start: bytes) -> FileFormatError:
    """The error for a file that does not begin like safetensors."""
    if start.startswith(_ZIP) or start.startswith(_PICKLE):
        return FileFormatError(
            _("this file can run code when it is read, so it is not read"),
            expected=_("a safetensors file"),
            received=_("a zip or pickle file, as torch.save writes it"),
            where=str(path),
            fix="safetensors.torch.save_file(model.state_dict(), 'model.safetensors')",
        )
    return _unreadable(path, _("a header that is longer than the file or far too long"))


def _unreadable(path: Path, detail: str) -> FileFormatError:
    return FileFormatError(
        _("this is no safetensors file"),
        expected=_("a file as safetensors.torch.save_file writes it"),
        received=detail[:160] or _("nothing that makes sense"),
        where=str(path),
        fix=_("copy the file again, or save it again with {example}").format(
            example="safetensors.torch.save_file(model.state_dict(), …)"
        ),
    )


def _own(path: Path) -> FileFormatError:
    return FileFormatError(
        _("this is a file of glassnet, not of PyTorch"),
        expected=_("a file as safetensors.torch.save_file writes it"),
        received=_("a file that model.save wrote"),
        where=str(path),
        fix=f"gn.load({str(path)!r})",
    )
