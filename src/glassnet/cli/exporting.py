"""One call of `glassnet export`."""

import shlex
from pathlib import Path

from glassnet.cli.export_formats import Format
from glassnet.cli.invocation import python
from glassnet.cli.run_folder import check_run
from glassnet.cli.terminal import Terminal
from glassnet.errors import RunError
from glassnet.locales import _, translate
from glassnet.training.runs import Run


def export_run(folder: str, form: Format, out: str | None, layout: str | None, force: bool) -> int:
    """Writes a run in a format to a file, or prints it.

    Args:
        folder: where the run is kept.
        form: the format.
        out: the file, or None.
        layout: "rows", "columns" or None.
        force: whether a file that exists is replaced.
    """
    place = Path(folder).expanduser()
    path = None if out is None else Path(out).expanduser()
    if path is None and not form.text:
        path = Path(f"{place.resolve().name}{form.suffix}")
    if path is not None:
        _check_writable(path, out, force)
    check_run(place, "glassnet export")
    run, screen = Run.open(place), Terminal()
    if path is None:
        screen.line(form.printed(run, layout).rstrip("\n"))
        return 0
    for each in form.written(run, path, layout):
        screen.text(_("wrote {file}").format(file=each))
    if form.use:
        screen.text(translate(form.use).format(python=python(), path=shlex.quote(str(path))))
    return 0


def _check_writable(path: Path, out: str | None, force: bool) -> None:
    """Raises RunError if the file has no folder, or must not be replaced."""
    where = f"--out {out}" if out is not None else "glassnet export"
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise RunError(
            _("the file cannot be written"),
            expected=_("a file name in a folder that exists"),
            received=str(path),
            where=where,
            fix=_("make the folder first, or choose another name"),
        )
    if path.exists() and not force:
        raise RunError(
            _("there is a file of that name"),
            expected=_("a file name that is free, or --force"),
            received=str(path),
            where=where,
            fix=_("choose another name, or add --force to replace the file"),
        )
