"""Identity: the weighted sum itself.

Formula: f(z) = z;  f'(z) = 1.
Source: any text on linear regression.
Use: the output layer when the target is any number. Watch: in hidden layers it makes the
whole network one linear layer.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import ONE

identity = elementwise(
    "identity",
    "z",
    forward=lambda z: z,
    derivative=lambda: ONE,
    called=False,
    samples=(-3.0, 0.0, 0.5, 2.0),
    torch="nn.Identity()",
    doc=__doc__,
)
