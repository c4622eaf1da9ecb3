"""Factors: computed from equations, against scikit-learn, PyTorch and formulas on paper."""

from dataclasses import replace

import numpy as np
import pytest

from glassnet.conventions.factors import Factor, Sizes, example, factor, network_of
from glassnet.conventions.sources import (
    BINARY,
    CATEGORICAL,
    SOURCES,
    SQUARED,
    Source,
    source,
)
from glassnet.errors import SettingError, UnknownNameError
from glassnet.executors import reference
from glassnet.nn.losses import L1, L2, AbsoluteError, SquaredError
from glassnet.nn.lower import lower

SIZES = Sizes(6, 3, 30)
LAMBDA = 0.37


def loss_and_slopes(each: Source, op: str, seed: int) -> tuple[dict, dict]:
    """Our rows for a source's convention, and the numbers that went in."""
    feeds = example(op, SIZES, seed)
    network = network_of(each.losses[op], None, SIZES.outputs)
    return reference.run(lower(network, SIZES.m), feeds), feeds


@pytest.mark.parametrize(
    ("one", "want"),
    [
        (SquaredError(), Factor(1.0, m=-1)),
        (SquaredError(0.5), Factor(0.5, m=-1)),
        (SquaredError(0.5, "mean_all"), Factor(0.5, m=-1, outputs=-1)),
        (SquaredError(3, "sum"), Factor(3.0)),
        (AbsoluteError(reduction="mean_all"), Factor(1.0, m=-1, outputs=-1)),
        (L2(1.0), Factor(0.5)),
        (L2(1.0, per="data"), Factor(0.5, n=-1)),
        (L2(0.25, factor=1.0, per="batch"), Factor(0.25, m=-1)),
        (L1(2.0, per="batch"), Factor(2.0, m=-1)),
    ],
)
def test_factors_by_hand(one: object, want: Factor) -> None:
    assert factor(one) == want


def test_one_convention_beside_another() -> None:
    assert str(factor(SquaredError(0.5), SquaredError())) == "1/2"
    assert str(factor(SquaredError(reduction="sum"), SquaredError(0.5))) == "2·m"
    assert str(factor(L2(1.0, per="data"), L2(1.0, factor=1.0))) == "1/(2·n)"
    with pytest.raises(SettingError, match="no multiples"):
        factor(SquaredError(), AbsoluteError())


def test_text_and_value_of_a_factor() -> None:
    assert Factor(0.5, m=-1).text("λ") == "λ/(2·m)"
    assert Factor(1.0).text() == "1"
    assert Factor(1.0).text("l2") == "l2"
    assert Factor(1.5, m=1, outputs=-2).text() == "3·m/(2·k·k)"
    assert Factor(0.5, m=-1, n=1).value(Sizes(4, 2, 24)) == 3.0


@pytest.mark.parametrize("op", [SQUARED, BINARY, CATEGORICAL])
@pytest.mark.parametrize("seed", range(4))
def test_pytorch_computes_the_same(op: str, seed: int) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed; pip install '.[peers]'")
    ours, feeds = loss_and_slopes(SOURCES["pytorch"], op, seed)
    weights = torch.tensor(feeds["W1"], requires_grad=True)
    logits = torch.tensor(feeds["A0"]) @ weights + torch.tensor(feeds["b1"])
    targets = torch.tensor(feeds["Y"])
    loss = {
        SQUARED: lambda: torch.nn.MSELoss()(logits, targets),
        BINARY: lambda: torch.nn.BCELoss()(torch.sigmoid(logits), targets),
        CATEGORICAL: lambda: torch.nn.CrossEntropyLoss()(logits, targets.argmax(1)),
    }[op]()
    loss.backward()
    assert ours["L"] == pytest.approx(float(loss.detach()), rel=1e-12)
    assert ours["dW1"] == pytest.approx(weights.grad.numpy(), rel=1e-10, abs=1e-14)


def test_pytorchs_weight_decay_is_half_of_the_squares_biases_included() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed; pip install '.[peers]'")
    penalty = SOURCES["pytorch"].penalty
    assert penalty is not None
    feeds = example(SQUARED, SIZES, 0)
    layer = torch.nn.Linear(3, SIZES.outputs, dtype=torch.float64)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(feeds["W1"].T))
        layer.bias.copy_(torch.tensor(feeds["b1"]))
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.1, weight_decay=LAMBDA)
    torch.nn.MSELoss()(layer(torch.tensor(feeds["A0"])), torch.tensor(feeds["Y"])).backward()
    optimizer.step()
    network = network_of(SOURCES["pytorch"].losses[SQUARED], replace(penalty, strength=LAMBDA), 3)
    ours = reference.run(lower(network, SIZES.m, optimizer="sgd"), {**feeds, "lr": np.array(0.1)})
    assert ours["W1_new"] == pytest.approx(layer.weight.detach().numpy().T, rel=1e-12)
    assert ours["b1_new"] == pytest.approx(layer.bias.detach().numpy(), rel=1e-12)


