"""L1 penalty: the size of a weight.

Formula: r = |w|;  dr/dw = sign(w), and 0 at 0.
Source: Tibshirani, "Regression shrinkage and selection via the lasso", 1996.
Use: drives small weights to exactly 0. Watch: it does not shrink with the weight.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import sign

l1 = elementwise(
    "l1",
    "w",
    forward=lambda w: abs(w),
    derivative=lambda w: sign(w),
    called=False,
    kinks=((lambda w: w, (0.0,), 0.0),),
    samples=(-2.0, 0.3),
    low=0.0,
    doc=__doc__,
)
