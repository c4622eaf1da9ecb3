"""Absolute error: the distance between output and target.

Formula: e = |o − t|;  de/do = sign(o − t), and 0 where they are equal.
Source: Boscovich, 1757.
Use: targets with outliers. Watch: the slope never shrinks, so a fixed step bounces around
the minimum.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import sign

absolute_error = elementwise(
    "absolute_error",
    "o t",
    forward=lambda o, t: abs(o - t),
    derivative={"o": lambda o, t: sign(o - t), "t": None},
    called=False,
    kinks=((lambda o, t: o - t, (1.5, 1.5), 0.0),),
    samples=((0.5, 0.0), (-1.0, 2.0)),
    low=0.0,
    torch="nn.L1Loss({reduction})",
    doc=__doc__,
)
