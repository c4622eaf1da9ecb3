"""Learning curves: one or several lines over the epochs."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from glassnet.locales import _
from glassnet.locales.wrapping import joined
from glassnet.report.axes import SMALLEST, Axis, log_range, round_range
from glassnet.report.drawing import grid_line, spread, x_ticks, y_ticks
from glassnet.report.numerals import number, percent
from glassnet.views.drawing.palette import fill, stroke
from glassnet.views.drawing.picture import label, picture, text_width
from glassnet.views.markup import Markup, element, join

Point = tuple[float, float]
_COLOURS = (1, 0, 2, 3, 4, 5, 6, 7)  # the first line is blue, the second orange
_DASHES = (None, "6 3", "2 3", "8 3 2 3")
_POINTS = 400  # more points than this cannot be told apart at this size
_TOP, _BOTTOM = 34.0, 38.0


@dataclass(frozen=True)
class _Plot:
    """What is drawn, where, and how its values are written."""

    places: Sequence[float]
    x_axis: Axis
    y_axis: Axis
    write: Callable[[float], str]
    falls: bool

    def runs(self, values: Sequence[float]) -> list[list[Point]]:
        """The stretches of finite values as points of the drawing."""
        found: list[list[Point]] = [[]]
        for place, value in zip(self.places, values, strict=False):
            if math.isfinite(value) and (value >= SMALLEST or not self.y_axis.log):
                found[-1].append((self.x_axis.place(place), self.y_axis.place(value)))
            elif found[-1]:
                found.append([])
        return [run for run in found if run]


def curves_svg(
    series: Mapping[str, Sequence[float]],
    x_label: str,
    y_label: str,
    log: bool = False,
    *,
    x: Sequence[float] | None = None,
    as_percent: bool = False,
    marks: Sequence[tuple[float, str]] = (),
    name: str = "curves",
    width: float = 400,
    height: float = 265,
) -> Markup:
    """One or several curves with a legend, their first and last values labelled.

    Values that are not finite interrupt a curve; if a curve never becomes finite again, the
    place is marked, so that a training that broke down shows it.

    Args:
        series: the values of each curve by its name, in drawing order; not empty. One without
            values is left out and keeps its colour for the others' sake.
        x_label: what the horizontal axis counts.
        y_label: what the vertical axis measures.
        log: a logarithmic vertical axis; values that are not positive are left out.
        x: the places of the values; 1, 2, 3, … if not given.
        as_percent: the values are shares and are written in per cent.
        marks: places on the horizontal axis to mark, each with a word.
        name: begins the ids in the picture; unique on a page.
        width: of the drawing, in drawing units.
        height: of the drawing.

    Example:
        >>> curves_svg({"training": [0.7, 0.1]}, "epoch", "loss").startswith("<svg ")
        True
    """
    places = list(x) if x is not None else list(range(1, 1 + max(map(len, series.values()))))
    write = percent if as_percent else _short
    x_axis, y_axis = _axes(series, places, log, write, (width, height))
    plot = _Plot(places, x_axis, y_axis, write, _falls(series))
    marks = [*marks, *_breakdowns(series, places)]
    return picture(
        name,
        width,
        height,
        _("{y_label} over {x_label}").format(y_label=y_label, x_label=x_label),
        _describe(series, write),
        y_ticks(y_axis, x_axis.start, _value_ticks(y_axis, as_percent), x_axis.end),
        grid_line(x_axis.start, y_axis.start, x_axis.end, y_axis.start, strong=True),
        x_ticks(x_axis, y_axis.start, _whole_ticks(x_axis)),
        label(x_axis.end, height - 5, x_label, "end", muted=True),
        _head(series, y_label, width),
        *(_mark(plot, place, word) for place, word in marks),
        *_lines(plot, series),
        _end_values(plot, series),
    )


def _short(value: float) -> str:
    return number(value, 3)


def _value_ticks(axis: Axis, as_percent: bool) -> list[tuple[float, str]]:
    if not as_percent:
        return axis.ticks()
    step = None if axis.step is None else axis.step * 100
    hundred = Axis(axis.low * 100, axis.high * 100, axis.start, axis.end, step=step)
    return [(v / 100, f"{text}%") for v, text in hundred.ticks()]


def _whole_ticks(axis: Axis) -> list[tuple[float, str]]:
    """Only the ticks at whole numbers: there is no epoch 2.5."""
    return [(v, f"{v:.0f}") for v, _text in axis.ticks(6) if abs(v - round(v)) < 1e-9]


def _axes(
    series: Mapping[str, Sequence[float]],
    places: Sequence[float],
    log: bool,
    write: Callable[[float], str],
    size: tuple[float, float],
) -> tuple[Axis, Axis]:
    """Both axes, with room for the longest label on either side."""
    width, height = size
    values = [v for column in series.values() for v in column if math.isfinite(v)]
    if log:
        y_axis = Axis(*log_range(values), height - _BOTTOM, _TOP, log)
    else:
        low, high, step = round_range(values)
        if write is percent:
            low, high = max(low, 0.0), min(high, 1.0)
        y_axis = Axis(low, high, height - _BOTTOM, _TOP, step=step)
    ticks = [text for _v, text in _value_ticks(y_axis, write is percent)]
    ends = [write(v) for column in series.values() for v in _finite(column)[-1:]]
    left = max(map(text_width, ticks), default=0) + 8
    right = width - max(map(text_width, ends), default=0) - 12
    first, last = places[0], places[-1]
    return Axis(first, last if last > first else first + 1, left, right), y_axis


def _finite(column: Sequence[float]) -> list[float]:
    return [v for v in column if math.isfinite(v)]


def _falls(series: Mapping[str, Sequence[float]]) -> bool:
    """Whether the curves end lower than they begin."""
    finite = [values for column in series.values() if (values := _finite(column))]
    return sum(values[-1] - values[0] for values in finite) < 0


def _breakdowns(
    series: Mapping[str, Sequence[float]], places: Sequence[float]
) -> list[tuple[float, str]]:
    """The first place from which on some curve is never finite again."""
    starts = []
    for column in series.values():
        finite = [k for k, v in enumerate(column) if math.isfinite(v)]
        after = finite[-1] + 1 if finite else 0
        if after < len(column):
            starts.append(places[after])
    return [(min(starts), _("not finite from here"))] if starts else []


def _describe(series: Mapping[str, Sequence[float]], write: Callable[[float], str]) -> str:
    sentences = []
    for key, column in series.items():
        finite = _finite(column)
        if finite:
            sentence = _("{name}: from {first} to {last}, lowest {low}, highest {high}.")
            sentences.append(
                sentence.format(
                    name=key,
                    first=write(finite[0]),
                    last=write(finite[-1]),
                    low=write(min(finite)),
                    high=write(max(finite)),
                )
            )
    return joined(sentences)


def _head(series: Mapping[str, Sequence[float]], y_label: str, width: float) -> Markup:
    """The name of the vertical axis and, for several curves, the legend to its right."""
    names = [(index, name) for index, name in enumerate(series) if _finite(series[name])]
    parts = [label(0, 12, y_label, bold=True)]
    place = width
    for index, name in reversed(names if len(series) > 1 else []):
        place -= text_width(name)
        parts.append(label(place, 12, name))
        parts.append(_stroke(index, f"M{place - 28:.4g} 8H{place - 6:.4g}"))
        place -= 40
    return join(parts)


def _stroke(index: int, d: str) -> Markup:
    return element(
        "path", d=d, stroke_width=1.8, stroke_linejoin="round", stroke_linecap="round",
        stroke_dasharray=_DASHES[index % len(_DASHES)], **stroke(_COLOURS[index % 8]),
    )  # fmt: skip


def _lines(plot: _Plot, series: Mapping[str, Sequence[float]]) -> list[Markup]:
    """The curves, the first one on top, each with a dot at its two ends."""
    drawn: list[Markup] = []
    for index, column in reversed(list(enumerate(series.values()))):
        runs = plot.runs(column)
        if not runs:
            continue
        drawn.append(_stroke(index, "".join(_path(thinned(run)) for run in runs)))
        for x, y in (runs[0][0], runs[-1][-1]):
            drawn.append(element("circle", cx=x, cy=y, r=2.6, **fill(_COLOURS[index % 8])))
    return drawn


def _path(points: Sequence[Point]) -> str:
    """A path through the points, with one decimal: a tenth of a unit cannot be seen."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def thinned(points: Sequence[Point], limit: int = _POINTS) -> list[Point]:
    """At most about `limit` points that draw the same line.

    Of each stretch the first, the lowest, the highest and the last point are kept, so that no
    spike is lost.
    """
    if len(points) <= limit:
        return list(points)
    buckets = limit // 4
    kept: list[Point] = []
    for k in range(buckets):
        part = range(k * len(points) // buckets, (k + 1) * len(points) // buckets)
        heights = [(points[i][1], i) for i in part]
        for i in sorted({part[0], min(heights)[1], max(heights)[1], part[-1]}):
            kept.append(points[i])
    return kept


def _mark(plot: _Plot, place: float, word: str) -> Markup:
    """A dotted line upwards with a word beside it, where curves leave room."""
    x = plot.x_axis.place(place)
    bottom, top = plot.y_axis.start, plot.y_axis.end
    line = element(
        "path", d=f"M{x:.1f} {bottom:.1f}V{top:.1f}", class_="x", stroke="#625e57",
        stroke_dasharray="1 3", fill="none",
    )  # fmt: skip
    y = top + 10 if plot.falls else bottom - 8
    if x > (plot.x_axis.start + plot.x_axis.end) / 2:
        return join([line, label(x - 5, y, word, "end", rim=True)])
    return join([line, label(x + 5, y, word, rim=True)])


def _end_values(plot: _Plot, series: Mapping[str, Sequence[float]]) -> Markup:
    """The first value of each curve beside its start, the last one right of its end."""
    parts: list[Markup] = []
    ends = [(index, runs) for index, c in enumerate(series.values()) if (runs := plot.runs(c))]
    values = {index: _finite(c) for index, c in enumerate(series.values())}
    last = spread([runs[-1][-1][1] + 4 for _index, runs in ends])
    for (index, runs), y in zip(ends, last, strict=True):
        text = plot.write(values[index][-1])
        parts.append(label(runs[-1][-1][0] + 6, y, text, colour=_COLOURS[index % 8]))
    if not ends or max(map(len, values.values())) < 2:
        return join(parts)
    # A curve that falls leaves room above its start, one that rises leaves it below.
    shift = -6.0 if plot.falls else 15.0
    first = spread([runs[0][0][1] + shift for _index, runs in ends], upwards=plot.falls)
    below = max(0.0, max(first) - (plot.y_axis.start - 5))
    first = [y - below for y in first]
    for (index, runs), y in zip(ends, first, strict=True):
        text = plot.write(values[index][0])
        parts.append(label(runs[0][0][0] + 5, y, text, colour=_COLOURS[index % 8], rim=True))
    return join(parts)
