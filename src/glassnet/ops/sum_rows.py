"""Sum over the examples where each is a row: the gradient of a bias.

Formula: db_j = Σ_i dZ_ij.
Source: any text on matrix calculus.
Use: db1. Watch: forgetting the sum gives every example its own bias.
"""

from glassnet.core.define import structured
from glassnet.core.indexed import i, j, over
from glassnet.locales import N_
from glassnet.ops.softmax import same

sum_rows = structured(
    "sum_rows",
    "x",
    shape=lambda x: same(x)[1:],
    numpy="np.sum({x}, axis=0)",
    text="sum({x}, axis=0)",
    latex=r"\sum_i {x}_{{i\cdot}}",
    entry=lambda x: over(i, x[i, j]),
    words=N_("the bias is added to every example, so their gradients are summed"),
    doc=__doc__,
)
