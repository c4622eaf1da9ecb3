"""Initializers: which numbers a parameter starts with.

A description only; `executors.initialize` draws the numbers. fan_in is the number of inputs
of a unit, fan_out the number of units.
"""

from dataclasses import dataclass
from typing import Literal

from glassnet.errors import SettingError
from glassnet.locales import _
from glassnet.nn.demand import one_of, real

Draw = Literal["constant", "uniform", "unit", "normal"]
Scale = Literal["fixed", "fan_in", "fan_average"]
DRAWS, SCALES = ("constant", "uniform", "unit", "normal"), ("fixed", "fan_in", "fan_average")


@dataclass(frozen=True)
class Initializer:
    """How a parameter is drawn.

    Attributes:
        draw: "constant", "uniform" (center − gain to center + gain), "unit" (center to
            center + gain, as NumPy's `rand` times a number), or "normal".
        gain: for a constant the value; for uniform the half width; for unit the width; for
            normal the standard deviation; divided by the root of the fan if `scale` says so.
        center: the middle of a uniform draw, the start of a unit one, the mean of a normal one.
        scale: "fixed", "fan_in" (gain / √fan_in) or "fan_average" (gain / √((in+out)/2)).
        legacy: whether NumPy's old RandomState draws it, so that printed numbers come out.
    """

    draw: Draw
    gain: float = 1.0
    center: float = 0.0
    scale: Scale = "fixed"
    legacy: bool = False

    def __post_init__(self) -> None:
        where = f"Initializer({self.draw!r}, …)"
        one_of(self.draw, DRAWS, _("draw"), where)
        one_of(self.scale, SCALES, _("scale"), where)
        for name in ("gain", "center"):
            object.__setattr__(self, name, real(getattr(self, name), name, where))


ROOT3, ROOT6 = 3**0.5, 6**0.5

# Sources: Glorot, Bengio 2010; He et al. 2015; LeCun et al. 1998; the last two are the
# fifth tutorial's `rand` and the `randn` of the course behind it: not the same.
INITIALIZERS: dict[str, Initializer] = {
    "zeros": Initializer("constant", 0.0),
    "ones": Initializer("constant", 1.0),
    "uniform": Initializer("uniform", 1.0),
    "normal": Initializer("normal", 1.0),
    "glorot_uniform": Initializer("uniform", ROOT3, scale="fan_average"),
    "glorot_normal": Initializer("normal", 1.0, scale="fan_average"),
    "he_uniform": Initializer("uniform", ROOT6, scale="fan_in"),
    "he_normal": Initializer("normal", 2**0.5, scale="fan_in"),
    "lecun_uniform": Initializer("uniform", ROOT3, scale="fan_in"),
    "lecun_normal": Initializer("normal", 1.0, scale="fan_in"),
    "small_normal": Initializer("normal", 0.01),
    "small_uniform": Initializer("unit", 0.01),
}


def Constant(value: float) -> Initializer:
    """Every entry the same number. Equal weights never come apart: see symmetry."""
    return Initializer("constant", real(value, "value", f"Constant({value!r})"))


def Uniform(low: float = -1.0, high: float = 1.0) -> Initializer:
    """Evenly between two numbers.

    Raises:
        SettingError: if low is not below high.
    """
    where = f"Uniform({low!r}, {high!r})"
    low, high = real(low, "low", where), real(high, "high", where)
    if not low < high:
        raise SettingError(
            _("a uniform initializer needs low < high"),
            expected="low < high",
            received=f"low={low!r}, high={high!r}",
            where=where,
            fix=_("swap them"),
        )
    return Initializer("uniform", (high - low) / 2, (high + low) / 2)


def Normal(mean: float = 0.0, std: float = 1.0) -> Initializer:
    """The bell curve around a mean."""
    where = f"Normal({mean!r}, {std!r})"
    return Initializer("normal", real(std, "std", where, least=0.0), real(mean, "mean", where))


def Legacy(
    draw: Draw = "normal",
    gain: float = 1.0,
    center: float = 0.0,
    scale: Scale = "fixed",
) -> Initializer:
    """Drawn by NumPy's old RandomState, from which the tutorials print numbers.

    Args:
        draw: "normal" is `gain * randn + center`, "unit" is `gain * rand + center`, "uniform"
            is `gain * (2 * rand - 1) + center`.
        gain: standard deviation, width or half width.
        center: mean, start or middle.
        scale: whether to divide by the root of the fan.
    """
    return Initializer(draw, gain, center, scale, legacy=True)


def initializer(value: "str | Initializer", where: str) -> Initializer:
    """The initializer of that name, or the given one.

    Raises:
        UnknownNameError: if the name is not known.
    """
    if isinstance(value, Initializer):
        return value
    return INITIALIZERS[one_of(value, INITIALIZERS, _("initializer"), where)]
