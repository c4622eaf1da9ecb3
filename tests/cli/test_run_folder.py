"""Folders of runs: always new, never left empty."""

from pathlib import Path

import pytest

from glassnet.cli.run_folder import check_free, reserved
from glassnet.errors import RunError


@pytest.fixture(autouse=True)
def in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def fill(out: str | None, name: str = "xor") -> Path:
    with reserved(out, name) as folder:
        (folder / "file").write_text("")
    return folder


def test_numbers_go_on_behind_the_largest() -> None:
    assert fill(None) == Path("runs/xor-001")
    Path("runs/xor-041").mkdir()
    Path("runs/xor_cloud-099").mkdir()
    Path("runs/xor-notes").mkdir()
    assert fill(None) == Path("runs/xor-042")
    assert fill(None, "moons") == Path("runs/moons-001")


@pytest.mark.parametrize("name", ["../../etc", "a b/c", "..", "数据 表"])
def test_any_name_is_one_folder_in_runs(name: str) -> None:
    folder = fill(None, name)
    assert folder.parent == Path("runs")
    assert folder.resolve().parent == Path("runs").resolve()


def test_nothing_is_left_of_a_training_that_never_began() -> None:
    for out in (None, "deep/below"):
        with pytest.raises(ValueError, match="broken"), reserved(out, "xor"):
            raise ValueError("broken")
    assert list(Path().iterdir()) == []


def test_what_was_there_before_stays() -> None:
    Path("mine").mkdir()
    with pytest.raises(ValueError, match="broken"), reserved("mine", "xor"):
        raise ValueError("broken")
    assert Path("mine").is_dir()


def test_only_new_and_empty_folders_are_free() -> None:
    Path("empty").mkdir()
    Path("full").mkdir()
    Path("full/file").write_text("")
    for free in (None, "new", "empty"):
        check_free(free)
    for taken in ("full", "full/file"):
        with pytest.raises(RunError, match=r"not empty|of that name"):
            check_free(taken)
