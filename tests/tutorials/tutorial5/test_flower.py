import numpy as np

from glassnet.tutorials.tutorial5.flower import learned, panels
from glassnet.tutorials.tutorial5.network import accuracy, flower, of_the_course, one_unit


def test_one_unit_guesses_and_four_do_not() -> None:
    X, Y = flower()
    assert accuracy(one_unit(), X, Y) <= 0.5
    assert accuracy(of_the_course(), X, Y) > 0.88


def test_accuracy_is_counted_right() -> None:
    X, Y = flower()
    answers = of_the_course().model.predict(X).ravel() >= 0.5
    assert accuracy(of_the_course(), X, Y) == np.count_nonzero(answers == Y) / 400
    assert accuracy(of_the_course(), X, 1 - Y) == np.count_nonzero(answers != Y) / 400


def test_panels_fit_and_say_what_they_show() -> None:
    rows = panels((one_unit(), of_the_course()))
    assert max(map(len, rows)) <= 78
    assert "logistic regression" in rows[-3]
    assert "47.0%" in str(learned())
