"""A step divided by the root of the squared gradients.

Formula: w_new = w − lr·g / (√s + ε).
Source: Duchi, Hazan, Singer, 2011; ε outside the root as in PyTorch.
Use: "adagrad" and "rmsprop". Watch: ε outside the root is not ε inside it.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import sqrt
from glassnet.locales import N_

scaled_step = elementwise(
    "scaled_step",
    "w g s lr",
    forward=lambda w, g, s, lr, eps: w - lr * g / (sqrt(s) + eps),
    derivative={"w": None, "g": None, "s": None, "lr": None},
    params={"eps": 1e-8},
    called=False,
    words=N_(
        "a step against the gradient, divided by the root of the squared gradients so far; "
        "{eps} keeps the division from 0"
    ),
    samples=((1.0, 0.5, 0.04, 0.1),),
    doc=__doc__,
)
