"""Softplus: a smooth ReLU.

Formula: f(z) = log(1 + e^z);  f'(z) = 1 / (1 + e^(−z)).
Source: Dugas et al., "Incorporating second-order functional knowledge", 2000.
Use: outputs that must be positive. Watch: slower than ReLU.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import exp, log1p, maximum

softplus = elementwise(
    "softplus",
    "z",
    # NOTE: log(1 + e^z) as it stands overflows for z > 709; this form is the same number.
    forward=lambda z: maximum(z, 0) + log1p(exp(-abs(z))),
    derivative=lambda z: 1 / (1 + exp(-z)),
    samples=(-40.0, -1.0, 0.5, 2.0, 800.0),
    low=0.0,
    onnx="y = Softplus(z)",
    # NOTE: PyTorch's own threshold of 20 drops 2e-9
    torch="nn.Softplus(threshold=40)",
    doc=__doc__,
)
