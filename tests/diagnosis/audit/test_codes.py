"""Each published code has its section in both languages, and the example of the page works."""

import re
from pathlib import Path

import pytest

from glassnet.diagnosis.audit import auditing, codes
from glassnet.diagnosis.audit.explanations import EXPLANATIONS
from glassnet.locales import set_language, translate

DOCS = Path(__file__).resolve().parents[3] / "docs"
PARTS = {
    "audit.md": ("What it is:", "Not to be confused with:", "Example:", "Fix:"),
    "audit.zh.md": ("是什么：", "不要混淆：", "例子：", "改法："),
}


def sections(name: str) -> dict[str, str]:
    text = (DOCS / name).read_text(encoding="utf-8")
    parts = re.split(r"^### (G\d{3}) ", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize("name", PARTS)
def test_every_code_is_explained(name: str) -> None:
    found = sections(name)
    assert set(found) == set(codes.TITLES)
    for code, text in found.items():
        for part in PARTS[name]:
            assert f"\n{part}" in text, f"{code} lacks {part}"
    if name == "audit.md":
        for code, title in codes.TITLES.items():
            assert found[code].startswith(title), code


@pytest.mark.parametrize(("name", "language"), [("audit.md", "en"), ("audit.zh.md", "zh")])
def test_the_program_says_the_sentences_of_the_page(name: str, language: str) -> None:
    assert set(EXPLANATIONS) == set(codes.TITLES)
    set_language(language)
    found = sections(name)
    for code, said in EXPLANATIONS.items():
        texts = (said.meaning, said.unlike, said.example, said.fix)
        pairs = zip(PARTS[name], texts, strict=True)
        expected = translate(codes.TITLES[code]) + "".join(f"{p}{translate(t)}" for p, t in pairs)
        page = re.split("^## ", found[code], flags=re.MULTILINE)[0]
        assert "".join(page.split()) == "".join(expected.split()), code


@pytest.mark.parametrize("name", PARTS)
def test_the_example_of_the_page(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    blocks = [each.split("```")[0] for each in text.split("```python\n")[1:]]
    (example,) = (each for each in blocks if "import glassnet" in each)
    exec(compile(example, name, "exec"), {})
    said = capsys.readouterr().out
    assert said.startswith("G301 W1: ")
    assert "50 = m" in said


def test_every_explanation_has_its_sentence() -> None:
    others = {
        *(codes.CHANGED, codes.UNREPEATABLE, codes.ROUNDED, codes.MISSING, codes.SHAPE),
        *(codes.NOT_FINITE, codes.NOT_SUMMED, codes.LOSS_CONVENTION, codes.UNKNOWN),
    }
    assert set(auditing._SAYS) | others == set(codes.TITLES)
