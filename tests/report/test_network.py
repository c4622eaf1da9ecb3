from itertools import pairwise

import numpy as np
import pytest

from glassnet.locales import set_language
from glassnet.report.network import network_svg
from report.reading import Element, Page, read


def links(page: Page) -> list[Element]:
    return [e for e in page.all("path") if e.attributes["d"].count("L") == 1]


def units(page: Page) -> list[tuple[float, float]]:
    drawn = [e.attributes for e in page.all("circle") if "stroke" in e.attributes]
    return [(float(a["cx"]), float(a["cy"])) for a in drawn]


def test_every_unit_and_every_link_is_drawn() -> None:
    page = read(network_svg([2, 3, 1]))
    assert len(units(page)) == 6
    assert len(links(page)) == 2 * 3 + 3 * 1


def test_layers_go_from_left_to_right_and_units_downwards() -> None:
    places = units(read(network_svg([2, 3, 1])))
    xs = [x for x, _y in places]
    assert xs == sorted(xs)
    assert [y for _x, y in places[2:5]] == sorted(y for _x, y in places[2:5])
    assert places[5][1] == places[3][1]  # the output stands in the middle


def test_colour_is_the_sign_and_thickness_the_size() -> None:
    page = read(network_svg([1, 3], [[[2.0, -1.0, 0.0]]]))
    zero, negative, positive = links(page)
    assert positive.attributes["class"] == "s1"
    assert negative.attributes["class"] == "s0"
    widths = [float(e.attributes["stroke-width"]) for e in (zero, negative, positive)]
    assert widths == pytest.approx([0.5, 2.25, 4.0])


def test_few_weights_are_written_and_many_are_not() -> None:
    few = read(network_svg([2, 3, 1], [np.full((2, 3), 0.125), np.full((3, 1), -1.5)]))
    assert few.texts("text").count("0.125") == 6
    assert few.texts("text").count("−1.50") == 3
    many = read(network_svg([4, 5], [np.full((4, 5), 0.125)]))
    assert "0.125" not in many.texts("text")


def test_written_weights_do_not_lie_on_each_other() -> None:
    for sizes in ([2, 3, 1], [2, 4, 1], [2, 3, 2], [1, 3, 2, 1], [3, 2, 2], [12, 1], [1, 12]):
        weights = [np.full((n, m), -0.125) for n, m in pairwise(sizes)]
        texts = [e for e in read(network_svg(sizes, weights)).all("text") if e.text == "−0.125"]
        places = [(float(e.attributes["x"]), float(e.attributes["y"])) for e in texts]
        assert len(places) == sum(n * m for n, m in pairwise(sizes))
        for k, (x, y) in enumerate(places):
            for other_x, other_y in places[:k]:
                assert abs(x - other_x) > 30 or abs(y - other_y) > 10, sizes


def test_a_large_layer_is_summarised_with_its_true_size() -> None:
    page = read(network_svg([784, 30, 10], [np.ones((784, 30)), np.ones((30, 10))]))
    assert len(units(page)) == 6 + 6 + 10
    assert {"784", "30", "10"} <= set(page.texts("text"))
    assert len([e for e in page.all("circle") if e.attributes["r"] == "1.6"]) == 6


def test_the_last_unit_of_a_summarised_layer_is_truly_the_last() -> None:
    weights = np.zeros((20, 1))
    weights[19, 0] = 7.0
    page = read(network_svg([20, 1], [weights]))
    thickest = links(page)[-1]
    assert thickest.attributes["stroke-width"] == "4"
    y = float(thickest.attributes["d"].split("L")[0].split(" ")[1])
    assert y == max(y for _x, y in units(page))


def test_everything_stays_inside_of_the_drawing() -> None:
    sizes = [3, *[20] * 9, 12]
    page = read(network_svg(sizes, captions=["relu"] * 11, output_names=["a very long name"] * 12))
    assert all(0 <= x <= 400 for x, _y in units(page))


def test_names_and_captions_are_escaped() -> None:
    page = read(network_svg([1, 1], captions=["", "<b>"], input_names=["<script>"]))
    assert {"<b>", "<script>"} <= set(page.texts("text"))
    assert not page.all("script")


def test_weights_that_are_not_finite() -> None:
    text = network_svg([1, 2], [[[np.nan, np.inf]]])
    read(text)
    assert "nan" not in text


def test_both_languages() -> None:
    page = read(network_svg([2, 1], [[[1.0], [-2.0]]]))
    assert page.one("title").text == "The network 2-1"
    assert page.one("desc").text == (
        "From left to right: 2, 1 units. The weights W1 lie between −2 and 1."
    )
    set_language("zh")
    page = read(network_svg([2, 3, 3, 1]))
    assert {"输入", "隐藏层 1", "隐藏层 2", "输出"} <= set(page.texts("text"))
