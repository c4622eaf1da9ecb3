"""Categorical cross-entropy: minus the logarithm of the probability given to the truth.

Formula: e = −t·log(p), summed over the classes;  de/dp = −t / p.
Source: Bishop, "Pattern Recognition and Machine Learning", section 4.3.4.
Use: after a softmax. Watch: infinite if the truth got probability 0, and no number if
another class did (0·log 0); after a softmax the stable form softmax_cross_entropy is used.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import log

categorical_cross_entropy = elementwise(
    "categorical_cross_entropy",
    "o t",
    forward=lambda o, t: -(t * log(o)),
    derivative={"o": lambda o, t: -(t / o), "t": None},
    called=False,
    samples=((0.5, 0.0), (0.9, 1.0), (0.2, 0.3)),
    low=0.0,
    needs=(0.0, 1.0),
    doc=__doc__,
)
