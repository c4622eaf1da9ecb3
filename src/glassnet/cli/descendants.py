"""Nothing that a block has started outlives it, not even what has left its process group.

A process whose parent has ended belongs to the first process of the system, where nobody finds it
again. On Linux a process may ask to inherit such orphans itself (prctl(2),
PR_SET_CHILD_SUBREAPER). Elsewhere the block ends without a search.
"""

import contextlib
import ctypes
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

SET_SUBREAPER, GET_SUBREAPER = 36, 37
PATIENCE, PAUSE = 5.0, 0.01  # seconds until a search is given up, and between two of them


@contextlib.contextmanager
def without_orphans() -> Iterator[bool]:
    """Ends what was started in the block and is still there, however far it has gone.

    NOTE: whatever becomes a child of this process during the block is ended; nothing else may be
    started beside it.

    Yields:
        Whether this system can do so.
    """
    before = _heir()
    if before is None or not _inherit(True):
        yield False
        return
    known = _children()
    try:
        yield True
    finally:
        _end(known)
        _inherit(bool(before))


def _heir() -> int | None:
    """Whether this process inherits orphans, 0 or 1; None if the system knows nothing of it."""
    if not sys.platform.startswith("linux") or not Path("/proc/self").is_dir():
        return None
    flag = ctypes.c_int()
    with contextlib.suppress(OSError, AttributeError):
        if ctypes.CDLL(None).prctl(GET_SUBREAPER, ctypes.byref(flag), 0, 0, 0) == 0:
            return flag.value
    return None


def _inherit(yes: bool) -> bool:
    return bool(ctypes.CDLL(None).prctl(SET_SUBREAPER, int(yes), 0, 0, 0) == 0)


def _children() -> set[int]:
    """The processes whose parent is this one."""
    me = os.getpid()
    return {int(each) for each in os.listdir("/proc") if each.isdigit() and _parent(each) == me}


def _parent(pid: str) -> int | None:
    """The parent of a process; the name before it may contain anything."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path("/proc", pid, "stat").read_bytes().rpartition(b")")[2].split()[1])
    return None


def _end(known: set[int]) -> None:
    """Ends children that were not there before; their own children become ours meanwhile."""
    until = time.monotonic() + PATIENCE
    while (found := _children() - known) and time.monotonic() < until:
        for pid in found:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        time.sleep(PAUSE)
