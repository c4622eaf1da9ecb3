"""Momentum's velocity: a running sum of gradients that slowly forgets.

Formula: v_new = μ·v + g.
Source: Polyak, 1964; the form is PyTorch's.
Use: "momentum" and "nesterov". Watch: steps grow up to 1 / (1 − μ) times.
"""

from glassnet.core.define import elementwise
from glassnet.locales import N_

momentum_velocity = elementwise(
    "momentum_velocity",
    "v g",
    forward=lambda v, g, momentum: momentum * v + g,
    derivative={"v": None, "g": None},
    params={"momentum": 0.9},
    called=False,
    words=N_("momentum: {momentum} of the past velocity is kept, and the gradient is added"),
    samples=((1.0, 0.5),),
    doc=__doc__,
)
