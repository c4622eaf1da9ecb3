"""The figures of the report, each from its part of the data; empty where there is none."""

from collections.abc import Sequence

import numpy as np

from glassnet.locales import _
from glassnet.report.axes import spans_decades
from glassnet.report.boundary import boundary_svg
from glassnet.report.confusion import class_labels, confusion_table, frequent_confusions
from glassnet.report.curves import curves_svg
from glassnet.report.data import AnswerGrid, ReportData
from glassnet.report.equations import scroll_box
from glassnet.report.images import mistakes_gallery
from glassnet.report.plane import MOST_POINTS, thinned_points
from glassnet.report.scatter import fit_svg, scatter_svg
from glassnet.report.surface import MOST_DISCS, surface_svg
from glassnet.views.diagram.diagram import network_picture
from glassnet.views.markup import Markup, element, join

_NONE = Markup("")
_MOST_CLASSES = 30
_WIDEST = 640.0  # of a network with its numbers; a wider one would be shrunk too much


def _figure(picture: Markup, caption: str = "") -> Markup:
    return element("figure", picture, element("figcaption", caption) if caption else "")


def _figures(figures: Sequence[Markup]) -> Markup:
    return element("div", *figures, class_="figures") if figures else _NONE


def network_figure(data: ReportData) -> Markup:
    """The diagram of the network."""
    if data.network is None:
        return _NONE
    picture = data.network
    drawing = network_picture(
        picture.network,
        picture.params,
        input_names=picture.input_names,
        output_names=picture.output_names,
        digits=3,
        widest=_WIDEST,
    )
    return _figures([_figure(drawing)])


def curve_figures(data: ReportData) -> Markup:
    """Loss, accuracy, learning rate and gradient norm, as far as they were recorded."""
    figures = []
    for name, y_label, columns in _curve_plan():
        # A column that was not recorded keeps its place, so that colours always mean the same.
        series = {word: _recorded(data, key) for key, word in columns}
        if not any(series.values()) or (name == "lr" and len(set(series[columns[0][1]])) < 2):
            continue
        figures.append(_curve(data, name, y_label, series))
    return _figures(figures)


def _recorded(data: ReportData, key: str) -> list[float]:
    """A column of the history; empty if it holds nothing."""
    column = [float(v) for v in data.history.get(key, ())]
    return column if np.isfinite(column).any() else []


def _curve_plan() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The charts: id, name of the vertical axis, and the columns with their words."""
    training, validation = _("training set"), _("validation set")
    return [
        ("loss", _("loss"), [("loss", training), ("val_loss", validation)]),
        ("accuracy", _("accuracy"), [("accuracy", training), ("val_accuracy", validation)]),
        ("r2", _("R²"), [("r2", training), ("val_r2", validation)]),
        ("lr", _("learning rate"), [("lr", _("learning rate"))]),
        ("grad_norm", _("gradient norm"), [("grad_norm", _("gradient norm"))]),
    ]


def _curve(data: ReportData, name: str, y_label: str, series: dict[str, list[float]]) -> Markup:
    as_percent = name == "accuracy"
    log = not as_percent and spans_decades(v for column in series.values() for v in column)
    marks = []
    if data.best_epoch is not None and name in ("loss", "accuracy", "r2"):
        marks = [(float(data.best_epoch), _("best, kept"))]
    picture = curves_svg(
        series, _("epoch"), y_label, log,
        x=data.epochs, as_percent=as_percent, marks=marks, name=f"curve-{name}",
    )  # fmt: skip
    return _figure(
        picture,
        _("The vertical axis is logarithmic: each step up is a multiplication.") if log else "",
    )


def boundary_figure(data: ReportData) -> Markup:
    """The regions of the classes, or the surface of a regression, over two inputs."""
    grid = data.boundary
    if grid is None:
        return _NONE
    x_label, y_label = grid.input_names
    if grid.is_regression:
        picture = surface_svg(
            grid.values, grid.extent, grid.points, grid.targets, x_label=x_label, y_label=y_label
        )
    else:
        picture = boundary_svg(
            grid.values, grid.extent, grid.points, grid.targets,
            class_names=grid.class_names, x_label=x_label, y_label=y_label,
            threshold=grid.threshold,
        )  # fmt: skip
    return _figures([_figure(picture, _thinning(grid))])


def _thinning(grid: AnswerGrid) -> str:
    """A word about examples that are not drawn, so that nobody counts the points."""
    total = 0 if grid.points is None else len(np.asarray(grid.points))
    most = MOST_DISCS if grid.is_regression else MOST_POINTS
    drawn = len(range(total)[thinned_points(total, most)])
    if drawn == total:
        return ""
    return _("{drawn} of the {total} examples are drawn.").format(drawn=drawn, total=total)


def regression_figures(data: ReportData) -> Markup:
    """The curve over the examples for one input, and predictions against true values."""
    part = data.regression
    if part is None:
        return _NONE
    figures = []
    if part.inputs is not None and part.curve_x is not None and part.curve_y is not None:
        picture = fit_svg(
            part.inputs, part.true, part.curve_x, part.curve_y,
            x_label=part.input_name, y_label=part.output_name,
        )  # fmt: skip
        figures.append(_figure(picture))
    figures.append(_figure(scatter_svg(part.true, part.predicted)))
    return _figures(figures)


def confusion_figure(data: ReportData) -> Markup:
    """The matrix in a box of its own; only the worst pairs if there are very many classes."""
    if data.confusion is None:
        return _NONE
    matrix, names = np.asarray(data.confusion.matrix), data.confusion.class_names
    names = class_labels(len(matrix), names)
    if len(names) > _MOST_CLASSES:
        return element("p", frequent_confusions(matrix, names, most=12))
    table = scroll_box(confusion_table(matrix, names), _("Confusion matrix"))
    reading = _(
        "Recall: the share of a true class that the network finds. "
        "Precision: the share of an answer that is true."
    )
    sentences = [frequent_confusions(matrix, names), reading]
    return join([table, *(element("p", text, class_="caption") for text in sentences)])


def mistakes_figure(data: ReportData) -> Markup:
    """The pictures that were read wrongly with the most certainty."""
    if not data.mistakes:
        return _NONE
    low, high = data.pixel_range or (None, None)
    gallery = mistakes_gallery(data.mistakes, low, high)
    if data.mistakes_total is None or data.mistakes_total <= len(data.mistakes):
        return gallery
    shown = _("{shown} of {total} mistakes are shown.")
    text = shown.format(shown=len(data.mistakes), total=data.mistakes_total)
    return join([gallery, element("p", text, class_="caption")])
