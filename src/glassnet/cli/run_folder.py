"""The folder of a new run: never one that exists with something in it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from glassnet.errors import RunError, system_reason
from glassnet.locales import _

PARENT = Path("runs")
MOST_SHOWN = 12


def check_free(out: str | None) -> None:
    """Raises RunError if the folder that was asked for has something in it."""
    if out is None:
        return
    path = Path(out).expanduser()
    if not path.exists() or (path.is_dir() and not any(path.iterdir())):
        return
    raise RunError(
        _("the folder is not empty") if path.is_dir() else _("there is a file of that name"),
        expected=_("a new or empty folder"),
        received=str(path),
        where=f"--out {out}",
        fix=_("choose another folder; nothing was overwritten"),
    )


def check_run(folder: Path, command: str) -> None:
    """Raises RunError if the folder holds runs but is none, with their names.

    Args:
        folder: what was given as a run.
        command: the command that got it: "glassnet explain".
    """
    if not folder.is_dir() or (folder / "run.json").exists():
        return
    names = runs_in(folder)
    if not names:
        return
    raise RunError(
        _("this folder holds runs but is not a run"),
        expected=_("one of {names}").format(names=listed(names)),
        received=str(folder),
        where=f"{command} {folder}",
        fix=_("for example {example}").format(example=f"{command} {names[-1]}"),
    )


def runs_in(folder: Path) -> list[str]:
    """The folders of the runs in a folder, in order; [] if there is no such folder."""
    return sorted(str(each.parent) for each in folder.glob("*/run.json"))


def listed(names: list[str]) -> str:
    """The names of runs, the middle left out if they are many."""
    shown = names if len(names) <= MOST_SHOWN else [*names[: MOST_SHOWN - 1], "…", names[-1]]
    return ", ".join(shown)


@contextmanager
def reserved(out: str | None, name: str) -> Iterator[Path]:
    """A folder of one's own; taken away again if nothing came to lie in it.

    Args:
        out: the folder that was asked for; runs/NAME-001 and so on unless given.
        name: the data set.
    """
    parents = [] if PARENT.exists() else [PARENT]
    if out is not None:
        path = Path(out).expanduser()
        before = path.exists()
        parents = [each for each in path.parents if not each.exists()]
        _make(path)
    else:
        path, before = _numbered(name), False
    try:
        yield path
    finally:
        if not before:
            for each in (path, *parents):
                _remove_empty(each)


def _numbered(name: str) -> Path:
    """Makes the first folder whose number is larger than that of all others."""
    stem = re.sub(r"[^\w.-]+", "-", name).strip(".-") or "run"
    _make(PARENT)
    taken = re.compile(re.escape(stem) + r"-(\d+)")
    numbers = [int(m[1]) for each in PARENT.iterdir() if (m := taken.fullmatch(each.name))]
    number = max(numbers, default=0) + 1
    while True:
        path = PARENT / f"{stem}-{number:03d}"
        try:
            path.mkdir()
            return path
        except FileExistsError:
            # Another training took it in this moment.
            number += 1
        except OSError as error:
            raise _no_folder(path, error) from None


def _make(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _no_folder(path, error) from None


def _no_folder(path: Path, error: OSError) -> RunError:
    return RunError(
        _("the folder cannot be made"),
        expected=_("a place where a folder can be written"),
        received=system_reason(error),
        where=str(path.absolute()),
        fix=_("name another place with --out"),
    )


def _remove_empty(path: Path) -> None:
    try:
        path.rmdir()
    except OSError:
        return
