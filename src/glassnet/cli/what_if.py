"""`--what-if W1[0,2]=0.5`: what is written, and what is printed about it."""

import re

from glassnet.cli.terminal import Terminal
from glassnet.core.place import parsed
from glassnet.diagnosis.what_if import Sweep, WhatIf, what_if
from glassnet.diagnosis.what_if_text import sweep_text, what_if_text
from glassnet.errors import SettingError
from glassnet.locales import _
from glassnet.step import Step

_FORM = re.compile(r"(?P<entry>[^=+*]+?)\s*(?P<how>\+|\*)?=\s*(?P<values>[^=]+)")


def print_what_if(found: WhatIf | Sweep, screen: Terminal) -> None:
    """The answer to a question, behind an empty line."""
    shown = (
        sweep_text(found, screen.width)
        if isinstance(found, Sweep)
        else what_if_text(found, screen.width)
    )
    head, *rest = shown.split("\n")
    screen.line()
    screen.line(screen.style(head, "bold"))
    screen.lines(rest)


def ask(step: Step, text: str, where: str) -> WhatIf | Sweep:
    """The question as it is written after --what-if, answered.

    `W1[0,2]=0.5` sets, `+=` adds, `*=` multiplies; several values, `=0.1,0.2`, give a table.

    Args:
        step: what ran.
        text: the question.
        where: the option that asks it.

    Raises:
        SettingError: if it is none of these, or the step has no such entry.
        UnknownNameError: if the step has no such name.
    """
    match = _FORM.fullmatch(text.strip())
    values = _numbers(match["values"]) if match else None
    if match is None or not values or (match["how"] and len(values) > 1):
        raise SettingError(
            _("{text!r} is no change of one number").format(text=text),
            expected="W1[0,2]=0.5, W1[0,2]+=0.1, W1[0,2]*=1.1, W1[0,2]=0.1,0.2,0.3",
            received=text or repr(text),
            where=where,
            fix=_advice(text.strip(), match),
        )
    name, place = parsed(match["entry"], where)
    if len(values) > 1:
        return what_if(step, name, place, over=values)
    how, value = match["how"], values[0]
    if how is None:
        return what_if(step, name, place, to=value)
    if how == "+":
        return what_if(step, name, place, by=value)
    return what_if(step, name, place, times=value)


def _advice(text: str, match: re.Match[str] | None) -> str:
    """What to do about a question that cannot be read."""
    if text.count("[") > text.count("]"):  # the shell has divided it at a blank
        return _("put it into quotes: {example}").format(example='--what-if "W1[0,2]=0.5"')
    if "=" not in text:
        name = text if "]" in text else "W1[0,0]"
        return _("write the new value: {example}").format(example=f'"{name}=0.5"')
    if match is None:
        return _("write a name with its place, then =, += or *=, then a number")
    if _numbers(match["values"]) is None:
        return _("write a number behind the sign; several for = are divided by commas")
    name = match["entry"]
    return _("several values only with =: {example}").format(
        example=f'"{name}={match["values"].strip()}"'
    )


def _numbers(text: str) -> list[float] | None:
    """Numbers separated by commas; None if one is none. Python's own 1_000 is none here."""
    if "_" in text:
        return None
    try:
        return [float(each) for each in text.split(",")]
    except ValueError:
        return None
