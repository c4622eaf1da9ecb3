"""AdaGrad's memory: the sum of all squared gradients.

Formula: s_new = s + g².
Source: Duchi, Hazan, Singer, 2011.
Use: the optimizer "adagrad". Watch: it only grows, so steps only shrink.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import square
from glassnet.locales import N_

square_sum = elementwise(
    "square_sum",
    "s g",
    forward=lambda s, g: s + square(g),
    derivative={"s": None, "g": None},
    called=False,
    words=N_("AdaGrad: the sum of all squared gradients so far"),
    samples=((1.0, 0.5),),
    doc=__doc__,
)
