from glassnet.tutorials.blocks import Corrections
from glassnet.tutorials.tutorial4.corrections import undecided_loss, wrong_sentences


def test_every_correction_quotes_and_mends() -> None:
    block = wrong_sentences().blocks[1]
    assert isinstance(block, Corrections)
    assert len(block.items) == 6
    assert all(item.says and item.right for item in block.items)


def test_two_targets_for_one_input_cost_a_quarter_at_least() -> None:
    assert undecided_loss() == 0.25
    assert all(0.5 * (a**2 + (1 - a) ** 2) >= 0.25 for a in (-1.0, 0.0, 0.4, 0.5, 0.6, 2.0))


def test_sum_over_both_indices_counts_five_times() -> None:
    texts = " ".join(item.proof for item in wrong_sentences().blocks[1].items)  # type: ignore[union-attr]
    assert "5 times 0.128, that is 0.639" in texts
