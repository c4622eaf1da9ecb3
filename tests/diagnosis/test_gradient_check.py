"""`model.check_gradients`: what is compared, what is left out, what is said."""

from collections.abc import Iterator

import numpy as np
import pytest

import glassnet as gn
from glassnet.core.op import forget, lookup, register
from glassnet.diagnosis.gradient_check import GradientCheck, check_step
from glassnet.errors import DataError, GlassnetError, SettingError, UnknownNameError
from glassnet.locales import set_language, width
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.losses import L2
from glassnet.nn.network import Network

X, Y = [[0.0, 1.0], [1.0, 1.0], [0.3, -2.0]], [0, 1, 0]
SMOOTH = Network(2, [Dense(3, "tanh"), Dense(2, "softmax")], "cross_entropy", L2(0.1))


@pytest.fixture
def wrong_tanh() -> Iterator[None]:
    """A tanh whose stated slope lacks its square."""
    from dataclasses import replace

    from glassnet.core.expr import Sym

    good = lookup("tanh")
    forget("tanh")
    register(replace(good, slopes={"z": 1 - Sym("y")}))
    yield
    forget("tanh")
    register(good)


def test_every_backward_row_is_checked() -> None:
    model = Model(SMOOTH)
    check = model.check_gradients(X, Y)
    step = model.explain(X, Y)
    backward = [e.out.name for e in step.derivation.phase("backward")]
    assert [row.name for row in check] == backward
    assert [row.number for row in check] == [step.derivation.number(name) for name in backward]
    assert check
    assert check.ok
    assert all(row.checked == row.entries == step[row.name].size for row in check)
    assert {row.method for row in check} == {"complex step"}
    assert check["dZ2"].of == "Z2"
    assert max(row.difference for row in check) < 1e-15
    assert check.wrong == ()


def test_a_row_is_compared_with_a_difference_quotient_of_our_own() -> None:
    """dA1 by hand: the last layer and the loss again, with A1 moved."""
    model = Model(Network(2, [Dense(3, "tanh"), Dense(1)]), seed=3)
    targets = np.array([[0.5], [1.0], [-1.0]])
    step = model.explain(X, targets)

    def loss(a1: object) -> float:
        return float(np.sum((a1 @ model.params["W2"] + model.params["b2"] - targets) ** 2) / 3)

    for place in np.ndindex(3, 3):
        up, down = (np.array(step["A1"]) for _ in range(2))
        up[place] += 1e-5
        down[place] -= 1e-5
        assert step["dA1"][place] == pytest.approx((loss(up) - loss(down)) / 2e-5, abs=1e-9)
    assert model.check_gradients(X, targets)["dA1"].verdict == "agrees"


def test_a_wrong_slope_is_named_at_its_row(wrong_tanh: None) -> None:
    check = Model(SMOOTH).check_gradients(X, Y)
    assert not check
    assert [row.name for row in check.wrong] == ["dZ1"]
    verdicts = {row.name: row.verdict for row in check}
    assert verdicts["dA1"] == "agrees"
    assert verdicts["dW1_data"] == verdicts["dW1"] == verdicts["db1"] == "inherits"
    text = " ".join(str(check).split())
    row = check.wrong[0]
    assert f"Row {row.number} is not the slope of L by Z1: dZ1 = dA1 * (1 - A1)." in text
    assert "The rules of dW1_data, dW1, db1 are right" in text
    assert f"Wrong rows: 1 of {len(check)}." in text


def test_kinks_are_left_out_and_counted() -> None:
    params = {"W1": np.eye(2), "b1": [0.0, -1.0], "W2": [[1.0], [2.0]], "b2": [0.0]}
    model = Model(Network(2, [Dense(2, "relu"), Dense(1)]), params)
    check = model.check_gradients([[0.0, 3.0], [2.0, 1.0]], [[1.0], [0.0]])
    # Z1 = [[0, 2], [2, 0]]: two of four units stand on the kink of relu
    assert check["dZ1"].kinks == 2
    assert check["dZ1"].checked == 2
    assert check["db1"].verdict == "not checked"
    assert check
    text = " ".join(str(check).split())
    assert "they are on a kink, where the slope jumps" in text
    assert "not dW1, db1" in text or "not db1" in text


