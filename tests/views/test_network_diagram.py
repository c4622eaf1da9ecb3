from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from svg_boxes import SVG, assert_clean, parsed

import glassnet as gn
from glassnet.locales import set_language
from glassnet.views.diagram.diagram import network_picture, network_svg
from glassnet.views.drawing.picture import numeral

EVIL = "<script>alert('1')</script>&\"\x41"


def model(sizes: tuple[int, ...], seed: int = 0, scale: float = 1.0) -> gn.Model:
    """A network with every number drawn at random, biases too."""
    net = gn.Network(sizes[0], [gn.Dense(n, "sigmoid") for n in sizes[1:]])
    rng = np.random.default_rng(seed)
    shapes = net.param_shapes().items()
    return gn.Model(net, params={k: rng.normal(size=shape) * scale for k, shape in shapes})


def texts(svg: str) -> Counter[str]:
    return Counter("".join(e.itertext()) for e in parsed(svg).iter(f"{SVG}text"))


def drawn(svg: str) -> tuple[list[tuple[float, float]], int]:
    """The places of the units, and how many links there are."""
    root = parsed(svg)
    circles = [e for e in root.iter(f"{SVG}circle") if e.get("stroke")]
    places = [(float(e.get("cx", "")), float(e.get("cy", ""))) for e in circles]
    return places, len(list(root.iter(f"{SVG}path")))


def test_every_unit_and_every_link_is_drawn() -> None:
    units, links = drawn(network_svg(gn.Network(2, [gn.Dense(3), gn.Dense(1)]), {}))
    assert (len(units), links) == (6, 2 * 3 + 3)
    xs = [x for x, _y in units]
    assert xs == sorted(xs)
    assert units[5][1] == units[3][1], "a single output stands in the middle"


sizes_of = st.lists(st.integers(1, 8), min_size=2, max_size=5).map(tuple)


@settings(max_examples=60, deadline=None)
@given(sizes_of, st.integers(0, 2**32 - 1), st.sampled_from([1e-7, 0.01, 1.0, 1e9]))
def test_every_number_is_written_once_and_none_lies_on_another(
    sizes: tuple[int, ...], seed: int, scale: float
) -> None:
    mine = model(sizes, seed, scale)
    svg = network_svg(mine.network, mine.params, output_names=["类别一"] * sizes[-1])
    found = texts(svg)
    wanted: Counter[str] = Counter()
    for name, array in mine.params.items():
        before = "b = " if name.startswith("b") else ""
        wanted.update(before + numeral(float(each)) for each in array.ravel())
    assert not wanted - found
    assert_clean(svg)


@pytest.mark.parametrize("layout", ["rows", "columns"])
def test_the_values_of_a_step_stand_at_its_units(layout: str) -> None:
    mine = model((3, 4, 2))
    X = np.random.default_rng(1).normal(size=(5, 3))
    step = mine.explain(X, np.zeros((5, 2)), layout=layout)
    svg = network_svg(step.derivation, step, example=3)
    rows = mine.explain(X, np.zeros((5, 2)))
    found = texts(svg)
    for name in ("A0", "A1", "A2"):
        assert all(numeral(float(each)) in found for each in rows[name][3])
    for name in ("Z1", "Z2"):
        assert all(f"z = {numeral(float(each))}" in found for each in rows[name][3])
    for name, array in mine.params.items():
        before = "b = " if name.startswith("b") else ""
        assert all(before + numeral(float(each)) in found for each in array.ravel())
    assert_clean(svg)


def test_a_weight_stands_before_the_unit_that_it_leads_to() -> None:
    mine = model((2, 3))
    boxes = {box.text: box for box in assert_clean(network_svg(mine.network, mine.params))}
    units, _links = drawn(network_svg(mine.network, mine.params))
    for unit, (x, y) in enumerate(units[2:]):
        first, second = (boxes[numeral(float(mine.params["W1"][i, unit]))] for i in (0, 1))
        assert first.y1 < second.y1, "in the order of the units that they come from"
        assert (first.y1 + second.y2) / 2 == pytest.approx(y, abs=2)
        assert first.x2 < x


