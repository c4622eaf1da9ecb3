"""Analytic gradients against measured ones, row by row.

Every backward row claims to be the slope of the loss by one variable: dZ2 by Z2, dW1 by W1. The
check changes that variable, an entry at a time, computes the rows after it again, and compares.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from glassnet.core.derivation import Equation, Var
from glassnet.core.notation import gradient
from glassnet.diagnosis.compared import ComparedEntry, Gauge, Method, Place, sample
from glassnet.diagnosis.rerun import Rerun
from glassnet.errors import DataError, SettingError, ShapeError
from glassnet.executors import reference
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.nn.demand import whole
from glassnet.step import Step

Verdict = Literal["agrees", "differs", "inherits", "not checked"]


@dataclass(frozen=True)
class RowCheck:
    """How one backward row compares with the measured slopes.

    Attributes:
        number: the row's number in the derivation.
        name: what it is called: dZ2.
        of: the variable that it is the slope by: Z2.
        method: how its slopes were measured.
        entries: how many numbers the row has.
        checked: how many of them were compared.
        kinks: how many were left out because the slope jumps there.
        unsure: how many were left out because rounding hides so small a slope.
        difference: the largest absolute difference.
        place: where that is.
        relative: the largest difference as a part of the larger of the two numbers, among
            entries that are not tiny beside the row's largest.
        worst: the entry that differs most beside what rounding allows, or None.
        verdict: "agrees", "differs" (its own rule is wrong), "inherits" (its rule is right,
            but a row before it is wrong), or "not checked".
    """

    number: int
    name: str
    of: str
    method: Method
    entries: int
    checked: int = 0
    kinks: int = 0
    unsure: int = 0
    difference: float = 0.0
    place: Place | None = None
    relative: float = 0.0
    worst: ComparedEntry | None = None
    verdict: Verdict = "not checked"


class GradientCheck(Sequence[RowCheck]):
    """All backward rows of a step, compared; true if none of them is wrong.

    Printing it gives a table.
    """

    def __init__(self, rows: Sequence[RowCheck], step: Step) -> None:
        self._rows = tuple(rows)
        self.step = step

    @property
    def ok(self) -> bool:
        """Whether some row was checked and no row differs."""
        verdicts = {row.verdict for row in self}
        return "agrees" in verdicts and not verdicts & {"differs", "inherits"}

    @property
    def wrong(self) -> tuple[RowCheck, ...]:
        """The rows whose own rule is wrong."""
        return tuple(row for row in self if row.verdict == "differs")

    def __bool__(self) -> bool:
        return self.ok

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            return {row.name: row for row in self._rows}[key]
        return self._rows[key]

    def __iter__(self) -> Iterator[RowCheck]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __str__(self) -> str:
        from glassnet.diagnosis.gradient_table import check_text

        return check_text(self)

    def __repr__(self) -> str:
        return f"<GradientCheck of {len(self)} rows, ok={self.ok}>"


def check_step(step: Step, entries: int = 100) -> GradientCheck:
    """Compares every backward row of a float64 step with measured slopes.

    Args:
        step: what ran.
        entries: how many entries of a row are compared at most; of a larger row its largest
            entry and a sample, always the same one.

    Raises:
        SettingError: if the step has no backward rows, or is not in float64.
        DataError: if its loss is not finite.
    """
    most = whole(entries, "entries", "check_gradients(entries=…)")
    _demand_checkable(step)
    rows: list[RowCheck] = []
    with reference.session():
        for equation in step.derivation.phase("backward"):
            claim = _claim(step, equation)
            if claim is not None:
                rows.append(_check_row(step, claim, most, rows))
    return GradientCheck(rows, step)


def _demand_checkable(step: Step) -> None:
    derivation = step.derivation
    if not derivation.phase("backward"):
        refused = [e.op.refused for e in derivation.phase("loss") if e.op.refused]
        raise SettingError(
            _("this step has no gradient that could be checked"),
            expected=_("a loss that can be trained on"),
            received=str(next(iter(derivation.phase("loss")), "")),
            where="check_gradients",
            fix=_("choose another loss, for example squared_error")
            if refused
            else _("derive the backward pass too"),
        )
    if derivation.dtype != "float64":
        raise SettingError(
            _("gradients are checked in float64: float32 has too few digits to measure slopes"),
            expected="float64",
            received=derivation.dtype,
            where="check_step(step)",
            fix=_("use model.check_gradients(X, Y), which takes a float64 copy of the model"),
        )
    if not np.isfinite(step["L"]):
        raise DataError(
            _("the loss is not finite, so it has no slope"),
            expected=_("a finite number"),
            received=f"L = {float(step['L'])}",
            where="check_gradients",
            fix=_("look at the rows before it: print(model.explain(X, Y))"),
        )


@dataclass(frozen=True)
class _Claim:
    """What a backward row says that it is.

    Attributes:
        equation: the row.
        var: the variable that it is the slope by.
        readers: the rows through which it says so; None for all.
        sums: whether it only adds up other rows.
    """

    equation: Equation
    var: Var
    readers: frozenset[str] | None
    sums: bool = False


def _claim(step: Step, equation: Equation) -> _Claim | None:
    """What a row claims; None if it is no slope but a value that slopes use."""
    name, origin = equation.out.name, equation.origin
    if origin is None:
        return None
    rows = {row.out.name: row for row in step.derivation.equations}
    read = rows[origin].inputs if origin in rows else ()
    for var in read:
        whole_name = gradient(var.name)
        if name == whole_name or name.startswith(f"{whole_name}_"):
            return _Claim(equation, var, frozenset({origin}))
    var = step.derivation.variables()[origin]
    if name == gradient(origin):
        return _Claim(equation, var, None, sums=True)
    return None  # a sum of some of the parts; the sum of all is checked


def _check_row(step: Step, claim: _Claim, most: int, before: Sequence[RowCheck]) -> RowCheck:
    """One row, compared with the slope of the loss, and if it differs with its own rule."""
    equation, name = claim.equation, claim.var.name
    rerun = Rerun(step, name, readers=claim.readers, kinks=True)
    result, compared = _compared(step, equation, name, rerun, most)
    if result.verdict != "differs":
        return result
    wrong = {row.name for row in before if row.verdict in ("differs", "inherits")}
    if wrong & {var.name for var in equation.inputs} and _own_rule_is_right(step, claim, compared):
        return replace(result, verdict="inherits")
    return result


def _compared(
    step: Step, equation: Equation, name: str, rerun: Rerun, most: int
) -> tuple[RowCheck, list[Place]]:
    """The comparison of a row with the slopes of the loss, and the places compared."""
    said = np.asarray(step[equation.out.name])
    if said.shape != rerun.start.shape:
        raise ShapeError(
            _("{gradient} does not have the shape of {name}").format(
                gradient=equation.out.name, name=name
            ),
            expected=str(rerun.start.shape),
            received=str(said.shape),
            where=str(equation),
            fix=_("correct the gradient rule of the op that this row applies"),
        )
    places = sample(said, step.derivation.number(equation.out.name), most)
    largest = float(np.max(np.abs(said), initial=0.0))
    gauge = Gauge(rerun, said, largest)
    entries: list[ComparedEntry] = []
    kinks = unsure = 0
    for place in places:
        entry, kinked = gauge.measure(place)
        if kinked:
            kinks += 1
        elif entry is None:
            unsure += 1
        else:
            entries.append(entry)
    row = RowCheck(
        step.derivation.number(equation.out.name), equation.out.name, name,
        gauge.method if entries else "none", said.size, len(entries), kinks, unsure,
    )  # fmt: skip
    return (_summed_up(row, entries, largest) if entries else row), places


def _summed_up(row: RowCheck, entries: Sequence[ComparedEntry], largest: float) -> RowCheck:
    """The row with its largest differences and the verdict."""
    far = max(entries, key=lambda e: abs(e.analytic - e.numeric))
    worst = max(entries, key=lambda e: e.excess)
    sizes = [(abs(e.analytic - e.numeric), max(abs(e.analytic), abs(e.numeric))) for e in entries]
    relative = max((d / size for d, size in sizes if size > 1e-6 * largest), default=0.0)
    return replace(
        row,
        difference=abs(far.analytic - far.numeric),
        place=far.place,
        relative=relative,
        worst=worst,
        verdict="differs" if worst.excess > 1 else "agrees",
    )


def _own_rule_is_right(step: Step, claim: _Claim, places: Sequence[Place]) -> bool:
    """Whether a row follows from the rows that it reads, wrong as they may be."""
    if claim.sums:
        parts = sum(np.asarray(step[var.name]) for var in claim.equation.inputs)
        return bool(np.allclose(parts, step[claim.equation.out.name]))
    (origin,) = claim.readers or frozenset()
    incoming = gradient(origin)
    dy = np.asarray(step[incoming]) if incoming in step else np.array(1.0)
    rerun = _Weighted(step, claim.var.name, origin, claim.readers, dy)
    said = np.asarray(step[claim.equation.out.name])
    gauge = Gauge(rerun, said, float(np.max(np.abs(said), initial=0.0)))
    measured = [gauge.measure(place)[0] for place in places]
    return all(entry is None or entry.excess <= 1 for entry in measured)


class _Weighted(Rerun):
    """One row, each entry times the gradient that comes in, summed."""

    def __init__(
        self, step: Step, name: str, target: str, readers: frozenset[str] | None, dy: Array
    ) -> None:
        super().__init__(step, name, target, readers, kinks=True)
        self.dy = dy

    def __call__(self, value: Array) -> tuple[Array, bytes]:
        result, sides = super().__call__(value)
        return np.asarray(np.sum(self.dy * result)), sides
