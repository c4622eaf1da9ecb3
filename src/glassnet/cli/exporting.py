"""One call of `glassnet export`."""

from pathlib import Path
from typing import Literal, cast

from glassnet.cli.invocation import python
from glassnet.cli.run_folder import check_run
from glassnet.cli.terminal import Terminal
from glassnet.errors import RunError
from glassnet.locales import _
from glassnet.training.runs import Run
from glassnet.views.export import numpy_script, save_numpy_script


def export_run(folder: str, out: str | None, layout: str, force: bool) -> int:
    """Writes the script of a run to a file, or prints it."""
    form = cast(Literal["rows", "columns"], layout)
    path = None if out is None else Path(out).expanduser()
    if path is not None and (path.is_dir() or not path.absolute().parent.is_dir()):
        raise RunError(
            _("the file cannot be written"),
            expected=_("a file name in a folder that exists"),
            received=str(path),
            where=f"--out {out}",
            fix=_("make the folder first, or choose another name"),
        )
    if path is not None and path.exists() and not force:
        raise RunError(
            _("there is a file of that name"),
            expected=_("a file name that is free, or --force"),
            received=str(path),
            where=f"--out {out}",
            fix=_("choose another name, or add --force to replace the file"),
        )
    check_run(Path(folder).expanduser(), "glassnet export")
    run = Run.open(Path(folder).expanduser())
    if path is None:
        Terminal().line(numpy_script(run, layout=form).rstrip("\n"))
        return 0
    screen = Terminal()
    for each in save_numpy_script(run, path, layout=form):
        screen.text(_("wrote {file}").format(file=each))
    screen.text(_("run it with: {command}").format(command=f"{python()} {path}"))
    return 0
