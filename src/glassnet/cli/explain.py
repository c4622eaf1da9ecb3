"""`glassnet explain`: one training step, every equation with its numbers."""

from typing import Any

from glassnet.cli.help import Argument, Command, Option
from glassnet.cli.options import RESULT, data_params, network_params, update_params
from glassnet.cli.step_formats import ALSO, STEP_FORMATS
from glassnet.cli.values import OneOf, Whole
from glassnet.locales import N_

STEP = N_("Step")
# Written here too, so that the help needs no numbers; a test compares the names.
PRESETS = (
    ("s0-2-3-2", N_("Tutorial 1: the first step of its XOR network.")),
    ("s1-bump", N_("Tutorial 2: two steps that make a box.")),
    ("s2-predictor", N_("Tutorial 3: a line with one weight, one sample.")),
    ("s2-line-classifier", N_("Tutorial 3: a line between two samples.")),
    ("s2-two-lines", N_("Tutorial 3: XOR by two lines and an AND.")),
    ("s2-three-errors", N_("Tutorial 3: four errors that add up to 0.")),
    ("s2-2-2-2", N_("Tutorial 3: a worked weight update.")),
    ("s3-2-3-1", N_("Tutorial 4: the step by hand, nine weights.")),
    ("s3-13-weights", N_("Tutorial 4: the network with biases.")),
    ("s4-3-4-1", N_("Tutorial 5: the shallow network, in columns.")),
    ("logistic-regression", N_("Tutorial 5: one unit, each link of the chain a row.")),
)


def _explain(source: str, **wishes: Any) -> int:
    from glassnet.cli.explanation import explain_source

    return explain_source(source, wishes)


command = Command(
    "explain",
    callback=_explain,
    params=[
        *data_params(
            Argument(
                "source",
                label=N_("NAME|FILE|RUN"),
                about=N_("A data set, a preset (see below), a file, or the folder of a run."),
            )
        ),
        Option(
            "--step",
            metavar="K",
            type=Whole(0),
            heading=STEP,
            help=N_("For a run: step K, counted from 0 (default: the first)."),
        ),
        Option(
            "--rows",
            metavar="N",
            type=Whole(),
            heading=STEP,
            help=N_("How many examples to compute at once."),
        ),
        Option(
            "--layout",
            metavar="rows|columns",
            type=OneOf(N_("layout"), "rows", "columns"),
            heading=STEP,
            help=N_("Whether examples are rows, as here, or columns, as in many courses."),
        ),
        Option(
            "--full",
            is_flag=True,
            default=None,
            heading=STEP,
            help=N_("Show every number of arrays that are otherwise cut with “…” (can be long)."),
        ),
        Option(
            "--entry",
            metavar='"dW1[0,2]"',
            type=str,
            heading=STEP,
            help=N_("Only this number: what it is made of, and what is made of it."),
        ),
        Option(
            "--paths",
            metavar='"W1[0,2]"',
            type=str,
            heading=STEP,
            help=N_("Only the paths from this number to the loss, as products of slopes."),
        ),
        Option(
            "--what-if",
            metavar='"W1[0,2]=0.5"',
            type=str,
            heading=STEP,
            help=N_(
                "The loss with one number changed, exact and as its slope predicts: = sets, += "
                "adds, *= multiplies; several values behind =, divided by commas, give a table."
            ),
        ),
        Option(
            "--flip",
            metavar="N",
            type=Whole(0),
            heading=STEP,
            help=N_("How little example N, from 0, must change so that the answer changes."),
        ),
        Option(
            "--check",
            is_flag=True,
            default=None,
            heading=STEP,
            help=N_("Compare every backward row with slopes that are measured, not derived."),
        ),
        Option(
            "form",
            "--format",
            metavar=N_("FORMAT"),
            type=OneOf(N_("format"), *STEP_FORMATS, also=ALSO),
            heading=RESULT,
            help=N_("One of the formats below (default: text)."),
        ),
        Option(
            "--notation",
            metavar="glassnet|course",
            type=OneOf(N_("notation"), "glassnet", "course"),
            heading=RESULT,
            help=N_(
                "For html, latex, markdown and json: formulas with names as here, or as many "
                "courses write them."
            ),
        ),
        Option(
            "--level",
            metavar="rows|units",
            type=OneOf(N_("level"), "rows", "units"),
            heading=RESULT,
            help=N_("For graph: whole arrays, or the single numbers of one example."),
        ),
        Option(
            "--path",
            metavar='"W1[0,2]"',
            type=str,
            heading=RESULT,
            help=N_("For graph: light the ways of this number to the loss."),
        ),
        Option(
            "--example",
            metavar="N",
            type=Whole(0),
            heading=RESULT,
            help=N_("For graph and diagram: example N, counted from 0 (default: 0)."),
        ),
        Option(
            "--out",
            metavar=N_("FILE"),
            type=str,
            heading=RESULT,
            help=N_("The file to write."),
        ),
        Option(
            "--force",
            is_flag=True,
            default=None,
            heading=RESULT,
            help=N_("Replace the file if it exists."),
        ),
        *network_params(),
        *update_params(),
    ],
    help=[
        N_(
            "Print one training step: every equation as symbols, as numbers in their place, and "
            "its result with its shape, from the inputs to the new weights."
        ),
        N_(
            "For a data set it is the first step of a fresh network with plain gradient descent; "
            "for a run it is the step exactly as it ran; for a preset it is the step of its "
            "source, in its layout."
        ),
    ],
    lists=[
        (N_("Formats"), [(name, each.about) for name, each in STEP_FORMATS.items()]),
        (N_("Presets (s0 … s4 are tutorials 1 … 5)"), PRESETS),
    ],
    examples=(
        "glassnet explain xor",
        'glassnet explain xor --layers "2 sigmoid, 1 sigmoid" --layout columns',
        "glassnet explain s4-3-4-1",
        "glassnet explain runs/xor-001 --step 50",
    ),
)
