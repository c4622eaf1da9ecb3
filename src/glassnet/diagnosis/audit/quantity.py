"""Which known quantity is this number: the number of examples, of outputs, a half, two …?"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isclose

from glassnet.locales import _
from glassnet.views.text.arrays import number_text

CLOSE = 1e-6
MOST_WHOLE = 10_000_000


@dataclass(frozen=True)
class Quantity:
    """A number and what it is.

    Attributes:
        value: the number, exact if it was recognised.
        symbol: how it is written: "m", "1/m", "½", "2·n_out"; "" if nothing is known of it.
        about: what it is, in words, or "".
    """

    value: float
    symbol: str = ""
    about: str = ""

    @property
    def known(self) -> bool:
        """Whether it was recognised."""
        return bool(self.symbol)

    def __str__(self) -> str:
        """The number with what it is: "50 = m, the number of examples"."""
        digits = number_text(self.value)
        if not self.known:
            return digits
        named = digits if digits == self.symbol else f"{digits} = {self.symbol}"
        if not self.about:
            return named
        return _("{number} ({about})").format(number=named, about=self.about)


def words(symbol: str) -> str:
    """What a size is, in words."""
    return {
        "m": _("the number of examples"),
        "n_out": _("the number of outputs"),
        "m·n_out": _("the number of examples times the number of outputs"),
        "n_in": _("the number of inputs"),
    }.get(symbol, "")


def recognised(number: float, sizes: Mapping[str, int], close: float = CLOSE) -> Quantity:
    """What a factor is.

    Args:
        number: the factor as measured.
        sizes: what could be behind it, by symbol, the likeliest first: {"m": 50, "n_out": 2}.
        close: the relative error of the measurement.

    >>> str(recognised(0.02, {"m": 50}))
    '0.02 = 1/m (the number of examples)'
    >>> recognised(0.123, {"m": 50}).known
    False
    """
    if number < 0:
        found = recognised(-number, sizes, close)
        symbol = f"−{found.symbol}" if found.known else ""
        return Quantity(-found.value, symbol, found.about)
    plain = {"1": 1.0, "2": 2.0, "½": 0.5}
    for symbol, value in plain.items():
        if isclose(number, value, rel_tol=close):
            return Quantity(value, symbol)
    for symbol, size in sizes.items():
        if size < 2:
            continue
        for value, text in _forms(symbol, size).items():
            if isclose(number, value, rel_tol=close):
                return Quantity(value, text, words(symbol))
    return _whole(number, close)


def _forms(symbol: str, size: int) -> dict[float, str]:
    """A size and its inverse, alone and with a 2."""
    below = f"({symbol})" if "·" in symbol else symbol
    forms = {
        float(size): symbol,
        1 / size: f"1/{below}",
        2.0 * size: f"2·{symbol}",
        2 / size: f"2/{below}",
        size / 2: f"{symbol}/2",
        0.5 / size: f"1/(2·{symbol})",
        float(size) ** 2: f"{below}²",
        size**-2.0: f"1/{below}²",
    }
    return forms


def _whole(number: float, close: float) -> Quantity:
    """A whole number or its inverse; nothing else is likely to be meant."""
    for value, inverse in ((number, False), (1 / number if number else 0.0, True)):
        whole = round(value)
        if 2 <= whole <= MOST_WHOLE and isclose(value, whole, rel_tol=close):
            symbol = f"1/{whole}" if inverse else str(whole)
            return Quantity(1 / whole if inverse else float(whole), symbol)
    return Quantity(number)
