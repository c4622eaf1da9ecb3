"""The formats of `glassnet explain`: one row each, and no import that would slow the help down."""

from collections.abc import Callable
from dataclasses import dataclass

from glassnet.locales import N_

TERMINAL = "text"


@dataclass(frozen=True)
class StepFormat:
    """One way to write a step.

    Attributes:
        suffix: how its files end.
        about: what it is, marked with N_().
        write: the text of a step with the options that it takes.
        file: whether it goes into a file even if none is named.
        titled: whether it has room for a title and for the words that introduce the step.
        takes: the options of the command that it takes, as `write` names them.
    """

    suffix: str
    about: str
    write: Callable[..., str]
    file: bool = False
    titled: bool = True
    takes: tuple[str, ...] = ("notation",)

    @property
    def notation(self) -> bool:
        """Whether its formulas can be written in another notation."""
        return "notation" in self.takes


STEP_FORMATS = {
    TERMINAL: StepFormat(
        ".txt", N_("The step in the terminal."), lambda step: str(step), titled=False, takes=()
    ),
    "html": StepFormat(
        ".html",
        N_("A page for the browser: pick any number, see where it comes from and goes."),
        lambda step, **options: step.html(**options),
        file=True,
    ),
    "latex": StepFormat(
        ".tex",
        N_("A document that compiles."),
        lambda step, **options: step.latex(**options),
    ),
    "markdown": StepFormat(
        ".md",
        N_("For GitHub and notebooks."),
        lambda step, **options: step.markdown(**options),
    ),
    "graph": StepFormat(
        "-graph.svg",
        N_("The computation graph: values forward, slopes backward."),
        lambda step, **options: step.graph(**options),
        file=True,
        takes=("level", "path", "example"),
    ),
    "diagram": StepFormat(
        "-diagram.svg",
        N_("The network with its weights and biases, and what its units compute."),
        lambda step, **options: step.diagram(**options),
        file=True,
        takes=("example",),
    ),
    "json": StepFormat(
        ".json",
        N_("Every number in full precision, for programs."),
        lambda step, **options: step.json(indent=1, **options),
        titled=False,
    ),
}
ALSO = {"network": "diagram"}  # the name that a format had
