"""A file is written whole or not at all."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from glassnet.errors import RunError, SettingError
from glassnet.files import path_of, write_bytes, write_together
from training.failing_disk import CALLS, Disk, failing


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_the_new_content_replaces_the_old(tmp_path: Path) -> None:
    path = tmp_path / "file.bin"
    write_bytes(path, b"old")
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["file.bin"]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    path = tmp_path / "file.bin"
    path.write_bytes(b"old")
    with failing(monkeypatch, Disk(call, 1, 1, code)), pytest.raises(RunError) as caught:
        write_bytes(path, b"new" * 100_000)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["file.bin"]
    assert caught.value.where == str(path)
    assert caught.value.received == os.strerror(code)
    assert caught.value.fix


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_bytes(tmp_path / "file.bin", b"new")
    assert names(tmp_path) == []


def test_the_name_s_last_moment_is_not_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a folder cannot be synchronised, the file is there all the same."""
    with failing(monkeypatch, Disk("fsync", 2, 2)):
        write_bytes(tmp_path / "file.bin", b"new")
    assert (tmp_path / "file.bin").read_bytes() == b"new"


@pytest.mark.parametrize("path", ["no/such/folder/file", "taken", "bad\0name", "x" * 300])
def test_a_path_that_cannot_be(tmp_path: Path, path: str) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(RunError):
        write_bytes(tmp_path / path, b"new")
    assert names(tmp_path) == ["taken"]


def test_rights_are_those_that_the_user_gives_to_new_files(tmp_path: Path) -> None:
    """Written in a process of its own, whose umask hides files from others."""
    code = (
        "import os, sys; from pathlib import Path; os.umask(0o077);"
        "from glassnet.files import write_bytes; write_bytes(Path(sys.argv[1]), b'x')"
    )
    path = tmp_path / "private"
    source = Path(__file__).parents[2] / "src"
    subprocess.run(
        [sys.executable, "-c", code, str(path)],
        check=True,
        env={**os.environ, "PYTHONPATH": str(source)},
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_files_that_belong_together_are_written_all_or_none(tmp_path: Path) -> None:
    script, arrays = tmp_path / "script.py", tmp_path / "no folder" / "arrays.npz"
    script.write_bytes(b"old")
    with pytest.raises(RunError) as caught:
        write_together({script: b"new", arrays: b"numbers"})
    assert caught.value.where == str(arrays)
    assert script.read_bytes() == b"old"
    assert names(tmp_path) == ["script.py"]


@pytest.mark.parametrize("value", [3, None, b"name", ["name"]])
def test_what_is_no_path_is_refused(value: object) -> None:
    with pytest.raises(SettingError) as caught:
        path_of(value, "save(path)")
    assert caught.value.fix == "for example save('first')"
