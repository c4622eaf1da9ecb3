"""Exit codes, and the program as a process of its own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.calling import ESCAPE, SOURCE, Caller, process
from glassnet import __version__


def test_version(call: Caller) -> None:
    result = call("--version")
    assert (result.code, result.out, result.err) == (0, f"glassnet {__version__}\n", "")


@pytest.mark.parametrize(
    ("words", "code"),
    [((), 0), (("--help",), 0), (("tutorial",), 0), (("--helpp",), 2), (("nothing",), 2)],
)
def test_exit_codes(call: Caller, words: tuple[str, ...], code: int) -> None:
    assert call(*words).code == code


def test_leaves_with_the_code(tmp_path: Path) -> None:
    assert process("--version", cwd=tmp_path).code == 0
    result = process("train", "xorr", cwd=tmp_path)
    assert (result.code, result.errors(), result.out) == (2, 1, "")


def test_pipe_gets_plain_text(tmp_path: Path) -> None:
    result = process("train", "xor", cwd=tmp_path, FORCE_COLOR="1", LC_ALL="C.UTF-8")
    assert result.code == 0
    assert ESCAPE not in result.out + result.err
    assert "\r" not in result.out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_narrow_encoding_is_no_reason_to_fail(tmp_path: Path, language: str) -> None:
    environment = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "GLASSNET_LANG": language}
    result = process("train", "moons", "--epochs", "3", cwd=tmp_path, **environment)
    assert result.code == 0
    assert result.out.isascii()
    assert "|" in result.out


def start(*words: str, cwd: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "glassnet", *words],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def test_reader_that_goes_away_does_not_cost_the_run(tmp_path: Path) -> None:
    running = start("train", "xor", "--out", "run", cwd=tmp_path)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    said = running.stderr.read()
    running.stderr.close()
    assert running.wait(60) == 0
    assert said == ""
    assert (tmp_path / "run" / "report.html").exists()


def test_ctrl_c_keeps_what_was_learned(tmp_path: Path) -> None:
    words = ("train", "spiral", "--epochs", "1000000", "--out", "run", "--json")
    running = start(*words, cwd=tmp_path)
    deadline = time.monotonic() + 60
    while not (tmp_path / "run" / "run.json").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in err
    assert '"reason": "interrupted"' in out.splitlines()[-1]
    assert (tmp_path / "run" / "report.html").exists()
    explained = process("explain", "run", "--step", "1", "--rows", "1", cwd=tmp_path)
    assert explained.code == 0


def test_ctrl_c_elsewhere_is_one_line(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_words: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("glassnet.cli.first_minutes.solve_xor", interrupt)
    result = call("demo")
    assert result.code == 130
    assert result.err.strip() == "Note: interrupted"


def test_full_disk_is_named(tmp_path: Path) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "glassnet", "explain", "xor"],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(SOURCE)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode != 0
    assert "the disk is full" in done.stderr
    assert "itself failed" not in done.stderr
    assert "Exception" not in done.stderr
