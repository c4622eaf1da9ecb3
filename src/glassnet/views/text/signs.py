"""Which negative numbers stand in brackets? All but one that begins the whole expression.

The only value between two brackets, or an argument of a function, has brackets around it already.
"""

import re

_NEGATIVE = r"\((-[^()\[\]]*?)\)"
# NOTE: without its brackets, the sign of a power's base would belong to the power
_FIRST = re.compile(rf"^{_NEGATIVE}(?!²| \*\*|\.T)")
_ARGUMENT = re.compile(rf"(?<=\(){_NEGATIVE}(?=\)|,)|(?<=, ){_NEGATIVE}(?=\)|,)")


def bracketed(text: str) -> str:
    """A number as it stands within an expression.

    >>> bracketed("-0.5"), bracketed("2")
    ('(-0.5)', '2')
    """
    return f"({text})" if text.startswith("-") else text


def freed(text: str) -> str:
    """An expression with bracketed numbers, without the brackets that say nothing.

    >>> freed("(-1) * 2 + (-3) * exp((-4))"), freed("(-2) ** 2"), freed("max((-2), 0)")
    ('-1 * 2 + (-3) * exp(-4)', '(-2) ** 2', 'max(-2, 0)')
    """
    inner = _ARGUMENT.sub(lambda found: found[1] or found[2], text)
    return _FIRST.sub(lambda found: found[1], inner)
