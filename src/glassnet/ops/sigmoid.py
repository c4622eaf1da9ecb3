"""Sigmoid: squeezes any number into (0, 1).

Formula: σ(z) = 1 / (1 + e^(-z));  σ'(z) = σ(z)·(1 − σ(z)).
Source: Rumelhart, Hinton, Williams, "Learning representations by back-propagating errors", 1986.
Use: the output of a yes/no classifier. Watch: the slope is at most 1/4, so deep stacks
learn slowly, and it is nearly 0 for large |z|.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import exp

sigmoid = elementwise(
    "sigmoid",
    "z",
    # NOTE: exp(-z) may overflow to infinity for z < -709; 1 / infinity is the right 0.
    forward=lambda z: 1 / (1 + exp(-z)),
    derivative=lambda y: y * (1 - y),
    symbol="σ",
    samples=(-30.0, -1.0, 0.0, 2.5, 30.0),
    low=0.0,
    high=1.0,
    onnx="y = Sigmoid(z)",
    torch="nn.Sigmoid()",
    doc=__doc__,
)
