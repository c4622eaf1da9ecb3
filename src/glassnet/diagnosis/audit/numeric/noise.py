"""How much of a number is rounding: whether it was computed in float64, in float32, or worse.

Along a line of very short steps a smooth function is nearly a polynomial, so its fifth differences
are rounding alone (J. Moré and S. Wild, SIAM J. Sci. Comput. 33 (2011) 1292).
"""

from collections.abc import Callable
from math import comb, sqrt

import numpy as np

from glassnet.diagnosis.audit.given import Arrays
from glassnet.executors.reference import Array

LEAST = 2.0**-51  # one rounding of a sum in float64, and one to spare
SINGLE = 1e-9  # from this relative noise on, not all of it is float64
POINTS, ORDER, STEP, LINES = 9, 5, 2e-7, 5
SEED = 1
_SPREAD = 1 / sqrt(comb(2 * ORDER, ORDER))  # of noise in a difference of that order


def rounding(f: Callable[[Arrays], Array], arrays: Arrays) -> Array:
    """The standard deviation of the rounding in each number that a function gives.

    Args:
        f: a function of named arrays.
        arrays: the place.
    """
    rng = np.random.default_rng(SEED)
    found = []
    for _line in range(LINES):
        way = {name: rng.choice([-1.0, 1.0], value.shape) for name, value in arrays.items()}
        # All points are on one side, because the place itself may be a kink.
        values = np.array(
            [f({n: v + k * STEP * way[n] for n, v in arrays.items()}) for k in range(1, POINTS + 1)]
        )
        rest = np.diff(values, n=ORDER, axis=0)
        found.append(np.sqrt(np.mean(rest**2, axis=0)) * _SPREAD)
    # The median, because a line that meets a kink shows more than rounding.
    middle: Array = np.median(np.array(found), axis=0)
    return np.where(np.isfinite(middle), middle, 0.0)
