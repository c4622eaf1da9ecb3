"""One artificial neuron: a weighted sum, then an activation that holds it back."""

import numpy as np

from glassnet.locales import _
from glassnet.tutorials.activation_values import value_and_slope
from glassnet.tutorials.blocks import Equations, Paragraph, Printed
from glassnet.tutorials.decimals import plain
from glassnet.tutorials.panels import curves

SUM = Printed("x = w_1a + w_2b + ... w_n*c", "text")
SIGMOID = Printed("Sigmoid(x) = 1/(1 + e^{-x})", "text")
SPAN, POINTS, HEIGHT = 6.0, 61, 6


def neuron() -> tuple[Paragraph, Equations]:
    """The formulas of the page, and the two curves that it names."""
    axis = np.linspace(-SPAN, SPAN, POINTS)
    drawn = [value_and_slope(name, axis)[0].tolist() for name in ("sigmoid", "relu")]
    far = value_and_slope("sigmoid", np.array([-SPAN, 0.0, SPAN]))[0]
    span = _("x from {low} to {high}").format(low=plain(-SPAN), high=plain(SPAN))
    captions = [[f"Sigmoid(x), {span}"], [f"ReLU(x), {span}"]]
    return (
        Paragraph(
            _(
                "A neuron adds up what arrives, {sum}, and an activation holds the sum back, "
                "{sigmoid}; the page names ReLU as another. The curve of sigmoid is an S: at {a} "
                "it gives {fa}, at 0 {f0}, at {b} {fb}."
            ).format(
                sum=SUM,
                sigmoid=SIGMOID,
                a=plain(-SPAN),
                fa=plain(far[0], 4),
                f0=plain(far[1], 4),
                b=plain(SPAN),
                fb=plain(far[2], 4),
            )
        ),
        Equations(curves(drawn, captions, height=HEIGHT)),
    )
