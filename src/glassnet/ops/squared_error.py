"""Squared error: the square of the distance between output and target.

Formula: e = (o − t)²;  de/do = 2·(o − t).
Source: Legendre, 1805; Gauss, 1809.
Use: targets that are numbers. Watch: some texts put ½ in front, so that the 2 vanishes.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import square

squared_error = elementwise(
    "squared_error",
    "o t",
    forward=lambda o, t: square(o - t),
    derivative={"o": lambda o, t: 2 * (o - t), "t": None},
    called=False,
    samples=((0.5, 0.0), (-1.0, 2.0), (3.0, 3.0)),
    low=0.0,
    torch="nn.MSELoss({reduction})",
    doc=__doc__,
)
