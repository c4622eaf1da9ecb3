"""What each equation means: one file per op; importing the package registers them all."""

from importlib import import_module
from pkgutil import iter_modules

from glassnet.core.op import seal

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
seal()
