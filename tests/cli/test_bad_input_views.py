"""Mistakes in questions about steps, in exports, conventions and tutorials: one message each."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.calling import SOURCE, Caller, process, widest
from glassnet.locales import set_language, translate

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
PARTS = ("expected:", "received:", "where:", "what to do:")

# What was typed, words divided by "|", and what the message must name.
MISTAKES = [
    ("explain|xor|--entry|W1[9,9]", "--entry W1[9,9]"),
    ("explain|xor|--entry|W1[-1,0]", "--entry W1[-1,0]"),
    ("explain|xor|--entry|W1[0,0,0]", "--entry W1[0,0,0]"),
    ("explain|xor|--entry|W1[²,0]", "W1[²,0]"),
    ("explain|xor|--entry|W1", "--entry W1"),
    ("explain|xor|--entry|W9[0,0]", "'W2'"),
    ("explain|xor|--entry|🙂[0]", "🙂[0]"),
    ("explain|xor|--entry|", "''"),
    ("explain|xor|--entry|W1[99999999999999999999,0]", "99999999999999999999"),
    ("explain|xor|--paths|W1[9,9]", "--paths W1[9,9]"),
    ("explain|xor|--paths|dW1[0,0]", "dW1"),
    ("explain|xor|--paths|L", "--paths L"),
    ("explain|xor|--paths|Y[0,0]", "--paths Y[0,0]"),
    ("explain|xor|--what-if|W1[0,0]", "--what-if W1[0,0]"),
    ("explain|xor|--what-if|W1[0,0]=nan", "nan"),
    ("explain|xor|--what-if|W1[0,0]=1e999", "inf"),
    ("explain|xor|--what-if|W1[0,0]=1_0", "1_0"),
    ("explain|xor|--what-if|W1[0,0]/=2", "/=2"),
    ("explain|xor|--what-if|lr=1", "'lr'"),
    ("explain|xor|--flip|9", "--flip 9"),
    ("explain|xor|--flip|-1", "--flip -1"),
    ("explain|sine|--flip|0", "--flip 0"),
    ("explain|xor|--format|htm", "'html'"),
    ("explain|xor|--format|html|--check", "--check"),
    ("explain|xor|--notation|course", "--notation"),
    ("explain|xor|--out|nowhere/step.txt", "nowhere"),
    ("explain|xor|--format|html|--out|loop", "loop"),
    ("explain|xor|--format|json|--out|mine.json", "mine.json"),
    ("explain|s4-3-4-1|--step|3", "--format"),
    ("explain|s4-3-4-1|--rows|100", "--rows 100"),
    ("explain|xor|--dtype|float32|--check", "--check"),
    ("explain|/dev/zero", "/dev/zero"),
    ("explain|pipe", "pipe"),
    ("explain|loop", "loop"),
    ("export|mine.json", "run.json"),
    ("export|/dev/zero", "run.json"),
    ("export|pipe", "run.json"),
    ("convention|x", "'x'"),
    ("convention|--from|sklearn", "--to"),
    ("convention|--from|sklearn|--to|sklern|--value|1|--n|9", "'sklearn'"),
    ("convention|--from|sklearn|--to|pytorch|--value|nan|--n|9", "--value nan"),
    ("convention|--from|sklearn|--to|pytorch|--value|1|--n|0", "--n 0"),
    ("tutorial|6", "1, 2, 3, 4, 5"),
    ("tutorial|1.0", "1.0"),
    ("tutorial|", "''"),
]


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text("years of work")
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")


@LANGUAGES
@pytest.mark.parametrize(("words", "named"), MISTAKES, ids=[each[0] for each in MISTAKES])
def test_one_message_in_four_parts(call: Caller, language: str, words: str, named: str) -> None:
    before = call.files()
    result = call("--lang", language, *words.split("|"))
    assert (result.code, result.errors(), result.out) == (2, 1, "")
    assert "Traceback" not in result.err
    assert named in result.err
    set_language(language)
    for label in PARTS:
        assert result.err.count("\n  " + translate(label)) == 1, label
    assert widest(result.err.replace(str(call.folder), "folder")) <= 80
    assert call.files() == before
    assert (call.folder / "mine.json").read_text() == "years of work"


@pytest.mark.parametrize("form", ["html", "json", "latex", "markdown", "graph", "network", "text"])
def test_a_disk_that_is_full_leaves_the_old_file(tmp_path: Path, form: str) -> None:
    """A limit on the size of files stands for the disk: 4 blocks of 512 bytes or 1 KiB."""
    (tmp_path / "step").write_text("old")
    words = f"explain moons --rows 100 --format {form} --out step --force".split()
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); "
    limited += "from glassnet.cli.app import run; sys.exit(run(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", limited, *words],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(SOURCE)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("Error:")
    assert (tmp_path / "step").read_text() == "old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["loop", "mine.json", "pipe", "step"]


def test_a_kill_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    whole = tmp_path / "whole.html"
    words = ["explain", "moons", "--rows", "160", "--format", "html", "--force", "--out"]
    assert process(*words, "whole.html", cwd=tmp_path).code == 0
    page = tmp_path / "page.html"
    for delay in (0.1, 0.3, 0.5):
        page.write_text("old")
        running = subprocess.Popen(
            [sys.executable, "-m", "glassnet", *words, "page.html"],
            cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(SOURCE)},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(delay)
        running.send_signal(signal.SIGKILL)
        running.wait(timeout=60)
        found = page.read_text(encoding="utf-8")
        assert found == "old" or len(found) == len(whole.read_text(encoding="utf-8"))
