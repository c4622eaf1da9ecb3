"""A shown command can be typed as it is shown."""

import sys
from pathlib import Path

import pytest

from glassnet.cli import invocation


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment in this folder that is not active."""
    folder = tmp_path / ".venv" / "bin"
    folder.mkdir(parents=True)
    for name in ("python", "glassnet"):
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    monkeypatch.setenv("PATH", "/nowhere")
    return folder


def test_environment_in_this_folder(environment: Path) -> None:
    assert invocation.program() == ".venv/bin/glassnet"
    assert invocation.python() == ".venv/bin/python"


def test_environment_elsewhere(
    environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.chdir(other)
    assert invocation.program() == str(environment / "glassnet")


def test_active_environment(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(environment))
    assert invocation.program() == "glassnet"
    assert invocation.python() == "python"


def test_no_command_beside_python(environment: Path) -> None:
    (environment / "glassnet").unlink()
    assert invocation.program() == "glassnet"
