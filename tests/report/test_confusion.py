import re

import numpy as np
import pytest

from glassnet.locales import set_language
from glassnet.report.confusion import confusion_table, frequent_confusions
from report.reading import read

MATRIX = [[8, 2, 0], [0, 10, 0], [1, 4, 5]]
NAMES = ["setosa", "<script>", "virginica"]


def test_rows_are_true_classes_and_columns_answers() -> None:
    page = read(confusion_table(MATRIX, NAMES))
    cells = [e.text for e in page.all("td")]
    assert cells[:12] == ["8", "2", "0", "80.0%", "0", "10", "0", "100%", "1", "4", "5", "50.0%"]
    assert cells[12:] == ["88.9%", "62.5%", "100%", "76.7%"]


def test_right_and_wrong_answers_look_different() -> None:
    page = read(confusion_table(MATRIX, NAMES))
    assert [e.text for e in page.all("td", class_="hit")] == ["8", "10", "5"]
    assert [e.text for e in page.all("td", class_="miss")] == ["2", "1", "4"]
    assert [e.text for e in page.all("td", class_="none")] == ["0", "0", "0"]


def test_a_larger_share_of_the_row_is_deeper() -> None:
    hits = read(confusion_table(MATRIX)).all("td", class_="hit")
    depths = [int(re.findall(r"\d+", e.attributes["style"])[0]) for e in hits]
    assert depths == [45, 50, 35]


def test_a_class_without_examples_has_no_share() -> None:
    cells = [e.text for e in read(confusion_table([[0, 0], [0, 3]])).all("td")]
    assert cells == ["0", "0", "–", "0", "3", "100%", "–", "100%", "100%"]


def test_names_are_escaped_and_long_ones_shortened_with_the_whole_as_hint() -> None:
    page = read(confusion_table(np.eye(5, dtype=int), ["<script>", "a" * 40]))
    assert not page.all("script")
    assert "<script>" in page.texts("th")
    assert page.all("th", title="a" * 40)[0].text == "a" * 11 + "…"
    assert "2" in page.texts("th")


def test_heads_belong_to_rows_and_columns() -> None:
    page = read(confusion_table(MATRIX, NAMES))
    assert [e.text for e in page.all("th", scope="row")] == [*NAMES, "precision"]
    assert [e.text for e in page.all("th", scope="col")] == ["true ↓", "recall", *NAMES]


@pytest.mark.parametrize(
    ("matrix", "sentence"),
    [
        (MATRIX, "virginica read as <script> (4×); setosa read as <script> (2×)"),
        (np.diag([3, 4, 5]), "Every answer is right."),
    ],
)
def test_the_most_frequent_mistakes(matrix: list, sentence: str) -> None:
    assert sentence in frequent_confusions(matrix, NAMES, most=2)


def test_mistakes_in_chinese() -> None:
    set_language("zh")
    text = frequent_confusions(MATRIX, ["甲", "乙", "丙"])
    assert text == "最常见的错误：丙 认成 乙（4 次）；甲 认成 乙（2 次）；丙 认成 甲（1 次）。"
