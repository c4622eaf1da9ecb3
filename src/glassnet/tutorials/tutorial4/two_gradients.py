"""The gradient by small changes beside the gradient by the chain rule."""

import numpy as np

from glassnet.locales import _
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.step import Step
from glassnet.tutorials.blocks import Paragraph, Section, Table
from glassnet.tutorials.decimals import plain
from glassnet.tutorials.tutorial4.hundred_epochs import DELTA, EPOCHS, network, trained, trainings

DELTAS = (1e-1, 1e-2, DELTA, 1e-6, 1e-8)
KINDS = ("float64", "float32")
ENTRIES = (
    ("w11", "dW1", (0, 0)),
    ("w12", "dW1", (0, 1)),
    ("w31", "dW2", (0, 0)),
    ("w32", "dW2", (1, 0)),
    ("b2", "db2", (0,)),
)


def largest_error(rough: Step, exact: Step) -> float:
    """The largest relative difference between two gradients, over all parameters."""
    names = [f"d{name}" for name in network().param_shapes()]
    return max(float(np.max(np.abs(rough[n] / exact[n] - 1))) for n in names)


def check_error() -> float:
    """The largest relative difference to slopes measured by a complex step."""
    return max(each.relative for each in trainings().exact.step(0).check_gradients())


def two_gradients() -> Section:
    """How far the numeric gradient is off, and what it costs."""
    runs = trainings()
    rough, exact = runs.numeric.step(0), runs.exact.step(0)
    entries = tuple(
        (name, plain(rough[row][place]), plain(exact[row][place])) for name, row, place in ENTRIES
    )
    errors = []
    for delta in DELTAS:
        steps = [trained(dtype=kind, delta=delta, epochs=1).step(0) for kind in KINDS]
        sizes = [_percent(largest_error(s, exact)) for s in steps]
        errors.append((plain(delta), *sizes))
    last = [plain(run.history["loss"][EPOCHS - 1]) for run in (runs.numeric, runs.exact)]
    return Section(
        _("Small changes against the chain rule"),
        (
            Paragraph(
                _(
                    "The two gradients of the first epoch, some of the {count} entries. Small "
                    "changes lead to {numeric} in epoch 100, the chain rule to {exact}: nearly the "
                    "same, but not the same."
                ).format(count=network().param_count, numeric=last[0], exact=last[1])
            ),
            Table((_("gradient of"), _("small changes"), _("chain rule")), entries),
            Paragraph(
                _(
                    "The change must be neither large nor tiny. Large: the loss bends on the "
                    "way. Tiny: two nearly equal losses are subtracted and their digits cancel, "
                    "much sooner in float32. The largest relative error over all parameters:"
                )
            ),
            Table((_("change"), "float64", "float32"), tuple(errors)),
            *_price(),
        ),
    )


def _price() -> tuple[Paragraph, Paragraph]:
    """What one update costs by small changes, and what they are good for."""
    digits = Network(784, [Dense(30, "sigmoid"), Dense(10, "sigmoid")])
    return (
        Paragraph(
            _(
                "And it costs one forward pass for each parameter and one more: {small} for "
                "one update here, {large} for one update of a 784-30-10 network that reads "
                "digits. The chain rule needs one pass forward and one backward, always."
            ).format(small=network().param_count + 1, large=f"{digits.param_count + 1:,}")
        ),
        Paragraph(
            _(
                "So small changes are for checking, not for training. glassnet explain "
                "s3-13-weights --check measures every row of the way back by an imaginary "
                "change, where nothing cancels: the largest relative difference is {error}."
            ).format(error=f"{check_error():.0e}")
        ),
    )


def _percent(share: float) -> str:
    """A share in per cent to two digits, never in powers of ten."""
    return np.format_float_positional(100 * share, 2, fractional=False, trim="-") + "%"
