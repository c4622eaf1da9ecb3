"""Clipping by value: cuts every entry of a gradient to −limit … limit.

Formula: min(max(g, −limit), limit).
Source: Mikolov, 2012; PyTorch's clip_grad_value_.
Use: against single huge entries. Watch: it changes the direction of the gradient.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import maximum, minimum
from glassnet.locales import N_

clip_value = elementwise(
    "clip_value",
    "g limit",
    forward=lambda g, limit: minimum(maximum(g, -limit), limit),
    derivative={"g": None, "limit": None},
    called=False,
    words=N_("clipping: every entry is cut to the limits"),
    samples=((0.5, 1.0), (-3.0, 1.0), (3.0, 1.0)),
    doc=__doc__,
)
