"""The network as a stack of modules, as the tutorial's overview draws it, with its shapes."""

from glassnet.locales import _, pad, width
from glassnet.step import Step
from glassnet.tutorials.blocks import Equations, Paragraph
from glassnet.tutorials.tutorial1.network import first_step

# What stands on the way from the inputs to the loss, and the array that comes out there.
STACK = (
    ("X", "X"),
    ("W1", "Z1"),
    ("sigmoid", "A1"),
    ("W2", "Z2"),
    ("sigmoid", "A2"),
)
NAMES = {"X": "X", "Z1": "z1", "A1": "h1", "Z2": "z2", "A2": "h2"}


def modules() -> tuple[Paragraph, Equations, Paragraph]:
    """The LEGO picture: modules in a row, below them the shapes of what runs through."""
    step = first_step()
    return (
        Paragraph(
            _(
                "The tutorial draws it as a stack of LEGO bricks, one module on the other "
                "(figure). Below each result its shape; rows are observations:"
            )
        ),
        Equations(_drawn(step)),
        Paragraph(
            _(
                "At W1 a point of the plane becomes a point in space, “2D向量被映射到了3D空间”. "
                "The figure has a softmax behind h2, which the step does not use; see part 8."
            )
        ),
    )


def _drawn(step: Step) -> tuple[str, str]:
    upper, lower = "", ""
    for module, name in STACK:
        arrow = "" if name == "X" else f" ─{module}→ "
        shape = str(step[name].shape)
        upper = pad(upper, width(lower)) + arrow
        lower = pad(lower, width(upper)) + shape
        upper += NAMES[name]
    return (upper + " → Loss ← y", lower)
