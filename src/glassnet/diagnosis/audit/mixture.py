"""The given gradient as a sum: a factor times the true one, and what was added to it.

A code often makes two mistakes at once, and makes them for every parameter alike. A large parameter
has entries enough to tell the mistakes apart; a small one has not, but it can be computed from what
the large one has shown: the same factor, the same strength of the penalty.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from glassnet.diagnosis.audit.compared import Compared
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.views.text.arrays import number_text

ONE, PARAMETER, SIGN = "one", "w", "sign"
DIGITS = 7


@dataclass(frozen=True)
class Mixture:
    """What a given gradient is made of.

    Attributes:
        factor: by which the true gradient is multiplied.
        terms: what is added, as multiples of 1, of the parameter, and of its sign.
        squares: Σw² of the parameter that it was found in.
        sizes: Σ|w| of it.
    """

    factor: float
    terms: Mapping[str, float] = field(default_factory=dict)
    squares: float = 0.0
    sizes: float = 0.0


def columns_of(c: Compared) -> dict[str, Array]:
    """What may be added to the gradient of a parameter, (k,) each."""
    return {ONE: np.ones(len(c.u)), PARAMETER: c.w, SIGN: np.sign(c.w)}


def mixed(c: Compared, factor: float, terms: Mapping[str, float]) -> Mixture:
    """A mixture that was found in a parameter."""
    return Mixture(factor, dict(terms), float(np.sum(c.at**2)), float(np.sum(np.abs(c.at))))


def gives(mixture: Mixture, c: Compared) -> bool:
    """Whether a mixture gives what was given for a parameter, to near rounding."""
    columns = columns_of(c)
    expected = mixture.factor * c.t
    for name, value in mixture.terms.items():
        expected = expected + value * columns[name]
    return c.fits(expected, mixture.factor)


def carried_over(found: list[Mixture], c: Compared) -> Iterator[Mixture]:
    """What the mixtures of other parameters may be in this one: all of their parts, or some.

    Nothing is left to be measured, so that even one entry proves or disproves each of them.
    """
    squares, sizes = float(np.sum(c.at**2)), float(np.sum(np.abs(c.at)))
    for whole in found:
        choices: list[list[tuple[str, float] | None]] = []
        for name, value in whole.terms.items():
            values = [value, value / whole.factor]
            if name == ONE:
                values = [value]
                values += [value * squares / whole.squares] if whole.squares else []
                values += [value * sizes / whole.sizes] if whole.sizes else []
            choices.append([*((name, each) for each in values), None])
        for factor in dict.fromkeys((whole.factor, 1.0)):
            for chosen in product(*choices):
                terms = dict(each for each in chosen if each is not None)
                if factor != 1 or terms:
                    yield mixed(c, factor, terms)


def sum_text(mixture: Mixture, c: Compared, index: int) -> str:
    """An entry as the sum: "given = 20 × numeric + 0.03: 20 × 0.01 + 0.03 = 0.23"."""
    column = {name: float(values[index]) for name, values in columns_of(c).items()}
    symbols = {PARAMETER: c.name, SIGN: f"sign({c.name})"}
    parts = [] if mixture.factor == 0 else [(mixture.factor, _("numeric"), float(c.t[index]))]
    parts += [
        (value, symbols[name], column[name]) for name, value in mixture.terms.items() if name != ONE
    ]
    constant = mixture.terms.get(ONE)
    left, right = "", ""
    for value, symbol, number in parts:
        left += _signed(value, symbol, bool(left))
        right += _signed(value, _bracketed(number), bool(right))
    if constant is not None:
        left, right = left + _signed(constant, "", bool(left)), right + _signed(constant, "", True)
    return _("given = {symbols}: {numbers} = {given}").format(
        symbols=left, numbers=right, given=number_text(float(c.u[index]), DIGITS)
    )


def _signed(value: float, what: str, follows: bool) -> str:
    """A term of a sum with its sign."""
    digits = number_text(abs(value), DIGITS)
    times = digits if not what else what if abs(value) == 1 else f"{digits} × {what}"
    if follows:
        return f" - {times}" if value < 0 else f" + {times}"
    return f"-{times}" if value < 0 else times


def _bracketed(number: float) -> str:
    text = number_text(number, DIGITS)
    return f"({text})" if number < 0 else text
