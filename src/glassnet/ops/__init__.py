"""What each equation means: one file per op; importing the package registers them all.

Users make their own ops with `elementwise` and `structured` from here, after the built-in ones.
"""

from importlib import import_module
from pkgutil import iter_modules

from glassnet.core.define import elementwise as elementwise
from glassnet.core.define import structured as structured
from glassnet.core.op import seal

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
# NOTE: whatever is registered now is built in; an op of the user's must not be there yet
seal()
