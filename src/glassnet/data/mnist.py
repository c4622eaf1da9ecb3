"""mnist: 70,000 handwritten digits of 28 × 28 pixels, from its four IDX files.

They are looked for in the folder that was given or, without one, in the folder that
the environment variable GLASSNET_DATA names and in the cache folder
(~/.cache/glassnet, or $XDG_CACHE_HOME/glassnet); only then are they fetched.
"""

import os
from pathlib import Path

import numpy as np

from glassnet.data.dataset import Dataset, pixel_names
from glassnet.data.idx_format import read_idx
from glassnet.data.labels import check_labels
from glassnet.data.options import check_choice, check_count
from glassnet.errors import DataError, FileFormatError
from glassnet.locales import _

MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
SUMS = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
"""The files and the sha256 sums of their uncompressed bytes."""

_PREFIXES = {"train": "train", "test": "t10k"}
_SOURCE = "Y. LeCun, C. Cortes, C. Burges: The MNIST database of handwritten digits"
_MOST_FETCHED, _MOST_INSIDE = 16 << 20, 64 << 20


def mnist(
    *,
    part: str = "train",
    n: int | None = None,
    folder: str | os.PathLike[str] | None = None,
    dtype: str = "float64",
) -> Dataset:
    """The MNIST digits: X the bytes 0 … 255 of each picture, row by row; Y the digit.

    Files in MNIST's format that are not the original ones (Fashion-MNIST has the same
    names) are read too; then title and source say so.

    Args:
        part: "train" (60,000) or "test" (10,000).
        n: only the first n.
        folder: where the files are; nothing is fetched then.
        dtype: "float64" or "float32", which needs half of the memory.

    Raises:
        DataError: a file is missing and cannot be fetched, or a label is not a digit.
        FileFormatError: a file is damaged, or pictures and labels do not fit together.
    """
    prefix = _PREFIXES[check_choice(part, tuple(_PREFIXES), "part=")]
    check_choice(dtype, ("float64", "float32"), "dtype=")
    image_path, label_path = (
        _locate(f"{prefix}-{kind}-ubyte", folder) for kind in ("images-idx3", "labels-idx1")
    )
    images, image_sum = read_idx(image_path)
    labels, label_sum = read_idx(label_path)
    fit = images.ndim == 3 and labels.ndim == 1 and len(images) == len(labels)
    if not fit or images.size == 0 or images.dtype != np.uint8:
        raise _no_pair(image_path, images.shape, labels.shape)
    count = len(images) if n is None else check_count(n, most=len(images))
    original = [SUMS[f"{prefix}-{kind}-ubyte"] for kind in ("images-idx3", "labels-idx1")]
    known = original == [image_sum, label_sum]
    options = {"part": part, "n": count, "dtype": dtype}
    if folder is not None:
        options["folder"] = os.fspath(folder)
    rows, columns = images.shape[1:]
    return Dataset(
        name="mnist",
        title=_("MNIST handwritten digits, 28 × 28 pixels")
        if known
        else _("pictures in MNIST's file format, not the original ones"),
        X=images[:count].reshape(count, -1).astype(np.dtype(dtype)),
        Y=check_labels(labels, 10, str(label_path))[:count],
        task="classification",
        features=pixel_names(rows, columns),
        classes=tuple("0123456789"),
        image_shape=(rows, columns),
        source=_SOURCE if known else str(image_path.parent),
        licence="CC BY-SA 3.0" if known else "",
        recipe={"name": "mnist", "options": options, "sha256": f"{image_sum} {label_sum}"},
        scale="minmax",
    )


def data_folders(folder: str | os.PathLike[str] | None = None) -> list[Path]:
    """The folders in which data files are looked for; the last is where fetched files go."""
    if folder is not None:
        roots = [os.fspath(folder)]
    else:
        cache = os.environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(cache):
            cache = os.path.expanduser("~/.cache")
        roots = [os.environ.get("GLASSNET_DATA", ""), os.path.join(cache, "glassnet")]
    return [place for root in roots if root for place in (Path(root), Path(root) / "mnist")]


def _locate(name: str, folder: str | os.PathLike[str] | None) -> Path:
    """The path of one of the four files, plain or in gzip, fetched if need be."""
    spellings = [name, name.replace("-idx", ".idx")]
    folders = data_folders(folder)
    for place in folders:
        for spelling in spellings:
            for path in (place / spelling, place / f"{spelling}.gz"):
                if os.path.isfile(path):
                    return path
    if folder is None:
        # The network modules are slow to import and seldom needed.
        from glassnet.data.fetch import fetch

        return fetch(name, SUMS[name], MIRRORS, folders[-1], _MOST_FETCHED, _MOST_INSIDE)
    raise DataError(
        _("an MNIST file is missing"),
        expected=_("{name} or {name}.gz").format(name=name),
        received=_("no such file in the folder"),
        where=os.fspath(folder),
        fix=_("put the four MNIST files into this folder, or name another one"),
    )


def _no_pair(path: Path, images: tuple[int, ...], labels: tuple[int, ...]) -> FileFormatError:
    """The error for pictures and labels that do not belong together."""
    return FileFormatError(
        _("the pictures and the labels do not fit together"),
        expected=_("bytes: pictures of shape (m, rows, columns) and labels of shape (m,)"),
        received=f"{images}, {labels}",
        where=str(path),
        fix=_("use the two files of one part: train-… together, or t10k-… together"),
    )
