import contextlib
import io

from glassnet.locales import set_language
from glassnet.tutorials import replay
from glassnet.tutorials.tutorial1.sections import YOURSELF


def test_code_to_try_runs_and_shows_the_step() -> None:
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        exec(YOURSELF, {})
    assert "0.3717" in shown.getvalue() or "0.371666" in shown.getvalue()


def test_parts_that_the_text_refers_to_are_there() -> None:
    headings = [section.heading for section in replay(1)]
    assert headings[4] == "Three misprints in the figures"
    assert headings[7] == "Why the loss jumps at the end"
    assert headings[8] == "What the text and the code say wrongly"
    assert len(headings) == 10


def test_title_in_both_languages() -> None:
    assert replay(1)[0].heading.startswith("Tutorial 1: A guide")
    set_language("zh")
    assert replay(1)[0].heading == "教程 1：一读即懂的神经网络图解指南"
