"""SiLU (swish): the number times its sigmoid.

Formula: f(z) = z·σ(z);  f'(z) = σ(z)·(1 + z·(1 − σ(z))).
Source: Elfwing, Uchibe, Doya, "Sigmoid-weighted linear units", 2017.
Use: hidden layers. Watch: dips below 0 near z = −1.28.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import Expr, exp


def _sigmoid(z: Expr) -> Expr:
    return 1 / (1 + exp(-z))


silu = elementwise(
    "silu",
    "z",
    forward=lambda z: z / (1 + exp(-z)),
    derivative=lambda z: _sigmoid(z) * (1 + z * (1 - _sigmoid(z))),
    symbol="SiLU",
    samples=(-30.0, -1.0, 0.0, 0.3, 5.0),
    low=-0.27847,
    onnx="s = Sigmoid(z)\ny = Mul(z, s)",
    torch="nn.SiLU()",
    doc=__doc__,
)
