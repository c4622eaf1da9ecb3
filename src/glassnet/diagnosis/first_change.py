"""Where on a straight way does something change for the first time?"""

from collections.abc import Callable

# The way is walked in small steps first, so that the first change is found, not a later one.
STEPS, LONGER = 64, 1.2
EXACT = 1e-12


def first_change(changed: Callable[[float], bool], expected: float, limit: float) -> float | None:
    """The smallest distance at which something has changed, to 12 digits.

    Args:
        changed: whether it has changed at a distance; at 0 it has not.
        expected: where the change is likely; up to twice that the steps are small and equal,
            beyond they grow.
        limit: how far is looked.

    Returns:
        A distance at which it has changed; None if it has at no step up to the limit. Two changes
        within one step are not seen.
    """
    bracket = _bracket(changed, max(expected, 1e-9 * limit), limit)
    if bracket is None:
        return None
    low, high = bracket
    while high - low > EXACT * high and low < (low + high) / 2 < high:
        middle = (low + high) / 2
        low, high = (low, middle) if changed(middle) else (middle, high)
    return high


def _bracket(
    changed: Callable[[float], bool], expected: float, limit: float
) -> tuple[float, float] | None:
    """Two distances with the first change between them."""
    low, stride = 0.0, 2 * min(expected, limit) / STEPS
    high = stride
    while low < limit:
        high = min(high, limit)
        if changed(high):
            return low, high
        low, high = high, high + max(stride, (LONGER - 1) * high * (high > 2 * expected))
    return None
