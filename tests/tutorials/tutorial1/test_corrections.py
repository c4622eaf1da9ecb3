import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from glassnet.tutorials.blocks import Corrections
from glassnet.tutorials.tutorial1.code_corrections import (
    STRENGTH,
    curve_of_tanh,
    gradient_ratio,
    penalties,
    shares,
)
from glassnet.tutorials.tutorial1.corrections import SMALL, TINY, gradient_spread, wrong_sentences
from glassnet.tutorials.tutorial1.network import first_step


def proofs() -> str:
    block = wrong_sentences().blocks[1]
    assert isinstance(block, Corrections)
    return "\n".join(item.proof for item in block.items)


def test_every_correction_quotes_and_mends() -> None:
    block = wrong_sentences().blocks[1]
    assert isinstance(block, Corrections)
    assert len(block.items) == 21
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
        "stays at 76.3% or less",
        "1.76405235·(-0.67746455) + 0.40015721·(-0.53663519) = -1.40982136",
        "h2: [0.4794 0.5206]; of z2: [0.4155 0.5845]",
        "the penalty is 1.34e-06, not 1.98e-06",
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


def test_penalty_of_the_code_forgets_the_first_weights() -> None:
    step = first_step()
    first, second = np.sum(step["W1"] ** 2), np.sum(step["W2"] ** 2)
    twice, both = penalties()
    assert twice == pytest.approx(STRENGTH * (second + second) / 100, rel=1e-12)
    assert both == pytest.approx(STRENGTH * (first + second) / 100, rel=1e-12)


def test_softmax_keeps_the_order_and_adds_up_to_one() -> None:
    found = shares(np.array([[0.3, -1.2, 2.0]]))
    assert found.sum() == pytest.approx(1.0, rel=1e-14)
    assert np.argsort(found).tolist() == [[1, 0, 2]]


def test_file_that_imports_its_own_folder_finds_itself(tmp_path: Path) -> None:
    """Why the command of the page fails, and the one beside it does not."""
    folder = tmp_path / "scratch_mlp"
    folder.mkdir()
    (folder / "utils.py").write_text("")
    (folder / "scratch_mlp.py").write_text("from scratch_mlp import utils")
    as_printed = [sys.executable, "scratch_mlp/scratch_mlp.py"]
    mended = [sys.executable, "-m", "scratch_mlp.scratch_mlp"]
    codes = [
        subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode
        for command in (as_printed, mended)
    ]
    assert codes == [1, 0]
