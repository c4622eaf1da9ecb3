"""Tanh: squeezes any number into (-1, 1), around 0.

Formula: tanh(z) = (e^z − e^(−z)) / (e^z + e^(−z));  tanh'(z) = 1 − tanh(z)².
Source: LeCun, Bottou, Orr, Müller, "Efficient BackProp", 1998, section 4.4.
Use: hidden layers of small networks. Watch: its slope is nearly 0 for large |z|.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import square
from glassnet.core.expr import tanh as tanh_of

tanh = elementwise(
    "tanh",
    "z",
    forward=lambda z: tanh_of(z),
    derivative=lambda y: 1 - square(y),
    reads="tanh(z) = (exp(z) - exp(-z)) / (exp(z) + exp(-z))",
    samples=(-20.0, -1.0, 0.0, 0.3, 5.0),
    low=-1.0,
    high=1.0,
    torch="nn.Tanh()",
    doc=__doc__,
)
