import re

import pytest

from glassnet.locales import width
from glassnet.report.curves import curves_svg
from glassnet.views.drawing.palette import DARK, LIGHT
from glassnet.views.drawing.picture import label, shortened, standalone_svg
from report.reading import read


def test_long_texts_are_shortened_by_columns() -> None:
    assert shortened("short") == "short"
    assert width(shortened("一二三四五六七八九十一二三四五")) <= 22
    assert shortened("a" * 30) == "a" * 21 + "…"


def test_a_rim_is_not_read_aloud() -> None:
    back, front = read(label(1, 2, "word", rim=True)).all("text")
    assert back.attributes["aria-hidden"] == "true"
    assert "aria-hidden" not in front.attributes


@pytest.mark.parametrize("theme", [None, LIGHT, DARK])
def test_a_picture_of_its_own(theme: object) -> None:
    inner = curves_svg({"a": [1, 2]}, "x", "y")
    alone = standalone_svg(inner, theme)  # type: ignore[arg-type]
    page = read(alone)
    assert page.one("svg").attributes["xmlns"] == "http://www.w3.org/2000/svg"
    assert page.one("svg").attributes["class"] == "glassnet"
    rules = re.sub(r"@media[^{]*", "", page.one("style").text)
    selectors = re.findall(r"(?:^|[{}])([^{}:;]+)(?=\{)", rules)
    assert selectors, "a rule that leaves the picture would change the page around it"
    assert all(selector.startswith(".glassnet") for selector in selectors)
    assert page.texts("text") == read(inner).texts("text")
