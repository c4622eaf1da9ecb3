"""Files as people write them: what is said of each, and the lines that make the others fit."""

import ast
import os
import re
from pathlib import Path
from typing import Any

import pytest

from cli.calling import Caller, widest

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
DOCS = Path(__file__).resolve().parents[2] / "docs"
ERROR = re.compile(r"\d+e-\d+")  # of the numeric slope; it depends on the machine
FILES = Path(__file__).resolve().parent / "audited"

# What must be found, by code and place, with the lines of the error added where it asks for them.
FOUND: dict[str, set[tuple[str, str]]] = {
    "bias_over_wrong_axis": {("G206", "b1"), ("G206", "b2")},
    "blog_from_scratch": {("G301", "W1, b1, W2, b2"), ("G202", "b1")},
    "book_per_sample": set(),
    "class_with_self": {("G301", "weights1, weights2")},
    "course_columns": set(),
    "derivative_of_output": {("G402", "W1, b1"), ("G402", "W1, b1, W2, b2")},
    "forgotten_softmax": {("G401", "W1, b1, W2, b2")},
    "logistic_propagate": set(),
    "loop_without_mean": {("G301", "W1, W2")},
    "penalty_as_number": {("G301", "W1, W2"), ("G305", "W1, W2")},
    "random_sample": {("G102", "loss"), ("G102", "grad")},
    "returned_backwards": {("G302", "V, c, U, b")},
    "single_precision": set(),
    "two_layer_net": {("G306", "b1")},
    "updates_itself": {("G301", "wih, who"), ("G401", "wih")},
}
# Beside this description; the others have their own, or none.
NETWORKS = {
    "blog_from_scratch": '{"layers": "3 tanh, 2 softmax", "loss": "categorical_cross_entropy", '
    '"penalty": "l2", "strength": 0.01, "per": "batch"}',
    "book_per_sample": '{"layers": "4 sigmoid, 2 sigmoid", "loss": "squared_error", "factor": 0.5}',
    "class_with_self": '"4 sigmoid, 1 sigmoid"',
    "course_columns": '{"layers": "4 tanh, 1 sigmoid", "loss": "binary_cross_entropy"}',
    "forgotten_softmax": '{"layers": "5 tanh, 3 softmax", "loss": "categorical_cross_entropy"}',
    "logistic_propagate": '{"layers": ["1 sigmoid"], "loss": "binary_cross_entropy"}',
    "penalty_as_number": '{"layers": "3 sigmoid, 1 sigmoid", "loss": "squared_error", '
    '"factor": 0.5, "penalty": "l2", "strength": 0.01, "per": "batch"}',
    "two_layer_net": '{"layers": "10 relu, 3 softmax", "loss": "categorical_cross_entropy", '
    '"penalty": "l2", "strength": 0.1}',
    "updates_itself": '{"layers": "3 sigmoid, 3 sigmoid", "loss": "squared_error", '
    '"reduction": "sum"}',
}
BESIDE: dict[str, set[tuple[str, str]]] = {"two_layer_net": {("G409", "b1")}}
ALONE: dict[str, set[tuple[str, str]]] = {
    "updates_itself": {("G301", "who"), ("G901", "wih")},
    "forgotten_softmax": {("G901", name) for name in ("W1", "b1", "W2", "b2")},
}


def lines_of(error: str) -> list[str]:
    """The lines that an error says to add."""
    advice = error[error.index("what to do:") :].splitlines()
    first = next(k for k, line in enumerate(advice) if line.strip().startswith(("params", "net =")))
    return [line[14:] for line in advice[first:]]


def fitted(call: Caller, name: str) -> str:
    """A copy of a file that can be audited: with the lines of the error, if there is one."""
    text = (FILES / f"{name}.py").read_text(encoding="utf-8")
    path = Path("mine.py")
    path.write_text(text, encoding="utf-8")
    result = call("audit", "mine.py", "--yes")
    if result.code == 2:
        assert widest(result.err.replace(str(path.resolve()), "mine.py")) <= 80
        lines = lines_of(result.err)
        ast.parse("\n".join(lines))
        text = "\n".join([text, *lines])
    return text


def said(call: Caller, text: str) -> tuple[set[tuple[str, str]], Any]:
    Path("mine.py").write_text(text, encoding="utf-8")
    result = call("audit", "mine.py", "--yes", "--json")
    assert result.code in (0, 1), result.err
    found = result.object["findings"]
    return {(each["code"], each["where"]) for each in found}, found


def test_every_file_is_audited() -> None:
    assert {path.stem for path in FILES.glob("*.py")} == {*FOUND, "train_only"}


@pytest.mark.parametrize("name", FOUND)
def test_files_as_people_write_them(call: Caller, name: str) -> None:
    text = fitted(call, name)
    expected = FOUND[name]
    assert said(call, text)[0] == ALONE.get(name, expected)
    if name in NETWORKS:
        assert said(call, f"{text}\nnetwork = {NETWORKS[name]}\n")[0] == BESIDE.get(name, expected)


