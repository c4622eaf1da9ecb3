"""A plane of two inputs: a coloured picture, lines and examples in one frame."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from glassnet.report.axes import Axis
from glassnet.report.drawing import x_ticks, y_ticks
from glassnet.report.png import data_uri, palette_png
from glassnet.views.drawing.palette import LIGHT, fill, shape
from glassnet.views.drawing.picture import label, text_width
from glassnet.views.markup import Markup, element, join

Line = Sequence[tuple[float, float]]
_TOP = 22.0
MOST_POINTS = 1500
_TALLEST, _FLATTEST = 1.05, 0.5  # height as a share of the width


@dataclass(frozen=True)
class Plane:
    """Where the two inputs lie in a drawing, and the grid on which a network was asked.

    Args:
        x: the axis of the first input, to the right.
        y: the axis of the second input, upwards.
        rows: of the grid, from the lowest to the highest second input.
        columns: of the grid.
    """

    x: Axis
    y: Axis
    rows: int
    columns: int

    @classmethod
    def fitted(
        cls,
        extent: tuple[float, float, float, float],
        grid: tuple[int, ...],
        width: float,
        right: float = 6.0,
    ) -> "Plane":
        """A plane as wide as a drawing, with equal units on both axes where that is possible.

        Args:
            extent: (lowest, highest) of the first input, then of the second.
            grid: rows and columns of the grid.
            width: of the whole drawing.
            right: room to keep right of the plane.
        """
        x0, x1, y0, y1 = extent
        texts = [text for _value, text in Axis(y0, y1, 1, 0).ticks()]
        left = max(map(text_width, texts), default=0.0) + 10
        room = width - left - right
        height = room * min(_TALLEST, max(_FLATTEST, (y1 - y0) / (x1 - x0)))
        return cls(
            Axis(x0, x1, left, left + room), Axis(y0, y1, _TOP + height, _TOP), grid[0], grid[1]
        )

    @property
    def left(self) -> float:
        """Where the plane begins."""
        return self.x.start

    @property
    def bottom(self) -> float:
        """Where the plane ends below."""
        return self.y.start

    @property
    def room(self) -> float:
        """The width of the plane."""
        return self.x.end - self.x.start

    def image(
        self, pixels: npt.NDArray[np.uint8], palette: Sequence[tuple[int, int, int, int]]
    ) -> Markup:
        """The grid as a picture under everything else, one pixel for each asked point.

        The outermost pixels stand half outside of the plane, as their middles lie on its
        border; what stands outside is cut off by the nested frame.
        """
        step_x = self.room / (self.columns - 1)
        step_y = (self.bottom - self.y.end) / (self.rows - 1)
        inner = element(
            "image", href=data_uri(palette_png(pixels[::-1], palette)), x=-step_x / 2,
            y=-step_y / 2, width=self.room + step_x, height=self.bottom - self.y.end + step_y,
            preserveAspectRatio="none",
        )  # fmt: skip
        return element(
            "svg", inner, x=self.left, y=self.y.end, width=self.room,
            height=self.bottom - self.y.end, overflow="hidden",
        )  # fmt: skip

    def lines(self, lines: Iterable[Line], width: float = 1.6) -> Markup:
        """Lines given in grid units, as `contour_lines` returns them."""
        d = "".join(self._path(line) for line in lines)
        return element(
            "path", d=d, fill="none", stroke="currentColor", stroke_width=width,
            stroke_linejoin="round",
        ) if d else Markup("")  # fmt: skip

    def _path(self, line: Line) -> str:
        step_x = self.room / (self.columns - 1)
        step_y = (self.y.end - self.y.start) / (self.rows - 1)
        places = [(self.left + j * step_x, self.bottom + i * step_y) for j, i in line]
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)

    def marks(self, points: npt.NDArray[np.float64], classes: npt.NDArray[np.int64]) -> Markup:
        """The examples, each with the shape and colour of its class and a rim of paper."""
        radius = 6.0 if len(points) <= 12 else 3.4 if len(points) <= 400 else 2.4
        drawn = []
        for k in sorted(set(classes.tolist())):
            places = [self._place(x, y) for x, y in points[classes == k].tolist()]
            outlines = [shape(k, x, y, radius) for x, y in places if self._holds(x, y)]
            drawn.append(element("g", *(element("path", d=d) for d in outlines), **fill(k)))
        return element("g", *drawn, stroke=LIGHT.paper, stroke_width=0.8, class_="h")

    def _place(self, x: float, y: float) -> tuple[float, float]:
        return self.x.place(x), self.y.place(y)

    def _holds(self, x: float, y: float) -> bool:
        return self.x.start <= x <= self.x.end and self.y.end <= y <= self.y.start

    def frame(self, x_label: str, y_label: str) -> Markup:
        """The border, the ticks and the names of the inputs."""
        border = element(
            "rect", x=self.left, y=self.y.end, width=self.room, height=self.bottom - self.y.end,
            fill="none", class_="x", stroke=LIGHT.muted,
        )  # fmt: skip
        return join([
            border,
            x_ticks(self.x, self.bottom, self.x.ticks()),
            y_ticks(self.y, self.left, self.y.ticks()),
            label(self.x.end, self.bottom + 32, x_label, "end", bold=True),
            label(0, 12, y_label, bold=True),
        ])  # fmt: skip


def thinned_points(count: int, most: int = MOST_POINTS) -> slice:
    """Which of the examples to draw: all, or every n-th so that no more than `most` are drawn."""
    return slice(None, None, max(1, -(-count // most)))
