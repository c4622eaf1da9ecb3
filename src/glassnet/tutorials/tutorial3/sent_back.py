"""The error sent back to the hidden layer: the page's rule, and the chain rule."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from glassnet.data.draws import Draws
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.initializers import Normal
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.presets.tutorial3 import HALF, X, Y, two_two_two
from glassnet.report.numerals import percent
from glassnet.step import Step
from glassnet.tutorials.blocks import Paragraph, Section, Table
from glassnet.tutorials.decimals import plain, vector_text

UNITS = 3  # of every layer of the random networks
COUNT = 500
SIZES = (0.5, 1.0, 2.0)  # standard deviations of the random weights
STEP = 0.5
PLACES = 5


def page_gradient(step: Step) -> Array:
    """dW1 by the page's rule: errors sent back as W·e, without the slope of the outputs."""
    hidden = (step["A2"] - step["Y"]) @ step["W2"].T
    gradient: Array = step["X"].T @ (hidden * step["A1"] * (1 - step["A1"]))
    return gradient


def cosine(a: Array, b: Array) -> float:
    """1 if two gradients point the same way, -1 if against each other."""
    return float(np.sum(a * b) / (np.linalg.norm(a) * np.linalg.norm(b)))


@dataclass(frozen=True)
class Trial:
    """A random network with random data, and how its two gradients lie to each other."""

    model: Model
    step: Step
    cosine: float

    def steepness(self) -> float:
        """How fast the loss falls at first along the page's direction; negative if it rises."""
        page = page_gradient(self.step)
        return float(np.sum(page * self.step["dW1"]) / np.linalg.norm(page))

    def loss_after(self, gradient: Array) -> float:
        """The loss when only W1 has moved, a small step against a gradient."""
        size = STEP / float(np.linalg.norm(gradient))
        params = {**self.model.params, "W1": self.model.params["W1"] - size * gradient}
        moved = Model(self.model.network, params=params)
        return float(moved.explain(self.step["X"], self.step["Y"])["L"])


def trial(size: float, seed: int) -> Trial:
    """One random 3-3-3 network: weights of that size, inputs and targets as the page wants them."""
    layers = [Dense(UNITS, "sigmoid", bias=False, init=Normal(size)) for _layer in range(2)]
    model = Model(Network(UNITS, layers, loss=HALF), seed=seed)
    draws = Draws(seed)
    inputs = draws.uniform(0.01, 0.99, 1, UNITS)
    targets = np.full((1, UNITS), 0.01)
    targets[0, draws.order(UNITS)[0]] = 0.99
    step = model.explain(inputs, targets)
    return Trial(model, step, cosine(page_gradient(step), step["dW1"]))


@lru_cache(maxsize=1)
def trials() -> dict[float, list[Trial]]:
    """All random networks, by the size of their weights."""
    return {size: [trial(size, seed) for seed in range(COUNT)] for size in SIZES}


def with_and_without() -> Section:
    """The two rules on the network of the worked update."""
    step = two_two_two().explain(X, Y)
    page, right = page_gradient(step), step["dW1"]
    return Section(
        _("The error sent back, with and without the slope"),
        (
            Paragraph(
                _(
                    "For the hidden layer the page puts e_j in the place of t_k - o_k, with "
                    "“error = Wᵀe”. The chain rule has one factor more: the signal passes the "
                    "sigmoid of each output on its way back, so each error is multiplied by that "
                    "output's slope before Wᵀ. The network is the one of the worked update."
                )
            ),
            _both_ways(step),
            Paragraph(
                _(
                    "The page's slopes are {times} times as long; the cosine between the two "
                    "directions is {cosine}. A step against them helps nearly as well, as long as "
                    "the slopes of the outputs are alike. They are not alike when an output "
                    "saturates."
                ).format(
                    times=plain(np.linalg.norm(page) / np.linalg.norm(right), 2),
                    cosine=plain(cosine(page, right), 4),
                )
            ),
            *_random_networks(),
        ),
    )


def _both_ways(step: Step) -> Table:
    """What arrives at the hidden units and at W1 by either rule."""
    error, out = step["Y"] - step["A2"], step["A2"]
    slope = out * (1 - out)
    page, right = page_gradient(step), step["dW1"]
    rows = (
        (_("error of the outputs"), "e = t - o", vector_text(error, PLACES), ""),
        (_("their slopes"), "o(1 - o)", "", vector_text(slope, PLACES)),
        (
            _("what is sent back"),
            "",
            vector_text(error, PLACES),
            vector_text(error * slope, PLACES),
        ),
        (
            _("at the hidden units"),
            "Wᵀ·(…)",
            vector_text(error @ step["W2"].T, PLACES),
            vector_text(-step["dA1"], PLACES),
        ),
        (
            _("slopes for w11, w12"),
            "dW1",
            vector_text(page[0], PLACES),
            vector_text(right[0], PLACES),
        ),
        (
            _("slopes for w21, w22"),
            "dW1",
            vector_text(page[1], PLACES),
            vector_text(right[1], PLACES),
        ),
    )
    return Table(("", "", _("the page"), _("chain rule")), rows)


def _random_networks() -> tuple[Table, Paragraph]:
    """How often the page's rule points uphill."""
    rows = []
    for size, found in trials().items():
        cosines = np.array([each.cosine for each in found])
        share = float(np.mean(cosines < 0))
        rows.append(
            (
                plain(size),
                plain(np.median(cosines), 4),
                plain(np.min(cosines), 4),
                percent(share),
            )
        )
    worst = min((each for found in trials().values() for each in found), key=Trial.steepness)
    gains = [worst.loss_after(g) for g in (page_gradient(worst.step), worst.step["dW1"])]
    header = (
        _("size of the weights"),
        _("cosine, median"),
        _("cosine, lowest"),
        _("points uphill"),
    )
    text = _(
        "{count} random 3-3-3 networks for each line, weights normal with that standard "
        "deviation, one example each. “Points uphill”: going that way with W1 makes the loss "
        "larger at once. The worst of them has the loss {loss}; after a step of length {step} by "
        "the page's rule {worse}, by the chain rule {better}. That is rare, and for the most part "
        "the two directions are close: so a network trained by the page's rule, which is also "
        "that of the book, learns all the same. It just does not follow the slope of its error."
    ).format(
        count=COUNT,
        loss=plain(worst.step["L"], 5),
        step=plain(STEP),
        worse=plain(gains[0], 5),
        better=plain(gains[1], 5),
    )
    return Table(header, tuple(rows)), Paragraph(text)
