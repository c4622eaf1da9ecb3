"""Do the gradients have the form of the parameters: one each, of the right shape, finite?

A gradient of another shape whose numbers can still be compared is put right and compared, so that a
second mistake does not hide behind the first.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.case import shaped
from glassnet.diagnosis.audit.given import Arrays
from glassnet.diagnosis.finding import Finding
from glassnet.executors.reference import Array
from glassnet.locales import _


@dataclass
class Form:
    """What was given, as far as it can be compared.

    Attributes:
        arrays: usable gradients by name, float64, in the parameters' shapes.
        declared: by name, whether the gradient came in a type of fewer digits than float64.
        findings: what was wrong with the form of the others, or of these.
    """

    arrays: Arrays = field(default_factory=dict)
    declared: dict[str, bool] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def formed(gradients: dict[str, Any], params: Arrays, examples: int = 0) -> Form:
    """The given gradients, checked.

    Args:
        gradients: what the audited function gave, by name.
        params: the parameters, by name.
        examples: how many examples the loss is of; 0 if that is not known.
    """
    form = Form()
    for name, param in params.items():
        array = _array(gradients.get(name))
        if array is None:
            form.findings.append(_missing(name, gradients.get(name)))
            continue
        values = reshaped(array, param.shape)
        if values is None:
            form.findings.append(_wrong_shape(name, array.shape, param.shape, examples))
            continue
        if array.shape != param.shape:
            form.findings.append(_other_shape(name, array, param.shape))
        if not np.isfinite(values).all():
            form.findings.append(_not_finite(name, values))
            continue
        form.arrays[name] = np.array(values, dtype=np.float64, order="C")
        form.declared[name] = array.dtype.kind == "f" and array.dtype.itemsize < 8
    return form


def reshaped(array: Array, shape: tuple[int, ...]) -> Array | None:
    """A gradient in the shape of its parameter, if one can see what is meant.

    >>> reshaped(np.ones((5, 3)), (3,))
    array([5., 5., 5.])
    """
    if array.shape == shape:
        return array
    if array.ndim == 2 and array.shape == shape[::-1] and min(shape) > 1:
        turned: Array = array.T
        return turned
    if array.size == np.prod(shape) and _essence(array.shape) == _essence(shape):
        return array.reshape(shape)
    axis = _unsummed(array.shape, shape)
    if axis is not None:
        summed: Array = np.sum(array, axis=axis)
        return summed.reshape(shape)
    if array.size == 1 and len(_essence(shape)) == 1:
        return np.full(shape, float(array.reshape(())))
    return None


def _essence(shape: tuple[int, ...]) -> tuple[int, ...]:
    """A shape without its ones."""
    return tuple(size for size in shape if size != 1)


def _unsummed(given: tuple[int, ...], shape: tuple[int, ...]) -> int | None:
    """Along which direction the examples of a bias's gradient still stand, if they do."""
    if len(given) != 2 or len(_essence(shape)) > 1 or len(shape) > 2:
        return None
    units = int(np.prod(shape))
    if len(shape) == 2 and shape[0] == units and given[0] == units and units > 1:
        return 1
    return 0 if given[1] == units else 1 if given[0] == units else None


def _array(value: Any) -> Array | None:
    """A gradient as an array of numbers; None if it is none."""
    if value is None:
        return None
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, RuntimeError):
        return None
    return array if array.dtype.kind in "fiub" and array.size else None


def _missing(name: str, value: Any) -> Finding:
    received = _("nothing") if value is None else f"{type(value).__name__} {value!r:.40}"
    return Finding(
        codes.MISSING,
        _("There is no gradient for {name}.").format(name=name),
        (_("expected an array, received {received}").format(received=received),),
        _("compute it, and return it under the name {name}").format(name=name),
        name,
    )


def _wrong_shape(
    name: str, given: tuple[int, ...], shape: tuple[int, ...], examples: int
) -> Finding:
    numbers = {"given": list(given), "expected": list(shape)}
    if len(_essence(shape)) == 1 and _essence(given) == (examples,):
        return Finding(
            codes.WRONG_AXIS,
            _("The gradient of {names} is summed over the units instead of the examples.").format(
                names=name
            ),
            (
                _shapes(given, shape),
                _("it has one entry for each of the {count} examples").format(count=examples),
            ),
            wrong_axis_fix(),
            name,
            numbers,
        )
    return Finding(
        codes.SHAPE,
        _("The gradient of {name} has another shape than {name}.").format(name=name),
        (_shapes(given, shape),),
        _("a gradient has exactly the shape of its parameter: check the product that makes it"),
        name,
        numbers,
    )


def wrong_axis_fix() -> str:
    """What to do about a bias gradient that is summed over the wrong axis."""
    return _("sum over the examples alone: axis=0 where examples are rows, axis=1 where columns")


def _shapes(given: tuple[int, ...], shape: tuple[int, ...]) -> str:
    return _("given {given}, expected {shape}").format(given=shaped(given), shape=shaped(shape))


def _other_shape(name: str, array: Array, shape: tuple[int, ...]) -> Finding:
    """A shape that is wrong but says what was meant."""
    given = array.shape
    numbers: dict[str, Any] = {"given": list(given), "expected": list(shape)}
    axis = _unsummed(given, shape)
    if given == shape[::-1] and min(shape) > 1:
        code, severity = codes.TRANSPOSED, 1.0
        text = _("The gradient of {names} is transposed: rows and columns have changed places.")
        text = text.format(names=name)
        fix = _("transpose the product: A.T @ dZ where examples are rows, dZ @ A.T where columns")
    elif axis is not None and array.size != np.prod(shape):
        code, severity = codes.NOT_SUMMED, 0.9
        text = _("The gradient of {name} is not summed over the examples: it has one for each.")
        text = text.format(name=name)
        fix = _("sum it over the examples: np.sum(dZ, axis={axis})").format(axis=axis)
        numbers["examples"] = given[axis]
    elif array.size == 1 and int(np.prod(shape)) > 1:
        code, severity = codes.SUMMED_TOO_FAR, 1.0
        text = _("The gradient of {name} is a single number for {count} parameters.")
        text = text.format(name=name, count=int(np.prod(shape)))
        fix = wrong_axis_fix()
    else:
        code, severity = codes.SHAPE, 0.5
        text = _("The gradient of {name} has the right number of entries in another shape.")
        text = text.format(name=name)
        fix = _("reshape it to {shape}: an update would spread it over the wrong entries")
        fix = fix.format(shape=shaped(shape))
    return Finding(code, text, (_shapes(given, shape),), fix, name, numbers, severity)


def _not_finite(name: str, values: Array) -> Finding:
    bad = np.argwhere(~np.isfinite(values))
    place = ", ".join(map(str, bad[0]))
    return Finding(
        codes.NOT_FINITE,
        _("The gradient of {name} is not finite, though the loss is.").format(name=name),
        (
            _("{count} of {total} entries, first {name}[{place}] = {value}").format(
                count=len(bad),
                total=values.size,
                name=name,
                place=place,
                value=float(values[tuple(bad[0])]),
            ),
        ),
        _("look for log(0), 0/0 and exp of large numbers in the rows of its layer"),
        name,
        {"count": len(bad), "first": bad[0].tolist()},
    )
