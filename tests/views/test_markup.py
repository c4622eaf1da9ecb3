from xml.etree import ElementTree

import pytest

from glassnet.views.markup import Markup, decimal, element, escape, join

EVIL = "<script>alert('1')</script> & \"quoted\""


def test_text_is_escaped_and_markup_is_not() -> None:
    inner = element("b", "<x>")
    assert inner == "<b>&lt;x&gt;</b>"
    assert element("p", inner, "<y>") == "<p><b>&lt;x&gt;</b>&lt;y&gt;</p>"


def test_attributes_are_always_escaped() -> None:
    assert "<script" not in element("p", title=EVIL)
    assert '"quoted"' not in element("p", title=Markup(EVIL))


def test_names_of_attributes() -> None:
    text = element("path", class_="g", stroke_width=2, hidden=True, id=None, open=False)
    assert text == '<path class="g" stroke-width="2" hidden/>'


@pytest.mark.parametrize(
    ("value", "text"),
    [(3.0, "3"), (2.504, "2.5"), (-0.001, "0"), (100.0, "100"), (-1.255, "-1.25")],
)
def test_decimal(value: float, text: str) -> None:
    assert decimal(value) == text


def test_joining_escapes_each_part_but_not_the_separator() -> None:
    assert join(["<", Markup("<br>")], " | ") == "&lt; | <br>"
    assert isinstance(join([]), Markup)


def test_escaping_twice_changes_nothing() -> None:
    assert escape(escape(EVIL)) == escape(EVIL)


@pytest.mark.parametrize("bad", ["\x00", "\x08", "\x0b", "\x1f", "\x7f", "\ud800", "\uffff"])
def test_what_no_document_can_hold_is_replaced(bad: str) -> None:
    made = element("text", f"a{bad}b", title=f"c{bad}d")
    root = ElementTree.fromstring(made.encode("utf-8"))
    assert (root.text, root.get("title")) == ("a\ufffdb", "c\ufffdd")


def test_tabs_and_new_lines_stay() -> None:
    assert escape("a\tb\nc") == "a\tb\nc"
