"""The data that a word on the command line names."""

import re
from pathlib import Path
from typing import Any

import click

from glassnet.cli.options import column
from glassnet.data import Dataset, names, open_dataset
from glassnet.errors import DataError, GlassnetError, unknown_name
from glassnet.locales import _

_WORDS = {
    "n": "-n",
    "noise": "--noise",
    "seed": "--data-seed",
    "target": "--target",
    "task": "--task",
    "header": "--header",
    "folder": "--data",
}
_OPTIONS = {
    "n=": "-n",
    "noise=": "--noise",
    "seed=": "--data-seed",
    "target=": "--target",
    "task=": "--task",
}


def open_source(source: str, dtype: str, wishes: dict[str, Any]) -> Dataset:
    """A built-in data set by its name, or the data in a file.

    Args:
        source: a name, or the path of a .csv, .npy or .npz file.
        dtype: the type of numbers of a set so large that it matters.
        wishes: examples, noise, data_seed, data, target, task and header; those that are None do
            not count.

    Raises:
        GlassnetError: there are no such data, or they cannot be used.
    """
    is_file = means_file(source)
    if source not in names() and not is_file:
        raise unknown_name(_("data set"), source, names(), _here(source))
    if source not in names() and Path(source).expanduser().is_dir():
        raise DataError(
            _("this is a folder, not a data file"),
            expected=_("a .csv, .npy or .npz file, or one of {names}").format(
                names=", ".join(names())
            ),
            received=source,
            where=_here(source),
            fix=_("for the folder of a run use glassnet explain or glassnet export"),
        )
    if is_file and source not in names() and not Path(source).expanduser().is_file():
        raise DataError(
            _("there is no such file"),
            expected=_("a .csv, .npy or .npz file, or one of {names}").format(
                names=", ".join(names())
            ),
            received=source,
            where=str(Path(source).expanduser().absolute().parent),
            fix=_("check the path"),
        )
    options = {
        "n": wishes.get("examples"),
        "noise": wishes.get("noise"),
        "seed": wishes.get("data_seed"),
        "folder": wishes.get("data"),
        "target": column(wishes.get("target")),
        "task": wishes.get("task"),
        "header": {"yes": True, "no": False}.get(wishes.get("header") or ""),
    }
    if source == "mnist":
        options["dtype"] = dtype
    try:
        return open_dataset(source, **options)
    except GlassnetError as error:
        # What Python calls an argument is an option here.
        error.where = _OPTIONS.get(error.where or "", error.where)
        if error.where == "datasets.load":
            error.where = _here(source)
            _in_options(error, is_file and source not in names())
        raise


def means_file(source: str) -> bool:
    """Whether a word that is no known name is meant as the path of a file."""
    return "." in Path(source).name or "/" in source or Path(source).exists()


def _in_options(error: GlassnetError, is_file: bool) -> None:
    """Puts options of the command line for what Python calls arguments."""
    key, _equals, value = (error.received or "").partition("=")
    if key not in _WORDS:
        return
    option = _WORDS[key]
    known = [_WORDS[word] for word in re.findall(r"\w+", error.expected or "") if word in _WORDS]
    error.what = _("these data have no option {option}").format(option=option)
    error.expected = _("one of {names}").format(names=", ".join(known)) if known else None
    error.expected = error.expected or _("no options")
    error.received = f"{option} {value}".replace("'", "")
    if is_file and key in ("n", "noise", "seed"):
        error.fix = _(
            "-n, --noise and --data-seed are for data that are made; a file is used as it is"
        )
    else:
        error.fix = _("leave {option} out").format(option=option)


def _here(source: str) -> str:
    """The command that was called, with its source."""
    ctx = click.get_current_context(silent=True)
    return f"{ctx.command_path if ctx else 'glassnet'} {source}"
