"""Which example of a batch a drawing shows."""

from glassnet.core import notation
from glassnet.core.derivation import Derivation
from glassnet.errors import SettingError
from glassnet.locales import _


def batch_size(derivation: Derivation) -> int:
    """How many examples a step is computed with."""
    shape = derivation.variables()[notation.INPUT].shape
    return shape[0] if derivation.layout == "rows" else shape[1]


def checked_example(derivation: Derivation, example: object, where: str) -> int:
    """The number of an example, from 0.

    Args:
        derivation: the equations.
        example: what was asked for.
        where: for the error message.

    Raises:
        SettingError: if the batch has no such example.
    """
    examples = batch_size(derivation)
    number = example.__index__() if hasattr(example, "__index__") else -1
    if not 0 <= number < examples:
        raise SettingError(
            _("there is no example {number}").format(number=example),
            expected=f"0 … {examples - 1}",
            received=str(example),
            where=where,
            fix=_("count the examples of the batch from 0"),
        )
    return int(number)
