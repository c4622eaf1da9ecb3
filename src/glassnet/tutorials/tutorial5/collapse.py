"""Layers without an activation are one layer: W' = W2 W1, b' = W2 b1 + b2."""

from functools import lru_cache

import numpy as np

from glassnet.data import load
from glassnet.executors.reference import Array
from glassnet.locales import _, pad, width
from glassnet.model import Model
from glassnet.nn.initializers import Normal
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.report.numerals import percent
from glassnet.training.runs import Run
from glassnet.tutorials.blocks import Block, Equations, Paragraph, Section, Table
from glassnet.tutorials.decimals import array_lines
from glassnet.tutorials.tutorial5.network import accuracy, classifier, shallow, trained

PRINTED = """\
z^[1] = W^[1]x + b^[1]
a^[1] = z^[1]
z^[2] = W^[2]a^[1] + b^[2]
a^[2] = z^[2]
      = W^[2]a^[1] + b^[2]
      = W^[2](W^[1]x + b^[1]) + b^[2]
      = (W^[2]W^[1])x + (W^[2]b^[1] + b^[2])
      = W'x + b'"""
UPDATES, RATE = 1000, 0.5
START = Normal(0.0, 0.5)


def two_layers() -> Model:
    """The 3-4-1 network with its own numbers, but without activations."""
    layers = [Dense(units) for units in (4, 1)]
    return Model(Network(3, layers), params=shallow().params)


def one_layer(model: Model) -> Model:
    """The single layer that answers the same."""
    W1, b1, W2, b2 = (model.params[name] for name in ("W1", "b1", "W2", "b2"))
    # NOTE: parameters are rows, so the products are the transposes of the page's.
    return Model(Network(3, [Dense(1)]), params={"W1": W1 @ W2, "b1": b1 @ W2 + b2})


def difference() -> float:
    """The largest between the answers of the two, on the five examples."""
    model, X = two_layers(), shallow().X
    return float(np.max(np.abs(model.predict(X) - one_layer(model).predict(X))))


@lru_cache(maxsize=1)
def trials() -> tuple[Run, ...]:
    """A line, two networks without activations and one with, trained on XOR of signs."""
    X, Y = load("xor_cloud")
    networks = (
        classifier([], init=START),
        classifier([4], "identity", START),
        classifier([4, 4], "identity", START),
        classifier([4], "tanh", START),
    )
    return tuple(trained(net, X, Y, UPDATES, RATE) for net in networks)


def collapse() -> Section:
    """The proof of the page with numbers, then what it means for XOR."""
    model = two_layers()
    return Section(
        _("Why activations must not be linear"),
        (
            Paragraph(_("The page sets g(z) = z and multiplies out (body text):")),
            Equations(tuple(PRINTED.splitlines())),
            Paragraph(_("With the weights of our 3-4-1 network, without its sigmoids:")),
            *_in_numbers(model),
            Paragraph(
                _(
                    "One layer with three weights and one bias answers what two layers with "
                    "{count} numbers answer: on the five examples the largest difference is "
                    "{difference}."
                ).format(count=model.network.param_count, difference=f"{difference():.0e}")
            ),
            *_on_xor(),
            Paragraph(
                _(
                    "Only at the output a linear activation has its place, says the page: for "
                    "numbers of any size none (identity, here the default), for numbers that are "
                    "never negative ReLU."
                )
            ),
        ),
    )


def _in_numbers(model: Model) -> tuple[Block, ...]:
    single = one_layer(model).params
    step = model.explain(shallow().X, shallow().Y, layout="columns")
    found = (
        ("W' = W2 @ W1", single["W1"].T),
        ("b' = W2 @ b1 + b2", single["b1"].reshape(1, 1)),
        (_("A2 of both"), step["A2"]),
    )
    margin = max(width(name) for name, _array in found)
    rows = [
        f"{pad(name, margin)} = {line}"
        for name, array in found
        for line in array_lines(_four(array), 4)
    ]
    return (Equations(tuple(rows)),)


def _four(array: Array) -> Array:
    """Rounded, so that what is 0 up to rounding is not shown as 0.0000000001 of something."""
    rounded: Array = np.round(array, 4) + 0.0
    return rounded


def _on_xor() -> tuple[Block, ...]:
    X, Y = load("xor_cloud")
    names = (
        _("2-1: logistic regression"),
        _("2-4-1, hidden units linear"),
        _("2-4-4-1, hidden units linear"),
        _("2-4-1, hidden units tanh"),
    )
    rows = tuple(
        (name, f"{float(run.model.explain(X, Y)['L']):.6f}", percent(accuracy(run, X, Y)))
        for name, run in zip(names, trials(), strict=True)
    )
    return (
        Paragraph(
            _(
                "So it cannot do what a line cannot do. The 300 points of the first tutorial, "
                "class 1 where the signs of x1 and x2 differ, {count} updates each:"
            ).format(count=f"{UPDATES:,}")
        ),
        Table((_("network"), _("loss"), _("accuracy")), rows),
        Paragraph(
            _(
                "More linear layers find the line of logistic regression again, to the last "
                "digit shown. Four tanh units bend it."
            )
        ),
    )
