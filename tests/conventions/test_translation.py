"""Translated settings train to the same weights, in glassnet and in the libraries themselves."""

import itertools
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.conventions.sources import BINARY, CATEGORICAL, SOURCES, SQUARED
from glassnet.conventions.translation import translate
from glassnet.errors import GlassnetError, SettingError, UnknownNameError

WITH_PENALTY = [key for key, each in SOURCES.items() if each.penalty]


def test_known_strengths() -> None:
    """½·alpha/n·Σw² beside a mean loss is weight_decay = alpha/n."""
    found = translate("sklearn", "pytorch", 1e-4, n_data=200, loss=CATEGORICAL, lr=0.1)
    assert found.strength == pytest.approx(5e-7)
    assert found.new_lr == pytest.approx(0.1)
    squared = translate("sklearn", "pytorch", 1e-4, n_data=200, lr=0.1)
    assert squared.strength == pytest.approx(1e-6)
    assert squared.new_lr == pytest.approx(0.05)
    book = translate("nielsen", "keras", 5.0, n_data=50_000, batch_size=10, loss=CATEGORICAL)
    assert book.strength == pytest.approx(5.0 / 100_000)
    assert translate("keras", "keras", 0.3, n_data=9).strength == 0.3


@pytest.mark.parametrize(("one", "other"), list(itertools.permutations(WITH_PENALTY, 2)))
def test_there_and_back_and_the_same_step(one: str, other: str) -> None:
    for loss in set(SOURCES[one].losses) & set(SOURCES[other].losses):
        there = translate(one, other, 0.2, n_data=40, batch_size=8, outputs=4, loss=loss, lr=0.3)
        assert there.step_difference < 1e-14
        back = translate(
            other,
            one,
            there.strength,
            n_data=40,
            batch_size=8,
            outputs=4,
            loss=loss,
            lr=there.new_lr,
        )
        assert back.strength == pytest.approx(0.2)
        assert back.new_lr == pytest.approx(0.3)
        assert there.strength == pytest.approx(0.2 * there.strength_factor.value(there.sizes))


@pytest.mark.parametrize("loss", [SQUARED, CATEGORICAL])
def test_scikit_learn_and_pytorch_end_at_the_same_weights(loss: str) -> None:
    """Ten full-batch steps of scikit-learn, and of PyTorch with the translated settings."""
    torch = pytest.importorskip("torch", reason="PyTorch is not installed; pip install '.[peers]'")
    peers = pytest.importorskip(
        "sklearn.neural_network", reason="scikit-learn is not installed; pip install '.[peers]'"
    )
    rng = np.random.default_rng(0)
    X = rng.standard_normal((30, 4))
    Y = rng.standard_normal((30, 3)) if loss == SQUARED else rng.integers(0, 3, 30)
    kind = peers.MLPRegressor if loss == SQUARED else peers.MLPClassifier
    peer = kind(
        hidden_layer_sizes=(5,), activation="tanh", solver="sgd", alpha=0.5, batch_size=30,
        momentum=0.0, nesterovs_momentum=False, learning_rate_init=0.05, shuffle=False,
    )  # fmt: skip
    starts: list[np.ndarray] = []
    for step in range(11):
        if loss == SQUARED:
            peer.partial_fit(X, Y)
        else:
            peer.partial_fit(X, Y, classes=[0, 1, 2])
        if step == 0:
            starts = [w.copy() for w in (*peer.coefs_, *peer.intercepts_)]
    found = translate("sklearn", "pytorch", 0.5, n_data=30, outputs=3, loss=loss, lr=0.05)
    w1, w2, b1, b2 = (torch.tensor(w, requires_grad=True) for w in starts)
    groups = [{"params": [w1, w2], "weight_decay": found.strength},
              {"params": [b1, b2], "weight_decay": 0.0}]  # fmt: skip
    optimizer = torch.optim.SGD(groups, lr=found.new_lr)
    inputs, targets = torch.tensor(X), torch.tensor(Y)
    measure = torch.nn.MSELoss() if loss == SQUARED else torch.nn.CrossEntropyLoss()
    for _step in range(10):
        optimizer.zero_grad()
        measure(torch.tanh(inputs @ w1 + b1) @ w2 + b2, targets).backward()
        optimizer.step()
    ends = (*peer.coefs_, *peer.intercepts_)
    for ours, theirs in zip((w1, w2, b1, b2), ends, strict=True):
        assert ours.detach().numpy() == pytest.approx(theirs, rel=1e-10, abs=1e-12)


