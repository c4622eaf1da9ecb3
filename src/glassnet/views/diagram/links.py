"""How a link of a network diagram is drawn: its colour says the sign, its width the size."""

from glassnet.views.drawing.palette import NEGATIVE, POSITIVE, stroke


def link_ink(share: float, *, positive: bool) -> dict[str, str | float]:
    """The attributes of a link of a known weight.

    Args:
        share: the size of the weight as a share of the largest one.
        positive: whether the weight is.
    """
    colour = stroke(POSITIVE if positive else NEGATIVE)
    return {"stroke_width": 0.6 + 3.2 * share, "opacity": 0.4 + 0.5 * share, **colour}
