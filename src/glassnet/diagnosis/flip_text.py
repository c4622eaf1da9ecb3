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
    if found.margin == 0:
        texts = [_on_border(found)]
    elif found.distance is None:
        texts = [_now(found), _none(found)]
    else:
        texts = [_now(found), _moved(found, found.distance), _margin(found)]
        texts += [_estimate(found, found.distance), *_changes(found)]
    return "\n".join(line for text in texts for line in wrap(text, columns, "", "  "))


def _now(found: Flip) -> str:
    """The answer as it is."""
    text = _("Example {example} is answered with {answer} ({outputs}); the margin is {margin}.")
    if found.output is not None:
        text = _(
            "Output {output} of example {example} is answered with {answer} ({outputs}); the "
            "margin is {margin}."
        )
    return text.format(
        example=found.example,
        output=found.output,
        answer=_answer(found, found.answer),
        outputs=_outputs(found, found.outputs),
        margin=number_text(found.margin),
    )


def _answer(found: Flip, answer: int | None) -> str:
    if found.output is None:
        return _("class {number}").format(number=answer)
    return _("“yes”") if answer else _("“no”")


def _outputs(found: Flip, outputs: Array | None) -> str:
    """The outputs that the answer is read from."""
    values = np.asarray(outputs)
    if found.threshold is None:
        return _("outputs {numbers}").format(numbers=inline(values))
    return _("output {number}").format(number=number_text(values[found.output or 0]))


def _on_border(found: Flip) -> str:
    """No step is needed where two answers are equally near."""
    if found.threshold is None:
        text = _(
            "Example {example} is exactly on the border: the outputs of classes {first} and "
            "{second} are equal ({value}), so no step is needed."
        )
    elif found.output is None:
        text = _("Example {example} is exactly on the border ({value}): no step is needed.")
    else:
        text = _(
            "Output {output} of example {example} is exactly on the border ({value}): no step is "
            "needed."
        )
    value = found.outputs[found.answer] if found.threshold is None else found.threshold
    return text.format(
        example=found.example,
        output=found.output,
        value=number_text(value),
        first=found.answer,
        second=found.new_answer,
    )


def _none(found: Flip) -> str:
    if not found.slope:
        return _("The margin has no slope here, so no way leads to another answer.")
    text = _("No flip up to {within}; going by the slope, it should have come at {first}.")
    if found.first_order > found.within:
        text = _("No flip up to {within}; going by the slope, it comes only at {first}.")
    return text.format(within=number_text(found.within), first=number_text(found.first_order))


def _moved(found: Flip, distance: float) -> str:
    """The step, and the answer after it."""
    text = _(
        "Moving all parameters together by {distance} against the gradient of the margin changes "
        "the answer to {answer} ({outputs})."
    )
    if found.move == "input":
        text = _(
            "Moving the input by {distance} against the gradient of the margin changes the answer "
            "to {answer} ({outputs})."
        )
    return text.format(
        distance=number_text(distance),
        answer=_answer(found, found.new_answer),
        outputs=_outputs(found, found.new_outputs),
    )


def _margin(found: Flip) -> str:
    """What is meant by the margin."""
    if found.threshold is None:
        return _("Margin: by how much the greatest output exceeds the next one.")
    return _("Margin: how far the output is from the border {threshold}.").format(
        threshold=number_text(found.threshold)
    )


def _estimate(found: Flip, distance: float) -> str:
    return _(
        "Going by the slope, it comes at margin / slope = {margin} / {slope} = {first}; that is "
        "off by {off}."
    ).format(
        margin=number_text(found.margin),
        slope=number_text(found.slope),
        first=number_text(found.first_order),
        off=number_text(found.first_order - distance, 3),
    )


def _changes(found: Flip) -> list[str]:
    """The numbers that change most, and who else is answered otherwise."""
    entries = [
        (abs(float(after[place]) - float(value)), name, place, float(value), float(after[place]))
        for name, after in found.moved.items()
        for place, value in np.ndenumerate(found.start[name])
        if after[place] != value
    ]
    entries.sort(key=lambda each: -each[0])
    shown = ", ".join(
        f"{entry_name(name, place)} {number_text(before)} → {number_text(after)}"
        for _size, name, place, before, after in entries[:FEW]
    )
    text = _("The changes: {changes}").format(changes=shown)
    if len(entries) > FEW:
        text = _("The {few} largest of {count} changes: {changes}").format(
            few=FEW, count=len(entries), changes=shown
        )
    if found.move == "input":
        return [text]
    others = _("Other examples of the batch whose answer changes too: {count}.")
    return [text, others.format(count=found.others)]
