"""A disk that fails at a chosen moment."""

import errno
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

# What can fail while a file is written. A write is that of the stream that `fdopen` gives.
CALLS = ("open", "write", "fsync", "replace")


class Disk:
    """Counts the calls of one kind and fails from the `first`-th to the `last`-th of them."""

    def __init__(self, call: str, first: int = 0, last: int = 0, code: int = errno.ENOSPC) -> None:
        self.call, self.first, self.last, self.code = call, first, last, code
        self.count = 0

    def pass_by(self) -> None:
        self.count += 1
        if self.first <= self.count <= self.last:
            raise OSError(self.code, os.strerror(self.code))


class _Stream(io.BufferedWriter):
    disk: Disk

    def write(self, content: Any) -> int:
        super().write(content[: len(content) // 2])  # a full disk takes a part
        self.disk.pass_by()
        return super().write(content[len(content) // 2 :])


@contextmanager
def failing(monkeypatch: pytest.MonkeyPatch, disk: Disk) -> Iterator[Disk]:
    """Inside, `disk` stands behind `os`."""
    real = {name: getattr(os, name) for name in ("open", "fsync", "replace")}

    def watched(name: str) -> Any:
        def call(*arguments: Any, **named: Any) -> Any:
            disk.pass_by()
            return real[name](*arguments, **named)

        return call

    def fdopen(handle: int, mode: str) -> Any:
        stream = _Stream(io.FileIO(handle, mode))
        stream.disk = disk
        return stream

    with monkeypatch.context() as patch:
        if disk.call == "write":
            patch.setattr(os, "fdopen", fdopen)
        else:
            patch.setattr(os, disk.call, watched(disk.call))
        yield disk
