"""A what-if in words and numbers."""

import math

from glassnet.diagnosis.what_if import Sweep, WhatIf
from glassnet.locales import _, pad, width
from glassnet.locales.wrapping import wrap
from glassnet.views.text.arrays import number_text
from glassnet.views.text.table import aligned_columns

COLUMNS = 80
# A loss is exact to a few units of its last digit only.
ROUNDING = 1e-14


def entry_name(name: str, place: tuple[int, ...]) -> str:
    """One number of an array as people write it: W1[0, 2]."""
    return f"{name}[{', '.join(map(str, place))}]" if place else name


def what_if_text(found: WhatIf, columns: int = COLUMNS) -> str:
    """The change, the exact and the predicted loss, and why they differ."""
    title = _("What if {entry} were {after} instead of {before} (a change of {change})?").format(
        entry=entry_name(found.name, found.place),
        after=number_text(found.after),
        before=number_text(found.before),
        change=number_text(found.change),
    )
    rows = [
        (_("loss now"), number_text(found.loss), ""),
        (_("new loss"), number_text(found.new_loss), _("exact: the equations run again")),
    ]
    if found.predicted is not None and found.difference is not None:
        assert found.slope is not None
        sum_text = f"{number_text(found.loss)} + {_factor(found.slope)} · {_factor(found.change)}"
        rows += [
            (_("predicted"), number_text(found.predicted), _("L + slope · change = {sum}").format(
                sum=sum_text)),
            (_("difference"), number_text(found.difference), _("exact minus predicted")),
        ]  # fmt: skip
    left = max(width(row[0]) for row in rows)
    middle = max(width(row[1]) for row in rows)
    lines = wrap(title, columns)
    for name, number, note in rows:
        head = f"  {pad(name, left)}  {pad(number, middle)}  "
        first, *rest = wrap(note, columns - width(head))
        lines += [(head + first).rstrip(), *(" " * width(head) + each for each in rest)]
    return "\n".join([*lines, *wrap(reason(found), columns)])


def _factor(value: float) -> str:
    text = number_text(value)
    return f"({text})" if text.startswith("-") else text


def reason(found: WhatIf) -> str:
    """Why the exact loss is not the predicted one, in a sentence."""
    off, half = found.difference, found.half_difference
    if off is None or half is None:
        return _("No slope is derived by {name}, so nothing is predicted.").format(name=found.name)
    if not math.isfinite(found.loss + found.new_loss + off):
        return _("A loss or a slope that is not finite predicts nothing.")
    if abs(off) <= ROUNDING * max(abs(found.loss), abs(found.new_loss)):
        return _("Along this number the loss is a straight line here.")
    if half and abs(off) < 1e3 * abs(half):
        return _(
            "The slope is that of the starting point, and the loss bends: with half the change "
            "the prediction misses by {half}, {share} of that; a smooth bend leaves about 0.25, "
            "because the remainder grows with the square of the change."
        ).format(half=number_text(half, 3), share=f"{half / off:.2f}")
    return _(
        "The slope is that of the starting point; somewhere on the way the loss leaves its line, "
        "as where a relu switches."
    )


def sweep_text(sweep: Sweep, columns: int = COLUMNS) -> str:
    """A table with a row for each value."""
    first = sweep[0]
    title = _("The loss for other values of {entry} = {before}; L = {loss} now, slope {slope}")
    heading = [_("value"), _("change"), _("new loss"), _("predicted"), _("difference")]
    rows = [
        [
            number_text(each.after),
            number_text(each.change),
            number_text(each.new_loss),
            "–" if each.predicted is None else number_text(each.predicted),
            "–" if each.difference is None else number_text(each.difference, 3),
        ]
        for each in sweep
    ]
    lines = wrap(
        title.format(
            entry=entry_name(first.name, first.place),
            before=number_text(first.before),
            loss=number_text(first.loss),
            slope="–" if first.slope is None else number_text(first.slope),
        ),
        columns,
    )
    return "\n".join([*lines, *aligned_columns([heading, *rows], left=(), gap=3)])
