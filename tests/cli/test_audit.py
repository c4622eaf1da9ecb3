"""`glassnet audit`: somebody else's file is audited, and nothing that it does harms the caller."""

import json
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from cli.calling import Caller, process, widest

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")

RIGHT = """
import numpy as np
rng = np.random.default_rng(0)
X, Y = rng.normal(size=(6, 2)), rng.normal(size=(6, 1))
params = {"W1": rng.normal(size=(2, 1)), "b1": np.zeros(1)}
network = {"layers": "1 identity", "loss": "squared_error"}
def loss(p):
    return np.sum((X @ p["W1"] + p["b1"] - Y) ** 2) / len(X)
def grad(p):
    e = 2 * (X @ p["W1"] + p["b1"] - Y) / len(X)
    return {"W1": X.T @ e, "b1": e.sum(axis=0)}
"""
WRONG = RIGHT.replace("e = 2 * (X", "e = (X")
COURSE = """
from copy import deepcopy
import numpy as np
x, y = np.array([[1.0, 1.0]]), np.array([[0.0]])
rng = np.random.default_rng(3)
W = [rng.normal(size=s) for s in ((2, 3), (3,), (3, 1), (1,))]
def feed_forward(inputs, outputs, weights):
    hidden = 1 / (1 + np.exp(-(inputs @ weights[0] + weights[1])))
    return np.mean((hidden @ weights[2] + weights[3] - outputs) ** 2)
def update_weights(inputs, outputs, weights, lr):
    before = feed_forward(inputs, outputs, weights)
    updated = deepcopy(weights)
    for i, layer in enumerate(weights):
        for place in np.ndindex(layer.shape):
            moved = deepcopy(weights)
            moved[i][place] += 0.0001
            slope = (feed_forward(inputs, outputs, moved) - before) / 0.0001
            updated[i][place] -= lr * slope
    return updated, before
"""
EXACT = (
    COURSE[: COURSE.index("def update")]
    + """
def update_weights(inputs, outputs, weights, lr):
    A0, (W1, b1, W2, b2) = inputs, weights
    A1 = 1 / (1 + np.exp(-(A0 @ W1 + b1)))
    Z2 = A1 @ W2 + b2
    dZ2 = 2 * (Z2 - outputs) / Z2.size
    dZ1 = dZ2 @ W2.T * A1 * (1 - A1)
    steps = [A0.T @ dZ1, dZ1.sum(axis=0), A1.T @ dZ2, dZ2.sum(axis=0)]
    return [w - lr * d for w, d in zip(weights, steps)], np.mean((Z2 - outputs) ** 2)
"""
)


def written(text: str, name: str = "mine.py") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_right_gradient(call: Caller) -> None:
    result = call("audit", written(RIGHT), "--yes")
    assert (result.code, result.err) == (0, "")
    assert "is right" in result.out
    assert call.files() == ["mine.py"]


def test_wrong_gradient_is_named(call: Caller) -> None:
    result = call("audit", written(WRONG), "--yes", "--json")
    assert result.code == 1
    (finding,) = result.object["findings"]
    assert (finding["code"], finding["where"]) == ("G301", "W1, b1")
    assert finding["numbers"]["known"] == "½"
    assert [each["compared"] for each in result.object["checked"]] == [2, 1]
    assert widest("\n".join(result.out.splitlines()[:-1])) <= 80


def test_chinese(call: Caller) -> None:
    result = call("--lang", "zh", "audit", written(WRONG), "--yes")
    assert "梯度" in result.out
    assert "true one" not in result.out
    assert widest(result.out) <= 80


@pytest.mark.parametrize(("text", "codes"), [(COURSE, ["G308"]), (EXACT, [])])
def test_interface_of_the_course(call: Caller, text: str, codes: list[str]) -> None:
    result = call("audit", written(text), "--yes", "--json")
    assert [each["code"] for each in result.object["findings"]] == codes
    if codes:
        assert result.object["findings"][0]["numbers"]["step"] == pytest.approx(1e-4)


def test_nobody_to_ask(call: Caller) -> None:
    file = written("open('seen.txt', 'w').write('x')\n" + RIGHT)
    result = call("audit", file)
    assert (result.code, result.errors()) == (2, 1)
    assert "--yes" in result.err
    assert call.files() == ["mine.py"]


