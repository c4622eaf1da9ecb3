"""Is the gradient itself a numeric derivative, and which step did it take?

A forward difference (L(w + h) − L(w)) / h is off by about h/2 times the second derivative; with a
very small h it is rounding instead. Repeated with the right h it gives the very same digits.
"""

from collections.abc import Sequence

import numpy as np

from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.case import Case, Match, finding
from glassnet.diagnosis.audit.compared import Compared
from glassnet.diagnosis.finding import Finding
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.views.text.arrays import number_text

STEPS = tuple(10.0**-k for k in range(1, 13))
TRIED = 6  # entries on which a step is tried before it is tried on all
MOST_OFF = 0.3  # of the greatest slope; beyond this it is no numeric derivative
CLOSER = 1e-3  # what must remain of the deviation


def differenced(case: Case, c: Compared) -> list[Match] | None:
    """Whether a difference with some step gives the same numbers."""
    off = c.u - c.t
    if not len(off) or np.max(np.abs(off)) > MOST_OFF * c.truth.size:
        return None
    bends = c.truth.curvatures
    size = float(bends @ bends)
    fitted = 2 * float(off @ bends) / size if size else 0.0
    few = np.argsort(-np.abs(off))[:TRIED]
    for step in (*STEPS, abs(fitted)):
        for kind, sides in {"forward": (1, 0), "backward": (0, -1), "central": (1, -1)}.items():
            if 0 < step < 1 and _same(case, c, few, step, sides):
                if not _same(case, c, np.arange(len(off)), step, sides):
                    continue
                numbers = {"kind": kind, "step": step}
                return [Match(codes.DIFFERENCE, c.name, (kind, f"{step:.2e}"), numbers)]
    return None


def _same(case: Case, c: Compared, which: Array, step: float, sides: tuple[int, int]) -> bool:
    """Whether the differences of a step are the given entries, to rounding."""
    off = float(np.max(np.abs(c.u - c.t)))
    rounding = 8 * 2.0**-52 * abs(case.here) / step
    for k in which:
        seen = _difference(case, c, int(c.truth.places[k]), step, sides)
        own = 2.0**-48 * (abs(seen) + abs(float(c.w[k])))
        if abs(seen - c.u[k]) > min(max(CLOSER * off, rounding, own), off / 10):
            return False
    return True


def _difference(case: Case, c: Compared, place: int, step: float, sides: tuple[int, int]) -> float:
    above, below = (_loss(case, c, place, side * step) for side in sides)
    return (above - below) / ((sides[0] - sides[1]) * step)


def _loss(case: Case, c: Compared, place: int, move: float) -> float:
    """The loss with one entry moved."""
    if move == 0:
        return case.here
    arrays = dict(case.arrays)
    arrays[c.name] = moved = c.at.copy()
    moved.reshape(-1)[place] += move
    return case.subject.loss(arrays)


def say(case: Case, code: str, matches: Sequence[Match]) -> Finding:
    """The finding of one numeric derivative."""
    names = [match.name for match in matches]
    kind, step = matches[0].numbers["kind"], float(matches[0].numbers["step"])
    kinds = {
        "forward": _("forward difference"),
        "backward": _("backward difference"),
        "central": _("central difference"),
    }
    text = _(
        "The gradient of {names} is a {kind} with the step {step}, and it has that difference's "
        "error."
    ).format(names=", ".join(names), kind=kinds[kind], step=number_text(step, 3))
    fix = _("use the chain rule; for a check use central differences with a step near 1e-5")
    return finding(case, code, names, text, fix, kind=kind, step=step)
