"""`glassnet explain`: one training step, every equation with its numbers."""

from typing import Any

from glassnet.cli.help import Argument, Command, Option
from glassnet.cli.options import data_params, network_params, update_params
from glassnet.cli.values import OneOf, Whole
from glassnet.locales import N_

STEP = N_("Step")


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
                about=N_("A data set, a file, or the folder of a run."),
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
            "--what-if",
            metavar="W1[0,2]=0.5",
            type=str,
            heading=STEP,
            help=N_(
                "Behind the step: the loss with one number changed, exact and as its slope "
                "predicts; += adds, *= multiplies, several values give a table."
            ),
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
            "for a run it is the step exactly as it ran."
        ),
    ],
    examples=(
        "glassnet explain xor",
        'glassnet explain xor --layers "2 sigmoid, 1 sigmoid" --layout columns',
        "glassnet explain runs/xor-001 --step 50",
    ),
)
