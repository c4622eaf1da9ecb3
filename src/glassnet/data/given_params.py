"""Parameters that a user gives: arrays by name, checked against the network."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from glassnet.errors import DataError, ShapeError
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.nn.network import Network


def given_params(params: Any, network: Network, dtype: str) -> dict[str, Array]:
    """The parameters as arrays of their own, one for each name of the network.

    Args:
        params: a mapping from W1, b1, … to numbers, in the row layout.
        network: says which names and shapes there must be.
        dtype: "float64" or "float32".

    Raises:
        ShapeError: if a name is missing or unknown, or an array has the wrong shape.
        DataError: if something is no array of numbers.
    """
    shapes = network.param_shapes()
    names = list(map(str, params)) if isinstance(params, Mapping) else [type(params).__name__]
    if set(names) != set(shapes):
        raise ShapeError(
            _("the params do not match the network"),
            expected=", ".join(shapes),
            received=", ".join(names),
            where="Model(params=…)",
            fix=_("give an array for each name, and no others"),
        )
    result: dict[str, Array] = {}
    for name, shape in shapes.items():
        where = f"Model(params={{{name!r}: …}})"
        array = _array(params[name], name, shape, where)
        if array.shape != shape:
            raise ShapeError(
                _("{name} has the wrong shape").format(name=name),
                expected=str(shape),
                received=str(array.shape),
                where=where,
                fix=_("weights are (inputs, units); transpose if yours are (units, inputs)"),
            )
        result[name] = np.array(array, dtype=dtype, order="C")
    return result


def _array(value: Any, name: str, shape: tuple[int, ...], where: str) -> Array:
    """A parameter as an array of numbers."""
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.asarray(None)
    if array.dtype.kind not in "fiub":
        raise DataError(
            _("{name} must be an array of numbers").format(name=name),
            expected=str(shape),
            received=f"{value!r:.60}",
            where=where,
            fix=_("give rows of equal length, numbers only"),
        )
    return array
