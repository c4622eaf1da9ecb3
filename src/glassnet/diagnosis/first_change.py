"""Where on a straight way does something change for the first time?"""

from collections.abc import Callable

# The way is walked in small steps first, so that the first change is found, not a later one: small
# against what the slope promises, then against the numbers that move, then ever longer ones.
STEPS, WIDE, LONGER = 64, 4.0, 0.05
EXACT = 1e-12


def first_change(
    changed: Callable[[float], bool], expected: float, scale: float, limit: float
) -> float | None:
    """The smallest distance at which something has changed, to 12 digits.

    Args:
        changed: whether it has changed at a distance; at 0 it has not.
        expected: where the slope promises the change.
        scale: how large the numbers are that move. NOTE: where a function is nearly flat, the
            slope promises a change far away though it may be near; so the steps stay small
            against the scale too.
        limit: how far is looked.

    Returns:
        A distance at which it has changed; None if it has at no step up to the limit. Two changes
        within one step are not seen.
    """
    bracket = _bracket(changed, max(expected, 1e-9 * limit), scale, limit)
    if bracket is None:
        return None
    low, high = bracket
    while high - low > EXACT * high and low < (low + high) / 2 < high:
        middle = (low + high) / 2
        low, high = (low, middle) if changed(middle) else (middle, high)
    return high


def _bracket(
    changed: Callable[[float], bool], expected: float, scale: float, limit: float
) -> tuple[float, float] | None:
    """Two distances with the first change between them."""
    smallest = 2 * min(expected, scale, limit) / STEPS
    low, high = 0.0, smallest
    while low < limit:
        high = min(high, limit)
        if changed(high):
            return low, high
        if high <= 2 * expected and high <= 2 * scale:
            stride = smallest
        elif high <= WIDE * scale:
            stride = min(max(smallest, high / 5), scale / STEPS)
        else:
            stride = LONGER * high
        low, high = high, high + stride
    return None
