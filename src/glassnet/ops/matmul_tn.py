"""Product with the first matrix transposed: the gradient of a weight matrix.

Formula: (aᵀ @ b)_ij = Σ_k a_ki·b_kj: over all examples k, input i times error j.
Source: any text on matrix calculus.
Use: dW1 = X.T @ dZ1. Watch: the sum over examples hides in the product.
"""

from glassnet.core.define import structured
from glassnet.core.indexed import i, j, k, over
from glassnet.core.op import Shape
from glassnet.locales import N_
from glassnet.ops.matmul import product_shape

matmul_tn = structured(
    "matmul_tn",
    "a b",
    shape=lambda a, b: _shape(a, b),
    numpy="{a}.T @ {b}",
    latex=r"{a}^{{\top}}\,{b}",
    mathml="<msup>{a}<mo>&#8868;</mo></msup><mo>&#8290;</mo>{b}",
    entry=lambda a, b: over(k, a[k, i] * b[k, j]),
    words=N_("matrix product: {a_transposed} times {b}"),
    doc=__doc__,
)


def _shape(a: Shape, b: Shape) -> Shape:
    return product_shape(a[::-1], b)
