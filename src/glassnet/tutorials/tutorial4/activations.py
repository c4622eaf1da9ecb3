"""The four activations of section 3.2, with the hidden sums of the worked example."""

import numpy as np

from glassnet.locales import _
from glassnet.tutorials.activation_values import value_and_slope
from glassnet.tutorials.blocks import Equations, Paragraph, Printed, Section, Table
from glassnet.tutorials.decimals import plain
from glassnet.tutorials.panels import curves
from glassnet.tutorials.tutorial4.hand_step import hand_step

# our name: (theirs, the formula as the text prints it)
PRINTED = {
    "sigmoid": ("Sigmoid(x)", Printed("1/(1+e^-x)", "text")),
    "relu": ("ReLU(x)", Printed("x (x>0), 0 (x≤0)", "text")),
    "tanh": ("Tanh(x)", Printed("(e^x-e^-x)/(e^x+e^-x)", "text")),
    "identity": ("Linear(x)", Printed("x", "text")),
}
BELOW = -1.0  # where ReLU and identity differ
SPAN, POINTS = 4.0, 61  # of the drawn curves
PANEL, HEIGHT = 38, 5


def four_activations() -> Section:
    """Formulas as printed, and what each would answer."""
    sums = hand_step()["Z1"][0]
    places = [BELOW, *map(float, sums)]
    rows = tuple(
        (theirs, printed.text, *(plain(v, 4) for v in value_and_slope(name, np.array(places))[0]))
        for name, (theirs, printed) in PRINTED.items()
    )
    header = (
        _("name"),
        _("printed (body text)"),
        f"x = {plain(BELOW)}",
        *(f"h1{j + 1} = {plain(h, 4)}" for j, h in enumerate(sums)),
    )
    return Section(
        _("The four activations"),
        (
            Paragraph(
                _(
                    "Section 3.2 prints four. What they make of the hidden sums h11, h12, h13, and "
                    "of a negative number, which the example does not have:"
                )
            ),
            Table(header, rows),
            Paragraph(
                _("The figure of the page draws them. For x from {low} to {high}:").format(
                    low=plain(-SPAN), high=plain(SPAN)
                )
            ),
            *_plots(),
            Paragraph(
                _(
                    "“Linear” is no activation at all, here identity: with it in every layer the "
                    "network would be one linear formula, as the page says too. The fifth tutorial "
                    "does that calculation."
                )
            ),
        ),
    )


def _plots() -> tuple[Equations, Equations]:
    """The four curves, two in a row."""
    axis = np.linspace(-SPAN, SPAN, POINTS)
    heights = {name: value_and_slope(name, axis)[0].tolist() for name in PRINTED}
    upper, lower = list(PRINTED)[:2], list(PRINTED)[2:]
    return Equations(_pair(heights, upper)), Equations(_pair(heights, lower))


def _pair(heights: dict[str, list[float]], names: list[str]) -> tuple[str, ...]:
    captions = [[PRINTED[name][0]] for name in names]
    return curves([heights[name] for name in names], captions, PANEL, HEIGHT)
