"""Functions of two inputs: a tower, and the loss as the volume between two surfaces."""

from functools import lru_cache

import numpy as np

from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.losses import AbsoluteError
from glassnet.nn.network import Network
from glassnet.nn.optimizers import Adam
from glassnet.presets.tutorial2 import STEEP
from glassnet.training.runs import Run
from glassnet.tutorials.blocks import Equations, Paragraph, Section, Table
from glassnet.tutorials.decimals import plain
from glassnet.tutorials.panels import side_by_side
from glassnet.tutorials.tutorial2.network import square_grid, tower

SIDES, HEIGHT = (0.3, 0.7, 0.3, 0.7), 10.0
PLACES = ((0.5, 0.5), (0.5, 0.1), (0.1, 0.5), (0.1, 0.1))
SHADES = " ░▒▓█"
ACROSS, DOWN, PANEL = 20, 10, 26

SOFT = 20.0  # a weight that leaves the steps a slope
AIM, BEGIN = (0.3, 0.7, 0.3, 0.7), (0.45, 0.9, 0.1, 0.55)
GRID, LR, UPDATES = 24, 0.1, (0, 10, 50, 200)


def shaded(values: Array, low: float, high: float) -> list[str]:
    """A surface over the unit square as text: the higher, the darker; y grows upwards.

    Args:
        values: shape (DOWN, ACROSS), the lowest y first.
        low: what is shown as empty.
        high: what is shown as full.
    """
    levels = np.clip((values - low) / (high - low), 0, 1) * (len(SHADES) - 1)
    lines = ["".join(SHADES[round(float(v))] for v in row) for row in levels[::-1]]
    rule = "─" * ACROSS
    return [f"┌{rule}┐", *(f"│{line}│" for line in lines), f"└{rule}┘"]


def panel_grid() -> Array:
    """A point in the middle of every character of a drawing, shape (DOWN · ACROSS, 2)."""
    x, y = (np.arange(ACROSS) + 0.5) / ACROSS, (np.arange(DOWN) + 0.5) / DOWN
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)


def towers() -> Section:
    """A bump in x plus a bump in y, cut off below their crossing."""
    return Section(
        _("Two inputs: a tower"),
        (
            Paragraph(
                _(
                    "The page's second figure shows such towers. Two hidden units make a ridge "
                    "along one direction, two more along the other. Where they cross the sum is "
                    "2h, elsewhere h or 0; the output's bias -3h/2 and its sigmoid keep only the "
                    "crossing. Four hidden units, h = {height}, weights {steep}:"
                ).format(height=plain(HEIGHT), steep=plain(STEEP))
            ),
            Equations(_ridges()),
            _four_places(),
            Paragraph(
                _(
                    "With n inputs each tower takes 2n hidden units and the bias -(n - ½)h; "
                    "enough towers follow any continuous surface. That is many: ten pieces along "
                    "each of n inputs are 10ⁿ towers."
                )
            ),
        ),
    )


def _ridges() -> tuple[str, ...]:
    """One ridge, two of them added, and what the output keeps."""
    model = tower(SIDES, HEIGHT)
    points = panel_grid()
    step = model.explain(points, np.zeros((len(points), 1)))
    h, sums, outputs = (step[name] for name in ("A1", "Z2", "A2"))
    ridge = HEIGHT * (h[:, 0] - h[:, 1])
    both = sums[:, 0] + 1.5 * HEIGHT
    shape = (DOWN, ACROSS)
    drawings = [
        shaded(ridge.reshape(shape), 0, 2 * HEIGHT),
        shaded(both.reshape(shape), 0, 2 * HEIGHT),
        shaded(outputs.reshape(shape), 0, 1),
    ]
    captions = [
        [_("a ridge along y"), _("heights 0 and h")],
        [_("two ridges added"), _("heights 0, h and 2h")],
        [_("the output: a tower"), _("σ(sum - 3h/2)")],
    ]
    return side_by_side(drawings, captions, PANEL, 1)


