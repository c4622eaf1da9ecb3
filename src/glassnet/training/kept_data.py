"""The data of a run: kept beside it, made again from a recipe, or asked for.

Each array has a fingerprint, by which it is known again. Small arrays are always kept.
Inputs that a recipe can make, or that are too large, are not.
"""

import io
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from glassnet.data.npz_format import names_in, read_npz
from glassnet.errors import FileFormatError, RunError
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.training.recipe import can_remake
from glassnet.training.storage import checksum, unreadable

if TYPE_CHECKING:
    from glassnet.training.runs import Run

FILE = "data.npz"
NAMES = ("X", "Y", "sample_weight", "Xv", "Yv")
INPUTS = ("X", "Xv")
REMADE = ("X", "Y", "Xv", "Yv")
MOST_PACKED = 64 * 2**20
MOST_RAW = 512 * 2**20
_CHUNK = 2**20


def fingerprint(array: Array) -> str:
    """A sum over type, shape and bytes of an array, by which it is known again."""
    return checksum({"": array})


def data_of(run: "Run") -> dict[str, Array]:
    """The arrays that a run was trained on, by name."""
    arrays = {"X": run.X, "Y": run.Y}
    if run.plan.weights is not None:
        arrays["sample_weight"] = run.plan.weights
    if run.validation is not None:
        arrays["Xv"], arrays["Yv"] = run.validation
    return arrays


def choose(run: "Run") -> tuple[dict[str, Any], bytes | None]:
    """How each array of a run can be had again, and the file for those that are kept.

    Returns:
        For each array its fingerprint and where it comes from ("recipe", "file" or "user"),
        as plain data; and the bytes of data.npz, or None if nothing is kept in it.
    """
    arrays = data_of(run)
    remade = REMADE if run.recipe and can_remake(run.recipe) else ()
    kept = [name for name in arrays if name not in remade]
    packed = pack({name: arrays[name] for name in kept})
    if packed is None:
        kept = [name for name in kept if name not in INPUTS]
        packed = pack({name: arrays[name] for name in kept})
        kept = [] if packed is None else kept
    source = {name: "recipe" if name in remade else "user" for name in arrays}
    source.update(dict.fromkeys(kept, "file"))
    plain = {
        name: {"from": source[name], "sha256": fingerprint(array)} for name, array in arrays.items()
    }
    return plain, packed if kept else None


def pack(arrays: Mapping[str, Array]) -> bytes | None:
    """The arrays as a compressed .npz file, or None if they are too large to be kept."""
    if sum(array.nbytes for array in arrays.values()) > MOST_RAW:
        return None
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, array in arrays.items():
            # A fixed date, so that the same data always give the same file.
            member = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(member, "w") as file:
                header = np.lib.format.header_data_from_array_1_0(np.ascontiguousarray(array))
                np.lib.format.write_array_header_1_0(file, header)
                content = np.ascontiguousarray(array).data.cast("B")
                for start in range(0, len(content), _CHUNK):
                    file.write(content[start : start + _CHUNK])
                    if stream.tell() > MOST_PACKED:
                        return None
    return stream.getvalue()


def unpack(path: Path, names: Collection[str]) -> dict[str, Array]:
    """The arrays of those names in a .npz file.

    Raises:
        DataError: if there is no such file.
        FileFormatError: if it is damaged, lacks one of them, or claims more than a run keeps.
    """
    present = names_in(path)
    with zipfile.ZipFile(path) as archive:
        claimed = sum(member.file_size for member in archive.infolist())
    if claimed > MOST_RAW + _CHUNK:
        raise FileFormatError(
            _("the file claims more data than a run keeps"),
            expected=_("at most {most} bytes").format(most=MOST_RAW),
            received=_("{size} bytes").format(size=claimed),
            where=str(path),
            fix=_("restore it from a backup"),
        )
    missing = sorted(set(names) - set(present))
    if missing:
        raise unreadable(path, _("no {names}").format(names=", ".join(missing)))
    return {name: read_npz(path, name) for name in names}


def check_same(arrays: Mapping[str, Array], sums: Mapping[str, str], folder: Path) -> None:
    """Raises RunError for the first array that is not the one of the training."""
    for name, array in arrays.items():
        found = fingerprint(array)
        if found != sums[name]:
            raise RunError(
                _("{name} is not what the run was trained on").format(name=name),
                expected=f"sha256 {sums[name][:16]}…",
                received=f"sha256 {found[:16]}…, {array.dtype} {array.shape}",
                where=str(folder),
                fix=_("give exactly the data of the training, in the same order and scaling"),
            )
