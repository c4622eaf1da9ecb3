import contextlib
import io

from glassnet.locales import set_language
from glassnet.tutorials import replay
from glassnet.tutorials.tutorial5.sections import YOURSELF


def test_code_to_try_runs_and_learns() -> None:
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        exec(YOURSELF, {})
    lines = shown.getvalue().splitlines()
    assert any("Z1 = W1 @ A0 + b1" in line for line in lines)
    assert float(lines[-1]) > 0.8


def test_parts_that_the_text_refers_to_are_there() -> None:
    headings = [section.heading for section in replay(5)]
    for number, heading in (
        (2, "A unit is a logistic regression in two parts"),
        (3, "From a unit to a layer, from one example to m"),
        (6, "Why activations must not be linear"),
        (8, "The six formulas, for one example and for m"),
        (9, "First weights: equal ones stay equal"),
        (11, "How large should first weights be?"),
        (12, "The flower: one unit against four tanh units"),
        (13, "Which activation? Try them"),
    ):
        assert headings[number] == heading
    assert len(headings) == 16


def test_everything_the_page_prints_is_there_as_printed() -> None:
    shown = str(replay(5))
    for printed in (
        "(4,3)", "(4,1)", "(1,4)", "(1,1)", "(n_x,m)", "(4,m)", "(1,m)",
        "(n^[1],n^[0])", "(n^[1],1)", "(n^[2],n^[1])", "(n^[2],1)",
        "(e^z - e^-z)/(e^z + e^-z)", "max(0,z)", "max(0.01z,z)",
        "(W^[2]W^[1])x + (W^[2]b^[1] + b^[2])", "W'x + b'",
        "W = np.random.rand (2,2) * 0.01", "b = np.zeros ( (2,1) )", "np.sum",
    ):  # fmt: skip
        assert printed in shown, printed


def test_headings_in_both_languages() -> None:
    english = [section.heading for section in replay(5)]
    set_language("zh")
    chinese = [section.heading for section in replay(5)]
    assert not set(english) & set(chinese)
    assert chinese[0] == "教程 5：深度学习教程 | 浅层神经网络"
