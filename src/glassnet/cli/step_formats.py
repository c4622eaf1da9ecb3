"""The formats of `glassnet explain`: one row each, and no import that would slow the help down."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glassnet.locales import N_

if TYPE_CHECKING:
    from glassnet.step import Step

TERMINAL = "text"


@dataclass(frozen=True)
class StepFormat:
    """One way to write a step.

    Attributes:
        suffix: how its files end.
        about: what it is, marked with N_().
        write: the text of a step in a notation.
        file: whether it goes into a file even if none is named.
        notation: whether its formulas can be written in another notation.
    """

    suffix: str
    about: str
    write: "Callable[[Step, str], str]"
    file: bool = False
    notation: bool = False


STEP_FORMATS = {
    TERMINAL: StepFormat(".txt", N_("The step in the terminal."), lambda step, _n: str(step)),
    "html": StepFormat(
        ".html",
        N_("A page for the browser: pick any number, see where it comes from and goes."),
        lambda step, notation: step.html(notation=notation),
        file=True,
        notation=True,
    ),
    "latex": StepFormat(
        ".tex",
        N_("A document that compiles."),
        lambda step, notation: step.latex(notation=notation),
        notation=True,
    ),
    "markdown": StepFormat(
        ".md",
        N_("For GitHub and notebooks."),
        lambda step, notation: step.markdown(notation=notation),
        notation=True,
    ),
    "graph": StepFormat(
        "-graph.svg",
        N_("The computation graph: values forward, slopes backward."),
        lambda step, _n: step.graph(),
        file=True,
    ),
    "network": StepFormat(
        "-network.svg",
        N_("The network with its weights and biases, and what its units compute."),
        lambda step, _n: step.diagram(),
        file=True,
    ),
    "json": StepFormat(
        ".json",
        N_("Every number in full precision, for programs."),
        lambda step, notation: step.json(notation=notation, indent=1),
        notation=True,
    ),
}
