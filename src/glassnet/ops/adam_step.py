"""Adam's step: the mean gradient over the root of the mean square, both corrected.

Formula: w_new = w − lr·(m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε).
Source: Kingma, Ba, "Adam: a method for stochastic optimization", 2014, algorithm 1.
Use: the optimizer "adam". Watch: t counts updates from 1.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import Expr, sqrt
from glassnet.locales import N_


def adam_direction(
    m: Expr, v: Expr, t: Expr, beta1: Expr, beta2: Expr, eps: Expr, lr: Expr
) -> Expr:
    """The step that Adam subtracts."""
    return lr * (m / (1 - beta1**t)) / (sqrt(v / (1 - beta2**t)) + eps)


adam_step = elementwise(
    "adam_step",
    "w m v lr t",
    forward=lambda w, m, v, lr, t, beta1, beta2, eps: (
        w - adam_direction(m, v, t, beta1, beta2, eps, lr)
    ),
    derivative={"w": None, "m": None, "v": None, "lr": None, "t": None},
    params={"beta1": 0.9, "beta2": 0.999, "eps": 1e-8},
    called=False,
    words=N_(
        "Adam: a step along the mean gradient, divided by the root of the mean square; both "
        "means are corrected for their start from 0"
    ),
    samples=((1.0, 0.5, 0.04, 0.1, 1.0), (1.0, -0.5, 0.04, 0.1, 7.0)),
    doc=__doc__,
)
