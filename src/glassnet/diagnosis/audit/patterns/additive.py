"""Is something added to the gradient: one number everywhere, or a multiple of the parameter?

A penalty is added to the loss as one number, λΣw², but to the gradient as 2λw, entry by entry.
Where a code adds the number itself to every entry, all of them are off by the same constant.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.case import Case, Match, finding
from glassnet.diagnosis.audit.compared import Compared
from glassnet.diagnosis.audit.linear_fit import simplest
from glassnet.diagnosis.audit.mixture import (
    ONE,
    PARAMETER,
    SIGN,
    Mixture,
    carried_over,
    columns_of,
    gives,
    mixed,
)
from glassnet.diagnosis.audit.patterns.factor import factor_matches
from glassnet.diagnosis.finding import Finding
from glassnet.locales import _
from glassnet.views.text.arrays import number_text

CHOICES = (("one",), ("w",), ("sign",), ("w", "one"), ("sign", "one"))
SAME = 1e-5
NEAR = 1e-6


def added(case: Case, c: Compared) -> list[Match] | None:
    """The matches of a parameter to whose gradient something is added."""
    columns = {**columns_of(c), "t": c.t}
    for factor in _factors(case):
        found = simplest(c, factor * c.t, columns, CHOICES, factor)
        if found is not None:
            return _matches(case, c, mixed(c, factor, found.values))
    free = tuple(("t", *names) for names in CHOICES)
    found = simplest(c, np.zeros(len(c.u)), columns, free)
    if found is None:
        return None
    quantity = case.quantity(found.values["t"], max(NEAR, 20 * found.errors["t"]))
    if not quantity.known:
        return None
    found = simplest(c, quantity.value * c.t, columns, CHOICES, quantity.value)
    return None if found is None else _matches(case, c, mixed(c, quantity.value, found.values))


def shared(case: Case, c: Compared) -> list[Match] | None:
    """The matches of a parameter that what explains other parameters explains too."""
    for mixture in carried_over(case.mixtures, c):
        if gives(mixture, c):
            return _matches(case, c, mixture)
    return None


def scalar_added(case: Case, c: Compared) -> list[Match] | None:
    """What `added` or `shared` finds, only where one number is added to every entry."""
    for pattern in (added, shared):
        found = pattern(case, c)
        if any(each.code == codes.SCALAR_PENALTY for each in found or ()):
            return found
    return None


def _factors(case: Case) -> list[float]:
    """1, what was found for other parameters, and what a missing mean would give."""
    known = [each.value for each in case.factors]
    sizes = [value for size in case.sizes.values() for value in (size, 1 / size) if size > 1]
    return list(dict.fromkeys([1.0, *known, -1.0, 2.0, 0.5, *map(float, sizes)]))


def _matches(case: Case, c: Compared, mixture: Mixture) -> list[Match]:
    """A mixture as matches: its factor and what is added are different mistakes."""
    result = factor_matches(c.name, case.quantity(mixture.factor))
    constant = mixture.terms.get(ONE)
    kind = next((name for name in (PARAMETER, SIGN) if name in mixture.terms), None)
    numbers: dict[str, Any] = {}
    if kind is not None:
        numbers = {"kind": kind, "coefficient": mixture.terms[kind]}
    if constant is not None:
        numbers |= {"constant": constant, "squares": mixture.squares, "sizes": mixture.sizes}
        result.append(Match(codes.SCALAR_PENALTY, c.name, (), numbers))
    elif kind is not None:
        key = (kind, f"{mixture.terms[kind]:.5g}")
        result.append(Match(codes.PENALTY_TERM, c.name, key, numbers))
    return [replace(match, mixture=mixture) for match in result]


def say(case: Case, code: str, matches: Sequence[Match]) -> Finding:
    """The finding of one such mistake."""
    names = [match.name for match in matches]
    if code == codes.PENALTY_TERM:
        return _term(case, names, matches[0])
    constants = {match.name: match.numbers["constant"] for match in matches}
    listed = ", ".join(f"{name}: {number_text(value)}" for name, value in constants.items())
    strength, over = _strength(matches)
    numbers: dict[str, Any] = {"constant": constants}
    if strength is None:
        text = _(
            "The gradient of {names} is off by the same number in every entry ({numbers}), as when "
            "a penalty is added as one number instead of its slope."
        ).format(names=", ".join(names), numbers=listed)
    else:
        numbers |= {"strength": strength, "over": over}
        text = _(
            "The gradient of {names} is off by the same number in every entry ({numbers}): "
            "{strength} × {sum}, the penalty itself, added as one number instead of its slope."
        ).format(names=", ".join(names), numbers=listed, strength=number_text(strength), sum=over)
    if any(match.numbers.get("coefficient", 0.0) < 0 for match in matches):
        text = _(
            "{text} The slope of the penalty is missing: it is what is subtracted in the sum."
        ).format(text=text)
    fix = _("add the slope of the penalty entry by entry: λ·w for ½λΣw², 2λ·w for λΣw²")
    return finding(case, code, names, text, fix, **numbers)


def _strength(matches: Sequence[Match]) -> tuple[float | None, str]:
    """The λ of λΣw² or λΣ|w| that gives the constants, and the sum; None if none gives all."""
    constants = np.array([match.numbers["constant"] for match in matches])
    for key, text in (("squares", "Σw²"), ("sizes", "Σ|w|")):
        sums = np.array([match.numbers[key] for match in matches])
        for over, whole in ((sums, ""), (np.full(len(sums), sums.sum()), _("over all of them"))):
            found = constants / over
            near = np.all(np.abs(found - found[0]) <= SAME * np.abs(found[0]))
            if near and (len(matches) > 1 or _round(float(found[0]))):
                mean = float(np.mean(found))
                return _rounded(mean), f"{text} {whole}".rstrip()
    if len(matches) == 1:
        return float(constants[0] / matches[0].numbers["squares"]), "Σw²"
    return None, ""


def _round(number: float) -> bool:
    """Whether a number has at most two digits that say something, as strengths do."""
    return abs(number - float(f"{number:.1e}")) <= SAME * abs(number)


def _rounded(number: float) -> float:
    return float(f"{number:.1e}") if _round(number) else number


def _term(case: Case, names: Sequence[str], match: Match) -> Finding:
    """The finding of a multiple of the parameter itself, or of its sign."""
    value = float(match.numbers["coefficient"])
    parts = {"w": _("the parameter itself"), "sign": _("the sign of the parameter")}
    form = _(
        "The gradient of {names} exceeds the true one by {value} × {part}: a penalty that the "
        "loss does not count so."
    )
    if value < 0:
        form = _(
            "The gradient of {names} lacks {value} × {part}: a penalty that the loss counts and "
            "the gradient does not, or not enough."
        )
    text = form.format(
        names=", ".join(names),
        value=number_text(abs(_rounded(value))),
        part=parts[match.numbers["kind"]],
    )
    fix = _("use one λ, one factor (½ or 1) and one divisor (1 or n) in the loss and its gradient")
    return finding(
        case,
        codes.PENALTY_TERM,
        names,
        text,
        fix,
        coefficient=value,
        kind="L2" if match.numbers["kind"] == "w" else "L1",
    )
