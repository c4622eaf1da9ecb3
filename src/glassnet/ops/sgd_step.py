"""Gradient descent: one step against the slope.

Formula: w_new = w − lr·g.
Source: Cauchy, 1847; Robbins, Monro, 1951.
Use: the optimizer "sgd", and the last row of "momentum". Watch: lr too large overshoots.
"""

from glassnet.core.define import elementwise
from glassnet.locales import N_

sgd_step = elementwise(
    "sgd_step",
    "w g lr",
    forward=lambda w, g, lr: w - lr * g,
    derivative={"w": None, "g": None, "lr": None},
    called=False,
    words=N_("the learning rate times the gradient is subtracted"),
    samples=((1.0, 0.5, 0.1),),
    doc=__doc__,
)
