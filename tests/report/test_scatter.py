import re

import numpy as np
import pytest

from glassnet.locales import set_language
from glassnet.report.scatter import fit_svg, scatter_svg
from report.reading import points, read


def centres(text: str) -> list[tuple[float, float]]:
    """Where the discs are: each is a path that begins one radius left of its middle."""
    (d,) = [
        e.attributes["d"] for e in read(text).all("path", class_="f1") if "opacity" in e.attributes
    ]
    found = re.findall(r"M([-\d.]+) ([-\d.]+)a([\d.]+)", d)
    return [(float(x) + float(r), float(y)) for x, y, r in found]


def test_right_predictions_lie_on_the_diagonal() -> None:
    text = scatter_svg([0, 5, 10], [[0], [5], [10]])
    diagonal = next(e for e in read(text).all("path") if e.attributes.get("stroke-dasharray"))
    (x0, y0), (x1, y1) = points(diagonal.attributes["d"])
    low, middle, high = centres(text)
    assert low == pytest.approx((x0, y0), abs=0.06)
    assert high == pytest.approx((x1, y1), abs=0.06)
    assert middle == pytest.approx(((x0 + x1) / 2, (y0 + y1) / 2), abs=0.06)


def test_a_prediction_too_high_lies_above_the_diagonal() -> None:
    (_x, right), (_x2, above) = centres(scatter_svg([1, 1], [1, 2]))
    assert above < right


def test_the_curve_goes_through_the_points_that_it_predicts() -> None:
    x = np.linspace(-3, 3, 7)
    text = fit_svg(x, np.sin(x), x, np.sin(x))
    path = next(e for e in read(text).all("path", class_="s0") if "L" in e.attributes["d"])
    for place, centre in zip(points(path.attributes["d"]), centres(text), strict=True):
        assert place == pytest.approx(centre, abs=0.06)


def test_values_that_are_not_finite_are_left_out() -> None:
    assert len(centres(scatter_svg([1, 2, 3], [1, np.nan, np.inf]))) == 1
    text = fit_svg([1, 2], [1, np.nan], [1, 2], [np.nan, np.nan])
    read(text)
    assert "nan" not in text.replace("NaN", "")


def test_description_in_both_languages() -> None:
    assert read(scatter_svg([1, 2], [1, 2.5])).one("desc").text == (
        "2 examples; the largest difference is 0.500."
    )
    set_language("zh")
    page = read(scatter_svg([1, 2], [1, 2.5]))
    assert page.one("desc").text == "共 2 个样本；最大偏差为 0.500。"
    assert {"真实值", "预测值", "完全正确"} <= set(page.texts("text"))
