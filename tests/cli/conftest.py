"""The fixture `call`: a command line in an empty folder."""

import os
import sys
from pathlib import Path

import pytest

from cli.calling import Caller


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Caller:
    """Runs command lines in an empty folder; nothing outside it may be found."""
    monkeypatch.chdir(tmp_path)
    beside = os.path.dirname(sys.executable)
    monkeypatch.setenv("PATH", os.pathsep.join([beside, os.environ["PATH"]]))
    monkeypatch.setenv("GLASSNET_DATA", str(tmp_path / "no-data"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Caller(tmp_path, capsys)
