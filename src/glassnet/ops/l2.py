"""L2 penalty: the square of a weight.

Formula: r = w²;  dr/dw = 2·w.
Source: Hoerl, Kennard, "Ridge regression", 1970.
Use: keeps weights small. Watch: with ½ in front the slope is w; conventions differ.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import square

l2 = elementwise(
    "l2",
    "w",
    forward=lambda w: square(w),
    derivative=lambda w: 2 * w,
    called=False,
    samples=(-2.0, 0.0, 0.3),
    low=0.0,
    doc=__doc__,
)
