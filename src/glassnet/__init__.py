"""glassnet: a neural-network lab you can see through.

    >>> import glassnet as gn
    >>> net = gn.Network(2, [gn.Dense(3, "sigmoid"), gn.Dense(1)])
    >>> print(net.derive(batch_size=1))  # doctest: +SKIP

Everything is loaded when it is first used, so that importing the package costs little.
"""

from importlib import import_module
from typing import Any

from glassnet.version import __version__ as __version__

_PUBLIC = {
    "Network": "nn.network",
    "Dense": "nn.layers",
    "Dropout": "nn.layers",
    "SquaredError": "nn.losses",
    "AbsoluteError": "nn.losses",
    "SmoothL1": "nn.losses",
    "Hinge": "nn.losses",
    "BinaryCrossEntropy": "nn.losses",
    "CategoricalCrossEntropy": "nn.losses",
    "NegativeLogLikelihood": "nn.losses",
    "SignedError": "nn.losses",
    "L1": "nn.losses",
    "L2": "nn.losses",
    "SGD": "nn.optimizers",
    "Momentum": "nn.optimizers",
    "Nesterov": "nn.optimizers",
    "AdaGrad": "nn.optimizers",
    "RMSprop": "nn.optimizers",
    "Adam": "nn.optimizers",
    "AdamW": "nn.optimizers",
    "Clip": "nn.optimizers",
    "Constant": "nn.initializers",
    "Uniform": "nn.initializers",
    "Normal": "nn.initializers",
    "Legacy": "nn.initializers",
    "Schedule": "nn.schedules",
    "StepDecay": "nn.schedules",
    "Exponential": "nn.schedules",
    "InverseScaling": "nn.schedules",
    "Cosine": "nn.schedules",
    "ReduceOnPlateau": "nn.schedules",
    "Model": "model",
    "load": "model",
    "Step": "step",
    "Run": "training.runs",
    "EarlyStopping": "training.stopping",
    "StopAt": "training.stopping",
    "elementwise": "core.define",
    "structured": "core.define",
    "GlassnetError": "errors",
    "GlassnetWarning": "errors",
}
_MODULES = {"datasets": "data", "export": "views.export", "math": "core.expr"}

__all__ = [*_PUBLIC, *_MODULES, "__version__"]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"glassnet.{_MODULES[name]}")
    if name not in _PUBLIC:
        raise AttributeError(f"module 'glassnet' has no attribute {name!r}")
    value = getattr(import_module(f"glassnet.{_PUBLIC[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