def _four_places() -> Table:
    """The sum and the output inside the tower, on either ridge, and beside both."""
    model = tower(SIDES, HEIGHT)
    found = model.explain(PLACES, [[0.0]] * len(PLACES))
    rows = tuple(
        (
            f"({plain(x)}, {plain(y)})",
            plain(found["Z2"][i, 0] + 1.5 * HEIGHT, 4),
            plain(found["Z2"][i, 0], 4),
            f"{found['A2'][i, 0]:.7f}",
        )
        for i, (x, y) in enumerate(PLACES)
    )
    return Table(("(x, y)", _("ridges"), _("with the bias"), _("output")), rows)


@lru_cache(maxsize=1)
def training() -> Run:
    """A tower that stands in the wrong place, trained on the surface of the right one."""
    points = square_grid(GRID)
    target = tower(AIM, HEIGHT, SOFT).predict(points)
    model = tower(BEGIN, HEIGHT, SOFT)
    return model.train(points, target, epochs=UPDATES[-1], optimizer=Adam(LR))


def volume(model: Model) -> float:
    """The volume between the model's surface and the target's over the unit square."""
    points = square_grid(GRID)
    target = tower(AIM, HEIGHT, SOFT).predict(points)
    network = Network(2, model.network.layers, loss=AbsoluteError())
    # The mean distance times the area, which is 1.
    return float(Model(network, params=model.params).explain(points, target)["L"])


def steepest(steep: float) -> float:
    """The largest slope for any weight of the misplaced tower, if its steps are that steep."""
    points = square_grid(GRID)
    step = tower(BEGIN, HEIGHT, steep).explain(points, tower(AIM, HEIGHT, steep).predict(points))
    return max(float(np.max(np.abs(step[f"d{name}"]))) for name in ("W1", "b1"))


def volumes() -> Section:
    """The loss as a volume, and how training shrinks it."""
    return Section(
        _("The loss is a volume between two surfaces"),
        (
            Paragraph(
                _(
                    "“两个图形之差的体积就是损失函数的计算结果” (the volume of the difference of "
                    "the two shapes is the loss). Let us take it at its word: a tower in the wrong "
                    "place, trained on one in the right place, with steps soft enough to have a "
                    "slope (weights {soft}). On {count} points over the unit square:"
                ).format(soft=plain(SOFT), count=GRID * GRID)
            ),
            Equations(_trained_tower()),
            _volumes(),
            Paragraph(
                _(
                    "The volume is the mean absolute error times the area, here 1. The squared "
                    "error, which was trained on, is another measure: the volume between them if "
                    "every distance is squared first. Both shrink. And a price of steepness: "
                    "with weights of {steep} the largest slope for any step's place is {none}, "
                    "with {soft} it is {some}. Steps as steep as the proof takes them can be "
                    "built, but hardly trained."
                ).format(
                    steep=plain(STEEP),
                    none=f"{steepest(STEEP):.1e}",
                    soft=plain(SOFT),
                    some=f"{steepest(SOFT):.1e}",
                )
            ),
        ),
    )


def _trained_tower() -> tuple[str, ...]:
    """The target's surface, and the model's before and after the training."""
    run, shape = training(), (DOWN, ACROSS)
    points = panel_grid()
    shown = (UPDATES[0], UPDATES[-1])
    surfaces = [tower(AIM, HEIGHT, SOFT), *(run.at(k) for k in shown)]
    drawings = [shaded(each.predict(points).reshape(shape), 0, 1) for each in surfaces]
    captions = [
        [_("what it should be"), ""],
        *(
            [
                _("after {count} updates").format(count=k),
                _("volume {volume}").format(volume=plain(volume(run.at(k)), 4)),
            ]
            for k in shown
        ),
    ]
    return side_by_side(drawings, captions, PANEL, 1)


def _volumes() -> Table:
    """Volume and squared error on the way."""
    run, points = training(), square_grid(GRID)
    target = tower(AIM, HEIGHT, SOFT).predict(points)
    rows = tuple(
        (
            str(k),
            f"{volume(run.at(k)):.5f}",
            f"{float(run.at(k).explain(points, target)['L']):.5f}",
        )
        for k in UPDATES
    )
    return Table((_("updates"), _("volume between them"), _("squared error")), rows)
