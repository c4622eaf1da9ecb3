from dataclasses import replace

import numpy as np
import pytest

from glassnet.report.data import Confusion, ReportData
from glassnet.report.figures import (
    boundary_figure,
    confusion_figure,
    curve_figures,
    mistakes_figure,
    network_figure,
    regression_figures,
)
from report.reading import read
from report.samples import classes, curve, digits, hills

LOG = "The vertical axis is logarithmic: each step up is a multiplication."


def titles(markup: str) -> list[str]:
    return read(markup).texts("title")


def test_each_recorded_column_has_its_chart() -> None:
    assert titles(curve_figures(classes())) == [
        "loss over epoch",
        "accuracy over epoch",
        "learning rate over epoch",
        "gradient norm over epoch",
    ]


def test_a_constant_learning_rate_has_no_chart() -> None:
    assert titles(curve_figures(ReportData("t", history={"lr": [0.1, 0.1]}))) == []


def test_columns_without_a_number_are_left_out() -> None:
    history = {"loss": [1.0, 0.5], "val_loss": [np.nan, np.nan]}
    page = read(curve_figures(ReportData("t", history=history)))
    assert "validation" not in page.texts("text")


@pytest.mark.parametrize(("last", "is_log"), [(0.02, False), (0.002, True)])
def test_a_loss_over_decades_has_a_logarithmic_axis_and_says_so(last: float, is_log: bool) -> None:
    page = read(curve_figures(ReportData("t", history={"loss": [1.0, last]})))
    assert page.texts("figcaption") == ([LOG] if is_log else [])


def test_a_restored_epoch_is_marked() -> None:
    data = ReportData("t", history={"loss": [3.0, 2.0, 2.5]}, best_epoch=2)
    assert "best, kept" in read(curve_figures(data)).texts("text")


def test_what_is_missing_is_empty() -> None:
    data = ReportData("t")
    for make in (
        network_figure, curve_figures, boundary_figure, regression_figures, confusion_figure,
        mistakes_figure,
    ):  # fmt: skip
        assert make(data) == ""


def test_examples_left_out_are_counted() -> None:
    assert read(boundary_figure(hills())).texts("figcaption") == [
        "334 of the 1000 examples are drawn."
    ]
    assert read(boundary_figure(classes())).texts("figcaption") == []


def test_a_regression_with_one_input_has_its_curve() -> None:
    assert titles(regression_figures(curve())) == [
        "The network's curve over the examples",
        "Prediction against true value",
    ]
    assert titles(regression_figures(hills())) == ["Prediction against true value"]


def test_very_many_classes_are_told_by_their_worst_pairs() -> None:
    matrix = np.eye(100, dtype=int) * 5
    matrix[3, 4] = 2
    page = read(confusion_figure(replace(digits(), confusion=Confusion(matrix))))
    assert not page.all("table")
    assert page.texts("p") == ["The most frequent mistakes: 3 read as 4 (2×)."]


def test_mistakes_not_shown_are_counted() -> None:
    assert "24 of 40 mistakes are shown." in read(mistakes_figure(digits())).texts("p")
