"""Matrix product: a layer without a bias.

Formula: (a @ b)_ij = Σ_k a_ik·b_kj.
Source: any text on linear algebra.
Use: Dense(bias=False). Watch: the inner sizes must agree.
"""

from glassnet.core.define import structured
from glassnet.core.indexed import i, j, k, over
from glassnet.core.op import Shape
from glassnet.errors import ShapeError
from glassnet.locales import _


def product_shape(a: Shape, b: Shape) -> Shape:
    """(m, k) @ (k, n) is (m, n).

    Raises:
        ShapeError: if the inner sizes differ.
    """
    if len(a) != 2 or len(b) != 2 or a[1] != b[0]:
        raise ShapeError(
            _("a matrix product needs inner sizes that agree"),
            expected="(m, k) @ (k, n)",
            received=f"{a} @ {b}",
        )
    return a[0], b[1]


matmul = structured(
    "matmul",
    "a b",
    shape=product_shape,
    numpy="{a} @ {b}",
    latex=r"{a}\,{b}",
    mathml="{a}<mo>&#8290;</mo>{b}",
    entry=lambda a, b: over(k, a[i, k] * b[k, j]),
    gradients={"b": ("matmul_tn", "a", "dy"), "a": ("matmul_nt", "dy", "b")},
    # NOTE: Gemm without its third operand, not MatMul: onnxruntime joins MatMul with a number that
    # multiplies it, which it rounds to float32.
    onnx="y = Gemm(a, b)",
    doc=__doc__,
)
