"""Binary cross-entropy straight from the weighted sum z, without losing digits.

Formula: e = max(z, 0) − z·t + log(1 + e^(−|z|));  de/dz = σ(z) − t.
Source: Bishop, section 4.3.2; the stable form is common knowledge.
Use: what binary_cross_entropy after a sigmoid becomes. Watch: the slope of the sigmoid
and the 1/(p(1−p)) of the loss cancel, which is why the gradient is so simple.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import exp, log1p, maximum
from glassnet.locales import N_

sigmoid_cross_entropy = elementwise(
    "sigmoid_cross_entropy",
    "z t",
    forward=lambda z, t: maximum(z, 0) - z * t + log1p(exp(-abs(z))),
    derivative={"z": lambda a, t: a - t, "t": None},
    companions={"a": ("sigmoid", ("z",))},
    called=False,
    gradient_words={
        "z": N_(
            "binary cross-entropy and sigmoid derived together: what remains is output minus target"
        )
    },
    same_as=("binary_cross_entropy", ("a", "t")),
    samples=((0.5, 0.0), (40.0, 1.0), (-800.0, 1.0), (2.0, 0.3)),
    low=0.0,
    torch="nn.BCEWithLogitsLoss({reduction})",
    doc=__doc__,
)
