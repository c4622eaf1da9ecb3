import math

import pytest

from glassnet.tutorials.blocks import Corrections
from glassnet.tutorials.tutorial1.corrections import (
    SMALL,
    TINY,
    curve_of_tanh,
    gradient_ratio,
    gradient_spread,
    wrong_sentences,
)


def proofs() -> str:
    block = wrong_sentences().blocks[1]
    assert isinstance(block, Corrections)
    return "\n".join(item.proof for item in block.items)


def test_every_correction_quotes_and_mends() -> None:
    block = wrong_sentences().blocks[1]
    assert isinstance(block, Corrections)
    assert len(block.items) == 16
    assert all(item.says and item.right for item in block.items)
    assert sum(not item.proof for item in block.items) == 1  # a figure in the wrong place


def test_numbers_of_the_proofs() -> None:
    text = proofs()
    for said in (
        "(1, 2) and W1 is (2, 3)",
        "h(x) = 0.19626223",
        "it is 0.0562719",
        "[0.37166596 -0.54585736]",
        "the sum is 0.8258086, not 1",
        "[-1.25666808 0.90828529]",
        "50 times the mean one",
        "among the first 50: 25; among all 300: 142",
        "0.46211716; tanh(½) = 0.46211716, tanh(1) = 0.76159416",
    ):
        assert said in text, said


def test_summed_gradient_is_fifty_times_the_mean() -> None:
    assert gradient_ratio() == pytest.approx(50, rel=1e-12)


def test_larger_batches_have_steadier_gradients() -> None:
    assert gradient_spread(SMALL) < gradient_spread(TINY)
    assert gradient_spread(1) > gradient_spread(TINY)


@pytest.mark.parametrize("z", [-2.0, 0.3, 1.0])
def test_code_that_calls_itself_tanh(z: float) -> None:
    assert curve_of_tanh(z) == pytest.approx(math.tanh(z / 2), rel=1e-12)
    slope = (curve_of_tanh(z + 1e-6) - curve_of_tanh(z - 1e-6)) / 2e-6
    assert slope == pytest.approx(0.5 * (1 - curve_of_tanh(z) ** 2), rel=1e-7)


def test_largest_number_and_what_is_beyond() -> None:
    with pytest.raises(OverflowError):
        math.exp(710)
    assert math.exp(709) < 1.8e308
