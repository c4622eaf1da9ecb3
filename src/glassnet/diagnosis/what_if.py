"""What the loss would be with one number changed: computed, and predicted by the slope."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from numbers import Real
from typing import Any

import numpy as np

from glassnet.core.backprop import backprop
from glassnet.core.builder import Builder
from glassnet.core.derivation import Derivation
from glassnet.core.notation import ALSO, gradient
from glassnet.core.place import checked
from glassnet.diagnosis.rerun import BEFORE_GRADIENTS, Rerun
from glassnet.errors import SettingError, unknown_name
from glassnet.executors import reference
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.nn.demand import real
from glassnet.step import Step

Place = tuple[int, ...]
ROLES = ("param", "data", "mask")


@dataclass(frozen=True)
class WhatIf:
    """One changed number and what becomes of the loss.

    Attributes:
        name: whose number: W1.
        place: which one, counted from 0.
        before, after: the number.
        loss: L as it is.
        new_loss: L with the change, by running the equations again.
        slope: dL by that number; None for targets, which have no derived slope.
        half: the exact loss with half the change.
    """

    name: str
    place: Place
    before: float
    after: float
    loss: float
    new_loss: float
    slope: float | None
    half: float

    @property
    def change(self) -> float:
        """By how much the number changes, Δ."""
        return self.after - self.before

    @property
    def predicted(self) -> float | None:
        """The loss that the slope promises: L + slope · Δ."""
        return None if self.slope is None else self.loss + self.slope * self.change

    @property
    def difference(self) -> float | None:
        """What the prediction misses: exact minus predicted."""
        return None if self.predicted is None else self.new_loss - self.predicted

    @property
    def half_difference(self) -> float | None:
        """What it misses at half the change; a quarter of that, where the loss bends smoothly."""
        return None if self.slope is None else self.half - self.loss - self.slope * self.change / 2

    def __str__(self) -> str:
        from glassnet.diagnosis.what_if_text import what_if_text

        return what_if_text(self)


class Sweep(Sequence[WhatIf]):
    """The same number with several values; printing it gives a table."""

    def __init__(self, changes: Sequence[WhatIf]) -> None:
        self._changes = tuple(changes)

    def __getitem__(self, key: Any) -> Any:
        return self._changes[key]

    def __len__(self) -> int:
        return len(self._changes)

    def __iter__(self) -> Iterator[WhatIf]:
        return iter(self._changes)

    def __str__(self) -> str:
        from glassnet.diagnosis.what_if_text import sweep_text

        return sweep_text(self)


def what_if(
    step: Step,
    name: str,
    place: Any = (),
    *,
    to: float | None = None,
    by: float | None = None,
    times: float | None = None,
    over: Iterable[float] | None = None,
) -> WhatIf | Sweep:
    """The loss of a step with one of its numbers changed.

    Args:
        step: what ran.
        name: a parameter, the data X, the targets Y, or any row of the forward pass.
        place: the entry, counted from 0: `(0, 2)`.
        to: its new value;
        by: or what is added to it;
        times: or what it is multiplied by;
        over: or several new values, for a table.

    Raises:
        UnknownNameError: if the step has no such name.
        SettingError: if there is no such entry, or not exactly one of to, by, times, over is
            given as a number.
    """
    change = _Change(step, name, place)
    given = {"to": to, "by": by, "times": times, "over": over}
    chosen = [key for key, value in given.items() if value is not None]
    if len(chosen) != 1:
        raise SettingError(
            _("say one new value"),
            expected=_("one of {names}").format(names="to=, by=, times=, over="),
            received=", ".join(f"{key}={given[key]!r}" for key in chosen) or _("nothing"),
            where=change.where,
            fix=_("for example {example}").format(example=f"what_if({name!r}, {place!r}, by=0.1)"),
        )
    if over is not None:
        return Sweep([change.to(value) for value in _listed(over, change.where)])
    value = _single(given[chosen[0]], chosen[0], change.where)
    return change.to({"to": value, "by": change.before + value, "times": change.before * value}
                     [chosen[0]])  # fmt: skip


def _single(value: Any, key: str, where: str) -> float:
    """The one number that a change takes."""
    if isinstance(value, Iterable) and np.ndim(value):  # type: ignore[arg-type]
        raise SettingError(
            _("{key}= takes one number").format(key=key),
            expected=_("for example {example}").format(example=f"{key}=0.1"),
            received=repr(value),
            where=where,
            fix=_("give several new values as {example}").format(example="over=[0.1, 0.5]"),
        )
    return real(value, f"{key}=", where)


def _listed(over: Any, where: str) -> list[float]:
    """The values of a sweep."""
    if isinstance(over, str | bytes | Real) or not isinstance(over, Iterable):
        raise SettingError(
            _("a sweep needs several values"),
            expected="over=[0.1, 0.2, 0.3]",
            received=repr(over),
            where=where,
            fix=_("give a list; for one value use to="),
        )
    values = [real(each, "over=", where) for each in np.asarray(list(over)).tolist()]
    if values:
        return values
    raise SettingError(
        _("a sweep needs several values"),
        expected="over=[0.1, 0.2, 0.3]",
        received="[]",
        where=where,
        fix=_("give a list; for one value use to="),
    )


class _Change:
    """One entry of a step that takes other values."""

    def __init__(self, step: Step, name: str, place: Any) -> None:
        self.where = f"what_if({name!r}, {place!r})"
        self.name = _known(step, name, self.where)
        self.rerun = Rerun(step, self.name)
        self.place = checked(name, place, self.rerun.start.shape, self.where)
        if not self.rerun.rows:
            raise SettingError(
                _("the loss does not depend on {name} here").format(name=name),
                expected=_("a value that a row on the way to L reads"),
                received=name,
                where=self.where,
                fix=_("change what {name} is computed from").format(name=name),
            )
        self.before = float(self.rerun.start[self.place])
        self.loss = float(step["L"])
        slopes = slopes_of(step, self.name)
        self.slope = None if slopes is None else float(slopes[self.place])

    def to(self, value: float) -> WhatIf:
        """The change to a value, as the step's type of numbers holds it."""
        after, new = self._loss_at(value)
        half = self._loss_at((self.before + after) / 2)[1]
        return WhatIf(self.name, self.place, self.before, after, self.loss, new, self.slope, half)

    def _loss_at(self, value: float) -> tuple[float, float]:
        with reference.session():
            array = np.array(self.rerun.start)
            array[self.place] = value
            return float(array[self.place]), float(self.rerun(array)[0])


