"""What a page or a drawing says of what it shows: a title, and a few lines below it."""

from collections.abc import Iterable
from dataclasses import dataclass

from glassnet.errors import SettingError
from glassnet.locales import _


@dataclass(frozen=True)
class Caption:
    """The words around a step.

    Attributes:
        title: a few words; "" for the usual ones.
        words: a sentence each: which data, which network, which optimizer.
        number: which step of a run it is, from 0.
    """

    title: str = ""
    words: tuple[str, ...] = ()
    number: int | None = None

    @property
    def heading(self) -> str:
        """The title; of a step of a run at least its number; else ""."""
        if self.title or self.number is None:
            return self.title
        return _("Training step {number} (counted from 0)").format(number=self.number)

    @property
    def lines(self) -> tuple[str, ...]:
        """The title and the words, for a view that has room for lines only."""
        return tuple(line for line in (self.heading, *self.words) if line)


NOTHING = Caption()


def caption(
    title: object = None,
    words: Iterable[object] = (),
    number: int | None = None,
    where: str = "words=[…]",
) -> Caption:
    """The words around a step.

    Args:
        title: a few words.
        words: a sentence each.
        number: which step of a run it is, from 0.
        where: the call, for the error message.

    Raises:
        SettingError: if the words are one text instead of a list of them.
    """
    return Caption("" if title is None else str(title), texts(words, "words", where), number)


def texts(given: Iterable[object], name: str, where: str) -> tuple[str, ...]:
    """A list of texts as it was given.

    Args:
        given: the texts.
        name: of the argument.
        where: the call, for the error message.

    Raises:
        SettingError: if it is a single text, whose letters would be taken apart, or no list.
    """
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise SettingError(
            _("{name} must be a list of texts").format(name=name),
            expected=_("a list, one text for each"),
            received=repr(given),
            where=where,
            fix=_("put it into brackets: {example}").format(example=f"{name}=[{given!r}]"),
        )
    return tuple(map(str, given))
