"""Fetching a data file from a public mirror, once, and only if it is the right one.

Nothing is fetched when the package is imported, and nothing at all when the
environment variable GLASSNET_OFFLINE is 1. The file is written beside its place and
moved there when its sum has been checked, so that no half file is ever found.
"""

import hashlib
import http.client
import os
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

from glassnet.data.bounded import inflate
from glassnet.errors import DataError, FileFormatError, system_reason
from glassnet.locales import _
from glassnet.version import __version__

SECONDS_WITHOUT_A_BYTE = 20
SECONDS_FOR_A_FILE = 600
_CHUNK = 1 << 16


def fetch(
    name: str, sha256: str, mirrors: Sequence[str], folder: Path, most: int, most_inside: int
) -> Path:
    """A gzip file from the first mirror that has the right one.

    Args:
        name: the file's name without ".gz".
        sha256: the sum of the uncompressed bytes, in hexadecimal.
        mirrors: addresses that end in "/", all https.
        folder: where the file goes; made if it is absent.
        most: the most bytes that are accepted from a mirror.
        most_inside: the most bytes that the file may unfold to.

    Returns:
        The path of the file, name + ".gz".

    Raises:
        DataError: offline, no mirror has it, or the folder cannot be written; the error
            says where to put the file by hand.
    """
    if os.environ.get("GLASSNET_OFFLINE", "0") not in ("", "0"):
        raise _not_fetched(name, folder, _("GLASSNET_OFFLINE is set"))
    reasons = []
    for mirror in mirrors:
        try:
            return _fetch_from(
                f"{mirror}{name}.gz", sha256, folder / f"{name}.gz", most, most_inside
            )
        except FileFormatError as error:
            reasons.append(f"{mirror}: {error.what}")
        except (OSError, http.client.HTTPException, ValueError) as error:
            reasons.append(f"{mirror}: {system_reason(error) or type(error).__name__}")
    raise _not_fetched(name, folder, "; ".join(reasons))


def _fetch_from(url: str, sha256: str, place: Path, most: int, most_inside: int) -> Path:
    """Download to a file beside the place, check it, and move it there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=place.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in _download(url, most):
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        found = hashlib.sha256(inflate(Path(temporary), most_inside)).hexdigest()
        if found != sha256:
            raise FileFormatError(_("the mirror has another file, sha256 {sum}").format(sum=found))
        os.chmod(temporary, 0o644)
        os.replace(temporary, place)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return place


def _download(url: str, most: int) -> Iterator[bytes]:
    """The bytes at an address, at most `most` of them, within the time allowed."""
    request = urllib.request.Request(url, headers={"User-Agent": f"glassnet/{__version__}"})
    end, count = time.monotonic() + SECONDS_FOR_A_FILE, 0
    with urllib.request.urlopen(request, timeout=SECONDS_WITHOUT_A_BYTE) as answer:
        if not answer.geturl().startswith("https://"):
            raise ValueError(_("the mirror leads to an address without https"))
        while chunk := answer.read(_CHUNK):
            count += len(chunk)
            if count > most:
                raise ValueError(_("the mirror sends more than {most} bytes").format(most=most))
            if time.monotonic() > end:
                raise TimeoutError(_("the mirror is too slow"))
            yield chunk


def _not_fetched(name: str, folder: Path, reason: str) -> DataError:
    """The error that says how to get the file by hand."""
    return DataError(
        _("{name} is not on this machine and could not be fetched").format(name=name),
        expected=_("{name} or {name}.gz in a data folder, or a reachable mirror").format(name=name),
        received=reason,
        where=str(folder),
        fix=_(
            "put the file into this folder, or name the folder that has it:"
            " --data FOLDER, folder=, or the environment variable GLASSNET_DATA"
        ),
    )
