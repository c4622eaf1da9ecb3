"""What an export of one step is made from: a step, a run, a model with data, or equations alone."""

from collections.abc import Mapping
from typing import Any

from glassnet.core.derivation import Derivation
from glassnet.errors import SettingError
from glassnet.locales import _

Shown = tuple[Derivation, Mapping[str, Any] | None]


def shown(
    source: Any, X: Any = None, Y: Any = None, step: int | None = None, **settings: Any
) -> Shown:
    """The equations of a step and, where there are some, their values.

    Args:
        source: a Step; a Run, with `step` for one of its steps; a Model, with X and Y and what
            `explain` takes; a Network, with what `derive` takes, or a Derivation: no numbers then.
        X: inputs, for a model.
        Y: targets, for a model.
        step: which step of a run, counted from 0.
        **settings: for `explain` or `derive`.

    Raises:
        SettingError: if it is none of these, or a model comes without data.
    """
    if isinstance(source, Derivation):
        return source, None
    if isinstance(source, Mapping) and isinstance(getattr(source, "derivation", None), Derivation):
        return source.derivation, source  # type: ignore[attr-defined]
    if hasattr(source, "explain"):
        if X is None or Y is None:
            raise SettingError(
                _("the equations of a model need data to have numbers"),
                expected="X=…, Y=…",
                received=type(source).__name__,
                where="export",
                fix=_("give X= and Y=, or a step: model.explain(X, Y, …)"),
            )
        made = source.explain(X, Y, **settings)
        return made.derivation, made
    if callable(getattr(source, "step", None)):
        made = source.step(step or 0)
        return made.derivation, made
    if hasattr(source, "derive"):
        return source.derive(**settings), None
    raise SettingError(
        _("this has no equations that could be exported"),
        expected="Step, Run, Model, Network",
        received=type(source).__name__,
        where="export",
        fix=_("give a step: model.explain(X, Y, …) or run.step(k)"),
    )
