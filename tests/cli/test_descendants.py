"""What a block starts does not outlive it; what was there before does."""

import subprocess
import sys
import time

import pytest

from glassnet.cli.descendants import without_orphans

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives orphans away")

# A process that leaves an orphan in a session of its own, and says which.
ORPHAN = """
import os, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        print(os.getpid(), flush=True)
        os.close(1)
        time.sleep(60)
    os._exit(0)
os.wait()
"""


def lives(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stream:
            return stream.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_an_orphan_is_ended_and_an_older_child_is_not() -> None:
    older = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        started = time.monotonic()
        with without_orphans() as able:
            assert able
            done = subprocess.run(
                [sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, text=True, check=True
            )
            pid = int(done.stdout)
            assert lives(pid)
        assert not lives(pid)
        assert lives(older.pid)
        assert time.monotonic() - started < 5
    finally:
        older.kill()
        older.wait()
