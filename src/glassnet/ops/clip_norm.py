"""Clipping by the global norm: shortens all gradients together, keeping their direction.

Formula: g·min(1, limit / (‖g‖ + 10⁻⁶)), ‖g‖ over all parameters.
Source: Pascanu, Mikolov, Bengio, 2013; the 10⁻⁶ is PyTorch's.
Use: against exploding gradients. Watch: the norm is that of all parameters together.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import minimum
from glassnet.locales import N_

clip_norm = elementwise(
    "clip_norm",
    "g norm limit",
    forward=lambda g, norm, limit: g * minimum(limit / (norm + 1e-6), 1),
    derivative={"g": None, "norm": None, "limit": None},
    called=False,
    words=N_(
        "clipping: if all gradients together are longer than the limit, all are shortened alike"
    ),
    samples=((0.5, 2.0, 1.0), (0.5, 0.5, 1.0)),
    doc=__doc__,
)
