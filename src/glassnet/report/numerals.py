"""Numbers as a reader wants them: four significant digits, honest percentages."""

import math

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float, digits: int = 4) -> str:
    """The value to `digits` significant digits, with a true minus sign.

    What is below 1 is not written as 1: then it gets as many digits as it needs.

    >>> number(0.0312), number(-1234.5), number(3.1e-05), number(7), number(0.9997, 3)
    ('0.03120', '−1234', '3.100×10⁻⁵', '7', '0.9997')
    """
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("∞" if value > 0 else "−∞")
    if value == int(value) and abs(value) < 1e6:
        return _minus(str(int(value)))
    while 0.5 < abs(value) < 1 and float(f"{abs(value):.{digits}g}") == 1 and digits < 9:
        digits += 1
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    power = int(exponent)
    if -4 < power < 6:
        return _minus(f"{value:.{max(0, digits - 1 - power)}f}")
    return _minus(mantissa) + "×" + power_of_ten(power)


def power_of_ten(exponent: int) -> str:
    """Ten to a whole power: 10⁻³."""
    return "10" + str(exponent).translate(_SUPERSCRIPT)


def percent(share: float, decimals: int = 1) -> str:
    """A share between 0 and 1 in per cent; 100 % and 0 % only if it is exactly that.

    Args:
        share: from 0 to 1.
        decimals: how many to write; more are written where rounding would give 0 or 100.

    >>> percent(0.978), percent(0.99996), percent(1.0)
    ('97.8%', '99.996%', '100%')
    """
    if not math.isfinite(share):
        return number(share)
    if share in (0, 1):
        return f"{share:.0%}"
    for places in range(decimals, 4):
        text = f"{share:.{places}%}"
        if float(text[:-1]) not in (0, 100):
            return _minus(text)
    return ">99.999%" if share > 0.5 else "<0.001%"


def tick_text(value: float, step: float) -> str:
    """The value with just the decimals that ticks `step` apart need.

    >>> tick_text(0.5, 0.25), tick_text(20, 10), tick_text(-1, 0.5)
    ('0.50', '20', '−1.0')
    """
    if value and not 1e-4 <= abs(step) < 1e6:
        mantissa, exponent = f"{value:.6e}".split("e")
        short = mantissa.rstrip("0").rstrip(".")
        return _minus(short) + "×" + power_of_ten(int(exponent))
    decimals = 0
    while decimals < 6 and abs(round(step, decimals) - step) > abs(step) * 1e-6:
        decimals += 1
    return _minus(f"{value + 0.0:.{decimals}f}")


def _minus(text: str) -> str:
    return text.replace("-", "−")
