"""In which units the numbers stand: how inputs were scaled, what the targets count."""

from collections.abc import Sequence

from glassnet.cli.blueprint import Blueprint
from glassnet.locales import _

MOST_NAMES = 12


def scaling_text(kind: str) -> str:
    """What a scaling does; "" if there is none."""
    texts = {
        "standard": _("scaled to mean 0 and standard deviation 1"),
        "minmax": _("scaled to 0 … 1"),
        "symmetric": _("scaled to −1 … 1"),
        "margin": _("scaled to 0.01 … 0.99"),
    }
    return texts.get(kind, "")


def scaled_words(kind: str) -> list[str]:
    """A sentence about the inputs, if they are not those of the data."""
    how = scaling_text(kind)
    return [_("The inputs X are {how}.").format(how=how)] if how else []


def class_words(classes: Sequence[str], outputs: int) -> list[str]:
    """A sentence about the columns of Y, if there are classes."""
    if len(classes) == 2 and outputs == 1:
        text = _("Y is 0 for class {first!r} and 1 for class {second!r}.")
        return [text.format(first=classes[0], second=classes[1])]
    if not classes or outputs != len(classes):
        return []
    names = [repr(name) for name in classes[:MOST_NAMES]]
    if len(classes) > MOST_NAMES:
        names.append("…")
    text = _("The columns of Y are the classes {names}: 1 for the right one, 0 for the others.")
    return [text.format(names=", ".join(names))]


def input_and_target_words(plan: Blueprint) -> list[str]:
    """Sentences about inputs and targets that are not as they stand in the data."""
    words = scaled_words(plan.prepared.scaler.kind)
    words += class_words(plan.dataset.classes, plan.network.outputs)
    return [*words, *([plan.unit.sentence()] if plan.unit else [])]
