"""SELU: a scaled ELU that keeps mean 0 and variance 1 from layer to layer.

Formula: f(z) = λ·z for z > 0, else λ·α·(e^z − 1), with λ ≈ 1.0507 and α ≈ 1.6733.
Source: Klambauer, Unterthiner, Mayr, Hochreiter, "Self-normalizing neural networks", 2017.
Use: deep plain networks with LeCun-normal weights. Watch: needs just that start.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import expm1, minimum, where

selu = elementwise(
    "selu",
    "z",
    forward=lambda z, scale, alpha: where(z > 0, scale * z, scale * alpha * expm1(minimum(z, 0))),
    derivative=lambda z, y, scale, alpha: where(z > 0, scale, y + scale * alpha),
    params={"scale": 1.0507009873554805, "alpha": 1.6732632423543772},
    kinks=((lambda z: z, (0.0,), 1.7580993408473766),),
    symbol="SELU",
    samples=(-20.0, -1.0, -0.1, 0.2, 3.0),
    low=-1.7580993408473766,
    onnx="y = Selu(z, alpha=alpha, gamma=scale)",
    torch="nn.SELU()",
    doc=__doc__,
)
