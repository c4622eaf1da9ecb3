"""Leaky ReLU: like ReLU, but negative numbers keep a small slope.

Formula: f(z) = z for z > 0, else 0.01·z;  f'(z) = 1 or 0.01.
Source: Maas, Hannun, Ng, "Rectifier nonlinearities improve neural network acoustic models", 2013.
Use: hidden layers whose ReLUs die. Watch: not proven better than ReLU in general.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import where

leaky_relu = elementwise(
    "leaky_relu",
    "z",
    forward=lambda z, slope: where(z > 0, z, slope * z),
    derivative=lambda z, slope: where(z > 0, 1, slope),
    params={"slope": 0.01},
    kinks=((lambda z: z, (0.0,), 0.01),),
    symbol="LeakyReLU",
    samples=(-2.0, -0.1, 0.2, 3.0),
    onnx="y = LeakyRelu(z, alpha=slope)",
    torch="nn.LeakyReLU({slope})",
    doc=__doc__,
)
