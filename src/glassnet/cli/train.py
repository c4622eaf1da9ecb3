"""`glassnet train`: a network learns, and tells how well it did."""

import shlex
import sys
from collections.abc import Sequence
from typing import Any

import click

from glassnet.cli.help import Argument, Command, Option
from glassnet.cli.options import (
    RESULT,
    data_params,
    network_params,
    training_params,
    update_params,
)
from glassnet.cli.terminal import Terminal
from glassnet.locales import N_

# The name of each built-in data set with its title.
DATA_SETS = (
    ("xor", N_("XOR: the four corners of a square")),
    ("xor_cloud", N_("XOR cloud: 1 where the signs of x1 and x2 differ")),
    ("moons", N_("two moons")),
    ("circles", N_("a disc inside a ring")),
    ("spiral", N_("two spirals")),
    ("blobs", N_("round clouds")),
    ("gaussians", N_("two clouds")),
    ("flower", N_("a flower with petals of two classes")),
    ("plane", N_("a tilted plane")),
    ("multi_gaussian", N_("three hills and three hollows")),
    ("sine", N_("one wave of the sine")),
    ("digits", N_("handwritten digits, 8 × 8 pixels")),
    ("mnist", N_("MNIST handwritten digits, 28 × 28 pixels")),
)


def _train(ctx: click.Context, source: str, **wishes: Any) -> int:
    from glassnet.cli.training_session import TrainingSession

    session = TrainingSession(source, wishes, _repeatable(ctx.obj or ["train", source]))
    return session.run(Terminal(sys.stderr if wishes["json"] else None))


def _repeatable(words: Sequence[str]) -> str:
    """The command line without what only says where to put the result and in which words."""
    kept: list[str] = []
    skip = False
    for word in words:
        name, equals, _value = word.partition("=")
        if skip or name in ("--json", "--traceback"):
            skip = False
        elif name in ("--out", "--lang"):
            skip = not equals
        else:
            kept.append(word)
    return shlex.join(["glassnet", *kept])


command = Command(
    "train",
    callback=click.pass_context(_train),
    params=[
        *data_params(
            Argument(
                "source",
                label=N_("NAME|FILE"),
                about=N_("A data set from the list below, or a .csv, .npy or .npz file."),
            )
        ),
        *network_params(),
        *update_params(),
        *training_params(),
        Option(
            "--out",
            metavar=N_("FOLDER"),
            type=str,
            heading=RESULT,
            help=N_("Where to keep the run and its report (default: a new folder in runs)."),
        ),
        Option(
            "--json",
            is_flag=True,
            heading=RESULT,
            help=N_("Print the result as one JSON object; everything else goes to stderr."),
        ),
    ],
    help=[
        N_(
            "Train a network on a data set or a file of yours. Every option may be left out: "
            "glassnet then chooses a value that suits the data, and shows it before it begins."
        ),
        N_(
            "It ends with a table, the confusion matrix and an HTML report that works offline. "
            "Ctrl-C ends the training early and keeps what was learned."
        ),
    ],
    lists=((N_("Data sets"), DATA_SETS),),
    examples=(
        "glassnet train digits",
        'glassnet train moons --layers "8 tanh, 1 sigmoid" --lr 0.1',
        "glassnet train houses.csv --target price",
    ),
)