HOSTILE = {
    "loops": "while True: pass",
    "loops in loss": RIGHT + "\ndef loss(p):\n    while True: pass",
    "exits": "import sys; sys.exit(3)",
    "exits hard": "import os; os._exit(7)",
    "exits hard in grad": RIGHT + "\ndef grad(p):\n    import os; os._exit(0)",
    "exits in grad": RIGHT + "\ndef grad(p):\n    raise SystemExit('bye')",
    "raises": "1 / 0",
    "raises in loss": RIGHT + "\ndef loss(p):\n    return {}['missing']",
    "does not parse": "def loss(:",
    "is empty": "",
    "is no text": "\x00",
    "returns garbage": RIGHT + "\ndef loss(p):\n    return 'low'",
    "returns no gradients": RIGHT + "\ndef grad(p):\n    return 3",
    "no parameters": RIGHT + "\nparams = {}",
    "parameters of words": RIGHT + "\nparams = {'W1': 'abc'}",
    "not finite": RIGHT + "\ndef loss(p):\n    return np.nan",
    "eats memory": "x = bytearray(10**12)",
    "kills itself": "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
    "unknown network": RIGHT + "\nnetwork = {'layres': '1'}",
    "other network": RIGHT + "\nnetwork = {'layers': '7 relu, 1'}",
    "closes everything": "import os; os.closerange(0, 100)\n" + RIGHT,
    "takes over the pipe's text": "print('{\"findings\": []}'); import os; os._exit(0)",
    "deep recursion": RIGHT + "\ndef loss(p):\n    return loss(p)",
}


# What is written into the pipe that the answer goes through; the number of the pipe is an argument
# of the process.
FORGED = {
    "a finding of one part": '{"findings": [{"code": "X"}], "checked": 3}',
    "no list": '{"findings": 3, "checked": [], "loss": 0.5}',
    "another field": '{"findings": [], "checked": [], "loss": 0.5, "more": 1}',
    "an error of no parts": '{"error": 3}',
    "an error of another kind": '{"error": {"type": 3, "what": []}}',
    "deeply nested": "[" * 100_000,
    "half of it": '{"findings": [',
    "no text": "\\xff\\xfe",
    "a number": "1e999",
}


@pytest.mark.parametrize("name", FORGED)
def test_forged_answers_are_not_believed(call: Caller, name: str) -> None:
    text = "import os\nwords = open('/proc/self/cmdline', 'rb').read().split(b'\\0')\n"
    text += "pipe = int(words[words.index(b'glassnet.cli.audited_module') + 1])\n"
    forged = FORGED[name].replace("'", '"')
    text += f"os.write(pipe, b'{forged[:60_000]}')\nos._exit(0)\n"
    result = call("audit", written(text), "--yes")
    assert (result.code, result.errors(), result.out) == (2, 1, ""), result.err
    assert "ended before the audit was done" in result.err


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files(call: Caller, name: str) -> None:
    started = time.monotonic()
    result = call("audit", written(HOSTILE[name]), "--yes", "--seconds", "3")
    assert (result.code, result.errors()) == (2, 1), result.err
    assert "Traceback" not in result.err
    for part in ("expected:", "received:", "where:", "what to do:"):
        assert part in result.err, result.err
    assert result.out == ""
    assert time.monotonic() - started < 20
    assert call.files() == ["mine.py"]


def test_prints_and_files_are_shown_and_kept_apart(call: Caller) -> None:
    noise = "import os, pathlib\nos.makedirs('a')\npathlib.Path('a/b.bin').write_bytes(b'x' * 9)\n"
    noise += 'print(\'{"findings": [1]}\')\nprint("loud " * 1000000)\n'
    result = call("audit", written(noise + RIGHT), "--yes", "--json")
    assert result.code == 0
    assert result.object["findings"] == []
    assert result.object["files"] == [{"name": "a/b.bin", "bytes": 9}]
    assert "a/b.bin" in result.out
    assert len(result.object["printed"]) <= 100_000
    assert call.files() == ["mine.py"]


