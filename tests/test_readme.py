"""What the READMEs show is what comes out."""

import contextlib
import io
import re
from pathlib import Path

import pytest

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


def test_examples_run_and_print_what_the_page_shows(language):
    namespace: dict[str, object] = {}
    outputs = []
    for code in blocks(language, "python"):
        stream = io.StringIO()
        with contextlib.redirect_stdout(stream):
            exec(code, namespace)
        outputs.append(stream.getvalue())
    assert outputs[:2] == blocks(language, "text")
    assert "[0. 1. 1. 0.]" in re.sub(r"0\.0\d", "0.", re.sub(r"0\.9\d", "1.", outputs[2]))


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
