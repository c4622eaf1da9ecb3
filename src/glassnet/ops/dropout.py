"""Dropout: switches off a random part of a layer's outputs during training.

Formula: a_drop = a·d, where d is 0 or 1 / (1 − rate).
Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from
overfitting", 2014.
Use: against overfitting. Watch: the mask d is an input, drawn outside; it is 1 in use.
"""

from glassnet.core.define import elementwise

dropout = elementwise(
    "dropout",
    "a d",
    forward=lambda a, d: a * d,
    derivative={"a": lambda d: d, "d": None},
    called=False,
    samples=((0.5, 0.0), (0.5, 2.0), (-1.0, 1.25)),
    doc=__doc__,
)