def test_of_the_package() -> None:
    assert gn.conventions.translate(
        "sklearn", "pytorch", 1e-4, n_data=200
    ).strength == pytest.approx(1e-6)
    assert "weight_decay" in gn.conventions.table()
    assert set(gn.conventions.SOURCES) >= {"tutorial1", "tutorial5", "nielsen", "keras"}


@pytest.mark.parametrize(
    ("names", "options", "kind"),
    [
        (("sklern", "keras"), {"n_data": 9}, UnknownNameError),
        (("sklearn", "kera"), {"n_data": 9}, UnknownNameError),
        (("sklearn", "tutorial4"), {"n_data": 9}, SettingError),
        (("sklearn", "tutorial1"), {"n_data": 9, "loss": BINARY}, SettingError),
        (("sklearn", "keras"), {"n_data": 0}, SettingError),
        (("sklearn", "keras"), {"n_data": 9, "batch_size": 10}, SettingError),
        (("sklearn", "keras"), {"n_data": 9, "lr": -1.0}, SettingError),
        (("sklearn", "keras"), {"n_data": 9, "loss": "mean"}, UnknownNameError),
        (("sklearn", "keras"), {"n_data": 9, "outputs": 1.5}, SettingError),
    ],
)
def test_bad_questions(names: tuple[str, str], options: dict, kind: type[GlassnetError]) -> None:
    with pytest.raises(kind) as caught:
        translate(*names, 1e-4, **options)
    assert all((caught.value.expected, caught.value.received, caught.value.where, caught.value.fix))


def test_a_huge_training_set_is_no_work() -> None:
    found = translate("sklearn", "keras", 1.0, n_data=10**9, batch_size=10**9)
    assert found.strength == pytest.approx(1e-9)


@pytest.mark.parametrize(("n", "taken"), [(150, 150), (200, 200), (2000, 200)])
def test_scikit_learns_own_batch_size(n: int, taken: int) -> None:
    peers = pytest.importorskip(
        "sklearn.neural_network", reason="scikit-learn is not installed; pip install '.[peers]'"
    )
    from unittest.mock import patch

    rng = np.random.default_rng(0)
    seen: list[int] = []

    def spy(self: object, X: np.ndarray, *args: object) -> object:
        seen.append(len(X))
        return backprop(self, X, *args)

    backprop = peers.MLPRegressor._backprop
    with patch.object(peers.MLPRegressor, "_backprop", spy):
        peer = peers.MLPRegressor(hidden_layer_sizes=(2,), solver="sgd", max_iter=1)
        peer.partial_fit(rng.standard_normal((n, 2)), rng.standard_normal(n))
    for found in (translate("sklearn", "pytorch", 1.0, n_data=n, loss="bce"),
                  translate("pytorch", "sklearn", 1.0, n_data=n, loss="bce")):  # fmt: skip
        assert found.sizes.m == taken == max(seen)
        assert found.batch_of is SOURCES["sklearn"]
    assert translate("nielsen", "pytorch", 1.0, n_data=n).sizes.m == n
    assert translate("sklearn", "pytorch", 1.0, n_data=n, batch_size=7).batch_of is None


@pytest.mark.parametrize("loss", ["bce", gn.BinaryCrossEntropy, gn.BinaryCrossEntropy(), BINARY])
def test_losses_by_any_name_that_a_network_takes(loss: Any) -> None:
    found = translate("sklearn", "pytorch", 1e-4, n_data=200, loss=loss)
    assert found.loss == BINARY
    assert found == translate("sklearn", "pytorch", 1e-4, n_data=200, loss=BINARY)
    with pytest.raises(UnknownNameError, match="absolute_error"):
        translate("sklearn", "pytorch", 1e-4, n_data=200, loss="mae")