def test_a_kink_that_no_op_declares_is_no_alarm() -> None:
    gn.elementwise("fold", "z", forward=lambda z: gn.math.maximum(z, -z))
    try:
        model = Model(Network(1, [Dense(1, "fold"), Dense(1)]),
                      params={"W1": [[1.0]], "b1": [0.0], "W2": [[1.0]], "b2": [0.0]})  # fmt: skip
        check = model.check_gradients([[0.0], [1.0]], [[1.0], [0.0]])
    finally:
        forget("fold")
    assert check
    assert check["dZ1"].kinks == 1


def test_large_rows_are_sampled_the_same_way_each_time() -> None:
    rng = np.random.default_rng(0)
    model = Model(Network(30, [Dense(10, "tanh"), Dense(1)]))
    data = rng.standard_normal((4, 30)), rng.standard_normal((4, 1))
    first, second = (model.check_gradients(*data, entries=7) for _ in range(2))
    assert first["dW1"].entries == 300
    assert first["dW1"].checked == 7
    assert [row.place for row in first] == [row.place for row in second]
    assert "7/300" in str(first)


@pytest.mark.parametrize("layout", ["rows", "columns"])
def test_weights_dropout_layout_and_type(layout: str) -> None:
    network = Network(2, [Dense(4, "gelu"), gn.Dropout(0.5), Dense(1, "sigmoid")], "bce")
    model = Model(network, dtype="float32")
    before = {name: value.copy() for name, value in model.params.items()}
    check = model.check_gradients(X, Y, layout=layout, sample_weight=[1, 2, 0.5], seed=1)
    assert check
    assert check.step["W1"].dtype == np.float64
    assert all(np.array_equal(before[name], model.params[name]) for name in before)
    assert model.params["W1"].dtype == np.float32


def test_it_is_a_sequence() -> None:
    check = Model(SMOOTH).check_gradients(X, Y)
    assert isinstance(check, GradientCheck)
    assert check[0] is next(iter(check))
    assert len(check) == len(list(check)) == len(check[:])
    assert "ok=True" in repr(check)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_fits_a_terminal(language: str) -> None:
    set_language(language)
    rng = np.random.default_rng(0)
    layers = [Dense(120, "relu"), Dense(2, "softmax")]
    model = Model(Network(200, layers, "cross_entropy", L2(0.1)))
    text = str(model.check_gradients(rng.standard_normal((12, 200)), [0, 1] * 6, entries=3))
    assert max(map(width, text.split("\n"))) <= 80
    assert ("measured" in text) == (language == "en")


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"entries": 0}, SettingError),
        ({"entries": 1.5}, SettingError),
        ({"layout": "rings"}, UnknownNameError),
        ({"sample_weight": [1.0]}, GlassnetError),
        ({"n_data": 0}, SettingError),
        ({"seed": -1}, SettingError),
    ],
)
def test_bad_options_are_refused(options: dict, kind: type[GlassnetError]) -> None:
    with pytest.raises(kind) as caught:
        Model(SMOOTH).check_gradients(X, Y, **options)
    assert all((caught.value.expected, caught.value.received, caught.value.where, caught.value.fix))


def test_what_cannot_be_checked_says_why() -> None:
    signed = Model(Network(2, [Dense(1)], "signed_error"))
    with pytest.raises(SettingError, match="no gradient"):
        signed.check_gradients(X, [[0.0], [1.0], [2.0]])
    huge = Model(Network(2, [Dense(1)]), params={"W1": [[1e200], [1.0]], "b1": [0.0]})
    with pytest.raises(DataError, match="not finite"):
        huge.check_gradients(X, [[0.0], [1.0], [2.0]])
    with pytest.raises(SettingError, match="float64"):
        check_step(Model(SMOOTH, dtype="float32").explain(X, Y))
