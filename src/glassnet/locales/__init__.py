"""The language of every sentence: English in the code, Chinese in the catalogues.

Each folder of the package is a gettext domain with its own catalogue in
`zh/LC_MESSAGES`; `python tools/messages.py` extracts, checks and compiles them.
Write `_("text {name}").format(name=…)`, never an f-string inside `_()`. A text in a table
that is read on import is marked with `N_("text")` there and translated with
`translate(text)` where it is shown.
"""

import gettext
import os
import unicodedata
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("en", "zh")
_FOLDER = Path(__file__).parent
# One choice for each thread and each asynchronous task.
_chosen: ContextVar[str | None] = ContextVar("language", default=None)


def locale_language() -> str:
    """The language of the environment: "zh" for a Chinese locale, else "en"."""
    for variable in ("GLASSNET_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def language() -> str:
    """The language in use, "en" or "zh"."""
    return _chosen.get() or locale_language()


def set_language(code: str | None) -> None:
    """Choose the language; None returns to that of the environment."""
    _chosen.set(code)


@lru_cache
def _catalogue(code: str) -> gettext.NullTranslations:
    """All domains of one language, chained."""
    head = gettext.NullTranslations()
    for file in sorted((_FOLDER / code / "LC_MESSAGES").glob("*.mo")):
        with file.open("rb") as stream:
            head.add_fallback(gettext.GNUTranslations(stream))
    return head


def translate(message: str) -> str:
    """A text that `N_` marked where it was written, in the language in use."""
    code = language()
    return message if code == "en" else _catalogue(code).gettext(message)


def _(message: str) -> str:
    """The message in the language in use."""
    return translate(message)


def N_(message: str) -> str:
    """The message itself, marked to be translated when it is shown."""
    return message


def width(text: str) -> int:
    """Columns that the text takes in a terminal; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, columns: int) -> str:
    """The text, filled with spaces on the right up to a width in columns."""
    return text + " " * (columns - width(text))
