"""Step: 1 for positive numbers, 0 for the others; the first artificial neuron.

Formula: f(z) = 1 for z > 0, else 0;  f'(z) = 0 wherever it exists.
Source: McCulloch, Pitts, "A logical calculus of the ideas immanent in nervous activity", 1943.
Use: networks built by hand. Watch: it cannot be trained by gradients.
"""

from glassnet.core.define import elementwise
from glassnet.core.expr import where
from glassnet.locales import N_

step = elementwise(
    "step",
    "z",
    forward=lambda z: where(z > 0, 1, 0),
    refused=N_(
        "the step function has no useful slope: it is flat everywhere, so every gradient "
        "through it is 0 and no weight before it would ever change"
    ),
    samples=(-2.0, -0.1, 0.2, 3.0),
    low=0.0,
    high=1.0,
    doc=__doc__,
)
