"""Flips: the distance is that of the first change of the answer along the gradient."""

import numpy as np
import pytest

import glassnet as gn
from glassnet.errors import DataError, GlassnetError, SettingError, UnknownNameError
from glassnet.locales import set_language, width
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network

X = np.array([[0.0, 1.0], [1.0, 1.0], [0.3, -2.0]])
LINE = Model(Network(2, [Dense(1)], "hinge"), params={"W1": [[3.0], [4.0]], "b1": [-2.0]})


def test_distance_of_a_line_by_hand() -> None:
    """A point's distance from the line 3x + 4y = 2 is |3x + 4y − 2| / 5."""
    step = LINE.explain(X, [1, 1, 0])
    for example, (x, y) in enumerate(X):
        found = step.flip(example)
        distance = abs(3 * x + 4 * y - 2) / 5
        assert found.distance == pytest.approx(distance, rel=1e-11)
        assert found.first_order == pytest.approx(distance, rel=1e-14)
        assert (found.answer, found.new_answer) == ((0, 1) if example == 2 else (1, 0))
        foot = np.array([x, y]) - (3 * x + 4 * y - 2) / 25 * np.array([3, 4])
        assert found.moved["A0"][example] == pytest.approx(foot, abs=1e-9)
        assert np.array_equal(np.delete(found.moved["A0"], example, 0), np.delete(X, example, 0))


def test_distance_between_two_classes_by_hand() -> None:
    """Outputs a and b are equal on a line whose distance is (a − b) / |w_a − w_b|."""
    weights = np.array([[1.0, 4.0, -2.0], [0.0, 4.0, 5.0]])
    model = Model(Network(2, [Dense(3)]), params={"W1": weights, "b1": [0.5, 0.0, 0.0]})
    found = model.explain([[1.0, 0.5]], [1]).flip()
    # outputs 1.5, 6, 0.5: the answer is 1, the runner-up 0
    assert (found.answer, found.new_answer) == (1, 0)
    assert found.margin == 4.5
    assert found.slope == pytest.approx(5.0)  # |(3, 4)|
    assert found.distance == pytest.approx(0.9)


def network(last: str, units: int, loss: str) -> Model:
    return Model(Network(2, [Dense(6, "tanh"), Dense(units, last)], loss), seed=4)


@pytest.mark.parametrize("move", ["input", "params"])
@pytest.mark.parametrize("layout", ["rows", "columns"])
@pytest.mark.parametrize(
    ("last", "units", "loss"),
    [("sigmoid", 1, "bce"), ("softmax", 3, "cross_entropy"), ("identity", 2, "squared_error")],
)
def test_just_before_it_is_the_old_answer(
    move: str, layout: str, last: str, units: int, loss: str
) -> None:
    model = network(last, units, loss)
    found = model.explain(X, [0, 1, 0], layout=layout).flip(1, move=move)
    assert found.distance is not None

    def answer(part: float) -> int:
        moved = {n: found.start[n] + part * (found.moved[n] - found.start[n]) for n in found.moved}
        inputs = moved.get("A0", X if layout == "rows" else X.T)
        other = model.copy()
        for name in other.params:
            value = moved.get(name)
            if value is not None:
                turned = value if layout == "rows" else value.T
                other.params[name] = np.ascontiguousarray(turned.reshape(other.params[name].shape))
        out = other.predict(inputs if layout == "rows" else inputs.T)[1]
        return int(out[0] >= 0.5) if units == 1 else int(np.argmax(out))

    assert answer(1 - 1e-9) == found.answer == answer(0)
    assert answer(1 + 1e-9) == found.new_answer != found.answer
    length = np.sqrt(sum(np.sum((found.moved[n] - found.start[n]) ** 2) for n in found.moved))
    assert length == pytest.approx(found.distance, rel=1e-9)


