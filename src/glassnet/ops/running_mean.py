"""A running mean of gradients.

Formula: m_new = β·m + (1 − β)·g.
Source: Kingma, Ba, "Adam", 2014.
Use: the first memory of "adam". Watch: it starts at 0, which the step corrects.
"""

from glassnet.core.define import elementwise
from glassnet.locales import N_

running_mean = elementwise(
    "running_mean",
    "m g",
    forward=lambda m, g, decay: decay * m + (1 - decay) * g,
    derivative={"m": None, "g": None},
    params={"decay": 0.9},
    called=False,
    words=N_("running mean of the gradients: {decay} of the past one is kept"),
    samples=((1.0, 0.5),),
    doc=__doc__,
)
