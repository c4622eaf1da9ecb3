"""Inputs and targets as a network needs them, checked before anything runs."""

from typing import Any

import numpy as np

from glassnet.data.finite import check_finite
from glassnet.data.labels import check_labels, one_hot
from glassnet.errors import DataError, ShapeError
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.nn.network import Network


def _numbers(value: Any, name: str, where: str) -> Array:
    """The value as an array of numbers.

    Raises:
        DataError: if something in it is no number.
    """
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.asarray(None)
    if array.dtype.kind not in "fiub":
        raise DataError(
            _("{name} must be an array of numbers").format(name=name),
            expected=_("rows of equal length, numbers only"),
            received=_("an array of type {kind}").format(kind=array.dtype),
            where=where,
            fix=_("turn texts into numbers or labels first"),
        )
    return array


def check_inputs(X: Any, network: Network, dtype: str, where: str) -> Array:
    """X as (m, n_in), contiguous, of the model's type.

    Raises:
        ShapeError: if its columns are not the network's inputs, or there are no rows.
        DataError: if it holds something that is no finite number.
    """
    array = _numbers(X, "X", where)
    if array.ndim != 2 or array.shape[1] != network.inputs or len(array) == 0:
        fix = _("give one row per example and one column per input")
        if array.ndim == 1 and array.shape[0] == network.inputs:
            fix = _("for one example write [[…]], a row inside a list")
        raise ShapeError(
            _("X does not fit the network"),
            expected=f"(m, {network.inputs})",
            received=str(array.shape),
            where=where,
            fix=fix,
        )
    check_finite(array, where)
    result = np.ascontiguousarray(array, dtype=dtype)
    check_finite(result, where)
    return result


def prepare_targets(Y: Any, network: Network, m: int, dtype: str, where: str) -> Array:
    """Y as (m, n_out) numbers: labels become one-hot, or a column of 0 and 1.

    Raises:
        ShapeError: if the number of examples or outputs differs.
        DataError: if a label is outside the classes, or a value cannot be used.
    """
    array = _numbers(Y, "Y", where)
    if len(array.shape) == 0 or array.shape[0] != m:
        raise ShapeError(
            _("X and Y have different numbers of examples"),
            expected=_("{m} targets").format(m=m),
            received=_("{n} targets").format(n=array.shape[0] if array.ndim else 1),
            where=where,
            fix=_("give one target per row of X"),
        )
    check_finite(array, where)
    labels = array.ndim == 1 and array.dtype.kind in "iub"
    if labels and network.outputs >= 2:
        array = one_hot(check_labels(array, network.outputs, where), network.outputs)
    elif array.ndim == 1 and network.outputs == 1:
        array = array.reshape(-1, 1)
    if array.shape != (m, network.outputs):
        raise _wrong_shape(array, network, m, where)
    result = np.ascontiguousarray(array, dtype=dtype)
    _check_range(result, network, where)
    return result


def _wrong_shape(array: Array, network: Network, m: int, where: str) -> ShapeError:
    expected = _("labels ({m},) of whole numbers, or targets ({m}, {n})").format(
        m=m, n=network.outputs
    )
    fix = _("match Y to the {n} outputs of the network").format(n=network.outputs)
    if array.ndim == 2 and network.outputs == 1 and array.shape[1] > 1:
        fix = _(
            "Y looks one-hot: use Dense({k}, 'softmax') as the last layer, or give labels"
        ).format(k=array.shape[1])
    elif array.ndim == 1 and array.dtype.kind == "f":
        fix = _("class labels must be whole numbers: Y.astype(int)")
    elif array.ndim == 2 and array.shape[1] == 1:
        fix = _("Y is a column of labels: flatten it with Y.ravel().astype(int)")
    return ShapeError(
        _("Y does not fit the outputs of the network"),
        expected=expected,
        received=str(array.shape),
        where=where,
        fix=fix,
    )


def _check_range(targets: Array, network: Network, where: str) -> None:
    """Raises if the loss has no meaning for these targets."""
    loss = network.loss.op
    if loss in ("categorical_cross_entropy", "negative_log_likelihood"):
        sums = targets.sum(axis=1)
        wrong = np.flatnonzero((np.abs(sums - 1) > 1e-6) | (targets.min(axis=1) < 0))
        rule = _("targets of each example that are at least 0 and sum to 1")
    elif loss in ("binary_cross_entropy", "hinge"):
        wrong = np.flatnonzero(((targets < 0) | (targets > 1)).any(axis=1))
        rule = _("targets from 0 to 1")
    else:
        return
    if wrong.size:
        row = int(wrong[0])
        raise DataError(
            _("{loss} has no meaning for these targets").format(loss=loss),
            expected=rule,
            received=str(targets[row].tolist()),
            where=_("{where}, row {row} (from 0)").format(where=where, row=row),
            fix=_("give labels, or choose squared_error for other numbers"),
        )


def prepare_weights(weights: Any, m: int, dtype: str) -> Array:
    """Sample weights as a column (m, 1).

    Raises:
        ShapeError: if there is not one for each example.
        DataError: if one is negative or not finite.
    """
    where = "sample_weight="
    array = _numbers(weights, "sample_weight", where)
    if array.shape not in ((m,), (m, 1)):
        raise ShapeError(
            _("there must be one weight for each example"),
            expected=f"({m},)",
            received=str(array.shape),
            where=where,
            fix=_("give as many weights as X has rows"),
        )
    check_finite(array, where)
    if (array < 0).any():
        row = int(np.flatnonzero(array.ravel() < 0)[0])
        raise DataError(
            _("a sample weight is negative"),
            expected=_("numbers of at least 0"),
            received=str(array.ravel()[row]),
            where=_("{where}, row {row} (from 0)").format(where=where, row=row),
            fix=_("use 0 to leave an example out"),
        )
    return np.ascontiguousarray(array.reshape(m, 1), dtype=dtype)
