"""Inputs and targets as a network needs them, checked before anything runs."""

from math import prod
from typing import Any

import numpy as np

from glassnet.data.finite import check_finite
from glassnet.data.labels import check_labels, one_hot
from glassnet.errors import DataError, ShapeError
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.nn.network import Network


def check_inputs(X: Any, network: Network, dtype: str, where: str) -> Array:
    """X as (m, n_in), contiguous, of the model's type.

    Args:
        X: anything that NumPy takes for a table of numbers.
        network: says how many inputs there are.
        dtype: "float64" or "float32".
        where: the argument that received X, for errors.

    Raises:
        ShapeError: if its columns are not the network's inputs, or there are no rows.
        DataError: if it holds something that is no finite number.
    """
    array = _numbers(X, "X", where)
    if array.ndim != 2 or array.shape[1] != network.inputs or len(array) == 0:
        raise ShapeError(
            _("X does not fit the network"),
            expected=_("shape (m, {n}) with m at least 1").format(n=network.inputs),
            received=_("shape {shape}").format(shape=array.shape),
            where=where,
            fix=_inputs_advice(array.shape, network.inputs),
        )
    check_finite(array, where)
    return _cast(array, dtype, where)


def _inputs_advice(shape: tuple[int, ...], inputs: int) -> str:
    """What to do about inputs of that shape."""
    if len(shape) == 1 and inputs == 1:
        return _("for one input per example write X.reshape(-1, 1)")
    if shape == (inputs,):
        return _("for one example write [[…]], a row inside a list")
    if len(shape) == 2 and shape[0] == inputs and shape[1] > 0:
        return _("examples are rows here: use X.T")
    if len(shape) > 2 and prod(shape[1:]) == inputs:
        return _("make each example one row: X.reshape(len(X), -1)")
    return _("give one row per example and one column per input")


def prepare_targets(Y: Any, network: Network, m: int, dtype: str, where: str) -> Array:
    """Y as (m, n_out) numbers: labels become one-hot, or a column of 0 and 1.

    Args:
        Y: labels (m,), targets (m, n_out), or (m,) for one output.
        network: says how many outputs there are, and which loss is to make sense.
        m: the number of examples.
        dtype: "float64" or "float32".
        where: the argument that received Y, for errors.

    Raises:
        ShapeError: if the number of examples or outputs differs.
        DataError: if a label is outside the classes, or a value cannot be used.
    """
    array = _numbers(Y, "Y", where)
    if array.ndim == 0 or len(array) != m:
        turned = array.ndim == 2 and array.shape[1] == m
        raise ShapeError(
            _("X and Y have different numbers of examples"),
            expected=_("{m} targets").format(m=m),
            received=_("{n} targets").format(n=len(array) if array.ndim else 1),
            where=where,
            fix=_("examples are rows here: use Y.T")
            if turned
            else _("give one target per row of X"),
        )
    check_finite(array, where)
    if array.ndim == 1 and network.outputs == 1:
        array = array.reshape(-1, 1)
    elif array.ndim == 1 and array.dtype.kind in "iub":
        array = one_hot(check_labels(array, network.outputs, where), network.outputs)
    if array.shape != (m, network.outputs):
        raise ShapeError(
            _("Y does not fit the outputs of the network"),
            expected=_("labels ({m},) of whole numbers, or targets ({m}, {n})").format(
                m=m, n=network.outputs
            ),
            received=_("shape {shape}").format(shape=array.shape),
            where=where,
            fix=_targets_advice(array, network.outputs),
        )
    _check_range(array, network, where)
    return _cast(array, dtype, where)


def _targets_advice(array: Array, outputs: int) -> str:
    """What to do about targets of the wrong shape."""
    if array.ndim == 1:
        if (array == np.floor(array)).all():
            return _("class labels must be whole numbers: Y.astype(int)")
        return _("give {n} numbers for each example, or use Dense(1) last").format(n=outputs)
    if array.ndim != 2:
        return _("make the targets of each example one row: Y.reshape(len(Y), -1)")
    columns = array.shape[1]
    if columns == 1:
        return _("Y is a column of labels: flatten it with Y.ravel().astype(int)")
    if np.isin(array, (0, 1)).all() and (array.sum(axis=1) == 1).all():
        return _(
            "Y looks one-hot: use Dense({k}, 'softmax') as the last layer, or give labels"
        ).format(k=columns)
    return _("match Y to the {n} outputs of the network").format(n=outputs)


