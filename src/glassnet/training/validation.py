"""Validation: how well a model does on examples that it does not learn from."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from glassnet.core import notation
from glassnet.data import split_indices
from glassnet.data.targets import check_inputs, prepare_targets
from glassnet.errors import SettingError
from glassnet.executors.reference import Array, Program
from glassnet.locales import _
from glassnet.nn.lower import lower
from glassnet.nn.network import Network
from glassnet.training.metrics import accuracy, r2

Pair = tuple[Array, Array]


def split_validation(
    X: Array, Y: Array, validation: Any, network: Network, seed: int, classes: bool
) -> tuple[Pair, Pair | None, Array | None]:
    """The training part and the validation part.

    Args:
        X: all inputs, checked.
        Y: all targets, checked.
        validation: None, a part such as 0.2, or (Xv, Yv).
        network: for checking a given pair.
        seed: what the split is drawn from.
        classes: whether to split each class by itself.

    Returns:
        Training pair, validation pair or None, and the rows that train, or None for all.

    Raises:
        SettingError: if validation is none of these.
    """
    if validation is None:
        return (X, Y), None, None
    if isinstance(validation, float):
        train, held = split_indices(Y, validation, seed, classes)
        return (X[train], Y[train]), (X[held], Y[held]), train
    if isinstance(validation, tuple | list) and len(validation) == 2:
        dtype = str(X.dtype)
        Xv = check_inputs(validation[0], network, dtype, "validation=(Xv, …)")
        Yv = prepare_targets(validation[1], network, len(Xv), dtype, "validation=(…, Yv)")
        return (X, Y), (Xv, Yv), None
    raise SettingError(
        _("validation is not understood"),
        expected=_("None, a part such as 0.2, or a pair (Xv, Yv)"),
        received=repr(validation)[:60],
        where="train(validation=…)",
        fix=_("use validation=0.2 to hold back a fifth"),
    )


class Evaluator:
    """Loss and accuracy of a network on a fixed set of examples.

    Args:
        network: what is evaluated.
        X: inputs (m, n_in).
        Y: targets (m, n_out).
        classes: whether the targets are classes.
    """

    def __init__(self, network: Network, X: Array, Y: Array, classes: bool) -> None:
        self.network, self.X, self.Y, self.classes = network, X, Y, classes
        derivation = lower(network, len(X), dtype=str(X.dtype), extent="loss")
        penalised = network.penalty is not None
        self.loss = notation.DATA_LOSS if penalised else notation.LOSS
        self.prediction = derivation.outputs["prediction"]
        self._params = tuple(network.param_shapes())
        self._program = Program(derivation, (self.prediction, self.loss))
        number = np.dtype(X.dtype).type
        scalars = derivation.names("scalar")
        self._feeds = {
            notation.INPUT: X,
            notation.TARGET: Y,
            **{name: number(len(X)) for name in scalars},
        }

    @property
    def columns(self) -> tuple[str, str]:
        """The columns that a validation adds to the history."""
        return ("val_loss", "val_accuracy" if self.classes else "val_r2")

    def __call__(self, params: Mapping[str, Array]) -> dict[str, float]:
        """The data loss without penalty, and accuracy for classes or R² for numbers.

        Outputs that are not finite have neither: NaN.
        """
        values = self._program({**self._feeds, **{name: params[name] for name in self._params}})
        result = {"loss": float(values[self.loss])}
        outputs = values[self.prediction]
        usable = bool(np.isfinite(outputs).all())
        if self.classes:
            right = accuracy(self.network, outputs, self.Y) if usable else math.nan
            result["accuracy"] = right
        else:
            result["r2"] = r2(outputs, self.Y) if usable else math.nan
        return result
