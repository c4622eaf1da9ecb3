"""The text of a translation says what its numbers rest on."""

from dataclasses import replace

import pytest

from glassnet.conventions.translation import translate
from glassnet.conventions.translation_text import translation_text


def text(*sources: str, **options: object) -> str:
    found = translate(*sources, 1e-4, **{"n_data": 200, **options})  # type: ignore[arg-type]
    return " ".join(translation_text(found, 200).split())


def test_the_assumed_loss_is_said() -> None:
    assert "for squared error; for a classifier" in text("sklearn", "pytorch")
    assert "--loss binary or --loss classes" in text("sklearn", "pytorch")
    classes = text("sklearn", "pytorch", loss="cross_entropy")
    assert "This is for cross-entropy over classes." in classes
    assert "--loss" not in classes


@pytest.mark.parametrize(
    ("sources", "options", "words"),
    [
        (("sklearn", "pytorch"), {}, "learning rate lr 0.5·lr k/2"),
        (("sklearn", "pytorch"), {}, "must be halved too"),
        (("pytorch", "sklearn"), {}, "must be doubled too"),
        (("sklearn", "pytorch"), {"outputs": 10}, "must be multiplied by 5 too"),
        (("sklearn", "pytorch"), {"loss": "bce"}, "learning rate lr lr k"),
        (("sklearn", "pytorch"), {"loss": "bce"}, "The learning rate stays as it is."),
        (("sklearn", "pytorch"), {"lr": 0.1}, "learning rate 0.1 0.05 k/2"),
    ],
)
def test_the_learning_rate_is_always_said(
    sources: tuple[str, str], options: dict, words: str
) -> None:
    assert words in text(*sources, **options)


def test_whose_batch_size_is_taken() -> None:
    assert "m = min(200, n) is what scikit-learn takes unless told" in text("sklearn", "pytorch")
    assert "min(200, n)" not in text("sklearn", "pytorch", batch_size=20)
    assert "min(200, n)" not in text("nielsen", "pytorch")


@pytest.mark.parametrize(
    ("difference", "words"),
    [
        (0.0, "the weights are the same to the last bit."),
        (2.8e-17, "the weights are the same but for rounding (at most 3e-17)."),
        (0.25, "the weights differ by at most 2.5e-01."),
    ],
)
def test_how_far_weights_are_apart_in_words(difference: float, words: str) -> None:
    found = replace(translate("sklearn", "pytorch", 1e-4, n_data=200), step_difference=difference)
    assert words in " ".join(translation_text(found).split())
