"""Nesterov's step: momentum that looks ahead.

Formula: w_new = w − lr·(g + μ·v_new).
Source: Nesterov, 1983; Sutskever et al., 2013; the form is PyTorch's.
Use: the optimizer "nesterov". Watch: v is the velocity after this step's gradient.
"""

from glassnet.core.define import elementwise
from glassnet.locales import N_

nesterov_step = elementwise(
    "nesterov_step",
    "w g v lr",
    forward=lambda w, g, v, lr, momentum: w - lr * (g + momentum * v),
    derivative={"w": None, "g": None, "v": None, "lr": None},
    params={"momentum": 0.9},
    called=False,
    words=N_(
        "Nesterov: a step along the gradient and {momentum} of the new velocity, as if "
        "looking ahead"
    ),
    samples=((1.0, 0.5, 0.2, 0.1),),
    doc=__doc__,
)
