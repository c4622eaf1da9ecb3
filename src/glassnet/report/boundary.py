"""The decision boundary of a classifier with two inputs: what it answers everywhere."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from glassnet.locales import _
from glassnet.locales.wrapping import joined
from glassnet.report.confusion import class_labels
from glassnet.report.contour import contour_lines
from glassnet.report.drawing import class_legend
from glassnet.report.numerals import number
from glassnet.report.plane import Plane, thinned_points
from glassnet.views.drawing.palette import rgb
from glassnet.views.drawing.picture import picture
from glassnet.views.markup import Markup

Floats = npt.NDArray[np.float64]
_WIDTH = 400.0
_LEVELS = 16  # shades of one class
_OPACITY = 120  # of the deepest shade, out of 255


def boundary_svg(
    grid_values: npt.ArrayLike,
    extent: tuple[float, float, float, float],
    points: npt.ArrayLike | None = None,
    labels: npt.ArrayLike | None = None,
    *,
    class_names: Sequence[str] = (),
    x_label: str = "x₁",
    y_label: str = "x₂",
    threshold: float = 0.5,
    name: str = "boundary",
) -> Markup:
    """The regions of the classes with the line between them and the examples on top.

    The deeper a colour, the surer the network; on the line it is undecided.

    Args:
        grid_values: what the network answers on a grid whose row i lies at the i-th of evenly
            spaced values of the second input, from low to high, and whose column j at the j-th
            of the first input. Shape (rows, columns) of floats: the probability of class
            1. Shape (rows, columns, classes): one probability per class. Shape (rows, columns)
            of whole numbers: the classes themselves.
        extent: (lowest, highest) of the first input, then of the second.
        points: examples, shape (m, 2); at most 1,500 are drawn.
        labels: the true class of each example, shape (m,).
        class_names: the names of the classes; their numbers if not given.
        x_label: the name of the first input.
        y_label: the name of the second input.
        threshold: the probability from which on the answer is class 1.
        name: begins the ids in the picture; unique on a page.
    """
    shares = class_shares(grid_values, threshold)
    names = class_labels(shares.shape[2], class_names)
    plane = Plane.fitted(extent, shares.shape[:2], _WIDTH)
    places, classes = _examples(points, labels)
    legend, legend_height = class_legend(names, plane.left, plane.bottom + 52, plane.room)
    winners = np.argmax(shares, axis=2)
    return picture(
        name,
        _WIDTH,
        plane.bottom + 44 + legend_height,
        _("Decision boundary"),
        _describe(winners, names, (x_label, y_label), extent),
        plane.image(*_shades(shares, winners)),
        plane.lines([line for field in _margins(shares) for line in contour_lines(field)]),
        plane.marks(places, classes),
        plane.frame(x_label, y_label),
        legend,
    )


def class_shares(grid_values: npt.ArrayLike, threshold: float = 0.5) -> Floats:
    """One share per class, shape (rows, columns, classes); the largest is the answer.

    Args:
        grid_values: as in `boundary_svg`.
        threshold: the probability from which on the answer is class 1; shares are bent so
            that both classes have one half there.
    """
    values = np.asarray(grid_values)
    if values.ndim == 3 and values.shape[2] > 1:
        return values.astype(np.float64)
    if values.ndim == 3:
        values = values[:, :, 0]
    if np.issubdtype(values.dtype, np.integer) or values.dtype == np.bool_:
        classes = np.arange(max(2, int(values.max()) + 1))
        return np.asarray(values[:, :, None] == classes, dtype=np.float64)
    p = np.clip(values.astype(np.float64), 0.0, 1.0)
    one = np.where(
        p < threshold, 0.5 * p / threshold, 0.5 + 0.5 * (p - threshold) / (1 - threshold)
    )
    # The undecided middle belongs to class 1, so class 0 is kept a trifle below it there.
    return np.stack([np.nextafter(1 - one, -1.0), one], axis=2)


def _margins(shares: Floats) -> list[Floats]:
    """For each class how far it is ahead of the best other one; two classes need one field."""
    classes = range(shares.shape[2])
    fields = [shares[:, :, k] - np.delete(shares, k, axis=2).max(axis=2) for k in classes]
    return fields[1:] if len(fields) == 2 else fields


def _shades(
    shares: Floats, winners: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.uint8], list[tuple[int, int, int, int]]]:
    """The picture of the regions: a palette entry per point, and the palette."""
    classes = shares.shape[2]
    levels = min(_LEVELS, 255 // classes)
    best = shares.max(axis=2)
    # 0 where the winner is no better than chance, 1 where it is certain.
    surety = np.nan_to_num(np.clip((best - 1 / classes) / (1 - 1 / classes), 0, 1))
    level = np.minimum((surety * levels).astype(int), levels - 1)
    palette = [
        (*rgb(k), round(_OPACITY * (0.12 + 0.88 * step / max(1, levels - 1))))
        for k in range(classes)
        for step in range(levels)
    ]
    return (winners * levels + level).astype(np.uint8), palette


def _examples(
    points: npt.ArrayLike | None, labels: npt.ArrayLike | None
) -> tuple[Floats, npt.NDArray[np.int64]]:
    if points is None:
        return np.empty((0, 2)), np.empty(0, dtype=np.int64)
    places = np.asarray(points, dtype=np.float64)
    classes = np.zeros(len(places)) if labels is None else np.asarray(labels).reshape(-1)
    kept = thinned_points(len(places))
    return places[kept], classes.astype(np.int64)[kept]


def _describe(
    winners: npt.NDArray[np.intp],
    names: Sequence[str],
    inputs: tuple[str, str],
    extent: tuple[float, float, float, float],
) -> str:
    x0, x1, y0, y1 = (number(v, 3) for v in extent)
    sentences = [
        _("{x} runs from {x0} to {x1}, {y} from {y0} to {y1}.").format(
            x=inputs[0], y=inputs[1], x0=x0, x1=x1, y0=y0, y1=y1
        )
    ]
    for k, word in enumerate(names):
        share = f"{np.mean(winners == k):.0%}"
        sentences.append(_("{share} of the plane is class {name}.").format(share=share, name=word))
    return joined(sentences)
