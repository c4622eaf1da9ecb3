"""Where does the mistake begin: which layers agree, and which do not?

Slopes are computed from the last layer to the first, so the place to look at lies between the last
layer that is wrong and the one behind it.
"""

import re

from glassnet.diagnosis.audit.case import Case
from glassnet.locales import _


def border(case: Case) -> str:
    """A sentence that says between which rows to look; "" if the parameters do not tell."""
    wrong = [name for name, c in case.parts.items() if c.wrong]
    right = [name for name, c in case.parts.items() if not c.wrong]
    layers = _layers(list(case.parts))
    if not wrong or not right:
        return ""
    last, first = max(layers[name] for name in wrong), min(layers[name] for name in right)
    if last < first:
        return _sentence(right, wrong, _passed_back(layers, first, last))
    same = [name for name in right if layers[name] == last]
    # A bias has the slopes of its layer as they are; weights multiply them with something.
    if last == first and all(case.arrays[name].size < case.arrays[wrong[-1]].size for name in same):
        above = [name for name in wrong if layers[name] == last]
        if len(above) == 1:
            place = _("the product that gives the gradient of {name}").format(name=above[0])
            return _sentence(same, above, place)
    return ""


def _sentence(right: list[str], wrong: list[str], place: str) -> str:
    return _("right: {right}; wrong: {wrong}; so look at {place}").format(
        right=", ".join(right), wrong=", ".join(wrong), place=place
    )


def _passed_back(layers: dict[str, int], after: int, before: int) -> str:
    if _numbered(list(layers)):
        return _("what is passed back from layer {after} to layer {before}").format(
            after=after, before=before
        )
    names = {layer: name for name, layer in layers.items()}
    return _("what is passed back from {after} to {before}").format(
        after=names[after], before=names[before]
    )


def _numbered(names: list[str]) -> bool:
    """Whether each name tells its layer: W1, b_1, weights2; not params[0], a mere place."""
    return all(re.fullmatch(r"[^\W\d]+\d+", name) for name in names)


def _layers(names: list[str]) -> dict[str, int]:
    """The layer of each parameter; without numbers in the names, its place among them."""
    if not _numbered(names):
        return {name: place for place, name in enumerate(names)}
    return {name: int(re.findall(r"\d+", name)[0]) for name in names}
