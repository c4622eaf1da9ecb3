"""`glassnet explain` of one number, its paths, a change, or as a file."""

import json
from pathlib import Path

import pytest

from cli.calling import Caller, widest

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


@LANGUAGES
def test_one_entry_instead_of_the_step(call: Caller, language: str) -> None:
    out = call("--lang", language, "explain", "s3-2-3-1", "--entry", "dW1[0,0]").out
    assert "= Σk A0[k, 0] * dZ1[k, 0]" in out
    assert "= 1 * 0.145479" in out
    assert "Z2 = " not in out
    assert widest(out) <= 80


@LANGUAGES
def test_paths_of_a_weight(call: Caller, language: str) -> None:
    out = call("--lang", language, "explain", "s3-2-3-1", "--paths", "W1[0,0]").out
    assert "W1[0, 0] → Z1[0, 0] → A1[0, 0] → Z2[0, 0]" in out
    assert "= 1 · 0.196612 · 0.3 · 2.46642 = 0.145479" in out
    assert widest(out) <= 80


def test_several_questions_are_answered_in_order(call: Caller) -> None:
    out = call(
        "explain", "s3-2-3-1", "--what-if", "W1[0,0]+=0.1", "--entry", "L", "--paths", "W2[0,0]"
    ).out
    assert out.index("L   row") < out.index("path leads") < out.index("What if")


@pytest.mark.parametrize(
    ("form", "suffix", "begin"),
    [
        ("html", "html", "<!DOCTYPE html>"),
        ("latex", "tex", "% xelatex"),  # its source has a Chinese title
        ("markdown", "md", "#"),
        ("json", "json", "{"),
        ("text", "txt", "s4-3-4-1"),
    ],
)
def test_a_step_as_a_file(call: Caller, form: str, suffix: str, begin: str) -> None:
    words = ("explain", "s4-3-4-1", "--format", form, "--out", f"step.{suffix}")
    assert call(*words).code == 0
    text = Path(f"step.{suffix}").read_text(encoding="utf-8")
    assert text.startswith(begin)
    again = call(*words)
    assert again.code == 2
    assert "--force" in again.err
    assert Path(f"step.{suffix}").read_text(encoding="utf-8") == text
    assert call(*words, "--force").code == 0


def test_formats_that_are_text_are_printed_and_a_page_gets_a_name(call: Caller) -> None:
    step = json.loads(call("explain", "xor", "--format", "json").out)
    assert step["format"] == "glassnet.step"
    assert call("explain", "xor", "--format", "html").code == 0
    assert call.files() == ["xor-step.html"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--entry", "dW1[0,9]"), "dW1 has no entry [0, 9]"),
        (("--entry", "dW1[0"), "names no entry of an array"),
        (("--entry", "dw1[0,0]"), "Did you mean 'dW1'?"),
        (("--entry", ""), "names no entry of an array"),
        (("--paths", "dW1[0,0]"), "no path leads from dW1"),
        (("--paths", "W1[0,0,0]"), "W1 has no entry [0, 0, 0]"),
        (("--format", "pdf"), "unknown format 'pdf'"),
        (("--format", "html", "--paths", "W1[0,0]"), "--paths is answered in the terminal"),
        (("--format", "json", "--out", "nowhere/step.json"), "the file cannot be written"),
        (("--notation", "greek"), "unknown notation 'greek'"),
        (("--notation", "course"), "for the formats html, latex, markdown, json"),
        (("--notation", "course", "--format", "graph"), "what to do: add --format html"),
        (("--entry", "dW9[0]"), "where:      --entry dW9[0]"),
        (("--entry", "Q[0]"), "what to do: choose one of the names above"),
        (("--entry", "dW1"), "dW1 is an array: say which of its numbers"),
        (("--entry", "dW1[9,9]"), "where:      --entry dW1[9,9]"),
        (("--paths", "L"), "L is the loss itself"),
        (("--paths", "L"), "where:      --paths L"),
        (("--flip", "99"), "where:      --flip 99"),
        (("--flip", "-1"), "--flip is too small"),
        (("--rows", "0"), "--rows is too small"),
        (("--layers", "3 tanh"), "outputs: 1 or 2"),
    ],
)
def test_bad_questions(call: Caller, words: tuple[str, ...], said: str) -> None:
    result = call("explain", "xor", *words)
    assert result.code == 2
    assert said in result.err
    assert result.out == ""
    assert call.files() == []


