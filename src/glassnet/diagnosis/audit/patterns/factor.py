"""Is the gradient the true one times a constant: a factor, a sign, nothing at all?"""

from collections.abc import Sequence

import numpy as np

from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.case import Case, Match, finding
from glassnet.diagnosis.audit.compared import Compared
from glassnet.diagnosis.audit.quantity import Quantity
from glassnet.diagnosis.finding import Finding
from glassnet.executors.reference import Array
from glassnet.locales import _

ENOUGH = 3  # entries in which a ratio that is no known quantity must agree
SAME = 1e-6
MOST_ALONE = 1000  # a whole number beyond this is no proof by one entry


def ratio_to(c: Compared, expected: Array) -> float | None:
    """The constant by which the given entries are some expected ones; None if there is none."""
    weight = expected / c.loose
    size = float(weight @ weight)
    if size == 0:
        return None
    ratio = float((c.u / c.loose) @ weight / size)
    return ratio if c.fits(ratio * expected, ratio) else None


def informative(c: Compared, expected: Array) -> int:
    """How many entries are large enough to tell one factor from another."""
    return int(np.count_nonzero(np.abs(expected) > 1e4 * c.loose))


def plausible(case: Case, c: Compared, expected: Array, ratio: float) -> Quantity | None:
    """What a measured ratio is, if it proves anything; a ratio of one entry proves little."""
    quantity = case.quantity(ratio)
    count = informative(c, expected)
    if count == 0:
        return None
    for known in case.factors:
        if abs(ratio - known.value) <= SAME * abs(ratio):
            return known
    if quantity.known and (count > 1 or abs(ratio) < MOST_ALONE):
        return quantity
    return quantity if count >= ENOUGH else None


def scaled(case: Case, c: Compared, known_only: bool) -> list[Match] | None:
    """The matches of a parameter whose gradient is a multiple of the true one.

    Args:
        case: the audit.
        c: the parameter.
        known_only: leave factors alone that are no known quantity.
    """
    if not len(c.u):
        return None
    if np.all(np.abs(c.u) <= c.loose) and informative(c, c.t):
        return [Match(codes.ZERO, c.name)]
    ratio = ratio_to(c, c.t)
    if ratio is None:
        return None
    quantity = plausible(case, c, c.t, ratio)
    if quantity is None or (known_only and not quantity.known):
        return None
    return factor_matches(c.name, quantity)


def factor_matches(name: str, quantity: Quantity) -> list[Match]:
    """A factor as matches: its sign and its size are two mistakes."""
    found = [Match(codes.SIGN, name)] if quantity.value < 0 else []
    size = Quantity(abs(quantity.value), quantity.symbol.removeprefix("−"), quantity.about)
    if size.value != 1:
        key = (size.symbol or f"{size.value:.4g}",)
        found.append(Match(codes.FACTOR, name, key, {"quantity": size}))
    return found


def say(case: Case, code: str, matches: Sequence[Match]) -> Finding:
    """The finding of one such mistake."""
    names = [match.name for match in matches]
    listed = ", ".join(names)
    if code == codes.ZERO:
        text = _("The gradient of {names} is zero; the loss does depend on it.")
        fix = _("compute it, and check that it is not overwritten or returned before it is filled")
        return finding(case, code, names, text.format(names=listed), fix)
    if code == codes.SIGN:
        text = _("The gradient of {names} has the wrong sign: it points uphill.").format(
            names=listed
        )
        fix = _("use output − target, not target − output, or subtract it in the update")
        return finding(case, code, names, text, fix, ratio=-1.0)
    quantity: Quantity = matches[0].numbers["quantity"]
    everywhere = len(names) == len(case.parts)
    further = case.further(names)
    found = dict.fromkeys(each for also in further.values() for each in also)
    return finding(
        case,
        code,
        names,
        _text(case, names, everywhere).format(
            names=listed,
            factor=quantity,
            further=", ".join(further),
            codes=", ".join(found),
        ),
        _with_mean(case, quantity, _advice(quantity, everywhere)),
        ratio=quantity.value,
        known=quantity.symbol,
    )


def _text(case: Case, names: Sequence[str], everywhere: bool) -> str:
    """What is multiplied, and what of it is wrong in another way too."""
    if case.further(names):
        if everywhere:
            return _(
                "Every gradient is multiplied by {factor}. That of {further} has another mistake "
                "besides: {codes}."
            )
        return _(
            "The gradient of {names} is multiplied by {factor}. That of {further} has another "
            "mistake besides: {codes}."
        )
    if everywhere:
        return _("Every gradient is {factor} times the true one.")
    if any(c.wrong for name, c in case.parts.items() if name not in names):
        return _("The gradient of {names} is {factor} times the true one.")
    return _("The gradient of {names} is {factor} times the true one; the others are right.")


def _with_mean(case: Case, quantity: Quantity, advice: str) -> str:
    """The advice, and where else a factor of the number of outputs may come from."""
    outputs = case.sizes.get("n_out", 1)
    if outputs < 2 or quantity.value not in (outputs, 1 / outputs):
        return advice
    return _("{advice}; np.mean also averages over the {count} outputs").format(
        advice=advice, count=outputs
    )


def _advice(quantity: Quantity, everywhere: bool) -> str:
    symbol = quantity.symbol
    if symbol == "m":
        return _("divide by the number of examples, as the loss does")
    if symbol in ("1/m", "1/m²"):
        return _("divide by the number of examples once: sum where a mean is taken now")
    if symbol in ("2", "½") and everywhere:
        return _("the derivative of a square has a factor 2: count it once, and the ½ of the loss")
    if "n_out" in symbol:
        return _("divide by what the loss divides by: examples, or examples times outputs")
    by = f"{quantity.value:.7g}"
    return _("divide it by {factor}, or find the row that multiplies by it").format(factor=by)
