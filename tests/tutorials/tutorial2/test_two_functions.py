import numpy as np

from glassnet.tutorials.blocks import Table
from glassnet.tutorials.tutorial2.lines import fitting, points, two_lines
from glassnet.tutorials.tutorial2.two_functions import GOALS, inputs, trained


def test_same_first_weights_other_data_other_function() -> None:
    runs = [trained(goal) for goal in GOALS]
    for name, value in runs[0].at(0).params.items():
        assert np.array_equal(value, runs[1].at(0).params[name])
    for run, goal in zip(runs, GOALS.values(), strict=True):
        x = inputs()
        assert np.mean((run.model.predict(x) - goal(x)) ** 2) < 0.003
    assert np.ptp(runs[0].model.predict(inputs())) > 1.5 * np.ptp(runs[1].model.predict(inputs()))


def test_slopes_of_the_line_by_plain_sums() -> None:
    X, _labels = points()
    x, y = X[:, 0], X[:, 1]
    for k in (0, 5):
        model = fitting().at(k)
        a, b = float(model.params["W1"][0, 0]), float(model.params["b1"][0])
        step = model.explain(X[:, :1], X[:, 1:])
        error = a * x + b - y
        assert np.isclose(step["dW1"][0, 0], np.mean(2 * error * x), rtol=1e-12)
        assert np.isclose(step["db1"][0], np.mean(2 * error), rtol=1e-12)


def test_line_ends_at_least_squares() -> None:
    X, _labels = points()
    best = np.polyfit(X[:, 0], X[:, 1], 1)
    table = [block for block in two_lines().blocks if isinstance(block, Table)][1]
    assert [float(table.rows[-1][1]), float(table.rows[-1][3])] == best.round(4).tolist()
