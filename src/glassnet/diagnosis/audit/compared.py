"""Where the given gradient of a parameter agrees with the truth, and how sure that is."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from glassnet.diagnosis.audit.given import Arrays, Parameters
from glassnet.diagnosis.audit.numeric.noise import rounding
from glassnet.diagnosis.audit.numeric.truth import Truth
from glassnet.diagnosis.audit.subject import RATE, Subject
from glassnet.executors.reference import Array

# A right gradient differs from its numeric value by the errors of both and nothing else.
NUMERIC = 16.0  # estimated errors of the numeric slope
RELATIVE = 1e-8  # of the parameter's greatest slope
DIGITS = 64.0  # roundings of the given number's own type
DRAWN = 40.0  # standard deviations of the rounding that was observed in the gradient
MOST_DRAWN = 1e-3  # what observed rounding may excuse, as a part of the greatest slope


@dataclass(frozen=True, eq=False)
class Compared:
    """The given and the numeric gradient of one parameter.

    Attributes:
        name: of the parameter.
        at: the parameter itself.
        given: its gradient as given, in the parameter's shape.
        truth: its numeric gradient.
        sharp: how far each entry may be off by numeric error and rounding in float64, (k,).
        loose: the same with the rounding that the given gradient shows, (k,).
        declared: whether the given gradient is of a type that says that it is rounded so.
    """

    name: str
    at: Array
    given: Array
    truth: Truth
    sharp: Array = field(repr=False)
    loose: Array = field(repr=False)
    declared: bool = False

    @property
    def u(self) -> Array:
        """The given entries that are compared, (k,)."""
        chosen: Array = self.given.reshape(-1)[self.truth.places]
        return chosen

    @property
    def t(self) -> Array:
        """Their numeric values, (k,)."""
        return self.truth.values

    @property
    def w(self) -> Array:
        """The parameter's own entries there, (k,)."""
        chosen: Array = self.at.reshape(-1)[self.truth.places]
        return chosen

    def fits(self, expected: Array, factor: float = 1.0) -> bool:
        """Whether the given entries are some expected ones, to near rounding.

        Args:
            expected: (k,), computed from the truth times a factor.
            factor: by which the errors of the truth were multiplied.
        """
        return bool(np.all(np.abs(self.u - expected) <= self.room(factor)))

    def room(self, factor: float = 1.0) -> Array:
        """How far each entry may be from the truth times a factor, (k,)."""
        # What is relative to the given entries has grown with them already.
        allowed: Array = self.loose + max(abs(factor) - 1, 0.0) * NUMERIC * self.truth.errors
        return allowed

    @property
    def deviation(self) -> Array:
        """How far each entry is off, in units of what is allowed."""
        excess: Array = np.abs(self.u - self.t) / self.loose
        return excess

    @property
    def astray(self) -> float:
        """By how many times the allowed error a slope along a random direction is off."""
        worst = 0.0
        room = float(np.max(self.loose, initial=0.0))
        for each in self.truth.directions:
            seen = float(np.sum(self.given * each.vector))
            # independent errors of all entries add up like a random walk
            allowed = NUMERIC * each.error + room + RELATIVE * abs(each.value)
            worst = max(worst, abs(seen - each.value) / allowed)
        return worst

    @property
    def off(self) -> bool:
        """Whether a compared entry is wrong beyond every rounding."""
        return bool(np.any(self.deviation > 1))

    @property
    def wrong(self) -> bool:
        """Whether the gradient is wrong, in a compared entry or along a random direction."""
        return self.off or self.astray > 1

    @property
    def rounded(self) -> bool:
        """Whether it is right but rounded more than its type says."""
        off = bool(np.any(np.abs(self.u - self.t) > self.sharp))
        return off and not self.wrong and not self.declared


def compared(
    subject: Subject,
    params: Parameters,
    given: dict[str, Array],
    declared: dict[str, bool],
    truth: dict[str, Truth],
) -> list[Compared]:
    """Each parameter whose gradient has a usable shape, beside its numeric gradient."""
    drawn = _observed(subject, params.arrays, given)
    result = []
    for name, gradient in given.items():
        t, at = truth[name], params.arrays[name]
        places = t.places
        own = np.abs(gradient.reshape(-1)[places])
        size = max(t.size, float(np.max(np.abs(gradient), initial=0.0)))
        digits = np.full(len(places), DIGITS * 2.0**-53 * size)
        if subject.updates:
            digits += 4 * 2.0**-53 * np.abs(at.reshape(-1)[places]) / RATE
        sharp = NUMERIC * t.errors + RELATIVE * size + digits
        single = 2.0**-24 if declared[name] else 0.0
        excused = np.minimum(DRAWN * drawn[name], MOST_DRAWN * size)
        loose = sharp + excused + DIGITS * single * np.maximum(own, t.size)
        result.append(Compared(name, at, gradient, t, sharp, loose, declared[name]))
    return result


def _observed(subject: Subject, arrays: Arrays, given: dict[str, Array]) -> dict[str, float]:
    """By name, the rounding that the given gradient shows."""
    sizes = {name: gradient.size for name, gradient in given.items()}

    def gradients(at: Arrays) -> Array:
        found = subject.gradient(at)
        parts = [np.asarray(found[name], dtype=np.float64).reshape(-1) for name in sizes]
        return np.concatenate(parts) if parts else np.zeros(0)

    if not sizes:
        return {}
    with_noise = _parts(sizes, rounding(_steady(gradients), arrays))
    return {name: float(np.max(part, initial=0.0)) for name, part in with_noise.items()}


def _steady(f: Callable[[Arrays], Array]) -> Callable[[Arrays], Array]:
    """The function, with zeros that are not finite, so that noise stays a number."""
    return lambda at: np.nan_to_num(f(at), nan=0.0, posinf=0.0, neginf=0.0)


def _parts(sizes: dict[str, int], joined: Array) -> dict[str, Array]:
    """One long array cut into those of each name."""
    cuts = np.cumsum(list(sizes.values()))[:-1]
    return dict(zip(sizes, np.split(joined, cuts), strict=True))
