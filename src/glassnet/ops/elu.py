"""ELU: like ReLU, but bends smoothly to -1 on the negative side.

Formula: f(z) = z for z > 0, else e^z − 1;  f'(z) = 1 or e^z = f(z) + 1.
Source: Clevert, Unterthiner, Hochreiter, "Fast and accurate deep network learning by
exponential linear units (ELUs)", 2015.
Use: hidden layers. Watch: the exponential costs time.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import expm1, minimum, where

elu = elementwise(
    "elu",
    "z",
    # NOTE: min(z, 0) keeps the branch that is not taken from overflowing.
    forward=lambda z, alpha: where(z > 0, z, alpha * expm1(minimum(z, 0))),
    derivative=lambda z, y, alpha: where(z > 0, 1, y + alpha),
    params={"alpha": 1.0},
    kinks=((lambda z: z, (0.0,), 1.0),),
    symbol="ELU",
    samples=(-20.0, -1.0, -0.1, 0.2, 3.0),
    low=-1.0,
    onnx="y = Elu(z, alpha=alpha)",
    torch="nn.ELU({alpha})",
    doc=__doc__,
)
