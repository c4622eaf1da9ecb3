"""The line of this tutorial: y = k·x, a network of one weight. The others are presets."""

from glassnet.model import Model


def slope_of(model: Model) -> float:
    """The k of a line."""
    return float(model.params["W1"][0, 0])
