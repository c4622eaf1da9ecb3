"""What an export of one step is made from: a step, a run, a model with data, or equations alone."""

import inspect
from collections.abc import Callable, Collection, Mapping
from typing import Any

from glassnet.core.derivation import Derivation
from glassnet.errors import SettingError, unknown_name
from glassnet.locales import _

Shown = tuple[Derivation, Mapping[str, Any] | None]
GIVEN = ("X", "Y", "step")
# What makes other equations, and so comes too late for those that there are.
EARLIER: tuple[str, ...] = (
    "optimizer",
    "layout",
    "dtype",
    "clip",
    "sample_weight",
    "weighted",
    "seed",
    "dropout",
)
EARLIER += ("batch_size", "n_data", "t", "data_gradient")


def shown(
    view: Callable[..., str],
    source: Any,
    X: Any = None,
    Y: Any = None,
    step: int | None = None,
    **settings: Any,
) -> Shown:
    """The equations of a step and, where there are some, their values.

    Args:
        view: the function that a person called, for errors.
        source: a Step; a Run, with `step` for one of its steps; a Model, with X and Y and what
            `explain` takes; a Network, with what `derive` takes, or a Derivation: no numbers then.
        X: inputs, for a model.
        Y: targets, for a model.
        step: which step of a run, counted from 0.
        **settings: for `explain` or `derive`.

    Raises:
        SettingError: if it is none of these, a model comes without data, or something is given
            that the source has already.
        UnknownNameError: if there is no such setting.
    """
    where = f"{view.__name__}(…)"
    data = {"X": X, "Y": Y, "step": step}
    given = [name for name, value in data.items() if value is not None]
    if isinstance(source, type):
        raise _nothing(source, where)
    if isinstance(source, Derivation):
        _refuse(given, settings, _options(view), where, _("these equations are made already"))
        return source, None
    if isinstance(source, Mapping) and isinstance(getattr(source, "derivation", None), Derivation):
        _refuse(given, settings, _options(view), where, _("a step has its data and its numbers"))
        return source.derivation, source  # type: ignore[attr-defined]
    if hasattr(source, "explain"):
        if X is None or Y is None:
            raise SettingError(
                _("the equations of a model need data to have numbers"),
                expected="X=…, Y=…",
                received=type(source).__name__,
                where=where,
                fix=_("give X= and Y=, or a step: model.explain(X, Y, …)"),
            )
        known = _settings(source.explain, view)
        what = _("a model has no steps")
        _refuse([each for each in given if each == "step"], settings, known, where, what, known)
        made = source.explain(X, Y, **settings)
        return made.derivation, made
    if callable(getattr(source, "step", None)):
        what = _("a run has its own data and settings")
        layout = settings.pop("layout", "rows")
        _refuse([each for each in given if each != "step"], settings, _options(view), where, what)
        made = source.step(0 if step is None else step, layout)
        return made.derivation, made
    if hasattr(source, "derive"):
        known = _settings(source.derive, view)
        _refuse(given, settings, known, where, _("equations alone have no data"), known)
        return source.derive(**settings), None
    raise _nothing(source, where)


def _nothing(source: Any, where: str) -> SettingError:
    return SettingError(
        _("this has no equations that could be exported"),
        expected="Step, Run, Model, Network",
        received=f"{source!r:.60}" if isinstance(source, type) else type(source).__name__,
        where=where,
        fix=_("give a step: model.explain(X, Y, …) or run.step(k)"),
    )


def _options(view: Callable[..., str]) -> list[str]:
    """What a view itself may be asked for."""
    named = inspect.signature(view).parameters.values()
    return [
        each.name for each in named if each.kind == each.KEYWORD_ONLY and each.name not in GIVEN
    ]


def _settings(method: Callable[..., Any], view: Callable[..., str]) -> list[str]:
    """What a view may be asked for, and what the method takes that makes the equations."""
    names = [name for name in inspect.signature(method).parameters if name not in GIVEN]
    return [*_options(view), *names]


def _refuse(
    given: Collection[str],
    settings: Mapping[str, Any],
    known: Collection[str],
    where: str,
    what: str,
    allowed: Collection[str] = (),
) -> None:
    """Raises if something is given that would not change what is shown, or that nobody knows.

    Args:
        given: of X, Y and step those that this source does not take.
        settings: by name.
        known: every name that would be right here.
        where: the call.
        what: the sentence that says what this source has already.
        allowed: the settings that are taken.
    """
    for name in settings:
        if name not in (allowed or EARLIER):
            raise unknown_name(_("setting"), name, known, where)
    extra = [*given, *(name for name in settings if name not in allowed)]
    if extra:
        raise SettingError(
            what,
            expected=_("one of {names}").format(names=", ".join(known)),
            received=", ".join(f"{name}=" for name in extra),
            where=where,
            fix=_("leave it out, or give a model with data: {call}").format(
                call=f"{where[:-2]}model, X=…, Y=…)"
            ),
        )
