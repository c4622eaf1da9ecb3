"""Command lines run as a user runs them: in this process, or as a process of their own."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from glassnet.cli.app import run
from glassnet.locales import width

SOURCE = Path(__file__).resolve().parents[2] / "src"
ESCAPE = "\x1b"


@dataclass(frozen=True)
class Result:
    """What a command line did."""

    code: int
    out: str
    err: str

    @property
    def object(self) -> Any:
        """The JSON object on the last line."""
        return json.loads(self.out.splitlines()[-1])

    def errors(self) -> int:
        """How many error messages there are."""
        return len(re.findall("^(?:Error:|错误：)", self.err, re.MULTILINE))


class Caller:
    """Runs command lines in a folder of their own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: str) -> Result:
        code = run(words)
        caught = self._capsys.readouterr()
        return Result(code, caught.out, caught.err)

    def files(self) -> list[str]:
        """Everything that lies in the folder."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))


def process(*words: str, cwd: Path, **environment: str) -> Result:
    """A command line in a fresh process, its output in pipes."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "glassnet", *words],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(SOURCE)} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


def widest(text: str) -> int:
    """Columns of the widest line."""
    return max((width(line) for line in text.splitlines()), default=0)
