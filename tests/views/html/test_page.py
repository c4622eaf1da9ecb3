"""The page of a step: every number as it was computed, well formed, harmless, in bounds."""

import json
import re
from collections import Counter
from xml.etree import ElementTree

import numpy as np
import pytest
from step_pages import S3, STEPS, Page, deep, large, small

import glassnet as gn
from glassnet.core.indexed import i, j
from glassnet.core.op import forget
from glassnet.locales import set_language
from glassnet.views.text.arrays import number_text


@pytest.mark.parametrize("name", STEPS)
def test_every_value_is_in_the_page_as_the_other_views_show_it(name: str) -> None:
    step = STEPS[name]()
    page = Page(step.html())
    own = {table.name: table for table in page.tables if table.whole}
    assert set(own) == set(step)
    for table in page.tables:
        value = np.asarray(step[table.name])
        for place, text in table.cells.items():
            assert text == number_text(value[place]), (table.name, place)
        assert set(table.cells) == set(np.ndindex(value.shape)), table.name


def test_a_long_array_is_shown_by_its_first_and_last_numbers() -> None:
    step = large()
    for table in Page(step.html()).tables:
        value = np.asarray(step[table.name])
        assert table.cells
        for place, text in table.cells.items():
            assert text == number_text(value[place])
        if table.whole and value.shape:
            assert tuple(size - 1 for size in value.shape) in table.cells


def test_other_digits() -> None:
    step = small()
    for table in Page(step.html(digits=3)).tables:
        for place, text in table.cells.items():
            assert text == number_text(np.asarray(step[table.name])[place], 3)


@pytest.mark.parametrize("notation", ["glassnet", "course"])
@pytest.mark.parametrize("name", STEPS)
def test_formulas_are_mathml_without_an_index_of_an_index(name: str, notation: str) -> None:
    page = Page(STEPS[name]().html(notation=notation, units=True))
    assert len(page.maths) > 20
    for text in page.maths:
        for node in ElementTree.fromstring(text).iter():
            twice = ("msub", "msubsup", "msup")
            remembered = node.tag != "msup" and node[0].text in list("mvs") if len(node) else False
            if node.tag in twice and not remembered:
                assert not any(child.tag in twice for child in node), text


def test_the_course_writes_layers_above_and_units_one_by_one() -> None:
    net = gn.Network(2, [gn.Dense(3, "sigmoid", bias=False), gn.Dense(1, bias=False)])
    step = gn.Model(net, params=S3).explain([[1, 1]], [0.0], gn.SGD(0.01), layout="columns")
    plain, course = step.html(), step.html(notation="course")
    assert 'class="units"' not in plain
    texts = [re.sub(r"<[^>]+>", "", text).replace("⁡", "") for text in Page(course).maths]
    assert "A[0]" in texts
    lines = re.findall(r'<div class="units">(.*?)</div>', course)
    units = ["".join(re.sub(r"<[^>]+>|[ ⁡]", "", line)) for line in lines[0].split("</p>")]
    assert units[1] == "z1[1]=w11[1]⋅a1[0]+w12[1]⋅a2[0]=0.8⋅1+0.2⋅1=1"
    assert units[2] == "z2[1]=w21[1]⋅a1[0]+w22[1]⋅a2[0]=0.4⋅1+0.9⋅1=1.3"


def test_each_matrix_is_one_stop_of_the_tab_key_and_has_a_name() -> None:
    html = small().html()
    for table in re.findall(r"<table.*?</table>", html):
        assert table.count('tabindex="0"') == 1
        assert re.search(r'role="grid" aria-label="[^"]+"', table)


def test_nothing_is_loaded_and_nothing_may_be() -> None:
    html = small().html()
    assert "default-src &#x27;none&#x27;" in html
    assert not re.search(r"(src|href)=\"(?!#)", html)
    assert "http" not in html.replace("http-equiv", "")


def test_paths_of_a_small_network_are_in_the_page_and_add_up() -> None:
    step = small()
    paths = Page(step.html()).links["paths"]
    params = ("W1", "b1", "W2", "b2")
    assert len(paths) == sum(np.asarray(step[name]).size for name in params)
    for label, found in paths.items():
        name, place = label.split("[")
        at = tuple(int(part) for part in place.rstrip("]").split(","))
        products = [float(path["numbers"].rpartition(" = ")[2]) for path in found["list"]]
        gradient = float(np.asarray(step[f"d{name}"])[at])
        assert sum(products) == pytest.approx(gradient, abs=5e-6 * sum(map(abs, products)))
        assert number_text(gradient) in found["sum"]
        assert all(path["nodes"][0] == label for path in found["list"])
    assert Page(large().html()).links["paths"] == {}


def test_a_page_of_mnist_stays_below_two_megabytes() -> None:
    assert len(large().html().encode()) < 2_000_000


def test_every_sentence_speaks_the_language() -> None:
    english = Page(deep().html())
    set_language("zh")
    chinese = Page(deep().html())
    assert [tag for tag in chinese.tags if tag[0] == "html"] == [("html", {"lang": "zh"})]
    before, after = english.links, chinese.links
    for name, said in after["words"].items():
        assert re.search(r"[一-鿿]", said), name
    for name, row in after["rows"].items():
        assert re.search(r"[一-鿿]", row["note"] + row["rule"]), name
        assert not row["rule"] or row["rule"] != before["rows"][name]["rule"]


HOSTILE = "<!--<script>alert(1)</script>"


def test_hostile_titles_are_only_text() -> None:
    html = small().html(title=f"{HOSTILE}\"'&")
    kinds = Counter(tag for tag, _ in Page(html).tags)
    assert kinds == Counter(tag for tag, _ in Page(small().html()).tags)
    assert HOSTILE not in html


@pytest.mark.parametrize("stated", [True, False], ids=["entries stated", "entries not stated"])
def test_hostile_ops_are_only_text(stated: bool) -> None:
    gn.structured(
        "hostile",
        "x",
        shape=lambda x: x,
        numpy="{x} * 1.0",
        text=f"{{x}} + '{HOSTILE}'",
        gradients={"x": "{dy} * 1.0"},
        entry=(lambda x: x[i, j]) if stated else None,
        symbol=HOSTILE,
    )
    try:
        net = gn.Network(2, [gn.Dense(3, "hostile"), gn.Dense(1)])
        html = gn.Model(net, seed=1).explain([[1, 2]], [[1]]).html(notation="course")
    finally:
        forget("hostile")
    page = Page(html)
    assert HOSTILE not in html
    assert [tag for tag, _ in page.tags].count("script") == 3
    assert "hostile" in html or "alert" in html


def test_data_in_scripts_cannot_end_them() -> None:
    html = small().html()
    for text in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', html):
        assert "<" not in text
        assert text == "" or json.loads(text)


def test_numbers_that_are_not_finite() -> None:
    model = gn.Model(gn.Network(1, [gn.Dense(2, "relu")]))
    model.params["b1"][:] = np.nan, np.inf
    page = Page(model.explain([[1.0]], np.zeros((1, 2))).html())
    shown = {table.name: table.cells for table in page.tables if table.whole}
    assert shown["b1"] == {(0,): "nan", (1,): "inf"}


def test_an_unknown_notation() -> None:
    with pytest.raises(gn.GlassnetError, match="course"):
        small().html(notation="curse")


def test_notebooks_show_the_page_in_a_frame() -> None:
    frame = small()._repr_html_()
    assert frame.startswith("<iframe")
    assert "<script" not in frame
