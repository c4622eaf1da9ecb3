"""gn.audit: what it takes, what it refuses, what it leaves alone, what it counts."""

import json
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from audit.handwritten import Hand
from audit.planted import TANH, TWO, network

W = {"w": np.array([1.0, -2.0, 0.5])}


def square(p: Any) -> float:
    return float(np.sum(p["w"] ** 2))


def test_params_are_not_changed() -> None:
    before = {name: value.copy() for name, value in TWO.params.items()}
    gn.audit(TWO.loss, TWO.grad, TWO.params, network(TWO), TWO.X, TWO.Y)
    assert all(np.array_equal(before[name], TWO.params[name]) for name in before)


def test_names_of_gradients_as_in_courses() -> None:
    assert gn.audit(square, lambda p: {"dw": 2 * p["w"]}, W) == []
    assert gn.audit(lambda w: float(w @ w), lambda w: 2 * w, W["w"]) == []
    assert gn.audit(lambda p: p[0] ** 2, lambda p: (2 * p[0],), (3.0,)) == []


def test_params_in_collections_of_collections() -> None:
    rng = np.random.default_rng(0)
    weights, biases = [rng.normal(size=(2, 2)), rng.normal(size=(2, 2))], [np.ones((2, 1))]

    def loss(p: Any) -> float:
        return float(sum(np.sum(w**2) for w in p["weights"]) + np.sum(p["biases"][0] ** 3))

    def grad(p: Any) -> Any:
        return {"weights": [2 * w for w in p["weights"]], "biases": [6 * p["biases"][0] ** 2]}

    (found,) = gn.audit(loss, grad, {"weights": weights, "biases": biases})
    assert (found.code, found.where) == ("G301", "biases[0]")
    pair = gn.audit(
        lambda p: loss({"weights": p[0], "biases": p[1]}),
        lambda p: tuple(grad({"weights": p[0], "biases": p[1]}).values()),
        (weights, biases),
    )
    assert [each.code for each in pair] == ["G301"]


def test_one_function_for_both() -> None:
    def both(p: Any) -> Any:
        return square(p), {"w": 2 * p["w"]}

    assert gn.audit(both, both, W) == []
    assert gn.audit(lambda p: both(p)[::-1], lambda p: both(p)[::-1], W) == []


@pytest.mark.parametrize("columns", [False, True])
def test_examples_as_rows_or_columns(columns: bool) -> None:
    X, Y = (TANH.X.T, TANH.Y.T) if columns else (TANH.X, TANH.Y)
    spoilt = lambda p: {n: TANH.m * g for n, g in TANH.grad(p).items()}  # noqa: E731
    for net in (None, network(TANH), gn.Model(network(TANH), seed=0)):
        (found,) = gn.audit(TANH.loss, spoilt, TANH.params, net, X, Y)
        assert (found.code, found.numbers["known"]) == ("G301", "m")


def test_a_function_of_more_is_told_how_to_become_one_of_params() -> None:
    def mine(w: Any, X: Any) -> float:
        return 0.0

    with pytest.raises(gn.GlassnetError, match=r"lambda p: mine\(p\['w'\], X\)"):
        gn.audit(mine, lambda p: p, W)


def test_findings_are_plain_and_worst_first() -> None:
    found = gn.audit(TWO.loss, lambda p: {"W1": 0.1, "W2": -TWO.grad(p)["W2"]}, TWO.params)
    assert [each.severity for each in found] == sorted((f.severity for f in found), reverse=True)
    assert {each.code for each in found} == {"G201", "G202", "G302"}
    json.dumps([each.plain() for each in found], allow_nan=False)
    assert all(str(each).startswith(each.code) for each in found)


def test_a_large_parameter_is_sampled_and_still_checked_everywhere() -> None:
    hand = Hand((40, 30, 1), ("tanh", "identity"), seed=3, m=5)
    found = gn.audit(hand.loss, hand.grad, hand.params)
    checked = {each.name: each for each in found.checked}
    assert found == []
    assert (checked["W1"].size, checked["W1"].compared, checked["W1"].directions) == (1200, 64, 3)

    def spoilt(p: Any) -> Any:
        g = hand.grad(p)
        g["W1"][17, 11] += 0.1
        return g

    assert [each.code for each in gn.audit(hand.loss, spoilt, hand.params)] == ["G901"]


def test_a_loss_in_float32_gives_no_finding() -> None:
    def loss(p: Any) -> Any:
        return np.float64(np.sum(np.float32(p["w"]) ** 2, dtype=np.float32))

    assert gn.audit(loss, lambda p: {"w": 2 * p["w"]}, W) == []


def test_the_loss_of_another_convention_is_named() -> None:
    def loss(p: Any) -> float:
        return TWO.loss(p) * TWO.m

    def grad(p: Any) -> Any:
        return {name: TWO.m * value for name, value in TWO.grad(p).items()}

    (found,) = gn.audit(loss, grad, TWO.params, network(TWO), TWO.X, TWO.Y)
    assert (found.code, found.numbers["known"]) == ("G412", "m")
    assert 'reduction="sum"' in found.text
    assert gn.audit(TWO.loss, TWO.grad, TWO.params, other(), TWO.X, TWO.Y)[0].code == "G412"


def other() -> gn.Network:
    return gn.Network(2, [gn.Dense(3, "relu"), gn.Dense(2, "sigmoid")])


def raising(p: Any) -> float:
    raise KeyError("gamma")


@pytest.mark.parametrize(
    "arguments",
    [
        (square, lambda p: None, W),
        (square, lambda p: 3, W),
        (square, lambda p: [1, 2], W),
        (square, lambda p: {}, {}),
        (square, lambda p: {}, {"w": "abc"}),
        (square, lambda p: {}, {"w": [np.nan]}),
        (square, lambda p: [0], [[[1], [1, 2]]]),
        (lambda p: "low", lambda p: p, W),
        (lambda p: np.nan, lambda p: p, W),
        (raising, lambda p: p, W),
        (square, raising, W),
        (3, lambda p: p, W),
        (lambda a, b: 0, lambda p: p, W),
        (lambda a, b, c: 0, lambda p: p, W),
    ],
)
def test_bad_input_is_refused_in_four_parts(arguments: tuple[Any, ...]) -> None:
    with pytest.raises(gn.GlassnetError) as caught:
        gn.audit(*arguments)
    error = caught.value
    assert error.what
    assert error.received
    assert error.where
    assert error.fix


def test_a_network_needs_its_data_and_its_parameters() -> None:
    with pytest.raises(gn.GlassnetError, match="data"):
        gn.audit(TWO.loss, TWO.grad, TWO.params, network(TWO))
    with pytest.raises(gn.GlassnetError, match="not those of the network"):
        gn.audit(TWO.loss, TWO.grad, TWO.params, gn.Network(2, [gn.Dense(2)]), TWO.X, TWO.Y)
