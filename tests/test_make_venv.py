"""What a newcomer reads when their Python cannot be used."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "tools" / "make_venv.sh"
SHELL = Path("/bin/sh")

pytestmark = pytest.mark.skipif(not SHELL.exists(), reason="needs a POSIX shell")

TOO_OLD = '[ "$1" = --version ] && echo "Python 3.9.1" && exit 0\nexit 1\n'
WITHOUT_VENV = 'case "$2" in *ensurepip*) exit 1;; esac\nexit 0\n'
# Answers every question with yes and notes what it was asked to make.
GOOD = 'case "$1" in -m) echo "$3" > made;; --version) echo "Python 3.12.1";; esac\n'


def make_venv(
    folder: Path, pythons: dict[str, str], *more: str
) -> subprocess.CompletedProcess[str]:
    """Run the script with only these interpreters on the path."""
    for name, answers in pythons.items():
        (folder / name).write_text("#!/bin/sh\n" + answers)
        (folder / name).chmod(0o755)
    return subprocess.run(
        [SHELL, SCRIPT, "place", *more],
        cwd=folder,
        env=os.environ | {"PATH": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_old_python_is_refused_with_its_version(tmp_path: Path) -> None:
    done = make_venv(tmp_path, {"python3": TOO_OLD})
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert "found: python3 is Python 3.9.1" in done.stderr


def test_no_python_is_refused(tmp_path: Path) -> None:
    done = make_venv(tmp_path, {})
    assert done.returncode == 1
    assert "make setup PYTHON=" in done.stderr


def test_missing_venv_names_the_package_to_install(tmp_path: Path) -> None:
    done = make_venv(tmp_path, {"python3": WITHOUT_VENV})
    assert done.returncode == 1
    assert "python3-venv" in done.stderr


def test_newer_python_beside_an_old_one_is_found(tmp_path: Path) -> None:
    done = make_venv(tmp_path, {"python3": TOO_OLD, "python3.12": GOOD})
    assert done.returncode == 0, done.stderr
    assert "Making place with Python 3.12.1" in done.stdout
    assert (tmp_path / "made").read_text() == "place\n"


def test_named_python_is_the_only_one_tried(tmp_path: Path) -> None:
    done = make_venv(tmp_path, {"python3": GOOD}, "python3.99")
    assert done.returncode == 1
    assert not (tmp_path / "made").exists()


def test_working_environment_is_kept(tmp_path: Path) -> None:
    (tmp_path / "place" / "bin").mkdir(parents=True)
    (tmp_path / "place" / "bin" / "python").write_text("#!/bin/sh\nexit 0\n")
    (tmp_path / "place" / "bin" / "python").chmod(0o755)
    assert make_venv(tmp_path, {"python3": GOOD}).returncode == 0
    assert not (tmp_path / "made").exists()
