"""Smooth L1 (Huber): squared near the target, absolute far from it.

Formula: with d = o − t: e = d²/2 for |d| < 1, else |d| − ½;  de/do = d, kept within −1…1.
Source: Huber, 1964; Girshick, "Fast R-CNN", 2015.
Use: box regression, targets with outliers. Watch: the border at 1 depends on the units.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import maximum, minimum, square, where

smooth_l1 = elementwise(
    "smooth_l1",
    "o t",
    forward=lambda o, t: where(abs(o - t) < 1, 0.5 * square(o - t), abs(o - t) - 0.5),
    derivative={"o": lambda o, t: maximum(minimum(o - t, 1), -1), "t": None},
    called=False,
    kinks=((lambda o, t: abs(o - t) - 1, (1.0, 0.0), 1.0),),
    samples=((0.5, 0.0), (-1.0, 2.0), (3.0, 3.2)),
    low=0.0,
    torch="nn.SmoothL1Loss({reduction})",
    doc=__doc__,
)
