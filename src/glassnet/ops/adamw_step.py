"""AdamW's step: the weight decays by itself, apart from the gradient.

Formula: w_new = w·(1 − lr·decay) − Adam's step.
Source: Loshchilov, Hutter, "Decoupled weight decay regularization", 2017.
Use: the optimizer "adamw". Watch: not the same as Adam with an L2 penalty.
"""

from glassnet.core.define import elementwise
from glassnet.locales import N_
from glassnet.ops.adam_step import adam_direction

adamw_step = elementwise(
    "adamw_step",
    "w m v lr t",
    forward=lambda w, m, v, lr, t, beta1, beta2, eps, weight_decay: (
        w * (1 - lr * weight_decay) - adam_direction(m, v, t, beta1, beta2, eps, lr)
    ),
    derivative={"w": None, "m": None, "v": None, "lr": None, "t": None},
    params={"beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.01},
    called=False,
    words=N_(
        "AdamW: the weight decays by itself, then Adam's step: the mean gradient over the "
        "root of the mean square"
    ),
    samples=((1.0, 0.5, 0.04, 0.1, 1.0),),
    doc=__doc__,
)
