"""Why a name that another step would have is not in this one."""

import re
from collections.abc import Collection

from glassnet.core.derivation import Derivation
from glassnet.core.notation import (
    ALSO,
    INPUT,
    LEARNING_RATE,
    PENALTY,
    TARGET,
    TIME,
    gradient,
)
from glassnet.errors import UnknownNameError, nearest
from glassnet.locales import _
from glassnet.nn.optimizers import OPTIMIZERS

# What optimizers call their memory of a parameter, behind its name.
STATES = tuple(f"_{kind}" for each in OPTIMIZERS.values() for kind in each.state)


class AbsentNameError(UnknownNameError, KeyError):
    """A name that a step does not have; a KeyError too, so that `step.get` works."""


def absent(derivation: Derivation, has: Collection[str], name: str) -> AbsentNameError:
    """An error that says why a name is not in a step; the arguments as for `why_absent`."""
    guess = nearest(name, has)
    return AbsentNameError(
        _("this step has no {name}").format(name=name),
        expected=_("one of {names}").format(names=", ".join(has)),
        received=str(name) or repr(name),
        where="step[…]",
        fix=why_absent(derivation, has, str(name))
        or (guess and _("Did you mean {guess!r}?").format(guess=guess))
        or _("choose one of the names above"),
    )


def why_absent(derivation: Derivation, has: Collection[str], name: str) -> str | None:
    """What to do so that a step has a name, or why it cannot.

    Args:
        derivation: the equations of the step.
        has: the names that it has.
        name: the one that it lacks.

    Returns:
        A sentence; None if no step has such a name.
    """
    after = derivation.outputs.get("prediction", "")
    if name.endswith(("_new", *STATES)) or name in (LEARNING_RATE, TIME):
        return None if LEARNING_RATE in has else _("pass optimizer=… to explain")
    if name.endswith("_penalty"):
        return None if PENALTY in has else _("this network has no penalty")
    if name.endswith("_data"):
        return None if PENALTY in has else _("without a penalty L is the data loss itself")
    if name.endswith("_clipped"):
        return None if any(n.endswith("_clipped") for n in has) else _("pass clip=… to explain")
    if name.endswith("_drop") or re.fullmatch(r"D\d+", name):
        masks = derivation.names("mask")
        return (
            None
            if masks
            else _("no dropout ran: the network has none, or explain was called without seed=")
        )
    if ALSO.get(name, name) == gradient(INPUT):
        return _("no update needs it; pass data_gradient=True to explain")
    if name == gradient(TARGET):
        return _("the targets are given, so nothing needs their gradient")
    if name == gradient(after):
        return _(
            "the loss and the last activation are computed as one stable pair, so the "
            "gradient goes straight to d{z}; the loss with stable=False has this row"
        ).format(z=after.replace("A", "Z"))
    return None
