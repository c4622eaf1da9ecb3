"""What the process of an audited file may answer; it is somebody else's, so nothing is believed."""

from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from glassnet import errors
from glassnet.diagnosis.audit.codes import TITLES
from glassnet.errors import GlassnetError, RunError

DEEPEST = 12  # how far lists and dictionaries of an answer may be nested
Count = Annotated[int, Meta(ge=0)]


class AnsweredFinding(Struct, forbid_unknown_fields=True):
    """A finding as `Finding.plain` gives it."""

    code: str
    where: str
    text: str
    evidence: list[str]
    fix: str
    numbers: dict[str, Any]
    severity: Annotated[float, Meta(ge=0, le=1)]
    proof: dict[str, Any] | None


class AnsweredCheck(Struct, forbid_unknown_fields=True):
    """How much of a parameter was compared; see `Checked`."""

    name: str
    size: Count
    compared: Count
    kinked: Count
    unsure: Count
    directions: Count
    error: float


class Answer(Struct, forbid_unknown_fields=True):
    """What an audit came to."""

    findings: list[AnsweredFinding]
    checked: list[AnsweredCheck]
    loss: float


class _Parts(Struct, forbid_unknown_fields=True):
    """The parts of an error."""

    type: str
    what: str
    expected: str | None
    received: str | None
    where: str | None
    fix: str | None


class _Failure(Struct, forbid_unknown_fields=True):
    """What is sent instead of an answer."""

    error: _Parts


def understood(words: bytes, file: Path) -> Answer | GlassnetError | None:
    """The answer or the error that a process sent; None if it is neither.

    Args:
        words: what came through the pipe.
        file: what was audited, for the place of an error.
    """
    try:
        plain = harmless(msgspec.json.decode(words))
        if isinstance(plain, dict) and "error" in plain:
            return _error(msgspec.convert(plain, _Failure).error, file)
        answer = msgspec.convert(plain, Answer)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return answer if all(each.code in TITLES for each in answer.findings) else None


def harmless(value: Any, depth: int = DEEPEST) -> Any:
    """The value without characters that would do something to a terminal.

    Raises:
        ValueError: if it is nested too deeply.
    """
    if depth == 0:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in value)
    if isinstance(value, list):
        return [harmless(each, depth - 1) for each in value]
    if isinstance(value, dict):
        return {harmless(name): harmless(each, depth - 1) for name, each in value.items()}
    return value


def one_line(name: object) -> str:
    """A name or path as it can be shown: no character that moves the cursor or ends the line."""
    return "".join(c if c.isprintable() else "\ufffd" for c in str(name))


def _error(parts: _Parts, file: Path) -> GlassnetError:
    """The error that was sent, with the file in its place."""
    kind = getattr(errors, parts.type, RunError)
    if not (isinstance(kind, type) and issubclass(kind, GlassnetError)):
        kind = RunError
    where, name = parts.where, one_line(file)
    if where is None:
        where = name
    elif name not in where:
        where = f"{name}: {where}"
    return kind(
        parts.what, expected=parts.expected, received=parts.received, where=where, fix=parts.fix
    )
