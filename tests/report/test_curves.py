import math
from itertools import pairwise

import pytest

from glassnet.locales import set_language
from glassnet.report.curves import curves_svg, thinned
from report.reading import Page, points, read

TOP, BOTTOM = 34, 265 - 38


def line(page: Page, order: int = -1) -> list[tuple[float, float]]:
    """The points of one curve; the first series is drawn last."""
    curves = [e for e in page.all("path") if e.attributes.get("stroke-linecap")]
    paths = [e.attributes["d"] for e in curves if "H" not in e.attributes["d"]]
    return points(paths[order])


def test_the_highest_value_lands_at_the_top_of_the_axis() -> None:
    places = line(read(curves_svg({"loss": [0.0, 0.5, 1.0]}, "epoch", "loss")))
    assert [y for _x, y in places] == [BOTTOM, (TOP + BOTTOM) / 2, TOP]


def test_values_are_spread_evenly_from_left_to_right() -> None:
    xs = [x for x, _y in line(read(curves_svg({"loss": [3, 2, 1, 0]}, "epoch", "loss")))]
    steps = [b - a for a, b in pairwise(xs)]
    assert max(steps) - min(steps) < 0.11
    assert xs[0] < 60
    assert xs[-1] > 300


def test_given_places_are_used() -> None:
    xs = [x for x, _y in line(read(curves_svg({"a": [1, 2, 3]}, "epoch", "a", x=[0, 10, 100])))]
    assert (xs[1] - xs[0]) / (xs[2] - xs[0]) == pytest.approx(0.1, abs=0.002)


def test_a_logarithmic_axis_gives_each_decade_the_same_height() -> None:
    places = line(read(curves_svg({"loss": [1.0, 0.1, 0.01]}, "epoch", "loss", log=True)))
    assert [y for _x, y in places] == [TOP, (TOP + BOTTOM) / 2, BOTTOM]


def test_first_and_last_values_are_written() -> None:
    page = read(curves_svg({"training": [0.6931, 0.0412]}, "epoch", "loss"))
    texts = page.texts("text")
    assert "0.693" in texts
    assert "0.0412" in texts


def test_a_legend_only_where_there_are_several_curves() -> None:
    one = read(curves_svg({"training": [1, 0]}, "epoch", "loss"))
    two = read(curves_svg({"training": [1, 0], "validation": [1, 0.5]}, "epoch", "loss"))
    assert "training" not in one.texts("text")
    assert {"training", "validation"} <= set(two.texts("text"))


def test_curves_differ_by_dashes_too() -> None:
    page = read(curves_svg({"a": [1, 0], "b": [1, 0.5]}, "epoch", "loss"))
    dashes = {
        e.attributes.get("stroke-dasharray") for e in page.all("path", stroke_linecap="round")
    }
    assert dashes == {None, "6 3"}


def test_shares_are_written_in_per_cent() -> None:
    page = read(curves_svg({"a": [0.5, 0.9583]}, "epoch", "accuracy", as_percent=True))
    texts = page.texts("text")
    assert {"60%", "100%", "50.0%", "95.8%"} <= set(texts)
    assert not any("%" in text and float(text[:-1]) > 100 for text in texts if text[-1] == "%")


def test_a_value_that_is_not_finite_interrupts_the_curve() -> None:
    page = read(curves_svg({"a": [1, math.nan, 2, 3]}, "epoch", "a"))
    paths = [e.attributes["d"] for e in page.all("path", stroke_linecap="round")]
    assert [d.count("M") for d in paths] == [2]
    assert "not finite from here" not in page.texts("text")


@pytest.mark.parametrize("end", [math.nan, math.inf])
def test_a_training_that_broke_down_shows_it(end: float) -> None:
    page = read(curves_svg({"a": [1, 2, end, end]}, "epoch", "a"))
    assert "not finite from here" in page.texts("text")


def test_nothing_finite_at_all() -> None:
    page = read(curves_svg({"a": [math.nan, math.nan]}, "epoch", "a"))
    assert "not finite from here" in page.texts("text")


@pytest.mark.parametrize("values", [[0.5], [0.0, 0.0], [1e300, 1e-300], [-3.0, -3.0], [5e-324, 0]])
@pytest.mark.parametrize("log", [False, True])
def test_odd_values_are_drawn(values: list[float], log: bool) -> None:
    text = curves_svg({"a": values}, "epoch", "a", log)
    read(text)
    assert "nan" not in text
    assert "inf" not in text


def test_long_histories_are_thinned_without_losing_a_spike() -> None:
    values = [1.0] * 10_000
    values[4321] = 9.0
    text = curves_svg({"loss": values}, "epoch", "loss")
    assert len(text) < 20_000
    assert min(y for _x, y in line(read(text))) < TOP + 25
    many = [(float(k), math.sin(k)) for k in range(10_000)]
    kept = thinned(many)
    assert len(kept) <= 400
    assert (kept[0], kept[-1]) == (many[0], many[-1])
    assert kept == sorted(kept)


def test_a_mark_has_its_word() -> None:
    page = read(curves_svg({"a": [3, 2, 1]}, "epoch", "a", marks=[(2, "best <b>")]))
    assert "best <b>" in page.texts("text")


def test_it_is_described_to_those_who_do_not_see_it() -> None:
    page = read(curves_svg({"training": [0.7, 0.1, 0.2]}, "epoch", "loss", name="c"))
    svg = page.one("svg")
    assert svg.attributes["role"] == "img"
    assert svg.attributes["aria-labelledby"] == "c-title c-desc"
    assert page.one("title").text == "loss over epoch"
    assert page.one("desc").text == "training: from 0.700 to 0.200, lowest 0.100, highest 0.700."


def test_chinese() -> None:
    set_language("zh")
    page = read(curves_svg({"训练": [0.7, 0.1]}, "轮次", "损失"))
    assert page.one("title").text == "损失随轮次的变化"
    assert page.one("desc").text.startswith("训练：从 0.700 到 0.100")
