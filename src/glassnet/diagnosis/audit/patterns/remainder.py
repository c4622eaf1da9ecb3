"""What remains when no pattern fits: rounding to float32, or a mistake that has no name here."""

from collections.abc import Sequence

import numpy as np

from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.case import Case, entry_text, finding
from glassnet.diagnosis.audit.compared import Compared
from glassnet.diagnosis.audit.patterns.border import border
from glassnet.diagnosis.finding import Finding
from glassnet.locales import _
from glassnet.views.text.arrays import number_text

SHOWN = 3
ROUNDED_SEVERITY = 0.01


def rounded(case: Case, parts: Sequence[Compared]) -> Finding:
    """The finding of gradients that are right but computed with fewer digits than they claim."""
    names = [c.name for c in parts]
    off = max(float(np.max(np.abs(c.u - c.t)) / max(c.truth.size, 1e-300)) for c in parts)
    text = _(
        "The gradient of {names} is right but rounded on the way, as by float32: it differs by up "
        "to {off} of its greatest entry, without a pattern. This is no mistake in the formula."
    ).format(names=", ".join(names), off=number_text(off, 2))
    fix = _("nothing, or compute in float64 while you check")
    made = finding(case, codes.ROUNDED, names, text, fix, relative=off)
    return Finding(
        made.code, made.text, made.evidence, made.fix, made.where, made.numbers, ROUNDED_SEVERITY
    )


def unknown(case: Case, c: Compared) -> Finding:
    """The finding of a wrong gradient whose pattern is not known, with its worst entries."""
    wrong = int(np.count_nonzero(c.deviation > 1))
    made = finding(case, codes.UNKNOWN, [c.name], "", "", wrong=wrong, compared=len(c.u))
    text = _(
        "The gradient of {name} is wrong in {wrong} of {count} compared entries; no mistake known "
        "here gives these numbers."
    ).format(name=c.name, wrong=wrong, count=len(c.u))
    order = np.argsort(-np.abs(c.u - c.t))[:SHOWN]
    rows = tuple(entry_text(c, int(k)) for k in order if c.deviation[k] > 1)
    if not rows:
        text = _(
            "The gradient of {name} is right in the sample of entries, but wrong in others: along "
            "random directions it does not give the slope of the loss."
        ).format(name=c.name)
        rows = _along(c)
    fix = _(
        "compute the worst entry by hand, row by row; giving network, X and Y lets more mistakes "
        "be recognised"
    )
    found = border(case)
    fix = _("{first}; {then}").format(first=found, then=fix) if found else fix
    return Finding(made.code, text, rows, fix, c.name, made.numbers, made.severity)


def _along(c: Compared) -> tuple[str, ...]:
    return tuple(
        _("along a random direction: given {given}, numeric {numeric} ± {error}").format(
            given=number_text(float(np.sum(c.given * each.vector)), 7),
            numeric=number_text(each.value, 7),
            error=number_text(each.error, 1),
        )
        for each in c.truth.directions
    )
