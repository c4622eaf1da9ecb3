"""A flip in words and numbers."""

import numpy as np

from glassnet.diagnosis.flip import Flip
from glassnet.diagnosis.what_if_text import entry_name
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.locales.wrapping import wrap
from glassnet.views.text.arrays import inline, number_text

COLUMNS, FEW = 80, 8


def flip_text(found: Flip, columns: int = COLUMNS) -> str:
    """What would have to change for another answer."""
    texts = [
        _(
            "Example {example} is answered with class {answer}: {outputs}; the margin is {margin}."
        ).format(
            example=found.example,
            answer=found.answer,
            outputs=_outputs(found.outputs),
            margin=number_text(found.margin),
        )
    ]
    if found.distance is None:
        texts.append(_none(found))
    else:
        texts += _flipped(found, found.distance)
    return "\n".join(line for text in texts for line in wrap(text, columns, "", "  "))


def _outputs(outputs: Array) -> str:
    return number_text(outputs[0]) if len(outputs) == 1 else inline(outputs)


def _none(found: Flip) -> str:
    if not found.slope:
        return _("The margin has no slope here, so no way leads to another answer.")
    return _(
        "No flip within {within} against the gradient; the slope promised one at {first}."
    ).format(within=number_text(found.within), first=number_text(found.first_order))


def _flipped(found: Flip, distance: float) -> list[str]:
    moved = _("its input moves") if found.by == "input" else _("all parameters move together")
    texts = [
        _(
            "It becomes class {answer} when {moved} by {distance} against the gradient: {outputs}."
        ).format(
            answer=found.new_answer,
            moved=moved,
            distance=f"{distance:.12g}",
            outputs=_outputs(np.asarray(found.new_outputs)),
        ),
        _(
            "First-order estimate, margin / slope = {margin} / {slope}: {first}, off by {off}."
        ).format(
            margin=number_text(found.margin),
            slope=number_text(found.slope),
            first=number_text(found.first_order),
            off=number_text(found.first_order - distance, 3),
        ),
        *_changes(found),
    ]
    if found.by == "params":
        texts.append(
            _("Other examples of the batch whose answer changes too: {count}.").format(
                count=found.others
            )
        )
    return texts


def _changes(found: Flip) -> list[str]:
    """The numbers that change most."""
    entries = [
        (abs(float(after[place]) - float(value)), name, place, float(value), float(after[place]))
        for name, after in found.moved.items()
        for place, value in np.ndenumerate(found.start[name])
        if after[place] != value
    ]
    entries.sort(key=lambda each: -each[0])
    shown = [
        f"{entry_name(name, place)} {number_text(before)} → {number_text(after)}"
        for _size, name, place, before, after in entries[:FEW]
    ]
    if len(entries) > FEW:
        return [
            _("The {few} largest of {count} changes: {changes}").format(
                few=FEW, count=len(entries), changes=", ".join(shown)
            )
        ]
    return [_("The changes: {changes}").format(changes=", ".join(shown))]
