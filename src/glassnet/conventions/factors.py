"""By which factor two conventions differ: computed, never written down.

Both are lowered to equations and run on the same random examples. The ratio must be the same for
the value, for its gradient and for every example; how it depends on the sizes is found by
doubling each of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import log2

import numpy as np

from glassnet.conventions.sources import BINARY, CATEGORICAL
from glassnet.core.notation import LOSS, PENALTY, gradient
from glassnet.errors import SettingError
from glassnet.executors import reference
from glassnet.executors.random import Stream, normal
from glassnet.executors.reference import Array, Values
from glassnet.locales import _
from glassnet.nn.layers import Dense
from glassnet.nn.losses import Loss, Penalty, SquaredError
from glassnet.nn.lower import lower
from glassnet.nn.network import Network

INPUTS = 3
SEEDS = range(3)
LAST = {BINARY: "sigmoid", CATEGORICAL: "softmax"}
Convention = Loss | Penalty


@dataclass(frozen=True)
class Sizes:
    """What a convention may divide by: examples in a batch, outputs, examples in all."""

    m: int = 4
    outputs: int = 2
    n: int = 24


@dataclass(frozen=True)
class Factor:
    """A number times powers of the sizes: ½·m⁻¹·k⁰·n⁰.

    Attributes:
        number: what does not depend on sizes.
        m, outputs, n: the exponents of the batch, the outputs, the training set.
    """

    number: float
    m: int = 0
    outputs: int = 0
    n: int = 0

    def value(self, sizes: Sizes) -> float:
        """The factor for given sizes."""
        powers = ((sizes.m, self.m), (sizes.outputs, self.outputs), (sizes.n, self.n))
        result = self.number
        for size, exponent in powers:
            result *= float(size) ** exponent
        return result

    def __truediv__(self, other: "Factor") -> "Factor":
        return Factor(
            self.number / other.number,
            self.m - other.m,
            self.outputs - other.outputs,
            self.n - other.n,
        )

    def text(self, symbol: str = "") -> str:
        """As people write it: "1/(2·m)", or with a symbol for the strength "λ/(2·m)"."""
        fraction = Fraction(self.number).limit_denominator(10_000)
        above = [symbol] if symbol else []
        below: list[str] = []
        for name, exponent in (("m", self.m), ("k", self.outputs), ("n", self.n)):
            (above if exponent > 0 else below).extend([name] * abs(exponent))
        if fraction.numerator != 1 or not above:
            above.insert(0, str(fraction.numerator))
        if fraction.denominator != 1:
            below.insert(0, str(fraction.denominator))
        top, bottom = "·".join(above), "·".join(below)
        if not bottom:
            return top
        return f"{top}/({bottom})" if len(below) > 1 else f"{top}/{bottom}"

    def __str__(self) -> str:
        return self.text()


def factor(one: Convention, other: Convention | None = None) -> Factor:
    """By what one convention must be multiplied to give another: one = factor · other.

    Args:
        one: a loss or a penalty.
        other: another of the same kind; unless given, the plain sum of everything.

    Raises:
        SettingError: if they are no multiples of each other.
    """
    plain = _of_the_sum(one)
    if other is None:
        return plain
    if other.op != one.op:
        raise _no_multiple(one, other)
    return plain / _of_the_sum(other)


@lru_cache(maxsize=256)
def _of_the_sum(one: Convention) -> Factor:
    """A convention as a multiple of the plain sum."""
    base = Sizes()
    start = _ratio(one, base)
    exponents = {}
    for name in ("m", "outputs", "n"):
        doubled = replace(base, **{name: 2 * getattr(base, name)})
        exponents[name] = round(log2(_ratio(one, doubled) / start))
    number = start / Factor(1.0, **exponents).value(base)
    found = Factor(float(Fraction(number).limit_denominator(10_000)), **exponents)
    far = Sizes(5, 3, 35)
    if not np.isclose(_ratio(one, far), found.value(far), rtol=1e-12, atol=0):
        raise _no_multiple(one, _plain(one))
    return found


def _plain(one: Convention) -> Convention:
    """The plain sum of the same errors or sizes."""
    if isinstance(one, Loss):
        return replace(one, factor=1.0, reduction="sum")
    return replace(one, strength=1.0, factor=1.0, per="none")


def _ratio(one: Convention, sizes: Sizes) -> float:
    """One convention divided by the plain sum, the same for all examples, values and slopes."""
    ratios = [ratio for seed in SEEDS for ratio in _ratios(one, sizes, seed)]
    if max(ratios) - min(ratios) > 1e-11 * max(map(abs, ratios)):
        raise _no_multiple(one, _plain(one))
    return ratios[0]


def _ratios(one: Convention, sizes: Sizes, seed: int) -> Iterator[float]:
    mine, plain = _values(one, sizes, seed), _values(_plain(one), sizes, seed)
    loss, part = (LOSS, "") if isinstance(one, Loss) else (PENALTY, "penalty")
    slope = gradient("W1", part)
    yield float(mine[loss] / plain[loss])
    largest = np.unravel_index(np.argmax(np.abs(plain[slope])), plain[slope].shape)
    ratio = float(mine[slope][largest] / plain[slope][largest])
    same = np.abs(mine[slope] - ratio * plain[slope]) <= 1e-12 * np.max(np.abs(mine[slope]))
    yield ratio if same.all() else float("inf")


def example(op: str, sizes: Sizes, seed: int) -> dict[str, Array]:
    """Random examples and weights for a network of one layer, and the sizes as scalars."""

    def draw(high: int, *shape: int) -> Array:
        return normal(seed, Stream.DATA, 0, int(np.prod(shape)), high).reshape(shape)

    drawn = draw(3, sizes.m, sizes.outputs)
    targets = {
        BINARY: (drawn > 0).astype(float),
        CATEGORICAL: np.eye(sizes.outputs)[np.argmax(drawn, axis=1)],
    }
    return {
        "A0": draw(0, sizes.m, INPUTS),
        "W1": draw(1, INPUTS, sizes.outputs),
        "b1": draw(2, sizes.outputs),
        "Y": targets.get(op, drawn),
        "m": np.array(float(sizes.m)),
        "n_data": np.array(float(sizes.n)),
    }


def network_of(loss: Loss | None, penalty: Penalty | None, outputs: int) -> Network:
    """A network of one layer with a loss and a penalty."""
    chosen = loss or SquaredError()
    return Network(INPUTS, [Dense(outputs, LAST.get(chosen.op, "identity"))], chosen, penalty)


def _values(one: Convention, sizes: Sizes, seed: int) -> Values:
    """Every row of a convention on one random example."""
    loss, penalty = (one, None) if isinstance(one, Loss) else (None, one)
    network = network_of(loss, penalty, sizes.outputs)
    return reference.run(lower(network, sizes.m), example(network.loss.op, sizes, seed))


def _no_multiple(one: Convention, other: Convention) -> SettingError:
    return SettingError(
        _("the two are no multiples of each other"),
        expected=_("two conventions of the same loss or penalty"),
        received=f"{one}, {other}",
        where="conventions.factor",
        fix=_("compare for example SquaredError(0.5) with SquaredError()"),
    )
