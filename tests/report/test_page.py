import re

import pytest

from glassnet.locales import set_language
from glassnet.report.data import ReportData
from glassnet.report.page import render
from report.reading import read
from report.samples import EVIL, classes, curve, digits, hills

SAMPLES = [classes, digits, curve, hills, lambda: ReportData(title="nothing")]
each = pytest.mark.parametrize(
    "make", SAMPLES, ids=["classes", "digits", "curve", "hills", "empty"]
)
in_both_languages = pytest.mark.parametrize("language", ["en", "zh"])


@each
@in_both_languages
def test_the_page_is_well_formed(make, language: str) -> None:
    set_language(language)
    text = render(make())
    assert text.startswith("<!DOCTYPE html>\n<html ")
    page = read(text.removeprefix("<!DOCTYPE html>\n"))
    assert [e.tag for e in page.elements[:2]] == ["html", "head"]
    assert len(page.ids) == len(set(page.ids))
    targets = {
        part for e in page.elements for part in e.attributes.get("aria-labelledby", "").split()
    }
    assert targets <= set(page.ids)


@each
def test_nothing_is_fetched_and_nothing_runs(make) -> None:
    text = render(make())
    assert "://" not in text
    assert "@import" not in text
    page = read(text)
    assert not {e.tag for e in page.elements} & {
        "script",
        "link",
        "iframe",
        "object",
        "base",
        "form",
    }
    for element in page.elements:
        assert not [name for name in element.attributes if name.startswith("on")]
        for name in ("src", "href"):
            assert element.attributes.get(name, "data:image/png;base64,").startswith(
                "data:image/png"
            )
    assert not re.findall(r"url\((?!data:)", text)
    (policy,) = [e for e in page.all("meta") if e.attributes.get("http-equiv")]
    assert policy.attributes["content"].startswith("default-src 'none'")


@each
def test_the_same_data_give_the_same_page(make) -> None:
    assert render(make()) == render(make())


def test_every_text_from_outside_is_escaped() -> None:
    plain, evil = render(classes("word")), render(classes(EVIL))
    assert "<script" not in evil
    assert EVIL not in evil
    # Texts change what is written, never which elements there are.
    tags = [[e.tag for e in read(text).elements] for text in (plain, evil)]
    assert tags[0] == tags[1]
    attributes = [[sorted(e.attributes) for e in read(text).elements] for text in (plain, evil)]
    kept = [[[n for n in names if n != "title"] for names in page] for page in attributes]
    assert kept[0] == kept[1]


def test_every_given_text_is_on_the_page() -> None:
    page = read(render(classes("word")))
    everything = page.one("html").text
    for text in (
        "word with a 2-3-1 network", "word setting", "word warning", "word note", "word one",
        "word x", "Z1 = A0 @ W1 + word", "word weighs", "0.4 word", "word step",
        "glassnet train word --seed 0", "Made by glassnet 0.1.0. word day",
        "Of 60 examples that it never saw the network gets 57 right: 95.0%.",
    ):  # fmt: skip
        assert text in everything


def test_sections_without_data_are_left_out_and_the_others_numbered() -> None:
    full = [
        "1 Result and settings", "2 The network", "3 Learning curves", "4 Decision boundary",
        "5 Confusion matrix", "6 The equations", "7 One step with numbers", "8 How to reproduce it",
    ]  # fmt: skip
    assert read(render(classes())).texts("h2") == full
    assert read(render(curve())).texts("h2") == ["1 Result and settings", "2 Predictions"]
    assert read(render(ReportData(title="t"))).texts("h2") == []
    assert read(render(hills())).texts("h2") == [
        "1 Predictions over the two inputs",
        "2 Predictions",
    ]


def test_chinese() -> None:
    set_language("zh")
    page = read(render(classes("词")))
    assert page.one("html").attributes["lang"] == "zh-CN"
    assert page.texts("h2") == [
        "1 结果与设置", "2 网络结构", "3 学习曲线", "4 决策边界", "5 混淆矩阵", "6 公式",
        "7 代入数值的一步", "8 如何复现",
    ]  # fmt: skip
    assert "PingFang SC" in page.one("style").text
    shown = page.one("body").text
    for word in ("training", "validation", "epoch", "loss", "accuracy", "example"):
        assert word not in shown


def test_english_is_the_language_of_the_page() -> None:
    assert read(render(classes())).one("html").attributes["lang"] == "en"


def test_digits_fit_into_400_kb() -> None:
    assert len(render(digits()).encode()) <= 400_000


def test_both_themes_and_print() -> None:
    style = read(render(curve())).one("style").text
    assert "prefers-color-scheme:dark" in style
    assert "@media print" in style
    assert style.count("{") == style.count("}")
    used, defined = (
        set(re.findall(r"var\(--([\w-]+)", style)),
        set(re.findall(r"--([\w-]+):", style)),
    )
    assert used - {"depth"} <= defined
