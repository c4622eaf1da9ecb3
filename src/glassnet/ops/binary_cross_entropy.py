"""Binary cross-entropy: how surprised a yes/no forecast is by the truth.

Formula: e = −(t·log(p) + (1 − t)·log(1 − p));  de/dp = (p − t) / (p·(1 − p)).
Source: Good, 1952; Bishop, "Pattern Recognition and Machine Learning", section 4.3.
Use: after a sigmoid. Watch: infinite if a sure forecast is wrong, and no number if a
sure one is right (0·log 0); after a sigmoid the stable form sigmoid_cross_entropy is used.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import log

binary_cross_entropy = elementwise(
    "binary_cross_entropy",
    "o t",
    forward=lambda o, t: -(t * log(o) + (1 - t) * log(1 - o)),
    derivative={"o": lambda o, t: (o - t) / (o * (1 - o)), "t": None},
    called=False,
    samples=((0.5, 0.0), (0.9, 1.0), (0.2, 0.3)),
    low=0.0,
    needs=(0.0, 1.0),
    doc=__doc__,
)
