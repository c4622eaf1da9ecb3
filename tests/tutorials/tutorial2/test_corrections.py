from glassnet.tutorials.blocks import Corrections
from glassnet.tutorials.tutorial2.corrections import wrong_sentences


def test_every_correction_quotes_and_mends() -> None:
    block = wrong_sentences().blocks[1]
    assert isinstance(block, Corrections)
    assert len(block.items) == 9
    assert all(item.says and item.right for item in block.items)
    proofs = [item.proof for item in block.items]
    assert "0.918939 for the prediction 0 and 0.918939 for 4" in proofs[6]
    assert "costs 0.1 by MAE and 0.005 by smooth L1" in proofs[7]
