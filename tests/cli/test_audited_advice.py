"""What `glassnet audit` advises: which file to name, which lines to add."""

import os
from pathlib import Path

import numpy as np
import pytest

from cli.calling import Caller, widest
from cli.test_audited_files import FILES, lines_of
from glassnet.cli.audited_description import advice

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
NET = """
import numpy as np
rng = np.random.default_rng(0)
X = rng.standard_normal((6, 3))
Y = (X[:, :1] > 0).astype(float)
params = {"W1": rng.standard_normal((3, 2)), "b1": np.zeros(2),
          "W2": rng.standard_normal((2, 1)), "b2": np.zeros(1)}
def forward(p):
    A1 = np.tanh(X @ p["W1"] + p["b1"])
    return A1, 1 / (1 + np.exp(-(A1 @ p["W2"] + p["b2"])))
def loss(p):
    A2 = forward(p)[1]
    return -np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))
def grad(p):
    A1, A2 = forward(p)
    dZ2 = (A2 - Y) / len(X)
    dZ1 = dZ2 @ p["W2"].T
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": A1.T @ dZ2, "b2": dZ2.sum(axis=0)}
"""


@LANGUAGES
@pytest.mark.parametrize(
    ("name", "said"),
    [("points.csv", ".py"), ("notes", ".py"), ("net.ipynb", ".py"), (".", "Python")],
)
def test_what_is_no_python_file_is_not_run(
    call: Caller, language: str, name: str, said: str
) -> None:
    if name != ".":
        Path(name).write_text("open('seen.txt', 'w').write('x')", encoding="utf-8")
    before = call.files()
    result = call("--lang", language, "audit", name, "--yes")
    assert (result.code, result.errors(), result.out) == (2, 1, "")
    first = result.err.splitlines()[0]
    assert said in first
    assert ("this is" in first) == (language == "en")
    assert call.files() == before


def test_a_loss_is_never_proposed_as_a_gradient(call: Caller) -> None:
    Path("mine.py").write_text("def loss(p):\n    return sum(p['W'] ** 2)\n", encoding="utf-8")
    lines = lines_of(call("audit", "mine.py", "--yes").err)
    assert lines == ["params = ...", "def grad(p):", "    return ..."]


def test_a_function_that_returns_both_is_proposed_for_both(call: Caller) -> None:
    text = """
import numpy as np
X, Y = np.eye(3)[:, :2], np.ones((3, 1))
params = {"W1": np.ones((2, 1))}
def loss_and_slopes(p):
    error = X @ p["W1"] - Y
    return np.sum(error**2), {"W1": 2 * X.T @ error}
"""
    Path("mine.py").write_text(text, encoding="utf-8")
    error = call("audit", "mine.py", "--yes").err
    lines = [line[14:] for line in error[error.index("def loss(p)") - 14 :].splitlines()]
    assert lines[1] == lines[3] == "    return loss_and_slopes(p)"
    Path("mine.py").write_text("\n".join([text, *lines]), encoding="utf-8")
    assert call("audit", "mine.py", "--yes").code == 0


def test_a_prefixed_name_is_explained(call: Caller) -> None:
    text = (FILES / "class_with_self.py").read_text(encoding="utf-8")
    text += "\ndef loss(y_true, y_pred):\n    return np.mean((y_true - y_pred) ** 2)\n"
    Path("mine.py").write_text(text, encoding="utf-8")
    assert "# audit_loss: audited in place of loss\n" in call("audit", "mine.py", "--yes").err
    assert "# audit_loss：" in call("--lang", "zh", "audit", "mine.py", "--yes").err


@LANGUAGES
def test_a_mistake_without_a_name_shows_the_line_that_names_it(call: Caller, language: str) -> None:
    Path("mine.py").write_text(NET, encoding="utf-8")
    result = call("--lang", language, "audit", "mine.py", "--yes")
    assert result.code == 1
    assert result.out.count("G901") > 1
    assert widest(result.out) <= 80
    (line,) = [each.strip() for each in result.out.splitlines() if "network = " in each]
    assert line == 'network = {"layers": "2 tanh, 1 sigmoid", "loss": "binary_cross_entropy"}'
    Path("mine.py").write_text(f"{NET}\n{line}\n", encoding="utf-8")
    after = call("--lang", language, "audit", "mine.py", "--yes").out
    assert "G901" not in after
    assert "network = " not in after


@pytest.mark.parametrize(
    ("shapes", "layers"),
    [
        ({"W1": (3, 4), "b1": (4,), "W2": (4, 2), "b2": (2,)}, "4 tanh, 2 softmax"),
        ({"W1": (4, 3), "b1": (4, 1), "W2": (1, 4), "b2": (1, 1)}, "4 tanh, 1 sigmoid"),
        ({"W1": (3, 4), "b1": (1, 4), "W2": (4, 1), "b2": (1, 1)}, "4 tanh, 1 sigmoid"),
        ({"wih": (5, 3), "who": (2, 5)}, "5 tanh, 2 softmax"),
        ({"W": (3, 1)}, "1 sigmoid"),
        ({"W1": (3, 4), "W2": (5, 2)}, ""),
        ({"w": (3,)}, ""),
        ({"K": (2, 2, 2)}, ""),
    ],
)
def test_layers_follow_from_shapes(shapes: dict[str, tuple[int, ...]], layers: str) -> None:
    arrays = {name: np.ones(shape) for name, shape in shapes.items()}
    text = advice(arrays, has_data=True)
    assert (f'"layers": "{layers}"' in text) if layers else text == ""
    if layers:
        assert "X, Y" in advice(arrays, has_data=False)
