"""A fitted MLP of scikit-learn becomes a model. Its attributes are read; it is not imported."""

from typing import Any

import numpy as np

from glassnet.errors import SettingError
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.losses import (
    L2,
    BinaryCrossEntropy,
    CategoricalCrossEntropy,
    Loss,
    SquaredError,
)
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD, Adam, Momentum, Nesterov, Optimizer

ACTIVATIONS = {"identity": "identity", "logistic": "sigmoid", "tanh": "tanh", "relu": "relu"}
# The last activation there, and here with the loss whose gradient is followed.
OUTPUTS: dict[str, tuple[str, Loss]] = {
    "identity": ("identity", SquaredError(factor=0.5)),
    "softmax": ("softmax", CategoricalCrossEntropy()),
    "logistic": ("sigmoid", BinaryCrossEntropy()),
}


def from_sklearn(mlp: Any) -> Model:
    """The model of a fitted `MLPClassifier` or `MLPRegressor`.

    `predict` answers what `predict_proba` or `predict` does there; for two classes it is one
    column, the probability of the second, and for several labels at once a column for each. The
    network has the loss and the penalty whose gradient scikit-learn follows: alpha is an L2 of
    factor ½, divided by the examples of a batch.

    NOTE: for several outputs, the loss that scikit-learn reports for regression is the mean over
    outputs, while the gradient that it follows is that of their sum, as here.

    Args:
        mlp: the fitted estimator. Inputs of `predict` are those that it was given, so in a
            pipeline they have to be scaled first.

    Raises:
        SettingError: if it is no such estimator, not fitted, or of a kind that has no twin here.

    Example:
        >>> model = from_sklearn(MLPClassifier().fit(X, y))  # doctest: +SKIP
    """
    weights, biases = _arrays(mlp)
    hidden = _named(mlp, "activation", ACTIVATIONS)
    last, loss = _named(mlp, "out_activation_", OUTPUTS)
    functions = [hidden] * (len(weights) - 1) + [last]
    layers = [Dense(w.shape[1], name) for w, name in zip(weights, functions, strict=True)]
    network = Network(weights[0].shape[0], layers, loss, L2(_alpha(mlp), per="batch"))
    params = {}
    for index, (weight, bias) in enumerate(zip(weights, biases, strict=True), 1):
        params[f"W{index}"], params[f"b{index}"] = weight, bias
    single = all(each.dtype == np.float32 for each in weights)
    return Model(network, params, dtype="float32" if single else "float64")


def optimizer_from_sklearn(mlp: Any) -> Optimizer:
    """The optimizer of an `MLPClassifier` or `MLPRegressor`, fitted or not.

    NOTE: its Adam adds epsilon before the correction for the start, Adam here after it, as in
    PyTorch. The steps are the same but for that: they differ where a gradient is not much larger
    than epsilon.

    Raises:
        SettingError: if the solver has no twin here: lbfgs, or a learning rate that changes.
    """
    solver = _attribute(mlp, "solver")
    try:
        lr = float(_attribute(mlp, "learning_rate_init"))
        if solver == "adam":
            return Adam(lr, float(mlp.beta_1), float(mlp.beta_2), float(mlp.epsilon))
        if solver == "sgd" and mlp.learning_rate == "constant":
            momentum = float(mlp.momentum)
            if momentum == 0:
                return SGD(lr)
            return Nesterov(lr, momentum) if mlp.nesterovs_momentum else Momentum(lr, momentum)
    except (TypeError, ValueError, AttributeError):
        raise _not_an_mlp(mlp) from None
    raise SettingError(
        _("this solver of scikit-learn has no twin here"),
        expected="solver='adam' | 'sgd', learning_rate='constant'",
        received=f"solver={solver!r}, learning_rate={getattr(mlp, 'learning_rate', None)!r}",
        where="gn.optimizer_from_sklearn(mlp)",
        fix=_("choose an optimizer yourself, for example {example}").format(
            example="gn.Adam(0.001)"
        ),
    )


def _attribute(mlp: Any, name: str) -> Any:
    try:
        return getattr(mlp, name)
    except AttributeError:
        raise _not_an_mlp(mlp) from None


def _named(mlp: Any, attribute: str, known: dict[str, Any]) -> Any:
    """What a name that the estimator has means here."""
    value = _attribute(mlp, attribute)
    if isinstance(value, str) and value in known:
        return known[value]
    raise SettingError(
        _("{name} of the estimator has no twin here").format(name=attribute),
        expected=_("one of {names}").format(names=", ".join(known)),
        received=f"{attribute}={value!r:.60}",
        where="gn.from_sklearn(mlp)",
        fix=_("train it again with one of these"),
    )


def _alpha(mlp: Any) -> float:
    try:
        return float(_attribute(mlp, "alpha"))
    except (TypeError, ValueError):
        raise _not_an_mlp(mlp) from None


def _arrays(mlp: Any) -> tuple[list[Array], list[Array]]:
    """The weights (inputs, units) and biases (units,) of each layer."""
    if not hasattr(mlp, "coefs_") and hasattr(mlp, "hidden_layer_sizes"):
        raise SettingError(
            _("the estimator is not fitted, so it has no weights yet"),
            expected=_("an MLPClassifier or MLPRegressor after fit"),
            received=f"{mlp!r:.80}",
            where="gn.from_sklearn(mlp)",
            fix="gn.from_sklearn(mlp.fit(X, y))",
        )
    try:
        weights = [np.asarray(each) for each in mlp.coefs_]
        biases = [np.asarray(each) for each in mlp.intercepts_]
    except (TypeError, ValueError, AttributeError):
        raise _not_an_mlp(mlp) from None
    sizes = [weight.shape for weight in weights]
    fits = (
        bool(weights)
        and all(each.dtype.kind == "f" for each in (*weights, *biases))
        and all(len(shape) == 2 for shape in sizes)
        and [bias.shape for bias in biases] == [shape[1:] for shape in sizes]
        and [shape[0] for shape in sizes[1:]] == [shape[1] for shape in sizes[:-1]]
    )
    if not fits or not all(np.isfinite(each).all() for each in (*weights, *biases)):
        raise _not_an_mlp(mlp)
    return weights, biases


def _not_an_mlp(mlp: Any) -> SettingError:
    return SettingError(
        _("this is no MLP of scikit-learn with finite weights"),
        expected=_("an MLPClassifier or MLPRegressor after fit"),
        received=f"{mlp!r:.80}",
        where="gn.from_sklearn(mlp)",
        fix=_("give the estimator itself; in a pipeline it is pipeline[-1]"),
    )