def test_colour_is_the_sign_and_thickness_the_size() -> None:
    net = gn.Network(1, [gn.Dense(3, bias=False)])
    root = parsed(network_svg(net, {"W1": [[2.0, -1.0, 0.0]]}))
    zero, negative, positive = root.iter(f"{SVG}path")
    assert (positive.get("class"), negative.get("class")) == ("s1", "s0")
    widths = [float(e.get("stroke-width", "")) for e in (zero, negative, positive)]
    assert widths[0] < widths[1] < widths[2]
    assert widths[2] - widths[1] == pytest.approx(widths[1] - widths[0])


def test_a_large_layer_is_summarised_with_its_true_size_and_its_last_unit() -> None:
    mine = model((784, 30, 10))
    mine.params["W1"][783, 29] = 99.0
    svg = network_svg(mine.network, mine.params)
    units, links = drawn(svg)
    assert len(units) == 6 + 6 + 10
    assert links == 6 * 6 + 6 * 10
    assert {"784", "30", "10"} <= set(texts(svg))
    assert all(f"b = {numeral(float(each))}" in texts(svg) for each in mine.params["b2"])
    first = next(parsed(svg).iter(f"{SVG}g"))
    assert list(first)[-1].get("stroke-width") == "3.8", "the link of the last units is drawn"
    assert_clean(svg)


def test_numbers_are_left_out_of_a_drawing_that_must_stay_narrow() -> None:
    mine = model((4, 4, 4, 4, 4))
    wide = network_picture(mine.network, mine.params)
    narrow = network_picture(mine.network, mine.params, widest=500)
    assert "b = " in wide
    assert "b = " not in narrow


def test_names_are_escaped_and_shortened() -> None:
    mine = model((2, 2))
    svg = network_svg(mine.network, mine.params, input_names=[EVIL] * 2, output_names=["<b>", "&"])
    assert not list(parsed(svg).iter("script"))
    assert {"<b>", "&"} <= set(texts(svg))
    assert_clean(svg)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_weights_that_are_not_finite(bad: float) -> None:
    net = gn.Network(1, [gn.Dense(2)])
    svg = network_svg(net, {"W1": [[bad, 1.0]], "b1": [bad, 0.0]})
    assert texts(svg)[numeral(bad)] == 1
    assert all("nan" not in (e.get("stroke-width") or "") for e in parsed(svg).iter())


def test_both_languages() -> None:
    mine = gn.Model(gn.Network(2, [gn.Dense(1)]), params={"W1": [[1.0], [-2.0]], "b1": [0.5]})
    title, text = (next(parsed(network_svg(mine.network, mine.params)).iter(f"{SVG}{tag}")).text
                   for tag in ("title", "desc"))  # fmt: skip
    assert title == "The network 2-1"
    assert text == (
        "From left to right: 2, 1 units. The weights W1 lie between −2 and 1. "
        "The biases b1 lie between 0.5 and 0.5."
    )
    set_language("zh")
    svg = network_svg(gn.Network(2, [gn.Dense(3), gn.Dense(3), gn.Dense(1)]), {})
    assert {"输入", "隐藏层 1", "隐藏层 2", "输出"} <= set(texts(svg))
    assert_clean(svg)


def test_links_end_where_units_are() -> None:
    svg = network_svg(model((3, 2)).network, model((3, 2)).params)
    units, _links = drawn(svg)
    heights = {round(y, 1) for _x, y in units}
    for path in parsed(svg).iter(f"{SVG}path"):
        first, last = path.get("d", "").split("H")[0], path.get("d", "").split(" ")[-1]
        assert float(first.split(" ")[1]) in heights
        assert float(last.split("H")[0]) in heights
    for (x1, _y1), (x2, _y2) in pairwise(units):
        assert x1 <= x2
