"""What the READMEs show is what comes out."""

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest

import glassnet as gn
from glassnet.cli.app import run as run_program
from glassnet.locales import set_language

ROOT = Path(__file__).parent.parent
PAGES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh.md"}


def blocks(language: str, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGES[language].read_text("utf-8"), re.DOTALL)


@pytest.fixture(params=["en", "zh"])
def language(request):
    set_language(request.param)
    yield request.param
    set_language(None)


def test_examples_run_and_print_what_the_page_shows(language, monkeypatch):
    monkeypatch.setenv("COLUMNS", "88")
    namespace: dict[str, object] = {}
    outputs = []
    for code in blocks(language, "python"):
        stream = io.StringIO()
        with contextlib.redirect_stdout(stream):
            exec(code, namespace)
        outputs.append(stream.getvalue())
    assert outputs[:2] == blocks(language, "text")
    assert "[0. 1. 1. 0.]" in re.sub(r"0\.0\d", "0.", re.sub(r"0\.9\d", "1.", outputs[2]))


def test_a_run_in_a_folder_is_used_as_shown(language, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    X, y = gn.datasets.load("xor")
    run = gn.Model(gn.Network(2, gn.Dense(1, "sigmoid")), seed=0).train(X, y, epochs=2)
    (code,) = blocks(language, "py")
    run.save(re.findall(r'open\("(.*)"\)', code)[0])
    exec(code, {"gn": gn, "X": X})
    assert capsys.readouterr().out == f"{run.predict(X)}\n"


def test_commands_under_also_there_run(language, tmp_path, monkeypatch):
    """Each as it stands, and each option named beside one."""
    monkeypatch.chdir(tmp_path)
    part = re.split(r"\*\*.*\*\*\n\n(?=- )", PAGES[language].read_text("utf-8"))[1]
    found = re.findall(r"`(glassnet [^`]*|--[^`]*)`", part.split("\n\n")[0])
    assert len(found) == 6
    for line in found:
        words = shlex.split(line if line.startswith("glassnet") else f"glassnet explain xor {line}")
        if "--notation" in words:
            words += ["--format", "latex"]
        if words[-1] != "latex" or "--notation" in words:
            assert run_program(words[1:]) == 0, line


def test_both_pages_show_the_same_code():
    def code(language: str) -> str:
        return re.sub(r"#.*", "", "".join(blocks(language, "python")))

    assert code("en") == code("zh")


def test_links_and_pictures_exist(language):
    page = PAGES[language].read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", page):
        assert (ROOT / target).exists(), target


def test_the_architecture_page_counts_the_atoms():
    from glassnet.core.atoms import ATOMS

    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    assert f"closed table of\n{len(ATOMS)} atoms" in page
