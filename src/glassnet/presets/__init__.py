"""Presets: worked examples under a name, ready to be explained, changed or trained.

>>> from glassnet import presets
>>> presets.load("s3-2-3-1").model.network.sizes
(2, 3, 1)
"""

from glassnet.presets.catalogue import load, names
from glassnet.presets.preset import Preset

__all__ = ["Preset", "load", "names"]
