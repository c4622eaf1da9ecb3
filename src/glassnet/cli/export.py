"""`glassnet export`: a run in a form that needs no glassnet."""

from glassnet.cli.export_formats import FORMATS
from glassnet.cli.help import Argument, Command, Option
from glassnet.cli.options import RESULT
from glassnet.cli.values import OneOf
from glassnet.locales import N_


def _export(folder: str, form: str | None, out: str | None, force: bool, layout: str | None) -> int:
    from glassnet.cli.exporting import export_run

    return export_run(folder, FORMATS[form or "numpy"], out, layout, force)


command = Command(
    "export",
    callback=_export,
    params=[
        Argument("folder", label=N_("RUN"), about=N_("The folder of a run.")),
        Option(
            "form",
            "--format",
            "--to",
            metavar=N_("FORMAT"),
            type=OneOf(N_("format"), *FORMATS),
            heading=RESULT,
            help=N_("One of the formats below (default: numpy)."),
        ),
        Option(
            "--out",
            metavar=N_("FILE"),
            type=str,
            heading=RESULT,
            help=N_(
                "The file to write (default: text is printed, other files are named after RUN)."
            ),
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
            "Write a run in a form that needs no glassnet: as a NumPy script with the data, the "
            "first weights, every equation of a step and the loop, or as a file for other programs."
        ),
    ],
    lists=[(N_("Formats"), [(each.name, each.about) for each in FORMATS.values()])],
    examples=(
        "glassnet export runs/xor-001 --format numpy --out xor_numpy.py",
        "glassnet export runs/xor-001 --format onnx",
    ),
)