def test_the_way_is_that_of_the_gradient() -> None:
    """Along the same direction, measured: the margin falls fastest that way."""
    model = network("sigmoid", 1, "bce")
    found = model.explain(X, [0, 1, 0]).flip(0)
    direction = (found.moved["A0"] - found.start["A0"])[0] / found.distance
    tiny = 1e-6
    sign = 1 if found.answer else -1

    def margin(x: np.ndarray) -> float:
        return sign * (float(model.predict(x[None])[0, 0]) - 0.5)

    falls = (margin(X[0]) - margin(X[0] + tiny * direction)) / tiny
    assert falls == pytest.approx(found.slope, rel=1e-4)
    rng = np.random.default_rng(0)
    for other in rng.standard_normal((20, 2)):
        other /= np.linalg.norm(other)
        assert (margin(X[0]) - margin(X[0] + tiny * other)) / tiny <= falls * (1 + 1e-4)


def test_no_flip_is_said_honestly() -> None:
    step = LINE.explain(X, [1, 1, 0])
    near = step.flip(1, within=0.5)  # the line is 1 away
    assert near.distance is None
    assert near.new_answer is None
    assert "No flip up to 0.5; going by the slope, it comes only at 1." in str(near)
    dead = Model(Network(1, [Dense(1, "relu"), Dense(1, "sigmoid")], "bce"),
                 params={"W1": [[1.0]], "b1": [-9.0], "W2": [[1.0]], "b2": [1.0]})  # fmt: skip
    found = dead.explain([[1.0]], [1]).flip(0)
    assert (found.slope, found.distance) == (0.0, None)
    assert "no slope here" in str(found)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_printed_fits(language: str) -> None:
    set_language(language)
    step = network("softmax", 3, "cross_entropy").explain(X, [0, 1, 0])
    texts = [str(step.flip(0)), str(step.flip(2, move="params")), str(step.flip(0, within=1e-6))]
    labels = network("sigmoid", 3, "bce").explain(X, LABELS)
    texts += [str(labels.flip(0, output=k)) for k in range(3)]
    texts += [str(BORDER.explain(X, [1, 1, 0]).flip(0)), str(TIE.explain(X, [1, 1, 0]).flip(1))]
    assert all(width(line) <= 80 for text in texts for line in text.splitlines())
    assert ("Margin: " in texts[0]) == (language == "en")


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"example": 3}, SettingError),
        ({"example": -1}, SettingError),
        ({"move": "magic"}, UnknownNameError),
        ({"output": 1}, SettingError),
        ({"output": -1}, SettingError),
        ({"within": 0}, SettingError),
        ({"within": float("inf")}, SettingError),
    ],
)
def test_bad_options(options: dict, kind: type[GlassnetError]) -> None:
    with pytest.raises(kind) as caught:
        LINE.explain(X, [1, 1, 0]).flip(**options)
    assert all((caught.value.expected, caught.value.received, caught.value.where, caught.value.fix))


def test_values_are_no_classes() -> None:
    model = Model(Network(2, [Dense(1)]))
    with pytest.raises(DataError, match="classes"):
        model.explain(X, [[0.5], [1.5], [2.0]]).flip()


LABELS = [[1, 1, 0], [0, 1, 0], [0, 0, 0]]
BORDER = Model(
    Network(2, [Dense(1, "sigmoid")], "bce"), params={"W1": [[3.0], [4.0]], "b1": [-4.0]}
)
TIE = Model(Network(2, [Dense(2)]), params={"W1": [[1.0, 2.0], [2.0, 1.0]], "b1": [0.0, 0.0]})


@pytest.mark.parametrize("layout", ["rows", "columns"])
def test_a_label_flips_at_its_own_threshold(layout: str) -> None:
    """Several sigmoids: each is a line of its own, whatever the others answer."""
    weights, bias = np.array([[3.0, 1.0], [4.0, 0.0]]), np.array([-2.0, 0.5])
    model = Model(Network(2, [Dense(2, "sigmoid")], "bce"), params={"W1": weights, "b1": bias})
    step = model.explain(X, [[1, 1], [1, 1], [0, 1]], layout=layout)
    for example in range(3):
        for output in range(2):
            found = step.flip(example, output=output)
            z = X[example] @ weights[:, output] + bias[output]
            assert found.distance == pytest.approx(
                abs(z) / np.linalg.norm(weights[:, output]), rel=1e-11
            )
            assert (found.answer, found.new_answer) == ((1, 0) if z >= 0 else (0, 1))
            assert found.new_outputs[output] == pytest.approx(0.5, abs=1e-9)
            assert f"Output {output} of example {example} is answered" in str(found)