def test_nothing_is_done_to_the_terminal(call: Caller) -> None:
    bell = "import pathlib\nprint('\\x1b[2J\\x07bad')\npathlib.Path('\\x1b[2Jf').touch()\n"
    named = WRONG.replace('"W1"', '"\\x1bW1"').replace("network =", "unused =")
    for text in (bell + named, bell + "raise ValueError('\\x1b[31mred')"):
        result = call("audit", written(text), "--yes")
        assert "\x1b" not in result.out + result.err
        assert "\x07" not in result.out + result.err


def test_children_do_not_outlive_the_audit(call: Caller) -> None:
    child = "import subprocess, sys, pathlib\n"
    child += "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    child += f"pathlib.Path({str(call.folder / 'pid')!r}).write_text(str(p.pid))\n"
    result = call("audit", written(child + RIGHT), "--yes")
    assert result.code == 0
    gone(int((call.folder / "pid").read_text()))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives orphans to whom asks")
def test_nor_do_those_that_left_the_process_group(call: Caller) -> None:
    """A double fork with a session of its own, as daemons are made; a child of it as well."""
    file = str(call.folder / "pid")
    daemon = f"""
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.setsid()
        child = os.fork()
        if child:
            open({file!r}, "w").write(f"{{os.getpid()}} {{child}}")
        time.sleep(60)
    os._exit(0)
while not os.path.exists({file!r}):
    time.sleep(0.01)
time.sleep(0.2)
"""
    started = time.monotonic()
    assert call("audit", written(daemon + RIGHT), "--yes").code == 0
    assert time.monotonic() - started < 20
    for pid in Path(file).read_text().split():
        gone(int(pid))


def gone(pid: int) -> None:
    """Asserts that a process has ended, soon."""
    for _wait in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        state = Path(f"/proc/{pid}/stat")
        if state.exists() and state.read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    raise AssertionError("the child lives on")


def test_the_question_shows_a_path_as_one_line(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name may hold what moves the cursor, and overwrite what is asked."""
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", lambda *_words, **_more: "n")
    name = "a\x1b[2K\rharmless\n.py"
    written(RIGHT, name)
    result = call("audit", name)
    assert result.code == 130
    assert "\x1b" not in result.err
    assert "\r" not in result.err
    assert "a\ufffd[2K\ufffdharmless\ufffd.py" in "".join(result.err.split())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_code_is_explained_without_a_file(call: Caller, language: str) -> None:
    result = call("--lang", language, "audit", "--code", "g301")
    assert result.code == 0
    assert "G301" in result.out
    assert "n_out" in result.out
    assert ("Not to be confused with: " in result.out) == (language == "en")
    assert widest(result.out) <= 80
    unknown = call("--lang", language, "audit", "--code", "G399")
    assert (unknown.code, unknown.errors()) == (2, 1)
    neither = call("--lang", language, "audit")
    assert (neither.code, neither.errors()) == (2, 1)


def test_the_columns_of_the_table_are_explained(call: Caller) -> None:
    """A parameter of many entries is compared along directions too; then the word is there."""
    large = RIGHT.replace("size=(6, 2)", "size=(6, 300)").replace("size=(2, 1)", "size=(300, 1)")
    for text, there in ((RIGHT, False), (large, True)):
        out = call("audit", written(text), "--yes").out
        assert (
            ("directions" in out) == ("directions: random ways" in " ".join(out.split())) == there
        )


def test_surroundings_are_cut_down(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "abc")
    text = "import os\nassert 'SECRET_TOKEN' not in os.environ\n"
    text += f"assert os.getcwd() != {str(call.folder)!r}\nassert os.listdir() == []\n"
    assert call("audit", written(text + RIGHT), "--yes").code == 0


def test_neighbours_can_be_imported_and_nothing_lies_about(call: Caller) -> None:
    written("scale = 2.0\n", "neighbour.py")
    file = written("import neighbour\n" + RIGHT)
    assert call("audit", file, "--yes").code == 0
    assert call.files() == ["mine.py", "neighbour.py"]


def test_a_file_that_is_not_there(call: Caller) -> None:
    result = call("audit", "gone.py", "--yes")
    assert (result.code, result.errors()) == (2, 1)


def test_from_the_shell(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(WRONG, encoding="utf-8")
    result = process("audit", "mine.py", "--yes", "--json", cwd=tmp_path)
    assert result.code == 1
    assert json.loads(result.out.splitlines()[-1])["findings"][0]["code"] == "G301"
    assert sorted(os.listdir(tmp_path)) == ["mine.py"]
