"""Networks of scikit-learn: the model answers, and learns, what the estimator does."""

import warnings
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.errors import SettingError

pytest.importorskip("sklearn", reason="the package scikit-learn is not installed")

from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

RNG = np.random.default_rng(5)
X = RNG.normal(size=(60, 4))
TARGETS: dict[str, Any] = {
    "binary": (X[:, 0] * X[:, 1] > 0).astype(int),
    "names": np.where(X[:, 0] > 0, "yes", "no"),
    "classes": np.digitize(X[:, 0], [-0.5, 0.5]),
    "labels": (X[:, :3] > 0).astype(int),
    "number": X @ [1.0, -2.0, 0.5, 0.0],
    "numbers": np.stack([X[:, 0] + X[:, 1], X[:, 2] ** 2], axis=1),
}


def fitted(kind: str, **settings: Any) -> Any:
    estimator = MLPRegressor if kind.startswith("number") else MLPClassifier
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        options = {"max_iter": 15, "random_state": 0, "hidden_layer_sizes": (5, 3), **settings}
        return estimator(**options).fit(X, TARGETS[kind])


def answers(mlp: Any, kind: str) -> Any:
    """What the estimator answers, in as many columns as the network has outputs."""
    if kind.startswith("number"):
        return mlp.predict(X).reshape(len(X), -1)
    found = mlp.predict_proba(X)
    return found[:, 1:] if kind in ("binary", "names") else found


@pytest.mark.parametrize("solver", ["adam", "sgd", "lbfgs"])
@pytest.mark.parametrize("activation", ["identity", "logistic", "tanh", "relu"])
@pytest.mark.parametrize("kind", TARGETS)
def test_it_answers_the_same(kind: str, activation: str, solver: str) -> None:
    mlp = fitted(kind, activation=activation, solver=solver)
    model = gn.from_sklearn(mlp)
    assert np.abs(model.predict(X) - answers(mlp, kind)).max() <= 1e-12
    assert model.network.sizes[:3] == (4, 5, 3)


def test_single_precision_stays_single() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        mlp = MLPRegressor(hidden_layer_sizes=(3,), max_iter=2, random_state=0)
        mlp.fit(X.astype(np.float32), TARGETS["number"].astype(np.float32))
    model = gn.from_sklearn(mlp)
    assert model.dtype == "float32"
    expected = mlp.predict(X.astype(np.float32))
    assert np.abs(model.predict(X.astype(np.float32))[:, 0] - expected).max() <= 1e-6


def targets(kind: str) -> Any:
    return (TARGETS["names"] == "yes").astype(int) if kind == "names" else TARGETS[kind]


@pytest.mark.parametrize("kind", TARGETS)
def test_loss_and_penalty_are_those_that_it_reports(kind: str) -> None:
    mlp = fitted(kind, alpha=0.7, max_iter=1, solver="sgd", learning_rate_init=1e-12)
    step = gn.from_sklearn(mlp).explain(X, targets(kind))
    outputs = 2 if kind == "numbers" else 1  # it reports the mean over these, and adds the penalty
    assert abs(step["L_data"] / outputs + step["L_penalty"] - mlp.loss_) <= 1e-9


@pytest.mark.parametrize(
    ("settings", "tolerance"),
    [
        ({"solver": "sgd", "momentum": 0.0}, 1e-12),
        ({"solver": "sgd", "momentum": 0.8, "nesterovs_momentum": False}, 1e-12),
        ({"solver": "sgd", "momentum": 0.8, "nesterovs_momentum": True}, 1e-12),
        # epsilon is added in another place, so it has to vanish beside the gradients
        ({"solver": "adam", "epsilon": 1e-14}, 1e-10),
    ],
)
@pytest.mark.parametrize("kind", ["binary", "classes", "labels", "number", "numbers"])
def test_it_goes_on_learning_as_the_estimator_would(
    kind: str, settings: Any, tolerance: float
) -> None:
    # a start that has not moved yet, then the steps of the estimator and ours
    more = {"alpha": 0.3, "batch_size": len(X), "shuffle": False, "activation": "tanh", **settings}
    begun = fitted(kind, max_iter=1, **{**more, "learning_rate_init": 1e-300})
    model = gn.from_sklearn(begun)
    ended = fitted(kind, max_iter=6, learning_rate_init=0.01, **more)
    optimizer = gn.optimizer_from_sklearn(ended)
    model.train(X, targets(kind), epochs=6, optimizer=optimizer)
    assert optimizer.lr == 0.01
    for index, weight in enumerate(ended.coefs_, 1):
        assert np.abs(model.params[f"W{index}"] - weight).max() <= tolerance


def test_solvers_without_a_twin() -> None:
    for mlp in (
        MLPClassifier(solver="lbfgs"),
        MLPClassifier(solver="sgd", learning_rate="adaptive"),
        MLPRegressor(solver="sgd", learning_rate="invscaling"),
    ):
        with pytest.raises(SettingError, match="no twin"):
            gn.optimizer_from_sklearn(mlp)


def test_a_loss_without_a_twin() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        mlp = MLPRegressor("poisson", hidden_layer_sizes=(3,), max_iter=2).fit(
            X, np.abs(TARGETS["number"])
        )
    with pytest.raises(SettingError, match="out_activation_") as caught:
        gn.from_sklearn(mlp)
    assert "exp" in str(caught.value.received)


def test_what_is_not_fitted() -> None:
    with pytest.raises(SettingError, match="not fitted") as caught:
        gn.from_sklearn(MLPClassifier())
    assert "fit" in str(caught.value.fix)


def test_a_pipeline_says_where_the_network_is() -> None:
    pipeline = make_pipeline(StandardScaler(), fitted("binary"))
    with pytest.raises(SettingError) as caught:
        gn.from_sklearn(pipeline)
    assert "pipeline[-1]" in str(caught.value.fix)
    assert gn.from_sklearn(pipeline[-1]).network.inputs == 4


class Fake:
    activation, out_activation_, alpha, solver = "relu", "identity", 0.1, "adam"
    coefs_, intercepts_ = [np.ones((2, 1))], [np.ones(1)]


@pytest.mark.parametrize(
    "change",
    [
        {"coefs_": 3},
        {"coefs_": []},
        {"coefs_": [np.ones((2, 3))]},
        {"coefs_": [[["a", "b"]]]},
        {"coefs_": [np.ones((2, 1)), np.ones((2, 1))], "intercepts_": [np.ones(1), np.ones(1)]},
        {"coefs_": [np.full((2, 1), np.nan)]},
        {"intercepts_": None},
        {"activation": "swish"},
        {"activation": ["relu"]},
        {"out_activation_": None},
        {"alpha": "large"},
        {"alpha": -1},
        {"alpha": np.nan},
    ],
)
def test_what_is_no_mlp(change: Any) -> None:
    fake = type("Fake", (Fake,), change)()
    assert gn.from_sklearn(Fake()).network.sizes == (2, 1)
    with pytest.raises(gn.GlassnetError) as caught:
        gn.from_sklearn(fake)
    assert caught.value.fix


@pytest.mark.parametrize("mlp", [None, 3, "mlp", np.ones(3)])
def test_what_is_nothing_of_the_kind(mlp: Any) -> None:
    for call in (gn.from_sklearn, gn.optimizer_from_sklearn):
        with pytest.raises(SettingError):
            call(mlp)
