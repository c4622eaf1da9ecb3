"""Every number of large arrays in few characters, exactly as it is shown.

A shown number is a sign, at most six digits and a power of ten: 31 bits. The bytes of all numbers
are sorted by their weight, packed by zlib and written in base64; the page reads them back into the
very texts that `number_text` gives, so that any entry can be opened there.
"""

import base64
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from glassnet.core.derivation import Derivation
from glassnet.views.html.matrix import shown_whole
from glassnet.views.text.arrays import WHOLE, Array, number_text

MOST = 400_000  # numbers; a page of 784-128-10 with a batch of 32 has 340,000
MOST_DIGITS = 6
_APART = 0xFFFFF  # stands for a number that is written apart
_NEAR = 1e-6  # of a tie, within which the digits are not left to floating-point arithmetic


def chosen(derivation: Derivation) -> list[str]:
    """The variables whose numbers are kept: all, or the smallest that fit; none if all are shown.

    Args:
        derivation: tells names and shapes.
    """
    shapes = {var.name: var.shape for var in derivation.variables().values() if var.shape}
    if all(map(shown_whole, shapes.values())):
        return []
    names: list[str] = []
    room = MOST
    for name in sorted(shapes, key=lambda each: int(np.prod(shapes[each]))):
        size = int(np.prod(shapes[name]))
        if size <= room:
            names.append(name)
            room -= size
    return names


def packed(
    names: Sequence[str], values: Mapping[str, Any], digits: int
) -> tuple[dict[str, Any], str]:
    """The numbers of some variables.

    Args:
        names: which.
        values: by name.
        digits: significant digits, at most six.

    Returns:
        What the page must know to read them, and the numbers as base64.
    """
    arrays = [np.asarray(values[name]).reshape(-1).astype(np.float64) for name in names]
    numbers = np.concatenate(arrays)
    ends = np.cumsum([array.size for array in arrays])
    first = {name: int(end - array.size)
             for name, end, array in zip(names, ends, arrays, strict=True)}  # fmt: skip
    codes, apart = _codes(numbers, digits)
    planes = np.ascontiguousarray(codes.astype("<u4").view(np.uint8).reshape(-1, 4).T)
    text = base64.b64encode(zlib.compress(planes.tobytes(), 4)).decode("ascii")
    return {"digits": digits, "first": first, "apart": apart}, text


def _codes(numbers: Array, digits: int) -> tuple[Array, dict[int, str]]:
    """Each number as digits, power and sign; those that have no such form, as text."""
    size = np.abs(numbers)
    usual = np.isfinite(numbers) & (size > 0)
    some = np.where(usual, size, 1.0)
    power = np.floor(np.log10(some)).astype(np.int64)
    shift = digits - 1 - power
    with np.errstate(all="ignore"):  # what overflows here is among the unsure
        scaled = np.where(shift >= 0, some * 10.0**shift, some / 10.0 ** (-shift))
        rounded = np.rint(scaled)
        unsure = (
            (np.abs(scaled - np.floor(scaled) - 0.5) < _NEAR)
            | ~(rounded >= 10 ** (digits - 1))
            | ~(rounded < 10**digits)
            | (np.abs(power) > 290)
        )
    for at in np.flatnonzero(unsure & usual):
        before, _, after = f"{size[at]:.{digits - 1}e}".partition("e")
        rounded[at], power[at] = int(before.replace(".", "")), int(after)
    whole = (numbers == np.rint(numbers)) & (size >= 10**digits) & (size < WHOLE)
    apart = {int(at): number_text(numbers[at], digits)
             for at in np.flatnonzero(whole | ~np.isfinite(numbers))}  # fmt: skip
    mantissa = np.where(usual, rounded, 0.0).astype(np.int64)
    mantissa[list(apart)] = _APART
    exponent = np.where(mantissa > 0, power - digits + 1, 0) + 512
    return mantissa | (exponent << 20) | ((numbers < 0).astype(np.int64) << 30), apart
