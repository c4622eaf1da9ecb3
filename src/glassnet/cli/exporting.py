"""One call of `glassnet export`."""

import shlex
from pathlib import Path

from glassnet.cli.export_formats import Format
from glassnet.cli.free_file import check_free
from glassnet.cli.invocation import python
from glassnet.cli.run_folder import check_run
from glassnet.cli.terminal import Terminal
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
        check_free(path, out, force, "glassnet export")
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
