from glassnet.tutorials.blocks import Corrections
from glassnet.tutorials.tutorial5.corrections import wrong_sentences


def test_every_correction_quotes_and_mends() -> None:
    block = wrong_sentences().blocks[1]
    assert isinstance(block, Corrections)
    assert len(block.items) == 8
    assert all(item.says and item.right for item in block.items)
    text = " ".join(item.proof for item in block.items)
    for shown in ("4 times z and a", "(4, 1)", "0.0049", "0.0045", "1.7×10⁸"):
        assert shown in text
