"""`glassnet export`: a run as a script that needs nothing but NumPy."""

from glassnet.cli.help import Argument, Command, Option
from glassnet.cli.options import RESULT
from glassnet.cli.values import OneOf
from glassnet.locales import N_


def _export(folder: str, to: str | None, out: str | None, force: bool, layout: str | None) -> int:
    from glassnet.cli.exporting import export_run

    return export_run(folder, out, layout or "rows", force)


command = Command(
    "export",
    callback=_export,
    params=[
        Argument("folder", label=N_("RUN"), about=N_("The folder of a run.")),
        Option(
            "--to",
            metavar="numpy",
            type=OneOf(N_("format"), "numpy"),
            heading=RESULT,
            help=N_("The format: numpy, a script that repeats the training bit for bit."),
        ),
        Option(
            "--out",
            metavar=N_("FILE"),
            type=str,
            heading=RESULT,
            help=N_("The file to write (default: the script is printed)."),
        ),
        Option(
            "--force",
            is_flag=True,
            heading=RESULT,
            help=N_("Replace the file if it exists."),
        ),
        Option(
            "--layout",
            metavar="rows|columns",
            type=OneOf(N_("layout"), "rows", "columns"),
            heading=RESULT,
            help=N_("Whether examples are rows, as here, or columns, as in many courses."),
        ),
    ],
    help=[
        N_(
            "Write a run as a readable NumPy script: the data, the first weights, every equation "
            "of a step, the loop. It needs no glassnet and gives the same numbers."
        ),
    ],
    examples=("glassnet export runs/xor-001 --to numpy --out xor_numpy.py",),
)
