"""A step divided by the root of the squared gradients.

Formula: w_new = w − lr·g / (√s + ε).
Source: Duchi, Hazan, Singer, 2011; ε outside the root as in PyTorch.
Use: "adagrad" and "rmsprop". Watch: ε outside the root is not ε inside it.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import sqrt

scaled_step = elementwise(
    "scaled_step",
    "w g s lr",
    forward=lambda w, g, s, lr, eps: w - lr * g / (sqrt(s) + eps),
    derivative={"w": None, "g": None, "s": None, "lr": None},
    params={"eps": 1e-8},
    called=False,
    samples=((1.0, 0.5, 0.04, 0.1),),
    doc=__doc__,
)