def _known(step: Step, name: str, where: str) -> str:
    """The name in the derivation, if its numbers can be changed."""
    derivation = step.derivation
    given = [var.name for var in derivation.inputs if var.role in ROLES]
    rows = [row.out.name for row in derivation.equations if row.phase in BEFORE_GRADIENTS]
    name = str(name)
    known = ALSO.get(name, name)
    if known not in (*given, *rows):
        raise unknown_name(_("value to change"), name, ["X", *given, *rows], where)
    return known


def slopes_of(step: Step, name: str) -> Array | None:
    """dL by a value of a step; None if none is derived, as for targets.

    A step has the slopes of its parameters; that of the data is derived here.
    """
    if gradient(name) in step:
        return np.asarray(step[gradient(name)])
    derivation = with_slope(step.derivation, name)
    if derivation is None:
        return None
    feeds = {var.name: step[var.name] for var in derivation.inputs}
    return reference.run(derivation, feeds, keep=[gradient(name)])[gradient(name)]


def with_slope(derivation: Derivation, name: str) -> Derivation | None:
    """The rows up to the loss, and behind them the rows that lead to one more gradient."""
    rows = [row for row in derivation.equations if row.phase in BEFORE_GRADIENTS]
    read = {var.name for row in rows for var in row.inputs}
    builder = Builder(derivation.dtype, derivation.layout)
    builder.inputs = [var for var in derivation.inputs if var.name in read]
    builder.equations = list(rows)
    known = derivation.variables()
    found = backprop(builder, known[derivation.outputs["loss"]], (known[name],))
    return replace(builder.finish(), outputs={}) if name in found else None
