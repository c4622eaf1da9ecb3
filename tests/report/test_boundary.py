import base64
import re

import numpy as np
import pytest

from glassnet.locales import set_language
from glassnet.report.boundary import boundary_svg, class_shares
from report.reading import Page, points, read
from report.test_png import pixels

EXTENT = (-1.0, 1.0, -1.0, 1.0)
AXIS = np.linspace(-1, 1, 41)
X, Y = np.meshgrid(AXIS, AXIS)


def frame(page: Page) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of the plane in the drawing."""
    border = page.one("rect").attributes
    x, y, w, h = (float(border[key]) for key in ("x", "y", "width", "height"))
    return x, x + w, y, y + h


def contour(page: Page) -> list[tuple[float, float]]:
    (path,) = [
        e for e in page.all("path", stroke="currentColor") if "stroke-linejoin" in e.attributes
    ]
    return points(path.attributes["d"])


def picture(page: Page) -> np.ndarray:
    return pixels(base64.b64decode(page.one("image").attributes["href"].split(",")[1]))


def test_the_line_is_where_the_probability_is_one_half() -> None:
    page = read(boundary_svg((X + 1) / 2, EXTENT))
    left, right, top, bottom = frame(page)
    line = contour(page)
    assert [x for x, _y in line] == pytest.approx([(left + right) / 2] * len(line), abs=0.06)
    heights = [y for _x, y in line]
    assert (min(heights), max(heights)) == pytest.approx((top, bottom), abs=0.06)


def test_the_threshold_moves_the_line() -> None:
    page = read(boundary_svg((X + 1) / 2, EXTENT, threshold=0.75))
    left, right, _top, _bottom = frame(page)
    places = [x for x, _y in contour(page)]
    assert places == pytest.approx([left + 0.75 * (right - left)] * len(places), abs=0.06)


def test_high_values_of_the_second_input_are_at_the_top() -> None:
    shades = picture(read(boundary_svg((Y > 0).astype(float), EXTENT)))
    assert (shades[0] >= 16).all()  # class 1
    assert (shades[-1] < 16).all()  # class 0


def test_the_surer_the_deeper() -> None:
    shades = picture(read(boundary_svg((X + 1) / 2, EXTENT)))[0].astype(int)
    assert shades[0] == 15
    assert shades[20] == 16
    assert shades[-1] == 31
    assert (np.diff(shades[:20]) <= 0).all()
    assert (np.diff(shades[20:]) >= 0).all()


def test_an_example_lands_at_its_place_with_the_shape_of_its_class() -> None:
    page = read(boundary_svg((X + 1) / 2, EXTENT, [[1, 1], [-1, -1], [0, 0]], [1, 0, 0]))
    left, right, top, bottom = frame(page)
    circles, triangles = (
        [e.attributes["d"] for e in page.all("path") if pattern in e.attributes.get("d", "")]
        for pattern in ("a6 6 0 1 0", "l6.9 12.3")
    )
    start_x, start_y = map(float, re.match(r"M([\d.]+) ([\d.]+)", circles[0]).groups())
    assert (start_x + 6, start_y) == pytest.approx((left, bottom), abs=0.02)
    tip_x, tip_y = map(float, re.match(r"M([\d.]+) ([\d.]+)", triangles[0]).groups())
    assert (tip_x, tip_y + 1.25 * 6) == pytest.approx((right, top), abs=0.02)
    assert len(circles) == 2


def test_examples_outside_of_the_plane_are_left_out() -> None:
    inside = boundary_svg(X, EXTENT, [[0, 0]], [0])
    both = boundary_svg(X, EXTENT, [[0, 0], [5, 0]], [0, 0])
    assert both == inside


def test_three_classes_meet() -> None:
    centres = [(-0.5, -0.5), (0.5, -0.5), (0, 0.6)]
    scores = np.stack([-((X - a) ** 2) - (Y - b) ** 2 for a, b in centres], axis=2)
    shares = np.exp(scores) / np.exp(scores).sum(axis=2, keepdims=True)
    page = read(boundary_svg(shares, EXTENT, class_names=["a", "b", "c"]))
    left, right, _top, bottom = frame(page)
    # At the bottom the first two classes meet half-way between their centres.
    lowest = [x for x, y in contour(page) if abs(y - bottom) < 0.06]
    assert lowest == pytest.approx([(left + right) / 2] * len(lowest), abs=0.1)
    assert {"a", "b", "c"} <= set(page.texts("text"))
    assert {entry // 16 for entry in picture(page).reshape(-1).tolist()} == {0, 1, 2}


def test_whole_numbers_are_classes() -> None:
    shares = class_shares([[0, 2], [1, 1]])
    assert shares.argmax(axis=2).tolist() == [[0, 2], [1, 1]]
    assert class_shares([[False, True]]).argmax(axis=2).tolist() == [[0, 1]]


def test_exactly_at_the_threshold_the_answer_is_class_one() -> None:
    values = [[0.3, np.nextafter(0.3, 0), 0.0, 1.0]]
    assert class_shares(values, 0.3).argmax(axis=2).tolist() == [[1, 0, 0, 1]]


def test_equal_units_on_both_axes() -> None:
    left, right, top, bottom = frame(read(boundary_svg(np.zeros((5, 5)), (0, 4, 0, 3))))
    assert (bottom - top) / (right - left) == pytest.approx(3 / 4, abs=1e-3)


def test_names_are_escaped_and_classes_without_a_name_have_their_number() -> None:
    page = read(boundary_svg(X, EXTENT, class_names=["<script>"], x_label="<i>", y_label="&amp;"))
    assert {"<script>", "1", "<i>", "&amp;"} <= set(page.texts("text"))
    assert not page.all("script")


def test_a_network_that_broke_down_is_drawn() -> None:
    read(boundary_svg(np.full((5, 5), np.nan), EXTENT, [[0, 0]], [1]))
    read(boundary_svg(np.full((5, 5, 3), np.nan), EXTENT))


def test_description_in_both_languages() -> None:
    page = read(boundary_svg((X > 0).astype(int), EXTENT, class_names=["a", "b"]))
    assert page.one("desc").text == (
        "x₁ runs from −1 to 1, x₂ from −1 to 1. 51% of the plane is class a. "
        "49% of the plane is class b."
    )
    set_language("zh")
    page = read(boundary_svg((X > 0).astype(int), EXTENT))
    assert page.one("title").text == "决策边界"
