"""`glassnet demo`: the first five minutes."""

from glassnet.cli.help import Command, Option
from glassnet.cli.options import RESULT
from glassnet.locales import N_


def _demo(out: str) -> int:
    from glassnet.cli.first_minutes import show_demo

    return show_demo(out)


command = Command(
    "demo",
    callback=_demo,
    params=[
        Option(
            "--out",
            metavar=N_("FOLDER"),
            type=str,
            default="glassnet-demo",
            heading=RESULT,
            help=N_("Where reports and script go (default: glassnet-demo)."),
        )
    ],
    help=[
        N_(
            "The first five minutes: one training step by hand, XOR solved before your eyes, "
            "real handwritten digits read; with reports to open and a script to run."
        ),
    ],
    examples=("glassnet demo", N_("glassnet --lang zh demo")),
)
