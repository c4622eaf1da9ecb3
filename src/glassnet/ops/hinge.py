"""Hinge: asks for the right sign with a margin of 1.

Formula: with s = 2t − 1 for a target t of 0 or 1: e = max(0, 1 − s·o);  de/do = −s or 0.
Source: Cortes, Vapnik, "Support-vector networks", 1995.
Use: classifiers that need no probabilities, after an identity output. Watch: targets are
0 and 1 here; the sign s is made from them.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import maximum, where

hinge = elementwise(
    "hinge",
    "o t",
    forward=lambda o, t: maximum(1 - (2 * t - 1) * o, 0),
    derivative={"o": lambda o, t: where(1 - (2 * t - 1) * o > 0, 1 - 2 * t, 0), "t": None},
    called=False,
    kinks=((lambda o, t: 1 - (2 * t - 1) * o, (1.0, 1.0), 0.0),),
    samples=((0.5, 0.0), (0.5, 1.0), (-2.0, 0.0), (-2.0, 1.0)),
    low=0.0,
    threshold=0.0,
    doc=__doc__,
)