def _check_range(targets: Array, network: Network, where: str) -> None:
    """Raises if the loss has no meaning for these targets."""
    loss = network.loss.op
    if loss in ("categorical_cross_entropy", "negative_log_likelihood"):
        sums = targets.sum(axis=1, dtype=np.float64)
        rounded = 1e-5 if targets.dtype.itemsize < 8 else 1e-6
        wrong = np.flatnonzero((np.abs(sums - 1) > rounded) | (targets.min(axis=1) < 0))
        rule = _("targets of each example that are at least 0 and sum to 1")
        fix = _("give labels, or choose squared_error for other numbers")
    elif loss in ("binary_cross_entropy", "hinge"):
        wrong = np.flatnonzero(((targets < 0) | (targets > 1)).any(axis=1))
        rule = _("targets from 0 to 1")
        fix = _("choose squared_error for other numbers")
        if np.isin(targets, (-1, 1)).all():
            fix = _("write 0 instead of -1: Y = (Y + 1) / 2")
        elif targets.min() == 0 and (targets == np.floor(targets)).all():
            fix = _(
                "for {k} classes use Dense({k}, 'softmax') and categorical_cross_entropy"
            ).format(k=int(targets.max()) + 1)
    else:
        return
    if wrong.size:
        row = int(wrong[0])
        raise DataError(
            _("{loss} has no meaning for these targets").format(loss=loss),
            expected=rule,
            received=str(targets[row].tolist())[:120],
            where=_("{where}, row {row} (counted from 0)").format(where=where, row=row),
            fix=fix,
        )


def prepare_weights(weights: Any, m: int, dtype: str) -> Array:
    """Sample weights as a column (m, 1).

    Args:
        weights: how much each example counts, (m,) or (m, 1).
        m: the number of examples.
        dtype: "float64" or "float32".

    Raises:
        ShapeError: if there is not one for each example.
        DataError: if one is negative or not finite, or all are 0.
    """
    where = "sample_weight="
    array = _numbers(weights, "sample_weight", where)
    if array.shape not in ((m,), (m, 1)):
        raise ShapeError(
            _("there must be one weight for each example"),
            expected=_("shape ({m},)").format(m=m),
            received=_("shape {shape}").format(shape=array.shape),
            where=where,
            fix=_("give as many weights as X has rows"),
        )
    check_finite(array, where)
    if (array < 0).any() or not array.any():
        row = int(array.ravel().argmin())
        raise DataError(
            _("a sample weight is negative") if array.any() else _("all sample weights are 0"),
            expected=_("numbers of at least 0, and one above 0"),
            received=str(array.ravel()[row]),
            where=_("{where}, row {row} (counted from 0)").format(where=where, row=row),
            fix=_("use 0 to leave an example out, 1 to count it once"),
        )
    return _cast(array.reshape(m, 1), dtype, where)


def _numbers(value: Any, name: str, where: str) -> Array:
    """The value as an array of numbers.

    Raises:
        DataError: if something in it is no number.
    """
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, RuntimeError, OverflowError):
        raise _no_numbers(name, _("rows of different lengths, or no table at all"), where) from None
    if np.ma.is_masked(value):
        raise _no_numbers(name, _("a masked array, in which values are missing"), where)
    if array.dtype.kind in "fiub":
        return array
    for place, each in np.ndenumerate(array):
        each = each.item() if isinstance(each, np.generic) else each
        if not _is_number(each):
            raise _no_numbers(name, f"{each!r:.60}", _at(place, where))
    raise _no_numbers(name, _("values of type {kind}").format(kind=array.dtype), where)


def _at(place: tuple[int, ...], where: str) -> str:
    """The place of one value in an argument."""
    if not place:
        return where
    if len(place) == 2:
        return _("{where}, row {row} (counted from 0), column {column}").format(
            where=where, row=place[0], column=place[1]
        )
    return _("{where}, row {row} (counted from 0)").format(where=where, row=place[0])


def _is_number(value: object) -> bool:
    try:
        float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return False
    return True


def _no_numbers(name: str, received: str, where: str) -> DataError:
    """The error for something that is no table of numbers."""
    return DataError(
        _("{name} must be an array of numbers").format(name=name),
        expected=_("rows of equal length, numbers only"),
        received=received,
        where=where,
        fix=_("turn texts into numbers or labels first, and leave out what is missing"),
    )


def _cast(array: Array, dtype: str, where: str) -> Array:
    """Finite numbers in another type, contiguous.

    Raises:
        DataError: if one is too large for it.
    """
    with np.errstate(over="ignore"):
        result = np.ascontiguousarray(array, dtype=dtype)
    usable = np.isfinite(result)
    if not usable.all():
        place = tuple(int(each) for each in np.unravel_index(usable.argmin(), usable.shape))
        raise DataError(
            _("a value is too large for {dtype}").format(dtype=dtype),
            expected=_("numbers below {most:.2g}").format(most=float(np.finfo(dtype).max)),
            received=f"{array[place]:.3g}",
            where=_at(place, where),
            fix=_("scale the data, or use dtype='float64'"),
        )
    return result
