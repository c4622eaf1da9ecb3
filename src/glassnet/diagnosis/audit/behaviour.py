"""Do the audited functions repeat themselves, and leave their parameters alone?"""

from typing import Any

import numpy as np

from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.given import Arrays
from glassnet.diagnosis.audit.subject import Subject
from glassnet.diagnosis.finding import Finding
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.views.text.arrays import number_text

CALLS = 3
# Threads may add up in another order; more than that is another computation.
REORDERED = 1e-12


def repeated_loss(subject: Subject, arrays: Arrays) -> tuple[float, list[Finding]]:
    """The loss, and a finding if further calls give another one."""
    values = [subject.loss(arrays) for _call in range(CALLS)]
    spread = max(values) - min(values)
    if not spread > REORDERED * max(map(abs, values)):
        return values[0], []
    rows = (_("loss: {values}").format(values=", ".join(number_text(v, 10) for v in values)),)
    return values[0], [_unrepeatable("loss", rows, {"loss": values})]


def repeated_gradient(subject: Subject, arrays: Arrays) -> tuple[dict[str, Any], list[Finding]]:
    """The gradients, and a finding if another call gives other ones."""
    first, second = subject.gradient(arrays), subject.gradient(arrays)
    differing = {
        name: gap for name in first if (gap := _gap(first[name], second.get(name))) is not None
    }
    if not differing:
        return first, []
    rows = tuple(
        _("{name}: two calls differ by up to {gap}").format(name=name, gap=number_text(gap))
        for name, gap in differing.items()
    )
    return first, [_unrepeatable("grad", rows, {"gap": differing})]


def _gap(a: Any, b: Any) -> float | None:
    """By how much two gradients differ, if they do."""
    try:
        first, second = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    except (ValueError, TypeError):
        return None
    if first.shape != second.shape:
        return float("inf")
    with np.errstate(all="ignore"):
        gaps: Array = np.abs(first - second)
    gap = float(np.nanmax(gaps, initial=0.0))
    size = float(np.nanmax(np.abs(first), initial=0.0))
    return gap if gap > REORDERED * size else None


def _unrepeatable(name: str, rows: tuple[str, ...], numbers: dict[str, Any]) -> Finding:
    text = _("Two calls of {name} with the same parameters give different results.")
    fix = _("switch dropout off, fix the seed and the batch, and leave nothing in global variables")
    return Finding(codes.UNREPEATABLE, text.format(name=name), rows, fix, name, numbers, 1.0)


def changes(subject: Subject) -> list[Finding]:
    """A finding for each function that changed the parameters that it was given."""
    found = []
    for name, moved in subject.changed.items():
        if not moved:
            continue
        rows = tuple(
            _("{name} moved by up to {size}").format(name=each, size=number_text(size))
            for each, size in moved.items()
        )
        text = _("A call of {name} changes the parameters that it is given: {names}.")
        found.append(
            Finding(
                codes.CHANGED,
                text.format(name=f"{name}(params)", names=", ".join(moved)),
                rows,
                _("work on a copy: W = W - lr * dW makes a new array, W -= lr * dW does not"),
                ", ".join(moved),
                {"function": name, "moved": dict(moved)},
                0.95,
            )
        )
    return found