@LANGUAGES
def test_gradients_are_checked_beside_the_numbers(call: Caller, language: str) -> None:
    result = call("--lang", language, "explain", "s4-3-4-1", "--check")
    assert result.code == 0
    assert "dW1" in result.out
    assert widest(result.out) <= 80


def test_a_flip_counts_examples_from_0(call: Caller) -> None:
    out = call("explain", "xor", "--flip", "1").out
    assert "Example 1 is answered with" in out
    result = call("explain", "xor", "--flip", "4")
    assert (result.code, result.out) == (2, "")


@pytest.mark.parametrize("form", ["graph", "diagram"])
def test_drawings_are_files_of_their_own(call: Caller, form: str) -> None:
    assert call("explain", "s3-2-3-1", "--format", form).code == 0
    assert call.files() == [f"s3-2-3-1-step-{form}.svg"]
    assert "<svg" in Path(call.files()[0]).read_text(encoding="utf-8")


def test_what_a_drawing_shows_is_an_option(call: Caller) -> None:
    words = ["explain", "xor", "--format", "graph", "--level", "units", "--example", "2"]
    assert call(*words, "--path", "W1[0,2]", "--out", "a.svg").code == 0
    shown = Path("a.svg").read_text(encoding="utf-8")
    assert "Z1[2, 0]" in shown
    assert "example 2, counted from 0, adds to ∂L/∂W1[0, 2]" in shown
    call("explain", "xor", "--format", "network", "--example", "3", "--out", "b.svg")
    assert "example 3, counted from 0, of 4" in Path("b.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "html", "--example", "1"], "--example is for: graph, diagram"),
        (["--path", "W1[0,0]"], "--path is for: graph"),
        (["--format", "diagram", "--level", "units"], "--level is for: graph"),
        (["--format", "graph", "--path", "W9[0]"], "--path W9[0]"),
        (["--format", "diagram", "--example", "4"], "--example 4"),
        (["--format", "graph", "--level", "unit"], "units"),
    ],
)
def test_what_is_asked_of_a_format_that_does_not_draw_it(
    call: Caller, words: list[str], said: str
) -> None:
    result = call("explain", "xor", *words)
    assert (result.code, call.files()) == (2, [])
    assert said in " ".join(result.err.split())


@pytest.mark.parametrize("form", ["html", "latex", "markdown", "graph", "diagram"])
def test_a_file_says_what_it_shows(call: Caller, form: str) -> None:
    assert call("explain", "xor", "--format", form, "--out", "a").code == 0
    text = Path("a").read_text(encoding="utf-8")
    assert "xor: one training step" in text
    assert "seed 0" in text
    assert "SGD" in text or "sgd" in text or "gradient descent" in text


def test_files_of_steps_of_a_run_say_which_step(call: Caller) -> None:
    assert call("train", "xor", "--epochs", "5", "--out", "mine").code == 0
    for step in ("0", "3"):
        call("explain", "mine", "--step", step, "--format", "html", "--out", f"{step}.html")
        page = Path(f"{step}.html").read_text(encoding="utf-8")
        assert f"<title>mine: training step {step} (counted from 0)</title>" in page
        assert f"step {step} (counted from 0, the last is 4), epoch" in page
    call("explain", "mine", "--step", "3", "--rows", "2", "--format", "html", "--out", "b.html")
    assert "Shown up to the gradients" in Path("b.html").read_text(encoding="utf-8")
