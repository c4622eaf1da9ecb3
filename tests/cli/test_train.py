"""`glassnet train`: what it shows, writes and tells other programs."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import glassnet as gn
from cli.calling import ESCAPE, Caller, widest
from glassnet.training.runs import Run

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


def without_tags(page: str) -> str:
    return re.sub("<[^>]*>", "", page)


@LANGUAGES
def test_xor_from_plan_to_report(call: Caller, language: str) -> None:
    result = call("--lang", language, "train", "xor")
    assert (result.code, result.err) == (0, "")
    assert ESCAPE not in result.out
    assert widest(result.out) <= 80
    for text in ("binary_cross_entropy", "100%", "runs/xor-001/report.html", "glassnet explain"):
        assert text in result.out
    page = Path("runs/xor-001/report.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "<svg" in page
    assert not re.search(r'(?:src|href)="(?!data:|#)', page)
    assert not re.search(r"url\((?!data:|#)", page)
    assert "glassnet train xor" in without_tags(page)


def test_digits_are_read(call: Caller) -> None:
    result = call("train", "digits", "--json")
    found = result.object
    assert found["validation"]["examples"] == 359
    assert found["validation"]["accuracy"] >= 0.97
    assert found["seconds"] < 60
    assert sum(map(sum, found["confusion"])) == 359
    assert [sum(row) for row in found["confusion"]] == [36, 36, 35, 37, 36, 36, 36, 36, 35, 36]


def test_object_stands_alone_on_stdout(call: Caller) -> None:
    result = call("train", "xor", "--json", "--epochs", "3", "--seed", "5")
    assert len(result.out.splitlines()) == 1
    found = json.loads(result.out)
    assert (
        found["settings"] | {"lr": 0.1, "epochs": 3, "seed": 5, "batch_size": None}
        == found["settings"]
    )
    assert found["network"] == {
        "inputs": 2,
        "layers": "4 tanh, 1 sigmoid",
        "loss": "binary_cross_entropy",
        "parameters": 17,
    }
    assert found["stopped"] == {"reason": "finished", "step": None, "equation": None}
    assert (found["steps"], found["epochs_done"], found["validation"]) == (3, 3, None)
    assert Path(found["report"]).exists()
    assert "binary_cross_entropy" in result.err


def test_few_lines_in_a_pipe(call: Caller) -> None:
    out = call("train", "xor", "--epochs", "1000").out
    lines = [line for line in out.splitlines() if "epoch " in line and " of 1000 " in line]
    assert 5 <= len(lines) <= 12
    assert lines[0].split()[1] == "1"
    assert lines[-1].split()[1] == "1000"


def test_new_folder_every_time(call: Caller) -> None:
    for _again in range(3):
        call("train", "xor", "--epochs", "1")
    assert sorted(p.name for p in Path("runs").iterdir()) == ["xor-001", "xor-002", "xor-003"]
    call("train", "xor", "--epochs", "1", "--out", "here/deep")
    assert Path("here/deep/report.html").exists()


def test_run_can_be_opened_and_scales_by_itself(call: Caller) -> None:
    call("train", "multi_gaussian", "--epochs", "2", "--out", "run")
    run = Run.open("run")
    assert run.scaler is not None
    assert run.scaler.kind == "standard"
    assert run.predict([[0.0, 0.0]]).shape == (1, 1)
    assert run.settings.epochs == 2


def test_every_setting_arrives(call: Caller) -> None:
    words = (
        "train moons -n 60 --noise 0.05 --data-seed 3 --loss squared_error:factor=0.5 "
        "--penalty l2:0.001 --dtype float32 --seed 7 --optimizer momentum:momentum=0.5 --lr 0.2 "
        "--clip norm:2 --epochs 4 --batch-size 7 --validation 0.25 --schedule step:every=2 "
        "--early-stopping 50 --stop-at loss:1e-9 --scale symmetric --gradient backprop --out run"
    )
    result = call(*words.split(), "--layers", "5 relu, dropout 0.1, 1 sigmoid")
    assert (result.code, result.err) == (0, "")
    run = Run.open("run")
    plain = run.settings.plain()
    assert (len(run.X), len(run.validation[0])) == (45, 15)  # type: ignore[index]
    assert run.plan.dtype == "float32"
    assert (plain["epochs"], plain["batch_size"], plain["seed"]) == (4, 7, 7)
    assert plain["optimizer"] == {"type": "Momentum", "lr": 0.2, "momentum": 0.5}
    assert plain["schedule"] == {"type": "StepDecay", "factor": 0.5, "every": 2}
    assert plain["clip"]["norm"] == 2.0
    assert plain["early_stopping"]["patience"] == 50
    assert plain["stop_at"]["loss"] == 1e-9
    assert run.scaler is not None
    assert run.scaler.kind == "symmetric"
    assert run.network.loss.factor == 0.5
    assert run.network.penalty is not None
    assert run.network.has_dropout


def test_full_batch_and_numeric_gradient(call: Caller) -> None:
    words = "train xor --batch-size full --gradient numeric --epochs 2 --optimizer sgd --out run"
    assert call(*words.split()).code == 0
    run = Run.open("run")
    assert (run.settings.batch_size, run.settings.gradient) == (None, "numeric")


def test_early_stop_and_target_are_told(call: Caller) -> None:
    out = call("train", "xor", "--stop-at", "accuracy:1").out
    assert "the target was reached" in out
    found = call("train", "flower", "--early-stopping", "3", "--json").object
    assert found["stopped"]["reason"] == "early stopping"
    assert found["best_epoch"] == found["epochs_done"] - 3


def test_training_that_breaks_down_fails_and_says_where(call: Caller) -> None:
    words = ("--layers", "8 identity, 1", "--optimizer", "sgd", "--lr", "1e200", "--json")
    result = call("train", "plane", *words)
    assert result.code == 1
    assert result.object["stopped"]["reason"] == "not finite"
    assert result.object["stopped"]["equation"]
    assert len(result.object["warnings"]) == 1
    assert "learning rate" in result.err
    assert "Traceback" not in result.err


@LANGUAGES
@pytest.mark.parametrize(
    "words",
    [
        "moons --optimizer sgd --lr 1e300 --layers|8 relu, 1 sigmoid",
        "blobs --optimizer sgd --lr 1e200 --layers|8 relu, 3 softmax",
        "sine --optimizer sgd --lr 3",
        "plane --optimizer sgd --lr 1e200",
    ],
)
def test_broken_training_claims_no_result_and_names_the_next_command(
    call: Caller, language: str, words: str
) -> None:
    first, *rest = words.split("|")
    result = call("--lang", language, "train", *first.split(), *rest, "--out", "run")
    assert (result.code, result.errors()) == (1, 0)
    assert "NaN " not in result.out + result.err
    assert "∞ " not in result.out
    assert "--lr 0.1" in result.out
    step = re.search(r"explain run --step (\d+)", result.out)
    assert step is not None
    assert call("explain", "run", "--step", step[1]).code == 0
    page = without_tags(Path("run/report.html").read_text(encoding="utf-8"))
    assert str(Run.open("run").stopped[2]) in page
    assert "R² is" not in page


def test_loss_for_classes_brings_its_output(call: Caller) -> None:
    words = "train moons --loss categorical_cross_entropy --epochs 1 --json"
    assert call(*words.split()).object["network"]["layers"].endswith("2 softmax")
    words = "train blobs --loss negative_log_likelihood --epochs 1 --json"
    assert call(*words.split()).object["network"]["layers"].endswith("3 log_softmax")


def test_whole_numbers_taken_as_classes_are_told(call: Caller) -> None:
    rows = "\n".join(f"{k},{k * k % 7},{k % 5}" for k in range(60))
    Path("flats.csv").write_text("a,b,rooms\n" + rows, encoding="utf-8")
    told = call("train", "flats.csv", "--epochs", "1").out
    assert "--task regression" in " ".join(told.split())
    asked = call("train", "flats.csv", "--epochs", "1", "--task", "regression").out
    assert "--task regression" not in " ".join(asked.split())


@pytest.mark.parametrize("columns", [60])
def test_narrow_terminal(call: Caller, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = call("train", "moons", "--epochs", "20", "--out", "r").out
    commands = [line for line in out.splitlines() if "glassnet " in line]
    assert all(len(line) <= columns or "--" in line for line in commands)
    assert widest("\n".join(line for line in out.splitlines() if line not in commands)) <= columns


def test_prices_are_learned_and_shown_in_their_own_unit(call: Caller) -> None:
    lines = [f"{a},{b},{250000 + 40000 * a - 15000 * b}" for a in range(12) for b in range(12)]
    Path("houses.csv").write_text("size,age,price\n" + "\n".join(lines), encoding="utf-8")
    result = call("train", "houses.csv", "--target", "price", "--json", "--out", "run")
    assert result.object["validation"]["r2"] > 0.95
    assert "target = " in result.err
    page = Path("run/report.html").read_text(encoding="utf-8")
    assert re.search(r">[1-9]00000<", page), "axes count in the unit of the prices"
    assert Run.open("run").steps > 0


def test_same_command_same_numbers(call: Caller) -> None:
    first, second = (call("train", "moons", "--json", "--epochs", "5").object for _ in "ab")
    assert first["training"] == second["training"]
    other = call("train", "moons", "--json", "--epochs", "5", "--seed", "1").object
    assert first["training"] != other["training"]


def test_report_says_the_command_without_what_is_not_the_training(call: Caller) -> None:
    call("--lang", "en", "train", "xor", "--epochs=2", "--out", "run", "--json", "--lr", "0.3")
    page = Path("run/report.html").read_text(encoding="utf-8")
    lines = without_tags(page.replace("</pre>", "\n")).splitlines()
    assert [line for line in lines if line.endswith("glassnet train xor --epochs=2 --lr 0.3")]


def test_many_classes_are_no_table_in_the_terminal(call: Caller) -> None:
    rows = "\n".join(f"{k},{k * k % 7},c{k % 15}" for k in range(150))
    Path("many.csv").write_text("a,b,kind\n" + rows, encoding="utf-8")
    result = call("train", "many.csv", "--epochs", "2")
    assert result.code == 0
    assert "Confusion" not in result.out


def test_full_disk_costs_the_report_only(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    from glassnet.errors import RunError

    def fail(*_words: object) -> None:
        raise RunError("no room", where="report.html")

    monkeypatch.setattr("glassnet.cli.training_session.write_report", fail)
    result = call("train", "xor", "--epochs", "2")
    assert result.code == 0
    assert "no room" in result.err
    assert "runs/xor-001" in result.out
    assert "report.html" not in result.out


def test_report_writes_every_setting_in_words(call: Caller) -> None:
    words = "train sine --penalty l2:1e-4 --clip norm:1 --schedule step --epochs 12 --out run"
    assert call(*words.split()).code == 0
    page = without_tags(Path("run/report.html").read_text(encoding="utf-8"))
    for text in ("L2, strength 0.0001", "norm ≤ 1", "step: factor=0.5, every=10", "NumPy ref"):
        assert text in page
    assert "L2(" not in page


@LANGUAGES
def test_it_says_how_to_use_what_was_trained(call: Caller, language: str) -> None:
    out = call("--lang", language, "train", "xor", "--epochs", "2").out
    (line,) = [line.strip() for line in out.splitlines() if "gn.Run.open" in line]
    known: dict[str, Any] = {"gn": gn, "X": [[0, 1], [1, 1], [1, 0]]}
    exec(line.replace("run.predict(X)", "answers = run.predict(X)"), known)
    assert known["answers"].shape == (3, known["run"].network.outputs)
