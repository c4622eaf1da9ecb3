"""Two views of a regression: predicted against true, and the curve over the points."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from glassnet.locales import _
from glassnet.report.axes import Axis, round_range
from glassnet.report.drawing import grid_line, x_ticks, y_ticks
from glassnet.report.numerals import number
from glassnet.report.plane import thinned_points
from glassnet.views.drawing.palette import fill, shape, stroke
from glassnet.views.drawing.picture import label, picture, text_width
from glassnet.views.markup import Markup, element, join

Floats = npt.NDArray[np.float64]
_WIDTH = 400.0
_TOP, _BOTTOM = 26.0, 40.0
_POINT, _CURVE = 1, 0  # points are blue, what the network says is orange


def scatter_svg(
    true: npt.ArrayLike,
    predicted: npt.ArrayLike,
    *,
    x_label: str | None = None,
    y_label: str | None = None,
    name: str = "scatter",
) -> Markup:
    """Predicted against true values; on the diagonal a prediction is exactly right.

    Args:
        true: the true values, shape (m,) or (m, 1).
        predicted: the predictions for the same examples.
        x_label: the name of the horizontal axis; "true value" if not given.
        y_label: the name of the vertical axis; "prediction" if not given.
        name: begins the ids in the picture; unique on a page.
    """
    t, p = _column(true), _column(predicted)
    both = round_range([*t.tolist(), *p.tolist()])
    x, y = _axes(both, both, _WIDTH)
    path = f"M{x.start:.1f} {y.start:.1f}L{x.end:.1f} {y.end:.1f}"
    diagonal = element("path", d=path, class_="x", stroke="#625e57", stroke_dasharray="4 3")
    off = float(np.abs(t - p).max()) if t.size else 0.0
    return picture(
        name,
        _WIDTH,
        _WIDTH,
        _("Prediction against true value"),
        _("{count} examples; the largest difference is {off}.").format(
            count=t.size, off=number(off, 3)
        ),
        _frame(x, y, x_label or _("true value"), y_label or _("prediction"), _WIDTH),
        diagonal,
        _dots(x, y, t, p),
        label(x.end - 22, y.end + 11, _("exactly right"), "end", rim=True),
    )


def fit_svg(
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    curve_x: npt.ArrayLike,
    curve_y: npt.ArrayLike,
    *,
    x_label: str = "x",
    y_label: str = "y",
    name: str = "fit",
) -> Markup:
    """The examples of a problem with one input and the network's curve over them.

    Args:
        x: the input of each example, shape (m,) or (m, 1).
        y: the true value of each example.
        curve_x: places at which the network was asked, ascending.
        curve_y: its answers there.
        x_label: the name of the input.
        y_label: the name of the output.
        name: begins the ids in the picture; unique on a page.
    """
    px, py, cx, cy = _column(x), _column(y), _column(curve_x), _column(curve_y)
    height = 300.0
    x_axis, y_axis = _axes(
        round_range([*px.tolist(), *cx.tolist()]),
        round_range([*py.tolist(), *cy.tolist()]),
        height,
    )
    places = [
        f"{x_axis.place(a):.1f} {y_axis.place(b):.1f}"
        for a, b in zip(cx.tolist(), cy.tolist(), strict=True)
        if np.isfinite(b)
    ]
    curve = element("path", d="M" + "L".join(places), stroke_width=2.2, **stroke(_CURVE))
    return picture(
        name,
        _WIDTH,
        height,
        _("The network's curve over the examples"),
        _("{count} examples; the curve runs from {first} to {last}.").format(
            count=px.size, first=number(float(cy[0]), 3), last=number(float(cy[-1]), 3)
        ),
        _frame(x_axis, y_axis, x_label, y_label, height),
        _dots(x_axis, y_axis, px, py),
        curve if places else "",
        _legend([_("example"), _("network")]),
    )


def _column(values: npt.ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64).reshape(-1)


def _axes(
    across: tuple[float, float, float], upwards: tuple[float, float, float], height: float
) -> tuple[Axis, Axis]:
    """Both axes, each from its lower end, upper end and distance of ticks."""
    y = Axis(upwards[0], upwards[1], height - _BOTTOM, _TOP, step=upwards[2])
    left = max(text_width(text) for _value, text in y.ticks()) + 10
    return Axis(across[0], across[1], left, _WIDTH - 12, step=across[2]), y


def _frame(x: Axis, y: Axis, x_label: str, y_label: str, height: float) -> Markup:
    return join([
        y_ticks(y, x.start, y.ticks(), x.end),
        grid_line(x.start, y.start, x.end, y.start, strong=True),
        x_ticks(x, y.start, x.ticks()),
        label(x.end, height - 5, x_label, "end", bold=True),
        label(0, 12, y_label, bold=True),
    ])  # fmt: skip


def _dots(x: Axis, y: Axis, across: Floats, upwards: Floats) -> Markup:
    """The examples as small half-transparent discs; those that are not finite are left out."""
    finite = np.isfinite(across) & np.isfinite(upwards)
    kept = thinned_points(int(finite.sum()))
    radius = 3.0 if finite.sum() <= 400 else 2.0
    places = zip(across[finite][kept].tolist(), upwards[finite][kept].tolist(), strict=True)
    d = "".join(shape(0, x.place(a), y.place(b), radius) for a, b in places)
    return element("path", d=d, opacity=0.7, **fill(_POINT)) if d else Markup("")


def _legend(names: Sequence[str]) -> Markup:
    """What the disc and the line stand for, at the upper right."""
    points, network = names
    right = _WIDTH - 12.0
    split = right - text_width(network) - 44
    return join([
        label(right, 12, network, "end"),
        element("path", d=f"M{split + 16:.4g} 8h22", stroke_width=2.2, **stroke(_CURVE)),
        label(split, 12, points, "end"),
        element("path", d=shape(0, split - text_width(points) - 10, 8, 3.0), **fill(_POINT)),
    ])  # fmt: skip
