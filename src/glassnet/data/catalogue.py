"""Every data set under its name, and the one door through which all data comes.

A new data set is a function that returns a `Dataset`, and a row in `_BUILT_IN`.
"""

import inspect
import os
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy.typing as npt

from glassnet.data.dataset import Dataset
from glassnet.errors import DataError, FileFormatError, SettingError, unknown_name
from glassnet.locales import _

_BUILT_IN = {
    "xor": "planar",
    "xor_cloud": "planar",
    "moons": "planar",
    "circles": "planar",
    "spiral": "planar",
    "blobs": "planar",
    "gaussians": "planar",
    "flower": "planar",
    "plane": "regression",
    "multi_gaussian": "regression",
    "sine": "regression",
    "digits": "digits",
    "mnist": "mnist",
}
_FILES = {
    ".csv": ("csv_file", "csv_file"),
    ".tsv": ("csv_file", "csv_file"),
    ".txt": ("csv_file", "csv_file"),
    ".npy": ("numpy_file", "npy_file"),
    ".npz": ("numpy_file", "npz_file"),
}


def names() -> tuple[str, ...]:
    """The names of the built-in data sets, simple ones first."""
    return tuple(_BUILT_IN)


def open_dataset(name_or_path: str | os.PathLike[str], **options: Any) -> Dataset:
    """A built-in data set, or the data in a file, with all that is known about it.

    Args:
        name_or_path: a name from `names()`, or the path of a .csv, .npy or .npz file.
        **options: what this data set understands; an option that is None counts as absent.
            made sets: n, noise, seed (blobs: also classes); digits: n; mnist: part, n,
            folder, dtype; .csv: target, task, header, encoding; .npy: target, task; .npz: target,
            task, part. A seed is allowed everywhere; where nothing is drawn, it does nothing.

    Raises:
        UnknownNameError: no such data set.
        SettingError: an option that this set has not, or a value it cannot use.
        DataError: the file cannot be read, or holds a value that cannot be used.
        FileFormatError: the file is not what it claims to be.

    Example:
        >>> cloud = open_dataset("moons", n=100, noise=0.2)
        >>> cloud.X.shape, cloud.classes
        ((100, 2), ('0', '1'))
    """
    given = {key: value for key, value in options.items() if value is not None}
    name = _name(name_or_path)
    if isinstance(name_or_path, str) and name in _BUILT_IN:
        build = getattr(import_module(f"glassnet.data.{_BUILT_IN[name]}"), name)
        return _call(build, name, given)
    path = Path(name).expanduser()
    if path.suffix.lower() in _FILES:
        module, function = _FILES[path.suffix.lower()]
        read = getattr(import_module(f"glassnet.data.{module}"), function)
        return _call(lambda **chosen: read(path, **chosen), name, given, like=read)
    if path.suffix or os.sep in name or not isinstance(name_or_path, str):
        raise _unknown_format(name, path.suffix)
    raise unknown_name(_("data set"), name, _BUILT_IN, "datasets.load")


def load(name: str | os.PathLike[str], **options: Any) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """The inputs X and the labels or targets Y of a data set, raw, as `open_dataset` has them.

    Args:
        name: a name from `names()`, or the path of a .csv, .npy or .npz file.
        **options: as in `open_dataset`.

    Returns:
        (X, Y): X float64, shape (m, n_in); Y class numbers, int64, shape (m,), or target
        values, float64, shape (m, n_out).

    Example:
        >>> X, Y = load("xor")
        >>> print(X.tolist(), Y.tolist())
        [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]] [0, 1, 1, 0]
    """
    opened = open_dataset(name, **options)
    return opened.X, opened.Y


def rebuild(recipe: Mapping[str, Any]) -> Dataset:
    """The data set that has this recipe, the same bits as before.

    Args:
        recipe: the `recipe` of a `Dataset`.

    Raises:
        DataError: the recipe is incomplete, or a file has changed since.
        GlassnetError: as `open_dataset`.
    """
    where = recipe.get("name", recipe.get("file"))
    options = recipe.get("options", {})
    if not isinstance(where, str) or not isinstance(options, dict):
        raise DataError(
            _("this recipe does not name any data"),
            expected=_("a name or a file, and options"),
            received=repr(recipe)[:120],
            where="rebuild(recipe)",
            fix=_("give the data itself"),
        )
    again = open_dataset(where, **options)
    if again.recipe.get("sha256") != recipe.get("sha256"):
        raise DataError(
            _("the data has changed since"),
            expected=f"sha256 {recipe.get('sha256')}",
            received=f"sha256 {again.recipe.get('sha256')}",
            where=where,
            fix=_("restore the file as it was, or start again with the new data"),
        )
    return again


def _name(given: object) -> str:
    """The name or path as text.

    Raises:
        SettingError: it is neither.
    """
    name = os.fspath(given) if isinstance(given, str | os.PathLike) else None
    if isinstance(name, str):
        return name
    raise SettingError(
        _("this does not name any data"),
        expected=_("the name of a data set, or the path of a file"),
        received="None" if given is None else type(given).__name__,
        where="datasets.load",
        fix=_("choose one of {names}, or give the path of a .csv, .npy or .npz file").format(
            names=", ".join(_BUILT_IN)
        ),
    )


def _call(
    build: Callable[..., Dataset],
    name: str,
    given: dict[str, Any],
    like: Callable[..., Dataset] | None = None,
) -> Dataset:
    """Call what makes the set, with the options that it has."""
    parameters = inspect.signature(like or build).parameters.values()
    known = [p.name for p in parameters if p.kind is p.KEYWORD_ONLY]
    for option in given:
        if option not in known and option != "seed":
            raise SettingError(
                _("{name} has no option {option!r}").format(name=name, option=option),
                expected=_("one of {names}").format(names=", ".join(known))
                if known
                else _("no options"),
                received=f"{option}={given[option]!r}",
                where="datasets.load",
                fix=_("leave this option out"),
            )
    return build(**{option: value for option, value in given.items() if option in known})


def _unknown_format(name: str, suffix: str) -> FileFormatError:
    """The error for a file of a kind that is not read."""
    return FileFormatError(
        _("this kind of data file is not read"),
        expected=_("a .csv, .npy or .npz file"),
        received=repr(suffix),
        where=name,
        fix=_("save the numbers as .csv, or as .npz with np.savez(path, X=X, Y=Y)"),
    )
