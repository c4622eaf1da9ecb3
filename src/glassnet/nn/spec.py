"""Descriptions as plain data: what a file says about a network or an optimizer.

A description becomes `{"type": "Dense", "units": 3, …}`; reading one back runs the same
checks as writing it in Python, and refuses types and fields that it does not know.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from glassnet.errors import FileFormatError, SettingError
from glassnet.locales import _
from glassnet.nn.initializers import Initializer
from glassnet.nn.layers import Dense, Dropout
from glassnet.nn.losses import LOSSES, PENALTIES
from glassnet.nn.network import Network
from glassnet.nn.optimizers import OPTIMIZERS, Clip
from glassnet.nn.schedules import SCHEDULES

TYPES: dict[str, type[Any]] = {
    each.__name__: each
    for each in (
        Network,
        Dense,
        Dropout,
        Initializer,
        Clip,
        *LOSSES.values(),
        *PENALTIES.values(),
        *OPTIMIZERS.values(),
        *SCHEDULES.values(),
    )
}


def to_plain(value: Any) -> Any:
    """A description as dictionaries, lists and plain values."""
    if type(value).__name__ in TYPES and isinstance(value, TYPES[type(value).__name__]):
        plain = {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
        return {"type": type(value).__name__, **plain}
    if isinstance(value, tuple | list):
        return [to_plain(each) for each in value]
    return value


def from_plain(value: Any, where: str) -> Any:
    """The description behind plain data.

    Args:
        value: what `to_plain` gave, as read from a file.
        where: the file, for the error.

    Raises:
        FileFormatError: if a type or field is unknown, or a value is refused.
    """
    if isinstance(value, list):
        return tuple(from_plain(each, where) for each in value)
    if not isinstance(value, Mapping):
        return value
    kind = value.get("type")
    if not isinstance(kind, str) or kind not in TYPES:
        raise FileFormatError(
            _("the file describes something unknown"),
            expected=", ".join(sorted(TYPES)),
            received=repr(kind),
            where=where,
            fix=_("it may come from a newer version of glassnet"),
        )
    given = {name: from_plain(each, where) for name, each in value.items() if name != "type"}
    known = {field.name for field in fields(TYPES[kind])}
    if not set(given) <= known:
        raise FileFormatError(
            _("the file has unknown fields for {kind}").format(kind=kind),
            expected=", ".join(sorted(known)),
            received=", ".join(sorted(set(given) - known)),
            where=where,
            fix=_("it may come from a newer version of glassnet"),
        )
    try:
        return TYPES[kind](**given)
    except (SettingError, TypeError) as error:
        raise FileFormatError(
            _("the file describes a {kind} that cannot be").format(kind=kind),
            received=str(error).splitlines()[0],
            where=where,
            fix=_("restore the file from a backup, or train again"),
        ) from None
