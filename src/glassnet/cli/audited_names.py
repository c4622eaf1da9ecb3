"""Which names of a module are audited: its loss, its gradient, its parameters, its data."""

import inspect
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from glassnet.cli.audited_guesses import data_of
from glassnet.cli.audited_lines import OPEN, PREFIX, lines_for
from glassnet.cli.audited_network import network_of
from glassnet.errors import SettingError
from glassnet.locales import _
from glassnet.nn.network import Network

# What each may be called; the second spelling is that of a well-known course.
SPELLINGS = {
    "loss": ("loss", "feed_forward"),
    "grad": ("grad", "update_weights"),
    "params": ("params", "weights", "W", "w"),
}
PAIRS = "training_data"
NETWORK = ("network", "layers")
# The loss takes the parameters, or inputs, outputs and them; the gradient the rate as well.
ARGUMENTS = {"loss": (1, 3), "grad": (1, 3, 4)}


@dataclass(frozen=True)
class Names:
    """What an audit needs of a module."""

    loss: Any
    grad: Any
    params: Any
    network: Network | None
    X: Any
    Y: Any


def names_of(module: ModuleType, file: str) -> Names:
    """What is audited in a module.

    Raises:
        SettingError: if something that is needed is not there; it says which lines to add.
    """
    found = {name: _first(module, (PREFIX + name, *SPELLINGS[name])) for name in SPELLINGS}
    unfit = [name for name in SPELLINGS if not _fits(name, found[name])]
    if unfit:
        raise _absent(module, unfit, file)
    X, Y = _data(module)
    described = _first(module, NETWORK)
    # A module's own class is often called so too; it describes nothing.
    described = None if inspect.isclass(described) or inspect.isroutine(described) else described
    network = network_of(described, X, found["params"], file)
    return Names(found["loss"], found["grad"], found["params"], network, X, Y)


def _data(module: ModuleType) -> tuple[Any, Any]:
    """Inputs and targets of a module, also where it has a list of (input, target) pairs."""
    X, Y = (None if name is None else getattr(module, name) for name in data_of(module))
    pairs = getattr(module, PAIRS, None)
    if X is not None or Y is not None or not isinstance(pairs, list | tuple):
        return X, Y
    try:
        inputs, targets = ([np.ravel(each) for each in side] for side in zip(*pairs, strict=True))
        return np.array(inputs, dtype=float), np.array(targets, dtype=float)
    except (ValueError, TypeError):
        return X, Y


def _first(module: ModuleType, names: tuple[str, ...]) -> Any:
    """What a module has under the first of some names; None if under none."""
    return next((getattr(module, name) for name in names if hasattr(module, name)), None)


def _fits(name: str, value: Any) -> bool:
    """Whether what was found can be what it is called: a function of the right arguments."""
    if name not in ARGUMENTS:
        return value is not None
    if not callable(value):
        return False
    try:
        given = inspect.signature(value).parameters.values()
    except (TypeError, ValueError):
        return True
    needed = sum(each.default is each.empty and each.kind in (0, 1) for each in given)
    return max(needed, 1) in ARGUMENTS[name]


def _absent(module: ModuleType, unfit: list[str], file: str) -> SettingError:
    """The error of a module that does not fit, with the lines that would make it fit."""
    there = [each for each in vars(module) if not each.startswith("_")]
    lines = "\n".join(lines_for(module))
    advice = _("add these lines at the end of the file, after checking them:")
    if OPEN in lines:
        advice = _(
            "add these lines at the end of the file, with your own code for each ... (the forward "
            "pass ends in the loss; the backward pass in the gradients, without any update):"
        )
    return SettingError(
        _("the file has no {names} that can be audited").format(names=", ".join(unfit)),
        expected=_("loss(params), grad(params) and params; or {course} with W, x and y").format(
            course="feed_forward(inputs, outputs, weights), "
            "update_weights(inputs, outputs, weights, lr)"
        ),
        received=_("the names {names}").format(names=", ".join(there)[:200])
        if there
        else _("no names at all"),
        where=file,
        fix=f"{advice}\n{lines}",
    )
