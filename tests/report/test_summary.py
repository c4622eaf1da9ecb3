import pytest

from glassnet.locales import set_language
from glassnet.report.data import ReportData, Scores
from glassnet.report.summary import (
    notes_list,
    result_sentence,
    scores_table,
    settings_list,
    warnings_list,
)
from report.reading import read


def sentence(training: Scores | None = None, validation: Scores | None = None) -> str:
    return result_sentence(ReportData("t", training=training, validation=validation))


@pytest.mark.parametrize(
    ("training", "validation", "expected"),
    [
        (
            Scores(0.1, 1.0, None, 240),
            Scores(0.1, 56 / 60, None, 60),
            "Of 60 examples that it never saw the network gets 56 right: 93.3%.",
        ),
        (
            Scores(0.1, 1.0, None, 4),
            None,
            "Of its 4 training examples the network gets 4 right: 100%.",
        ),
        (
            Scores(0.1, 1.0, None, 4),
            Scores(loss=0.2, examples=10),
            "Of its 4 training examples the network gets 4 right: 100%.",
        ),
        (
            None,
            Scores(accuracy=0.5),
            "The network is right on 50.0% of examples that it never saw.",
        ),
        (
            Scores(r2=0.974),
            None,
            "The network explains 97.4% of the variation in its training examples.",
        ),
        (
            None,
            Scores(r2=-0.2),
            "The network predicts no better than the mean of all targets would: its R² is −0.200.",
        ),
        (None, None, ""),
        (Scores(loss=0.1), None, ""),
    ],
)
def test_the_result_in_one_sentence(
    training: Scores | None, validation: Scores | None, expected: str
) -> None:
    assert sentence(training, validation) == expected


def test_a_weighted_share_is_not_called_a_count() -> None:
    assert sentence(Scores(accuracy=0.777, examples=10)) == (
        "The network is right on 77.7% of its training examples."
    )


def test_a_given_sentence_stands() -> None:
    assert result_sentence(ReportData("t", result="So be it.")) == "So be it."


def test_scores_of_both_parts() -> None:
    data = ReportData("t", training=Scores(0.0412, 0.9875, None, 240), validation=Scores(0.0623))
    page = read(scores_table(data))
    assert page.texts("th") == ["training set", "validation set", "loss", "accuracy", "examples"]
    assert page.texts("td") == ["", "0.04120", "0.06230", "98.8%", "–", "240", "–"]


def test_known_settings_are_named_and_others_are_shown_as_they_are() -> None:
    data = ReportData(
        "t", settings={"lr": "0.1", "my <own>": "a & b", "seed": "", "stopped": "done"}
    )
    page = read(settings_list(data))
    assert page.texts("dt") == ["learning rate", "my <own>", "why it ended"]
    assert page.texts("dd") == ["0.1", "a & b", "done"]


def test_warnings_and_notes() -> None:
    data = ReportData("t", warnings=["<NaN> at step 7."], notes=["One.", "Two."])
    assert read(warnings_list(data)).texts("p") == ["Take care: <NaN> at step 7."]
    assert read(notes_list(data)).texts("p") == ["One.", "Two."]


def test_nothing_gives_nothing() -> None:
    data = ReportData("t")
    assert (
        scores_table(data) == settings_list(data) == warnings_list(data) == notes_list(data) == ""
    )


def test_chinese() -> None:
    set_language("zh")
    assert sentence(None, Scores(accuracy=352 / 360, examples=360)) == (
        "在 360 个从未见过的样本中，网络答对了 352 个，准确率 97.8%。"
    )
    page = read(settings_list(ReportData("t", settings={"batch_size": "32"})))
    assert page.texts("dt") == ["批大小"]
