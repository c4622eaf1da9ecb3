"""`glassnet convention`: tables and translations, in both languages, on one screen."""

import pytest

from cli.calling import Caller, widest
from glassnet.cli.convention import KEYS, LOSSES, TOPICS
from glassnet.conventions import sources, text

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


def test_the_command_knows_what_there_is() -> None:
    assert tuple(sources.SOURCES) == KEYS
    assert tuple(text.TOPICS) == TOPICS
    assert tuple(LOSSES.values()) == tuple(sources.LOSSES)


@LANGUAGES
@pytest.mark.parametrize("topic", [None, *TOPICS])
def test_every_topic_fits(call: Caller, language: str, topic: str | None) -> None:
    words = [topic] if topic else []
    result = call("--lang", language, "convention", *words)
    assert (result.code, result.err) == (0, "")
    assert widest(result.out) <= 80
    assert "PyTorch" in result.out
    assert ("examples" in result.out) == (language == "en")


@LANGUAGES
def test_a_translation(call: Caller, language: str) -> None:
    words = [
        "--from",
        "sklearn",
        "--to",
        "pytorch",
        "--value",
        "1e-4",
        "--n",
        "200",
        "--lr",
        "0.1",
        "--loss",
        "classes",
    ]
    out = call("--lang", language, "convention", *words).out
    assert "alpha = 0.0001" in out
    assert "weight_decay = 5e-07" in out
    assert widest(out) <= 80
    assert ("learning rate" in out) == (language == "en")


@pytest.mark.parametrize(
    "words",
    [
        "penalti",
        "--from sklearn",
        "--from sklern --to keras --value 1 --n 9",
        "--from sklearn --to tutorial5 --value 1 --n 9",
        "--from sklearn --to keras --value -1 --n 9",
        "--from sklearn --to keras --value 1 --n 9 --batch 10",
        "loss --from sklearn --to keras --value 1 --n 9",
    ],
)
def test_bad_words(call: Caller, words: str) -> None:
    result = call("convention", *words.split())
    assert (result.code, result.errors(), result.out) == (2, 1, "")
