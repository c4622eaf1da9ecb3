"""Product with the second matrix transposed: the gradient that goes back through a layer.

Formula: (a @ bᵀ)_ij = Σ_k a_ik·b_jk: error k times the weight from i to k.
Source: any text on matrix calculus.
Use: dA1 = dZ2 @ W2.T. Watch: the weight is the one before the update.
"""

from glassnet.core.define import structured
from glassnet.core.indexed import i, j, k, over
from glassnet.core.op import Shape
from glassnet.locales import N_
from glassnet.ops.matmul import product_shape

matmul_nt = structured(
    "matmul_nt",
    "a b",
    shape=lambda a, b: _shape(a, b),
    numpy="{a} @ {b}.T",
    latex=r"{a}\,{b}^{{\top}}",
    mathml="{a}<mo>&#8290;</mo><msup>{b}<mo>&#8868;</mo></msup>",
    entry=lambda a, b: over(k, a[i, k] * b[j, k]),
    words=N_("matrix product: {a} times {b_transposed}"),
    doc=__doc__,
)


def _shape(a: Shape, b: Shape) -> Shape:
    return product_shape(a, b[::-1])
