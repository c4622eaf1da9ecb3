"""run.json: what it holds, field by field, and reading one that nobody can vouch for."""

from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from glassnet.data.bounded import file_size
from glassnet.errors import RunError, system_reason
from glassnet.locales import _
from glassnet.training.storage import FORMAT, UNFIT, unknown_format, unreadable

MOST_TEXT = 16 * 2**20
Count = Annotated[int, msgspec.Meta(ge=0, lt=2**53)]
Reason = Literal[
    "running",
    "finished",
    "early stopping",
    "target reached",
    "callback",
    "interrupted",
    "not finite",
]


class KeptArray(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Where one array of the data comes from, and by what it is known again."""

    source: Literal["recipe", "file", "user"] = msgspec.field(name="from")
    sha256: str


class RunFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The content of run.json.

    A field that this version does not know is refused: it may change what the others mean.
    Fields with a default are those that older versions did not write.
    """

    format: int
    glassnet: str
    arithmetic: str
    network: dict[str, Any]
    settings: dict[str, Any]
    dtype: Literal["float32", "float64"]
    data: dict[Literal["X", "Y", "sample_weight", "Xv", "Yv"], KeptArray]
    fraction: float | None
    recipe: dict[str, Any] | None
    scaler: dict[str, Any] | None
    classes: tuple[str, ...]
    is_class: bool
    engine: str
    stopped: tuple[Reason, Count | None, str | None]
    history: str
    steps: Count
    best: tuple[Count, Count] | None
    seconds: float
    lr_changes: list[tuple[Count, float]]
    epochs_begun: Count
    ops: dict[str, str] = {}
    target_scaler: dict[str, Any] | None = None


class _Head(msgspec.Struct):
    """The part that every version has, and that says whether this one can read the rest."""

    format: Any = None
    glassnet: Any = None


def read_run_file(path: Path) -> RunFile:
    """The content of a run.json.

    Raises:
        RunError: if there is none.
        FileFormatError: if it is not as glassnet wrote it; says which field.
    """
    if not exists(path):
        fix = _("give the folder that train(folder=…) or glassnet train wrote")
        if exists(path.parent) and path.parent.is_file():
            fix = _("a run is a folder; use gn.load to read the file of a model")
        raise RunError(
            _("there is no run in this folder"),
            expected="run.json",
            received=str(path.parent),
            where=str(path.parent),
            fix=fix,
        )
    text = bounded_text(path)
    try:
        head = msgspec.json.decode(text, type=_Head)
        if head.format == FORMAT:
            return msgspec.json.decode(text, type=RunFile)
    except UNFIT as error:
        raise unreadable(path, str(error)) from error
    raise unknown_format(path, {"format": head.format, "glassnet": head.glassnet})


def exists(path: Path) -> bool:
    """Whether there is such a file or folder; a path that cannot be has none."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def bounded_text(path: Path) -> str:
    """The text of a file of reasonable size.

    Raises:
        FileFormatError: if it is larger, or no text.
    """
    if file_size(path) > MOST_TEXT:
        raise unreadable(path, _("{size} bytes").format(size=file_size(path)))
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise unreadable(path, system_reason(error)) from None
