"""GELU, tanh form: a ReLU that lets small negative numbers through a little.

Formula: f(z) = z/2 · (1 + tanh(√(2/π)·(z + 0.044715·z³))).
Source: Hendrycks, Gimpel, "Gaussian error linear units (GELUs)", 2016.
Use: hidden layers of modern networks. Watch: other libraries may default to the exact
form with erf, which differs in the third digit.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import Expr, square
from glassnet.core.expr import tanh as tanh_of

ROOT = 0.7978845608028654  # sqrt(2 / pi)
CUBIC = 0.044715


def _inner(z: Expr) -> Expr:
    return tanh_of(ROOT * (z + CUBIC * (z * square(z))))


gelu = elementwise(
    "gelu",
    "z",
    forward=lambda z: 0.5 * z * (1 + _inner(z)),
    derivative=lambda z: (
        0.5 * (1 + _inner(z))
        + 0.5 * z * (1 - square(_inner(z))) * (ROOT * (1 + 3 * CUBIC * square(z)))
    ),
    symbol="GELU",
    samples=(-10.0, -1.0, 0.0, 0.3, 5.0),
    low=-0.170041,
    torch="nn.GELU(approximate='tanh')",
    doc=__doc__,
)
