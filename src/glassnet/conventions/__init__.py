"""How texts and libraries write the same thing, and by which factor they differ.

    >>> import glassnet as gn
    >>> found = gn.conventions.translate("sklearn", "pytorch", 1e-4, n_data=200)
    >>> print(f"weight_decay = {found.strength:g}, which is alpha times {found.strength_factor}")
    weight_decay = 1e-06, which is alpha times 2/(m·k)

A convention is a description from `nn.losses`; a factor is the ratio of what two of them compute.
"""

from glassnet.conventions.factors import Factor as Factor
from glassnet.conventions.factors import factor as factor
from glassnet.conventions.sources import SOURCES as SOURCES
from glassnet.conventions.sources import Source as Source
from glassnet.conventions.sources import source as source
from glassnet.conventions.text import table as table
from glassnet.conventions.text import topic as topic
from glassnet.conventions.translation import Translation as Translation
from glassnet.conventions.translation import translate as translate

__all__ = [
    "SOURCES",
    "Factor",
    "Source",
    "Translation",
    "factor",
    "source",
    "table",
    "topic",
    "translate",
]
