"""A running mean of squared gradients.

Formula: s_new = ρ·s + (1 − ρ)·g².
Source: Tieleman, Hinton, lecture 6.5, 2012.
Use: "rmsprop", and the second memory of "adam". Watch: it starts at 0.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import square
from glassnet.locales import N_

running_square = elementwise(
    "running_square",
    "s g",
    forward=lambda s, g, decay: decay * s + (1 - decay) * square(g),
    derivative={"s": None, "g": None},
    params={"decay": 0.99},
    called=False,
    words=N_("running mean of the squared gradients: {decay} of the past one is kept"),
    samples=((1.0, 0.5),),
    doc=__doc__,
)
