from glassnet.locales import width
from glassnet.tutorials.panels import curves, side_by_side


def test_panels_stand_beside_each_other_with_words_below() -> None:
    rows = side_by_side([["┌┐", "└┘"], ["ab", "cd"]], [["x", "长"], ["y", "z"]], 6, 1)
    assert rows == ("┌┐    ab", "└┘    cd", " x     y", " 长    z")


def test_curves_have_the_asked_height_and_width() -> None:
    rows = curves([[0.0, 1.0], [1.0, 0.0]], [["up"], ["down"]], panel=30, height=4)
    assert len(rows) == 5
    assert max(map(width, rows)) <= 60
    assert rows[-1].split() == ["up", "down"]
