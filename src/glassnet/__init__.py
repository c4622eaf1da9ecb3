"""glassnet: a neural-network lab you can see through.

    >>> import glassnet as gn
    >>> net = gn.Network(2, [gn.Dense(3, "sigmoid"), gn.Dense(1)])
    >>> print(net.derive(batch_size=1))  # doctest: +SKIP

Everything is loaded when it is first used, so that importing the package costs little.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from glassnet.version import __version__ as __version__

if TYPE_CHECKING:
    # aliases whose names differ from the modules'
    import glassnet.core.expr as _expr
    import glassnet.core.indexed as _indexed
    import glassnet.data as _data
    from glassnet import conventions as conventions
    from glassnet import presets as presets
    from glassnet.diagnosis.audit.auditing import (
        audit as audit,
    )
    from glassnet.diagnosis.finding import (
        Finding as Finding,
    )
    from glassnet.errors import (
        GlassnetError as GlassnetError,
    )
    from glassnet.errors import (
        GlassnetWarning as GlassnetWarning,
    )
    from glassnet.imports.pytorch import (
        import_torch as import_torch,
    )
    from glassnet.imports.scikit import (
        from_sklearn as from_sklearn,
    )
    from glassnet.imports.scikit import (
        optimizer_from_sklearn as optimizer_from_sklearn,
    )
    from glassnet.model import (
        Model as Model,
    )
    from glassnet.model import (
        load as load,
    )
    from glassnet.nn.initializers import (
        Constant as Constant,
    )
    from glassnet.nn.initializers import (
        Legacy as Legacy,
    )
    from glassnet.nn.initializers import (
        Normal as Normal,
    )
    from glassnet.nn.initializers import (
        Uniform as Uniform,
    )
    from glassnet.nn.layers import (
        Dense as Dense,
    )
    from glassnet.nn.layers import (
        Dropout as Dropout,
    )
    from glassnet.nn.losses import (
        L1 as L1,
    )
    from glassnet.nn.losses import (
        L2 as L2,
    )
    from glassnet.nn.losses import (
        AbsoluteError as AbsoluteError,
    )
    from glassnet.nn.losses import (
        BinaryCrossEntropy as BinaryCrossEntropy,
    )
    from glassnet.nn.losses import (
        CategoricalCrossEntropy as CategoricalCrossEntropy,
    )
    from glassnet.nn.losses import (
        Hinge as Hinge,
    )
    from glassnet.nn.losses import (
        NegativeLogLikelihood as NegativeLogLikelihood,
    )
    from glassnet.nn.losses import (
        SignedError as SignedError,
    )
    from glassnet.nn.losses import (
        SmoothL1 as SmoothL1,
    )
    from glassnet.nn.losses import (
        SquaredError as SquaredError,
    )
    from glassnet.nn.network import (
        Network as Network,
    )
    from glassnet.nn.optimizers import (
        SGD as SGD,
    )
    from glassnet.nn.optimizers import (
        AdaGrad as AdaGrad,
    )
    from glassnet.nn.optimizers import (
        Adam as Adam,
    )
    from glassnet.nn.optimizers import (
        AdamW as AdamW,
    )
    from glassnet.nn.optimizers import (
        Clip as Clip,
    )
    from glassnet.nn.optimizers import (
        Momentum as Momentum,
    )
    from glassnet.nn.optimizers import (
        Nesterov as Nesterov,
    )
    from glassnet.nn.optimizers import (
        RMSprop as RMSprop,
    )
    from glassnet.nn.schedules import (
        Cosine as Cosine,
    )
    from glassnet.nn.schedules import (
        Exponential as Exponential,
    )
    from glassnet.nn.schedules import (
        InverseScaling as InverseScaling,
    )
    from glassnet.nn.schedules import (
        ReduceOnPlateau as ReduceOnPlateau,
    )
    from glassnet.nn.schedules import (
        Schedule as Schedule,
    )
    from glassnet.nn.schedules import (
        StepDecay as StepDecay,
    )
    from glassnet.ops import (
        elementwise as elementwise,
    )
    from glassnet.ops import (
        structured as structured,
    )
    from glassnet.step import (
        Step as Step,
    )
    from glassnet.training import events as events
    from glassnet.training import metrics as metrics
    from glassnet.training.runs import (
        Run as Run,
    )
    from glassnet.training.stopping import (
        EarlyStopping as EarlyStopping,
    )
    from glassnet.training.stopping import (
        StopAt as StopAt,
    )
    from glassnet.views import export as export

    datasets = _data
    math = _expr
    index = _indexed

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
    "import_torch": "imports.pytorch",
    "from_sklearn": "imports.scikit",
    "optimizer_from_sklearn": "imports.scikit",
    "Step": "step",
    "Run": "training.runs",
    "EarlyStopping": "training.stopping",
    "StopAt": "training.stopping",
    "audit": "diagnosis.audit.auditing",
    "Finding": "diagnosis.finding",
    "elementwise": "ops",
    "structured": "ops",
    "GlassnetError": "errors",
    "GlassnetWarning": "errors",
}
_MODULES = {
    "conventions": "conventions",
    "datasets": "data",
    "presets": "presets",
    "export": "views.export",
    "events": "training.events",
    "metrics": "training.metrics",
    "math": "core.expr",
    "index": "core.indexed",
}

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
