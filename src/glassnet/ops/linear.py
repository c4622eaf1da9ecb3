"""Linear layer: every unit's weighted sum of the inputs, plus its bias.

Formula: Z = X @ W + b; X (m, n_in), W (n_in, n_out), b (n_out,).
Source: any text on neural networks.
Use: Dense. Watch: the bias is added to every row.
"""

from glassnet.core.define import structured
from glassnet.core.indexed import i, j, k, over
from glassnet.core.op import Shape
from glassnet.errors import ShapeError
from glassnet.locales import _
from glassnet.ops.matmul import product_shape


def _shape(x: Shape, W: Shape, b: Shape) -> Shape:
    result = product_shape(x, W)
    if b != (result[1],):
        raise ShapeError(
            _("the bias has the wrong size"), expected=str((result[1],)), received=str(b)
        )
    return result


linear = structured(
    "linear",
    "x W b",
    shape=_shape,
    numpy="{x} @ {W} + {b}",
    latex=r"{x}\,{W} + {b}",
    mathml="{x}<mo>&#8290;</mo>{W}<mo>+</mo>{b}",
    entry=lambda x, W, b: over(k, x[i, k] * W[k, j]) + b[j],
    gradients={
        "W": ("matmul_tn", "x", "dy"),
        "b": ("sum_rows", "dy"),
        "x": ("matmul_nt", "dy", "W"),
    },
    onnx="y = Gemm(x, W, b)",
    doc=__doc__,
)
