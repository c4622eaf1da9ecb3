"""Every preset under its name.

A new one is a function that returns a `Preset`, and a row in `_PRESETS`.
"""

from importlib import import_module

from glassnet.errors import unknown_name
from glassnet.locales import _
from glassnet.presets.preset import Preset

# name: (module of this folder, the function in it)
_PRESETS = {
    "s0-2-3-2": ("tutorial1", "two_three_two"),
    "s1-bump": ("tutorial2", "bump"),
    "s2-predictor": ("tutorial3", "predictor"),
    "s2-line-classifier": ("tutorial3", "line_classifier"),
    "s2-two-lines": ("tutorial3", "xor_by_lines"),
    "s2-three-errors": ("tutorial3", "three_errors"),
    "s2-2-2-2": ("tutorial3", "worked_update"),
    "s3-2-3-1": ("tutorial4", "by_hand"),
    "s3-13-weights": ("tutorial4", "thirteen_weights"),
    "s4-3-4-1": ("tutorial5", "three_four_one"),
    "logistic-regression": ("tutorial5", "logistic_regression"),
}


def names() -> tuple[str, ...]:
    """The names of all presets, in the order of the tutorials that they come from."""
    return tuple(_PRESETS)


def load(name: str) -> Preset:
    """A worked example, made new.

    Args:
        name: one of `names()`.

    Raises:
        UnknownNameError: there is no preset of that name.

    Example:
        >>> step = load("s4-3-4-1").explain()
        >>> step["W1"].shape, step["dW1"].shape
        ((4, 3), (4, 3))
    """
    known = str(name)
    if known not in _PRESETS:
        raise unknown_name(_("preset"), known, _PRESETS, f"presets.load({name!r})")
    module, function = _PRESETS[known]
    preset: Preset = getattr(import_module(f"glassnet.presets.{module}"), function)()
    return preset
