"""Are the right numbers in the wrong place: transposed, swapped, or added up too far?"""

from collections.abc import Sequence

import numpy as np

from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.case import Case, Match, finding
from glassnet.diagnosis.audit.compared import Compared
from glassnet.diagnosis.audit.form import wrong_axis_fix
from glassnet.diagnosis.audit.patterns.factor import (
    ENOUGH,
    factor_matches,
    informative,
    plausible,
    ratio_to,
)
from glassnet.diagnosis.finding import Finding
from glassnet.executors.reference import Array
from glassnet.locales import _


def transposed(case: Case, c: Compared) -> list[Match] | None:
    """Whether rows and columns of a matrix changed places."""
    if c.given.ndim != 2 or min(c.given.shape) < 2:
        return None
    turned = c.given.T.reshape(-1)
    if c.given.shape[0] != c.given.shape[1]:
        # an array of the other shape that was pressed into this one
        turned = c.given.reshape(c.given.shape[::-1]).T.reshape(-1)
    return _at_places(case, c, turned[c.truth.places], Match(codes.TRANSPOSED, c.name))


def _at_places(case: Case, c: Compared, u: Array, match: Match) -> list[Match] | None:
    """The match, if these numbers are the truth or a known multiple of it."""
    if informative(c, c.t) < 2:
        return None
    scale = float(c.t @ u / (c.t @ c.t))
    if not np.all(np.abs(u - scale * c.t) <= c.room(scale)):
        return None
    quantity = case.quantity(scale)
    return [match, *factor_matches(c.name, quantity)] if quantity.known else None


def swapped(case: Case, c: Compared) -> list[Match] | None:
    """Whether this is the gradient of another parameter of the same shape."""
    if not c.truth.complete:
        return None
    for other in case.parts.values():
        if other is c or not other.truth.complete or other.truth.shape != c.truth.shape:
            continue
        ratio = ratio_to(c, other.t)
        quantity = None if ratio is None else plausible(case, c, other.t, ratio)
        if quantity is not None and quantity.known:
            match = Match(codes.SWAPPED, c.name, (), {"of": other.name})
            return [match, *factor_matches(c.name, quantity)]
    return None


def summed_too_far(case: Case, c: Compared) -> list[Match] | None:
    """Whether every entry is the sum, or the mean, of all of them."""
    if not c.truth.complete or len(c.t) < 2 or informative(c, c.t) < 2:
        return None
    total = np.full(len(c.t), float(np.sum(c.t)))
    ratio = ratio_to(c, total)
    if ratio is None or informative(c, total) < 2:
        return None
    quantity = case.quantity(ratio * len(c.t))
    match = Match(codes.SUMMED_TOO_FAR, c.name, (), {"total": float(total[0])})
    if quantity.value == 1:
        return [Match(codes.SUMMED_TOO_FAR, c.name, ("mean",), {"total": float(total[0])})]
    quantity = case.quantity(ratio)
    if not quantity.known and len(c.t) < ENOUGH:
        return None
    return [match, *factor_matches(c.name, quantity)] if quantity.known else None


def say(case: Case, code: str, matches: Sequence[Match]) -> Finding:
    """The finding of one such mistake."""
    names = [match.name for match in matches]
    listed = ", ".join(names)
    if code == codes.TRANSPOSED:
        text = _("The gradient of {names} is transposed: rows and columns have changed places.")
        fix = _("transpose the product: A.T @ dZ where examples are rows, dZ @ A.T where columns")
        return finding(case, code, names, text.format(names=listed), fix)
    if code == codes.SWAPPED:
        others = [str(match.numbers["of"]) for match in matches]
        pairs = ", ".join(f"{a} ← {b}" for a, b in zip(names, others, strict=True))
        text = _("What is given as the gradient of {names} is that of {others} ({pairs}).")
        fix = _("return the gradients in the order, or under the names, of the parameters")
        said = text.format(names=listed, others=", ".join(others), pairs=pairs)
        return finding(case, code, names, said, fix, of=others)
    if matches[0].key == ("mean",):
        text = _("Every entry of the gradient of {names} is the mean over all units.")
    else:
        text = _("Every entry of the gradient of {names} is the sum over all units.")
    fix = wrong_axis_fix()
    totals = {match.name: match.numbers["total"] for match in matches}
    return finding(case, code, names, text.format(names=listed), fix, total=totals)
