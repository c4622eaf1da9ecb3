"""Somebody else's code in a process of its own: with a time limit, in an empty folder, heard out.

It is no sandbox: the code may still do what its user may do. But it cannot hang, crash or speak
over the program that audits it, and what it writes into its folder is seen and thrown away.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO

import glassnet
from glassnet.cli.audited_answer import Answer, harmless, one_line, understood
from glassnet.cli.descendants import without_orphans
from glassnet.errors import GlassnetError, RunError
from glassnet.locales import _, language

MODULE = "glassnet.cli.audited_module"
MOST_PRINTED, MOST_RESULT = 100_000, 10_000_000
PATIENCE = 2.0  # seconds for the last words in the pipes
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Outcome:
    """What a process came to.

    Attributes:
        answer: what it sent.
        printed: what it printed, both streams, cut at the end.
        files: the files that it left in its folder, with their sizes; they are gone.
    """

    answer: Answer
    printed: str
    files: list[tuple[str, int]]


class _Listener(Thread):
    """Reads a pipe to its end and keeps the beginning.

    Args:
        stream: the pipe.
        most: how many bytes are kept; the rest is read, so that nobody waits for us, and dropped.
    """

    def __init__(self, stream: IO[bytes], most: int) -> None:
        super().__init__(daemon=True)
        self.stream = stream
        self.most = most
        self.heard = bytearray()
        self.start()

    def run(self) -> None:
        """Reads until the other side is closed."""
        with contextlib.suppress(OSError, ValueError), self.stream:
            while part := self.stream.read1(65536):  # type: ignore[attr-defined]
                self.heard += part[: max(0, self.most - len(self.heard))]


def audited(file: Path, seconds: float, memory: int) -> Outcome:
    """Runs the audit of a file in a process of its own.

    Args:
        file: the module.
        seconds: how long it may take.
        memory: how many MB of address space it may use, where the system can limit that.

    Raises:
        RunError: if it took too long, ended itself, or sent nothing that makes sense.
        GlassnetError: what the audit itself complains about.
    """
    if not hasattr(os, "killpg"):
        raise RunError(
            _("this system cannot run somebody else's code apart"),
            expected=_("a system with process groups, such as Linux or macOS"),
            received=sys.platform,
            where="glassnet audit",
            fix=_("call gn.audit(loss, grad, params) in Python"),
        )
    with tempfile.TemporaryDirectory(prefix="glassnet-audit-") as folder:
        work = Path(folder) / "work"
        work.mkdir()
        words, heard, late, code = _run(file, seconds, memory, work)
        files = sorted((one_line(name), size) for name, size in _files(work))
        printed = harmless(heard.decode("utf-8", "replace"))
    if late:
        raise _too_late(file, seconds, printed)
    answer = understood(words, file)
    if answer is None:
        raise _ended(file, code, printed)
    if isinstance(answer, GlassnetError):
        raise answer
    return Outcome(answer, printed, files)


def _run(file: Path, seconds: float, memory: int, work: Path) -> tuple[bytes, bytes, bool, int]:
    """One process from start to end: its answer, what it printed, whether it was late, its code."""
    reading, writing = os.pipe()
    arguments = [str(writing), str(file), str(memory), language()]
    late = False
    with _process([sys.executable, "-P", "-m", MODULE, *arguments], work, writing) as process:
        os.close(writing)
        assert process.stdout is not None
        answer = _Listener(os.fdopen(reading, "rb"), MOST_RESULT)
        printed = _Listener(process.stdout, MOST_PRINTED)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            late = True
    for listener in (answer, printed):
        listener.join(PATIENCE)
    return bytes(answer.heard), bytes(printed.heard), late, int(process.returncode)


@contextlib.contextmanager
def _process(command: list[str], work: Path, writing: int) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is ended with the block, and with it what it has started.

    On Linux that is every process that goes back to it; elsewhere its process group, which a
    process can leave.
    """
    with without_orphans():
        yield from _grouped(command, work, writing)


def _grouped(command: list[str], work: Path, writing: int) -> Iterator[subprocess.Popen[bytes]]:
    """A process with a group of its own, ended with the group."""
    process = subprocess.Popen(
        command,
        cwd=work,
        env=_environment(work),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=(writing,),
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _environment(work: Path) -> dict[str, str]:
    """What the process learns about its surroundings: little."""
    package = str(Path(glassnet.__file__).resolve().parents[1])
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(work),
        "TMPDIR": str(work),
        "LANG": "C.UTF-8",
        "PYTHONPATH": package,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONIOENCODING": "utf-8",
        "MPLBACKEND": "Agg",
        **dict.fromkeys(ONE_THREAD, "1"),
    }


def _files(work: Path) -> Iterator[tuple[str, int]]:
    """The files in a folder, with their sizes."""
    for parent, _folders, names in os.walk(work):
        for name in names:
            path = Path(parent, name)
            with contextlib.suppress(OSError):
                yield str(path.relative_to(work)), path.lstat().st_size


def _too_late(file: Path, seconds: float, printed: str) -> RunError:
    return RunError(
        _("the code did not come to an end and was stopped"),
        expected=_("an end within {seconds:g} seconds").format(seconds=seconds),
        received=_last_line(printed) or _("no end, and nothing printed"),
        where=one_line(file),
        fix=_("take the training loop out of the module, or give more time: --seconds {more:g}")
        .format(more=4 * seconds),
    )  # fmt: skip


def _ended(file: Path, code: int, printed: str) -> RunError:
    received = _("it ended itself with exit code {code}").format(code=code)
    if code < 0:
        received = _("it was ended by signal {number}").format(number=-code)
    last = _last_line(printed)
    return RunError(
        _("the code ended before the audit was done"),
        expected=_("a module that can be imported, and functions that return"),
        received=f"{received}: {last}" if last else received,
        where=one_line(file),
        fix=_("take exit() and the like out of the module and of its functions"),
    )


def _last_line(printed: str) -> str:
    """The last thing that was printed."""
    lines = printed.strip().splitlines()
    return lines[-1][:200] if lines else ""
