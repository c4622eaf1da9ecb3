"""Step: one training step with the value of every equation."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from glassnet.core.derivation import Derivation
from glassnet.core.notation import ALSO
from glassnet.errors import UnknownNameError, nearest
from glassnet.executors.reference import Array
from glassnet.locales import _


class Step(Mapping[str, Any]):
    """The equations of one training step and the number that each of them gave.

    A mapping from names to arrays: `step["dW1"]`, `step["L"]`, `step["X"]`.

    Args:
        derivation: the equations that ran.
        values: what went in and what came out, by name.
        number: how many updates came before, if it is a step of a run.
        engine: what computed it.
    """

    def __init__(
        self,
        derivation: Derivation,
        values: Mapping[str, Array],
        number: int | None = None,
        engine: str = "reference",
    ) -> None:
        self.derivation = derivation
        self.number = number
        self.engine = engine
        self._values = dict(values)

    def __getitem__(self, name: str) -> Any:
        name = ALSO.get(name, name)
        if name not in self._values:
            raise self._absent(name)
        return self._values[name]

    def __contains__(self, name: object) -> bool:
        return ALSO.get(str(name), name) in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __str__(self) -> str:
        from glassnet.views.numbers import step_text

        return step_text(self.derivation, self._values)

    def __repr__(self) -> str:
        rows = len(self.derivation)
        return f"<Step of {rows} equations, L = {float(np.asarray(self._values['L'])):.6g}>"

    def _absent(self, name: str) -> UnknownNameError:
        """An error that says why a name is not in this step."""
        reasons = {
            "_new": _("this step has no update; pass optimizer=… to explain"),
            "_penalty": _("this network has no penalty"),
            "_data": _("this network has no penalty, so L is the data loss"),
            "_clipped": _("no clipping was asked for"),
            "_drop": _("dropout is off in explain unless seed= is given"),
        }
        reason = next((text for end, text in reasons.items() if name.endswith(end)), None)
        after = self.derivation.outputs.get("prediction", "")
        if name == f"d{after}":
            reason = _(
                "the loss and the last activation are computed as one stable pair, so the "
                "gradient goes straight to d{z}; the loss with stable=False has this row"
            ).format(z=after.replace("A", "Z"))
        guess = nearest(name, self._values)
        return UnknownNameError(
            _("this step has no {name}").format(name=name),
            expected=_("one of {names}").format(names=", ".join(self._values)),
            received=name,
            where="step[…]",
            fix=reason or (_("Did you mean {guess!r}?").format(guess=guess) if guess else None),
        )
