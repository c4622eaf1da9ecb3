"""Between the units of the data and the numbers that a network sees and answers."""

from typing import Any

import numpy as np

from glassnet.data import Scaler
from glassnet.data.targets import check_inputs, prepare_targets
from glassnet.errors import SettingError
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.nn.network import Network


def check_scaler(scaler: Scaler | None, columns: int, name: str) -> Scaler | None:
    """The scaler, if it has measured that many columns.

    Args:
        scaler: what scaled the data, or None.
        columns: how many inputs or outputs the network has.
        name: the option: "scaler" or "target_scaler".

    Raises:
        SettingError: if it has measured none, or others.
    """
    if scaler is not None and len(scaler.offset) != columns:
        data = "X" if name == "scaler" else "Y"
        raise SettingError(
            _("{name} has not measured the data of this network").format(name=name),
            expected=_("a scaler of {n} columns").format(n=columns),
            received=_("a scaler of {n} columns").format(n=len(scaler.offset)),
            where=f"train({name}=…)",
            fix=_("give what {call} returns").format(call=f"Scaler('standard').fit({data})"),
        )
    return scaler


def scaled_inputs(X: Any, scaler: Scaler | None, network: Network, dtype: str, where: str) -> Array:
    """Raw inputs as the network sees them, (m, n_in).

    Raises:
        GlassnetError: if they do not fit the network.
    """
    if scaler is not None:
        X = scaler.apply(check_inputs(X, network, "float64", where))
    return check_inputs(X, network, dtype, where)


def scaled_targets(
    Y: Any, scaler: Scaler | None, network: Network, m: int, dtype: str, where: str
) -> Array:
    """Labels, or raw targets, as the loss sees them, (m, n_out).

    Raises:
        GlassnetError: if they do not fit the network or the m examples.
    """
    if scaler is not None:
        Y = _scaled(Y, scaler)
    return prepare_targets(Y, network, m, dtype, where)


def _scaled(Y: Any, scaler: Scaler) -> Any:
    """Targets scaled, if they are a table of numbers; else as given, for the check to refuse."""
    try:
        table = np.asarray(Y, dtype=np.float64)
    except (TypeError, ValueError):
        return Y
    if table.ndim == 1 and len(scaler.offset) == 1:
        table = table.reshape(-1, 1)
    if table.ndim != 2 or table.shape[1] != len(scaler.offset):
        return Y
    return scaler.apply(table)


def in_units_of_data(outputs: Array, scaler: Scaler | None) -> Array:
    """Answers of the network in the units of the targets."""
    return outputs if scaler is None else np.asarray(scaler.undo(outputs))
