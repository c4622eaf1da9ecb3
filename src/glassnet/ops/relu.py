"""ReLU: keeps positive numbers, makes the others 0.

Formula: relu(z) = max(z, 0);  relu'(z) = 1 for z > 0, else 0.
Source: Nair, Hinton, "Rectified linear units improve restricted Boltzmann machines", 2010.
Use: the usual choice for hidden layers. Watch: a unit whose z is never positive has no
slope and stays dead.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import maximum, where

relu = elementwise(
    "relu",
    "z",
    forward=lambda z: maximum(z, 0),
    derivative=lambda z: where(z > 0, 1, 0),
    kinks=((lambda z: z, (0.0,), 0.0),),
    symbol="ReLU",
    samples=(-2.0, -0.1, 0.2, 3.0),
    low=0.0,
    onnx="y = Relu(z)",
    torch="nn.ReLU()",
    doc=__doc__,
)
