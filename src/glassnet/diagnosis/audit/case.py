"""One audit: what is compared, what is known about it, and what has been found so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from glassnet.core.rows import shape_text
from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.compared import Compared
from glassnet.diagnosis.audit.given import Arrays
from glassnet.diagnosis.audit.mixture import DIGITS, Mixture, sum_text
from glassnet.diagnosis.audit.quantity import Quantity, recognised
from glassnet.diagnosis.audit.subject import Subject
from glassnet.diagnosis.finding import Finding
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.views.text.arrays import number_text

# What multiplies a gradient that may be wrong in another way too.
FACTORS = frozenset({codes.FACTOR, codes.SIGN})


@dataclass(frozen=True)
class Match:
    """A mistake that reproduces what was given for one parameter.

    Attributes:
        code: the mistake.
        name: the parameter.
        key: what it must share with the matches of other parameters to be one finding with them.
        numbers: what was measured.
        mixture: the sum that gives what was given, if something is added to the gradient.
    """

    code: str
    name: str
    key: tuple[Any, ...] = ()
    numbers: dict[str, Any] = field(default_factory=dict)
    mixture: Mixture | None = None


@dataclass(eq=False)
class Case:
    """What an audit knows.

    Attributes:
        subject: the audited functions.
        arrays: the parameters.
        here: the loss there.
        parts: each compared parameter, by name.
        sizes: what a factor may be, by symbol: m, n_out.
        matches: what explains the wrong parameters, by name.
    """

    subject: Subject
    arrays: Arrays
    here: float
    parts: dict[str, Compared]
    sizes: dict[str, int]
    matches: dict[str, list[Match]] = field(default_factory=dict)

    @property
    def open(self) -> list[Compared]:
        """The parameters with wrong entries that are not yet explained."""
        return [c for c in self.parts.values() if c.off and c.name not in self.matches]

    @property
    def unexplained(self) -> list[Compared]:
        """The parameters whose gradient is wrong, in the compared entries or in others."""
        return [c for c in self.parts.values() if c.wrong and c.name not in self.matches]

    @property
    def factors(self) -> list[Quantity]:
        """The factors that were found so far, for parameters that are too small to prove one."""
        return self._found("quantity")

    @property
    def shares(self) -> list[Quantity]:
        """How much of the penalty was found to count, likewise."""
        return self._found("share")

    def _found(self, number: str) -> list[Quantity]:
        """The different quantities of one kind among what was measured."""
        values = [match.numbers.get(number) for each in self.matches.values() for match in each]
        return list(dict.fromkeys(each for each in values if isinstance(each, Quantity)))

    @property
    def mixtures(self) -> list[Mixture]:
        """The sums that were found so far, for parameters that are too small to show theirs."""
        return [each for name in self.matches if (each := self.mixture(name)) is not None]

    def mixture(self, name: str) -> Mixture | None:
        """The sum that explains a parameter, if one does."""
        found = [match.mixture for match in self.matches.get(name, ())]
        return next((each for each in found if each is not None), None)

    def further(self, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Those parameters that have another mistake besides a factor or a sign, and its codes."""
        found = {
            name: tuple(
                each.code for each in self.matches.get(name, ()) if each.code not in FACTORS
            )
            for name in names
        }
        return {name: also for name, also in found.items() if also}

    def quantity(self, number: float, close: float = 1e-6) -> Quantity:
        """What a factor is, if it is anything known."""
        return recognised(number, self.sizes, close)

    def explain(self, name: str, matches: Iterable[Match]) -> None:
        """Takes down what explains a parameter."""
        self.matches[name] = list(matches)


def entry_text(c: Compared, index: int, ratio: bool = True) -> str:
    """One compared entry: "W1[0, 2]: given 0.1, numeric 0.05, ratio 2"."""
    place = np.unravel_index(int(c.truth.places[index]), c.truth.shape)
    where = f"{c.name}[{', '.join(map(str, place))}]" if place else c.name
    given, true = float(c.u[index]), float(c.t[index])
    row = _("{where}: given {given}, numeric {numeric} ± {error}").format(
        where=where,
        given=number_text(given, DIGITS),
        numeric=number_text(true, DIGITS),
        error=number_text(float(c.truth.errors[index]), 1),
    )
    if not ratio or abs(true) <= c.loose[index]:
        return row
    return _("{row}, ratio {ratio}").format(row=row, ratio=number_text(given / true, DIGITS))


def worst(c: Compared) -> int:
    """The entry that is furthest off."""
    return int(np.argmax(np.abs(c.u - c.t)))


def distance(c: Compared) -> float:
    """From 0 to 1, how far the given gradient is from the numeric one."""
    off, size = _norm(c.u - c.t), _norm(c.u) + _norm(c.t)
    if not np.isfinite(size):
        return 1.0
    return float(min(off / size, 1.0)) if size else 0.0


def _norm(array: Array) -> float:
    return float(np.sqrt(np.sum(array**2)))


def finding(
    case: Case, code: str, names: Iterable[str], text: str, fix: str, **numbers: Any
) -> Finding:
    """A finding about some compared parameters, with the entry of each that shows it best.

    A parameter with a further mistake is no evidence for a factor or a sign: there the finding of
    the other mistake, which has the numbers, is named instead.
    """
    parts = [case.parts[name] for name in dict.fromkeys(names)]
    further = case.further(c.name for c in parts) if code in FACTORS else {}
    shown = [(c, worst(c)) for c in parts if len(c.u) and c.name not in further]
    rows = [row for c, k in shown for row in _evidence(case, c, k)]
    for also in dict.fromkeys(further.values()):
        listed = ", ".join(name for name, each in further.items() if each == also)
        rows.append(_("{names}: see {codes}").format(names=listed, codes=", ".join(also)))
    if further:
        numbers["further"] = {name: list(also) for name, also in further.items()}
    places = {
        c.name: {
            "entry": int(c.truth.places[k]),
            "shape": list(c.truth.shape),
            "given": float(c.u[k]),
            "numeric": float(c.t[k]),
            "error": float(c.truth.errors[k]),
        }
        for c, k in shown
    }
    return Finding(
        code,
        text,
        tuple(rows),
        fix,
        ", ".join(c.name for c in parts),
        {**numbers, "worst": places},
        max((distance(c) for c in parts), default=1.0),
    )


def _evidence(case: Case, c: Compared, k: int) -> list[str]:
    """One entry of a parameter, and the sum that gives it if something is added."""
    mixture = case.mixture(c.name)
    if mixture is None or not mixture.terms:
        return [entry_text(c, k)]
    return [entry_text(c, k, ratio=False), sum_text(mixture, c, k)]


def shaped(shape: tuple[int, ...]) -> str:
    """A shape in a sentence; () for a single number."""
    return shape_text(shape) or "()"
