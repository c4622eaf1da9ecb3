"""`glassnet explain`: the step that is shown is the step that ran."""

import re
from pathlib import Path

import pytest

from cli.calling import ESCAPE, Caller, widest
from glassnet.locales import set_language, translate
from glassnet.training.runs import Run
from glassnet.views.text.step import step_text

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


@LANGUAGES
@pytest.mark.parametrize("name", ["xor", "sine", "digits", "blobs"])
def test_step_of_a_data_set(call: Caller, language: str, name: str) -> None:
    result = call("--lang", language, "explain", name)
    assert (result.code, result.err) == (0, "")
    assert widest(result.out) <= 80
    assert ESCAPE not in result.out
    for row in ("Z1 = A0 @ W1 + b1", "W1_new = W1 - lr * dW1"):
        assert row in result.out
    assert call.files() == []
    set_language(language)
    assert translate("{data}: {title}").split("{")[1][-1] in result.out


def test_network_and_optimizer_as_asked(call: Caller) -> None:
    words = ("--layers", "3 sigmoid, 1 sigmoid", "--loss", "mse", "--optimizer", "adam", "--lr=0.5")
    out = call("explain", "xor", *words, "--seed", "4", "--penalty", "l2:0.1").out
    for text in ("A1 = sigmoid(Z1)", "W1_m_new", "L_penalty", "lr = 0.5", "seed 4"):
        assert text in out
    assert re.search(r"W1 +=.*\(2, 3\)", out)


def test_columns_show_the_form_of_the_courses(call: Caller) -> None:
    out = call("explain", "xor", "--layout", "columns").out
    assert "Z1 = W1 @ A0 + b1" in out


def test_rows_choose_how_many_examples(call: Caller) -> None:
    assert "(2, 64)" in call("explain", "digits", "--rows", "2").out
    assert "(1, 64)" in call("explain", "digits").out
    assert "(4, 2)" in call("explain", "xor").out


def test_step_of_a_run_is_the_one_that_ran(call: Caller) -> None:
    call("train", "moons", "--epochs", "3", "--out", "run")
    run = Run.open("run")
    out = call("explain", "run", "--step", "7").out
    step = run.step(7)
    assert step_text(step.derivation, step, width=80, rules=True) in out
    assert "step 7 (counted from 0, the last is 14)" in out
    assert "epoch 2 of 3" in out
    assert call("explain", "run").out == call("explain", "run", "--step", "0").out


def test_few_rows_of_a_run_leave_the_update_out_and_say_so(call: Caller) -> None:
    call("train", "moons", "--epochs", "1", "--out", "run")
    out = call("explain", "run", "--rows", "2").out
    assert "dW1 = " in out
    assert "W1_new" not in out
    assert "all 32 examples" in out


def test_whole_step_in_columns_keeps_a_plain_update(call: Caller) -> None:
    call("train", "xor", "--optimizer", "sgd", "--lr", "0.3", "--epochs", "9", "--out", "run")
    out = call("explain", "run", "--step", "8", "--layout", "columns").out
    new = Run.open("run").at(9).params["b1"]
    assert "b1_new = b1 - lr * db1" in out
    shown = out.split("b1_new = ")[1]
    assert all(f"{value:.6g}" in shown for value in new)


@pytest.mark.parametrize("option", ["--lr 0.1", "-n 5", "--layers 3,1", "--data-seed 0"])
def test_a_run_cannot_be_changed(call: Caller, option: str) -> None:
    call("train", "xor", "--epochs", "1", "--out", "run")
    result = call("explain", "run", *option.split())
    assert (result.code, result.errors(), result.out) == (2, 1, "")
    assert option.split()[0] in result.err


def test_step_that_does_not_exist(call: Caller) -> None:
    call("train", "xor", "--epochs", "3", "--out", "run")
    result = call("explain", "run", "--step", "3")
    assert (result.code, result.errors()) == (2, 1)
    assert "--step 2" in result.err


def test_broken_run_is_one_message(call: Caller) -> None:
    call("train", "xor", "--epochs", "3", "--out", "run")
    Path("run/run.json").write_text("{", encoding="utf-8")
    for command in ("explain", "export"):
        result = call(command, "run")
        assert (result.code, result.errors(), result.out) == (2, 1, "")


def test_every_number_on_request(call: Caller) -> None:
    call("train", "blobs", "--epochs", "1", "--out", "run")
    run = Run.open("run")
    short, full = (call("explain", "run", *more).out for more in ((), ("--full",)))
    assert "…]" in short
    assert "…]" not in full
    for name in ("X", "dZ1"):
        values = run.step(0)["A0" if name == "X" else name]
        assert all(f"{value:.6g}" in full for value in values.ravel()), name
    assert widest(full) <= 80


def test_units_of_inputs_and_targets_are_told(call: Caller) -> None:
    rows = "\n".join(f"{k},{k * k % 7},{'blue' if k % 2 else 'red'}" for k in range(30))
    Path("points.csv").write_text("a,b,kind\n" + rows, encoding="utf-8")
    out = call("explain", "points.csv").out
    assert "scaled to mean 0 and standard deviation 1" in out
    assert "Y is 0 for class 'blue' and 1 for class 'red'" in out
    assert "'0', '1', '2'" in call("explain", "digits").out


def test_a_path_that_is_not_there_names_runs_and_presets(call: Caller) -> None:
    def asked(name: str) -> str:
        return " ".join(call("explain", name).err.split())

    assert "the folder of a run (there is none yet)" in asked("runs/nope")
    call("train", "xor", "--epochs", "1")
    text = asked("runs/nope")
    for known in ("the folder of a run (runs/xor-001)", "s4-3-4-1", ".csv", "moons"):
        assert known in text
    assert "Did you mean 'runs/xor-001'?" in asked("runs/xor-01")
    assert "runs/xor-001" in asked("elsewhere/nope")
    assert "Did you mean 's4-3-4-1'?" in asked("./s4-3-4-1")


def test_a_regression_has_no_classes(call: Caller, tmp_path: Path) -> None:
    rows = ["a,b,price", "1,2,10.5", "2,3,20.25", "3,1,15", "4,4,40.5", "5,2,33"]
    Path("houses.csv").write_text("\n".join(rows))
    words = ("explain", "houses.csv", "--layers", "2 tanh, 1")
    texts = [
        call(*words).out,
        call(*words, "--what-if", "W1[0,0]+=0.1").out,
        call(*words, "--check").out,
    ]
    for form in ("markdown", "html", "json", "graph"):
        call(*words, "--format", form, "--out", f"step.{form}")
        texts.append(Path(f"step.{form}").read_text("utf-8"))
    assert all(texts)
    assert not any(re.search(r"\bclass(es)? [01]\b|answers with", text) for text in texts)
