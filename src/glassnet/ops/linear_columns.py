"""Linear layer where each example is a column.

Formula: Z = W @ A + b; A (n_in, m), W (n_out, n_in), b (n_out, 1).
Source: the course behind the fifth tutorial, week 3.
Use: `layout="columns"`. Watch: W is the transpose of the row form's.
"""

from glassnet.core.define import structured
from glassnet.core.indexed import i, j, k, over
from glassnet.core.op import Shape
from glassnet.errors import ShapeError
from glassnet.locales import _
from glassnet.ops.matmul import product_shape


def _shape(W: Shape, x: Shape, b: Shape) -> Shape:
    result = product_shape(W, x)
    if b != (result[0], 1):
        raise ShapeError(
            _("the bias has the wrong size"), expected=str((result[0], 1)), received=str(b)
        )
    return result


linear_columns = structured(
    "linear_columns",
    "W x b",
    shape=_shape,
    numpy="{W} @ {x} + {b}",
    latex=r"{W}\,{x} + {b}",
    mathml="{W}<mo>&#8290;</mo>{x}<mo>+</mo>{b}",
    entry=lambda W, x, b: over(k, W[i, k] * x[k, j]) + b[i, 0],
    gradients={
        "W": ("matmul_nt", "dy", "x"),
        "b": ("sum_columns", "dy"),
        "x": ("matmul_tn", "W", "dy"),
    },
    doc=__doc__,
)
