"""A regression with two inputs: the predicted value everywhere, as a coloured surface."""

import numpy as np
import numpy.typing as npt

from glassnet.locales import _
from glassnet.report.axes import Axis
from glassnet.report.contour import contour_lines
from glassnet.report.drawing import grid_line
from glassnet.report.numerals import number
from glassnet.report.plane import Plane, thinned_points
from glassnet.report.png import data_uri, palette_png
from glassnet.views.drawing.palette import LIGHT, NEGATIVE, POSITIVE, rgb
from glassnet.views.drawing.picture import label, picture
from glassnet.views.markup import Markup, element, join

Floats = npt.NDArray[np.float64]
Palette = list[tuple[int, int, int, int]]
MOST_DISCS = 400
_WIDTH = 400.0
_LEVELS = 31  # odd, so that the middle one has no colour
_OPACITY = 190
_KEY_WIDTH = 52.0


def surface_svg(
    grid_values: npt.ArrayLike,
    extent: tuple[float, float, float, float],
    points: npt.ArrayLike | None = None,
    targets: npt.ArrayLike | None = None,
    *,
    x_label: str = "x₁",
    y_label: str = "x₂",
    name: str = "surface",
) -> Markup:
    """The predicted value everywhere, with contour lines and the examples on top.

    Negative values are orange, positive ones blue. An example is filled with the colour of its
    true value, so it stands out where the network is wrong.

    Args:
        grid_values: predictions on a grid, shape (rows, columns), rows from the lowest
            second input upwards.
        extent: (lowest, highest) of the first input, then of the second.
        points: examples, shape (m, 2); at most 400 are drawn.
        targets: the true value of each example, shape (m,) or (m, 1).
        x_label: the name of the first input.
        y_label: the name of the second input.
        name: begins the ids in the picture; unique on a page.
    """
    values = np.asarray(grid_values, dtype=np.float64)
    places = np.empty((0, 2)) if points is None else np.asarray(points, dtype=np.float64)
    truth = np.empty(0) if targets is None else np.asarray(targets, dtype=np.float64).reshape(-1)
    kept = thinned_points(len(places), MOST_DISCS)
    limit = _limit(values, truth)
    plane = Plane.fitted(extent, values.shape, _WIDTH, right=_KEY_WIDTH)
    key = Axis(-limit, limit, plane.bottom, plane.y.end)
    levels = [v for v, _text in key.ticks(8)]
    finite = values[np.isfinite(values)]
    low, high = (finite.min(), finite.max()) if finite.size else (np.nan, np.nan)
    return picture(
        name,
        _WIDTH,
        plane.bottom + 38,
        _("Predicted value"),
        _("Predictions run from {low} to {high}.").format(
            low=number(float(low), 3), high=number(float(high), 3)
        ),
        plane.image(_entries(values, limit), _palette()),
        plane.lines([line for v in levels for line in contour_lines(values, v)], 0.6),
        _marks(plane, places[kept], truth[kept], limit),
        plane.frame(x_label, y_label),
        _key(key, plane.x.end + 12),
    )


def _limit(values: Floats, targets: Floats) -> float:
    """The largest finite size of any value; the colours run from minus to plus this."""
    both = np.abs(np.concatenate([values.reshape(-1), targets]))
    finite = both[np.isfinite(both)]
    return float(finite.max()) if finite.size and finite.max() > 0 else 1.0


def _entries(values: Floats, limit: float) -> npt.NDArray[np.uint8]:
    share = np.nan_to_num(np.clip((values / limit + 1) / 2, 0, 1), nan=0.5)
    return np.minimum(share * _LEVELS, _LEVELS - 1).astype(np.uint8)


def _palette() -> Palette:
    middle = _LEVELS // 2
    return [
        (*rgb(NEGATIVE if k < middle else POSITIVE), round(_OPACITY * abs(k - middle) / middle))
        for k in range(_LEVELS)
    ]


def _marks(plane: Plane, points: Floats, targets: Floats, limit: float) -> Markup:
    """Circles filled with the colour of the true value over a disc of paper."""
    palette = _palette()
    drawn = []
    for (x, y), entry in zip(points.tolist(), _entries(targets, limit).tolist(), strict=True):
        red, green, blue, opacity = palette[entry]
        place = {"cx": plane.x.place(x), "cy": plane.y.place(y), "r": 3.4}
        drawn.append(element("circle", **place, class_="u", fill=LIGHT.paper))
        drawn.append(
            element("circle", **place, fill=f"#{red:02x}{green:02x}{blue:02x}",
                    fill_opacity=opacity / 255, stroke="currentColor", stroke_width=0.7)
        )  # fmt: skip
    return join(drawn)


def _key(axis: Axis, x: float) -> Markup:
    """The bar that says which colour is which value."""
    strip = np.arange(_LEVELS, dtype=np.uint8)[::-1].reshape(-1, 1)
    bar = element(
        "image", href=data_uri(palette_png(strip, _palette())), x=x, y=axis.end, width=9,
        height=axis.start - axis.end, preserveAspectRatio="none",
    )  # fmt: skip
    ticks = [
        join([
            grid_line(x + 9, axis.place(v), x + 12, axis.place(v), strong=True),
            label(x + 14, axis.place(v) + 4, text, muted=True),
        ])
        for v, text in axis.ticks()
    ]  # fmt: skip
    return join([bar, *ticks])