@pytest.mark.parametrize(
    ("op", "activation"), [(SQUARED, "identity"), (BINARY, "logistic"), (CATEGORICAL, "softmax")]
)
@pytest.mark.parametrize("seed", range(4))
def test_scikit_learn_computes_the_same_slopes(op: str, activation: str, seed: int) -> None:
    network = pytest.importorskip(
        "sklearn.neural_network", reason="scikit-learn is not installed; pip install '.[peers]'"
    )
    from sklearn.neural_network._base import LOSS_FUNCTIONS

    each = SOURCES["sklearn"]
    assert each.penalty is not None
    feeds = example(op, SIZES, seed)
    kind = network.MLPRegressor if op == SQUARED else network.MLPClassifier
    peer = kind(hidden_layer_sizes=(), alpha=LAMBDA)
    peer.n_layers_, peer.n_outputs_, peer.out_activation_ = 2, SIZES.outputs, activation
    peer.coefs_, peer.intercepts_ = [feeds["W1"].copy()], [feeds["b1"].copy()]
    peer.loss = "squared_error" if op == SQUARED else "log_loss"
    slopes, biases = [np.zeros_like(feeds["W1"])], [np.zeros_like(feeds["b1"])]
    deltas = [np.zeros((SIZES.m, SIZES.outputs))]
    _loss, slopes, biases = peer._backprop(
        feeds["A0"], feeds["Y"], None, [feeds["A0"], None], deltas, slopes, biases
    )
    ours = reference.run(
        lower(network_of(each.losses[op], replace(each.penalty, strength=LAMBDA), 3), SIZES.m),
        feeds,
    )
    assert ours["dW1"] == pytest.approx(slopes[0], rel=1e-11, abs=1e-14)
    assert ours["db1"] == pytest.approx(biases[0], rel=1e-11, abs=1e-14)
    reported = "binary_log_loss" if op == BINARY else peer.loss
    value = LOSS_FUNCTIONS[reported](feeds["Y"], np.asarray(ours["A1"]))
    # NOTE: of squared errors the reported loss is not the one whose slope is used; see its note
    outputs = SIZES.outputs if op == SQUARED else 1
    assert ours["L_data"] == pytest.approx(outputs * value, rel=1e-12)
    assert ours["L_penalty"] == pytest.approx(
        LAMBDA / 2 * np.sum(feeds["W1"] ** 2) / SIZES.m, rel=1e-12
    )


@pytest.mark.parametrize("seed", range(3))
def test_keras_as_documented(seed: int) -> None:
    """mean over the last axis, then over the batch; regularizers.L2: l2 · Σ w²."""
    each = SOURCES["keras"]
    ours, feeds = loss_and_slopes(each, SQUARED, seed)
    a, y = ours["A1"], feeds["Y"]
    assert ours["L"] == pytest.approx(np.mean(np.mean(np.square(a - y), axis=-1)))
    ours, feeds = loss_and_slopes(each, BINARY, seed)
    a, y = ours["A1"], feeds["Y"]
    surprise = -(y * np.log(a) + (1 - y) * np.log(1 - a))
    assert ours["L"] == pytest.approx(np.mean(np.mean(surprise, axis=-1)))
    ours, feeds = loss_and_slopes(each, CATEGORICAL, seed)
    assert ours["L"] == pytest.approx(np.mean(-np.sum(feeds["Y"] * np.log(ours["A1"]), axis=-1)))
    assert str(factor(each.penalty)) == "1"


def test_the_books_on_paper() -> None:
    """Equations as printed: ½ in Nielsen's (6), λ/2n in (87); 1/2N and λ/2N in tutorial 1."""
    feeds = example(SQUARED, SIZES, 0)
    a = feeds["A0"] @ feeds["W1"] + feeds["b1"]
    want = {
        "nielsen": np.sum((feeds["Y"] - a) ** 2) / (2 * SIZES.m),
        "tutorial1": np.sum((feeds["Y"] - a) ** 2) / (2 * SIZES.m),
        "tutorial3": np.sum((feeds["Y"] - a) ** 2),
        "tutorial4": np.mean(np.square(a - feeds["Y"])),
    }
    for key, value in want.items():
        assert loss_and_slopes(SOURCES[key], SQUARED, 0)[0]["L"] == pytest.approx(value), key
    assert factor(SOURCES["nielsen"].penalty).text("λ") == "λ/(2·n)"
    assert factor(SOURCES["tutorial1"].penalty).text("λ") == "λ/(2·m)"


def test_unknown_source() -> None:
    assert source("keras") is SOURCES["keras"]
    with pytest.raises(UnknownNameError, match="sklern") as caught:
        source("sklern")
    assert "sklearn" in (caught.value.fix or "")
