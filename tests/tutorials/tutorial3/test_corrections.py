from glassnet.tutorials.blocks import Corrections
from glassnet.tutorials.tutorial3.corrections import (
    answers_with_a_bad_sample,
    with_shrinking_steps,
    wrong_sentences,
)


def test_every_correction_quotes_mends_and_proves() -> None:
    block = wrong_sentences().blocks[1]
    assert isinstance(block, Corrections)
    assert len(block.items) == 9
    assert all(item.says and item.right and item.proof for item in block.items)


def test_shrinking_steps_end_the_bouncing() -> None:
    assert abs(with_shrinking_steps() - 5) < 1e-4


def test_mean_and_median() -> None:
    assert answers_with_a_bad_sample() == (1.6, 1.0)