def test_several_labels_are_no_class() -> None:
    """Y = [1, 1] has no greatest: which output is asked about must be said."""
    step = network("sigmoid", 3, "bce").explain(X, LABELS)
    with pytest.raises(DataError, match="which one is to flip") as caught:
        step.flip(2)
    assert caught.value.received == "Y = [1, 1, 0]"
    assert "step.flip(2, output=0)" in str(caught.value)


def test_outputs_of_softmax_are_one_answer() -> None:
    step = network("softmax", 3, "cross_entropy").explain(X, [0, 1, 0])
    with pytest.raises(SettingError, match="softmax are one answer together"):
        step.flip(0, output=1)


def test_on_the_border_no_step_is_needed() -> None:
    """3·0 + 4·1 = 4, and σ(0) is ½; 1 + 2 = 2 + 1."""
    found = BORDER.explain(X, [1, 1, 0]).flip(0)
    assert (found.margin, found.distance, found.answer, found.new_answer) == (0.0, 0.0, 1, 0)
    assert str(found) == "Example 0 is exactly on the border (0.5): no step is needed."
    tie = TIE.explain(X, [1, 1, 0]).flip(1)
    assert (tie.margin, tie.distance, {tie.answer, tie.new_answer}) == (0.0, 0.0, {0, 1})
    assert "the outputs of classes 0 and 1 are equal (3)" in str(tie).replace("\n  ", " ")


def test_the_margin_is_explained_in_six_digits() -> None:
    text = str(network("sigmoid", 1, "bce").explain(X, [0, 1, 0]).flip(0)).replace("\n  ", " ")
    found = network("sigmoid", 1, "bce").explain(X, [0, 1, 0]).flip(0)
    assert f"Moving the input by {found.distance:.6g} against the gradient of the margin" in text
    assert "Margin: how far the output is from the border 0.5." in text


def test_outputs_that_are_not_finite_answer_nothing() -> None:
    wild = Model(Network(1, [Dense(1)]), params={"W1": [[1e300]], "b1": [0.0]})
    with np.errstate(all="ignore"):
        step = wild.explain([[1e300]], [1])
    with pytest.raises(DataError, match="not finite"):
        step.flip()


def test_a_saturated_output_flips_where_a_fine_walk_says() -> None:
    found = gn.presets.load("s2-two-lines").explain().flip(0)
    assert found.distance == pytest.approx(0.125**0.5, rel=1e-9)
    X, y = gn.datasets.load("xor_cloud")
    X, y = X[:40], y[:40]
    net = gn.Network(2, [gn.Dense(6, "tanh"), gn.Dense(1, "sigmoid")], loss="bce")
    model = gn.Model(net, seed=0)
    model.train(X, y, epochs=1500, optimizer=gn.Adam(0.05))
    step, ways = model.explain(X, y), np.arange(1, 5001) * 0.002
    compared = 0
    for example, x in enumerate(X):
        sides = [model.predict((x + 1e-6 * e)[None])[0, 0] for e in (*np.eye(2), *-np.eye(2))]
        slope = np.array([sides[0] - sides[2], sides[1] - sides[3]])
        before = model.predict(x[None])[0, 0] >= 0.5
        if np.linalg.norm(slope) < 1e-14:
            continue
        way = slope / np.linalg.norm(slope) * (-1 if before else 1)
        other = np.nonzero((model.predict(x + ways[:, None] * way)[:, 0] >= 0.5) != before)[0]
        flipped = step.flip(example).distance
        if len(other):
            assert flipped == pytest.approx(ways[other[0]], abs=2.1e-3, rel=0.01), example
            compared += 1
    assert compared > 30
