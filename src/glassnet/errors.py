"""Every error that a user can cause, each in four parts.

An error says what happened, what was expected against what was received, where
(equation, line, row, column), and what to do. The command line prints the parts
without a traceback; in Python they are the text of the exception.

    >>> raise SettingError("the learning rate is negative",
    ...                    expected="a number greater than 0", received="-0.1",
    ...                    where="SGD(lr=-0.1)", fix="use lr=0.1")
    Traceback (most recent call last):
    ...
    glassnet.errors.SettingError: the learning rate is negative
      expected:   a number greater than 0
      received:   -0.1
      where:      SGD(lr=-0.1)
      what to do: use lr=0.1
"""

import difflib
import errno
from collections.abc import Iterable

from glassnet.locales import N_, _, pad, translate

_LIKENESS = 0.65  # at 0.6, "iris" would be taken for "digits"
_LIKENESS_OF_SHORT = 0.5  # of l3 to l2
_SHORT = 3
_REASONS = {
    errno.ENOENT: N_("No such file or directory"),
    errno.EACCES: N_("Permission denied"),
    errno.EPERM: N_("Operation not permitted"),
    errno.EROFS: N_("Read-only file system"),
    errno.ENOTDIR: N_("Not a directory"),
    errno.EISDIR: N_("Is a directory"),
    errno.EEXIST: N_("File exists"),
    errno.ENOSPC: N_("No space left on device"),
    errno.EFBIG: N_("File too large"),
    errno.EDQUOT: N_("Disk quota exceeded"),
    errno.EIO: N_("Input/output error"),
    errno.EMFILE: N_("Too many open files"),
    errno.ENAMETOOLONG: N_("File name too long"),
    errno.ELOOP: N_("Too many levels of symbolic links"),
    errno.EBUSY: N_("Device or resource busy"),
    errno.ENOTEMPTY: N_("Directory not empty"),
}


class GlassnetError(Exception):
    """The family of everything a user can do wrong.

    Args:
        what: what happened, as one clause.
        expected: what would have been right.
        received: what came instead.
        where: equation, line, row, column, file or argument.
        fix: what to do about it.
    """

    exit_code = 2

    def __init__(
        self,
        what: str,
        *,
        expected: str | None = None,
        received: str | None = None,
        where: str | None = None,
        fix: str | None = None,
    ) -> None:
        super().__init__(what)
        self.what = what
        self.expected = expected
        self.received = received
        self.where = where
        self.fix = fix

    def parts(self) -> list[tuple[str, str]]:
        """The named parts that are present, in reading order."""
        rows = [
            (_("expected:"), self.expected),
            (_("received:"), self.received),
            (_("where:"), self.where),
            (_("what to do:"), self.fix),
        ]
        return [(label, text) for label, text in rows if text]

    def __str__(self) -> str:
        rows = self.parts()
        return "\n".join([self.what, *(f"  {pad(label, 12)}{text}" for label, text in rows)])


class SettingError(GlassnetError):
    """A setting has a value that makes no sense: a zero-unit layer, a negative rate."""


class UnknownNameError(GlassnetError):
    """A name is not known: a layer, a loss, a data set, a variable."""


class ShapeError(GlassnetError):
    """Arrays do not fit together."""


class DerivationError(GlassnetError):
    """A list of equations is not a valid derivation."""


class DataError(GlassnetError):
    """A value in the data cannot be used: text in a number column, NaN, a wrong label."""


class FileFormatError(GlassnetError):
    """A file is not what it claims to be, is cut short, or claims too much."""


class RunError(GlassnetError):
    """A run cannot do what was asked: no such step, data missing, folder in use."""


class GlassnetWarning(UserWarning):
    """Something that works, but probably not as meant."""


def system_reason(error: Exception) -> str:
    """Why the operating system refused something, in the user's language.

    >>> system_reason(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    'No such file or directory'
    """
    reason = _REASONS.get(getattr(error, "errno", None) or 0)
    return translate(reason) if reason else getattr(error, "strerror", None) or str(error)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, or None if none is close.

    Where every character counts as much as a word, as in Chinese, likeness says nothing.
    """
    if not str(name).isascii():
        return None
    names = {each.lower(): each for each in known}
    cutoff = _LIKENESS_OF_SHORT if len(str(name)) <= _SHORT else _LIKENESS
    found = difflib.get_close_matches(str(name).lower(), names, n=1, cutoff=cutoff)
    return names[found[0]] if found else None


def unknown_name(kind: str, name: str, known: Iterable[str], where: str) -> UnknownNameError:
    """An error for a name that is not known, with the nearest known one as advice.

    Args:
        kind: what the name should be, already in the user's language: "activation".
        name: the name that was given.
        known: all names that would have been right.
        where: the argument or command that received it.
    """
    names = sorted(known)
    guess = nearest(name, names)
    return UnknownNameError(
        _("unknown {kind} {name!r}").format(kind=kind, name=name),
        expected=_("one of {names}").format(names=", ".join(names)),
        received=repr(name),
        where=where,
        fix=_("Did you mean {guess!r}?").format(guess=guess)
        if guess
        else _("choose one of the names above"),
    )