def test_what_one_parameter_shows_is_tried_on_the_others(call: Caller) -> None:
    _found, findings = said(call, fitted(call, "penalty_as_number"))
    numbers = {each["code"]: each["numbers"] for each in findings}
    assert numbers["G301"]["known"] == "m"
    assert numbers["G305"]["strength"] == pytest.approx(0.01, rel=1e-6)
    assert set(numbers["G305"]["constant"]) == {"W1", "W2"}
    rows = [row for each in findings for row in each["evidence"]]
    sums = [row for row in rows if "given = 20 × numeric - 0.01 × W2 + 0.0207" in row]
    assert len(sums) == 1
    assert "W1, W2: see G305" in rows


def test_a_file_of_one_loop_is_told_what_to_write(call: Caller) -> None:
    Path("mine.py").write_text((FILES / "train_only.py").read_text(encoding="utf-8"), "utf-8")
    result = call("audit", "mine.py", "--yes")
    assert result.code == 2
    lines = "\n".join(lines_of(result.err))
    ast.parse(lines)
    assert 'W1, W2 = p["W1"], p["W2"]' in lines
    assert 'return {"W1": ..., "W2": ...}' in lines
    assert "..." in result.err[: result.err.index("params =")]


def test_a_name_that_is_taken_stays(call: Caller) -> None:
    text = (FILES / "class_with_self.py").read_text(encoding="utf-8")
    text += "\ndef loss(y_true, y_pred):\n    return np.mean((y_true - y_pred) ** 2)\n"
    Path("mine.py").write_text(text, encoding="utf-8")
    lines = lines_of(call("audit", "mine.py", "--yes").err)
    assert "def audit_loss(p):" in lines
    assert said(call, "\n".join([text, *lines]))[0] == FOUND["class_with_self"]


@pytest.mark.parametrize(
    ("network", "advice"),
    [
        ("{'layres': '3 tanh'}", "layers"),
        ("{'layers': '4 sigmoid, 1 sigmoidd'}", "sigmoid"),
        ("{'layers': '4 sigmoid, 1 sigmoid', 'loss': 'squared_eror'}", "squared_error"),
        ("{'layers': '4 sigmoid, 1 sigmoid', 'penalty': 'L3'}", "l2"),
        ("7", "text"),
    ],
)
def test_descriptions_with_a_slip(call: Caller, network: str, advice: str) -> None:
    text = fitted(call, "class_with_self")
    Path("mine.py").write_text(f"{text}\nnetwork = {network}\n", encoding="utf-8")
    result = call("audit", "mine.py", "--yes")
    assert (result.code, result.errors()) == (2, 1)
    assert advice in result.err[result.err.index("what to do:") :]
    assert "--layers" not in result.err


@pytest.mark.parametrize(
    "network",
    [
        "gn.Network(3, [gn.Dense(4, 'sigmoid', bias=False), gn.Dense(1, 'sigmoid', bias=False)])",
        "gn.Model(gn.Network(3, [gn.Dense(4, 'sigmoid', bias=False), "
        "gn.Dense(1, 'sigmoid', bias=False)]), seed=1)",
        "['4 sigmoid', '1 sigmoid']",
        "{'layers': '4 sigmoid, 1 sigmoid', 'bias': False, 'inputs': 3}",
    ],
)
def test_networks_in_every_form(call: Caller, network: str) -> None:
    text = fitted(call, "class_with_self")
    text += f"\nimport glassnet as gn\nnetwork = {network}\n"
    assert said(call, text)[0] == FOUND["class_with_self"]


@pytest.mark.parametrize("name", ["audit.md", "audit.zh.md"])
def test_the_first_example_of_the_page(call: Caller, name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    code = text.split("```python\n")[1].split("```")[0]
    command, *shown = text.split("```console\n$ ")[1].split("```")[0].splitlines()
    Path("my_network.py").write_text(code, encoding="utf-8")
    result = call(*command.split()[1:])
    assert result.code == 1
    said = result.out.splitlines()
    assert [ERROR.sub("", line) for line in said] == [ERROR.sub("", line) for line in shown]
    repaired = code.replace('error @ p["W2"].T', 'd_out @ p["W2"].T')
    Path("my_network.py").write_text(repaired, encoding="utf-8")
    assert call("audit", "my_network.py", "--yes").code == 0


def test_chinese_error_with_code(call: Caller) -> None:
    Path("mine.py").write_text((FILES / "two_layer_net.py").read_text("utf-8"), encoding="utf-8")
    result = call("--lang", "zh", "audit", "mine.py", "--yes")
    assert "    net.params = p" in result.err
    assert "add these lines" not in result.err
