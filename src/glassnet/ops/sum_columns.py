"""Sum over the examples where each is a column: the gradient of a bias.

Formula: db_j = Σ_i dZ_ji.
Source: the course behind the fifth tutorial: np.sum(dZ, axis=1, keepdims=True).
Use: `layout="columns"`. Watch: keepdims keeps the column shape (n_out, 1).
"""

from glassnet.core.define import structured
from glassnet.core.indexed import i, j, over
from glassnet.locales import N_
from glassnet.ops.softmax import same

sum_columns = structured(
    "sum_columns",
    "x",
    shape=lambda x: (same(x)[0], 1),
    numpy="np.sum({x}, axis=1, keepdims=True)",
    text="sum({x}, axis=1, keepdims=True)",
    latex=r"\sum_i {x}_{{\cdot i}}",
    entry=lambda x: over(j, x[i, j]),
    words=N_("the bias is added to every example, so their gradients are summed"),
    doc=__doc__,
)
