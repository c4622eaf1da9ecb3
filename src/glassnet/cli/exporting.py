"""One call of `glassnet export`."""

import shlex
from itertools import pairwise
from pathlib import Path

from glassnet.cli.export_formats import Format
from glassnet.cli.failures import show_note
from glassnet.cli.free_file import check_free
from glassnet.cli.invocation import python
from glassnet.cli.run_folder import check_run
from glassnet.cli.terminal import Terminal
from glassnet.cli.wording import seconds_text
from glassnet.locales import _, translate
from glassnet.training.runs import Run

PRODUCTS_PER_SECOND = 3e6  # of numbers, one at a time, in Python
PATIENCE = 20.0  # seconds that a script may run without a word about it
LONG = 300  # lines that a terminal shows without a word about it


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
        text = form.printed(run, layout).rstrip("\n")
        screen.line(text)
        lines = text.count("\n") + 1
        if screen.is_terminal and lines > LONG:
            show_note(_("these are {count} lines; --out FILE writes them to a file").format(
                count=lines))  # fmt: skip
        _say_if_slow(run, form)
        return 0
    for each in form.written(run, path, layout):
        screen.text(_("wrote {file}").format(file=each))
    if form.use:
        screen.text(translate(form.use).format(python=python(), path=shlex.quote(str(path))))
    _say_if_slow(run, form)
    return 0


def _say_if_slow(run: Run, form: Format) -> None:
    """Says how long a script of plain loops will take, if it is long."""
    if form.settings.get("form") != "scalar":
        return
    seconds = products(run) / PRODUCTS_PER_SECOND
    if seconds > PATIENCE:
        show_note(
            _(
                "the script multiplies some {count} numbers one at a time and takes about {time}; "
                "--format numpy does the same with whole arrays, in a small part of the time"
            ).format(count=f"{products(run):.1g}", time=seconds_text(seconds))
        )


def products(run: Run) -> float:
    """How many products of two numbers the matrix products of a training are made of.

    An example meets each weight three times: forward, for the weight's slope, and on the way to
    the layer before, which the first layer does not have.
    """
    sizes = run.network.sizes
    weights = [inputs * units for inputs, units in pairwise(sizes)]
    examples = run.steps / run.plan.steps_per_epoch * len(run.X)
    return examples * (3 * sum(weights) - weights[0])
