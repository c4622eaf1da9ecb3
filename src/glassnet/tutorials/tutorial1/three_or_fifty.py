"""XOR as the tutorial shows it: the truth table, then 3 hidden units and 50 while they learn."""

from glassnet.locales import _
from glassnet.tutorials.blocks import Equations, Paragraph, Section
from glassnet.tutorials.tutorial1.training_curves import training_curves
from glassnet.tutorials.tutorial1.truth_table import truth_table
from glassnet.tutorials.tutorial1.xor import EPOCHS, panels, trials


def three_or_fifty() -> Section:
    """The tutorial's claim, measured."""
    small, large = trials()[0], trials()[3]
    return Section(
        _("XOR: 3 hidden units or 50?"),
        (
            *truth_table(),
            Paragraph(
                _(
                    "The tutorial says that 3 hidden units draw a border that “一开始是一条直线” "
                    "(at first is a straight line) and then bends, and that 50 do much better. "
                    "Watch it: its network of 3 after 10, 100 and {last} updates. Dark is where "
                    "it answers class 1; class 1 belongs to the upper left and the lower right."
                ).format(last=EPOCHS)
            ),
            Equations(panels(small, (10, 100, EPOCHS))),
            Equations(training_curves(small)),
            Paragraph(
                _(
                    "It bends, but never into a cross. And this network of 50 has something that "
                    "the tutorial's does not have: biases."
                )
            ),
            Equations(panels(large, (10, 30, EPOCHS))),
            Equations(training_curves(large)),
        ),
    )
