"""Every combination of output and loss gets a sentence."""

import pytest

from glassnet.cli.blueprint import draw_up
from glassnet.cli.reasons import reason
from glassnet.errors import GlassnetError
from glassnet.locales import set_language
from glassnet.nn.layers import ACTIVATIONS
from glassnet.nn.losses import LOSSES


@pytest.mark.parametrize("data", ["xor", "blobs", "sine"])
def test_every_combination_has_a_reason_in_both_languages(data: str) -> None:
    outputs = {"xor": 1, "blobs": 3, "sine": 1}[data]
    for activation in ACTIVATIONS:
        for loss in LOSSES:
            try:
                plan = draw_up(data, {"layers": f"2, {outputs} {activation}", "loss": loss})
            except GlassnetError:
                continue
            texts = []
            for language in ("en", "zh"):
                set_language(language)
                texts.append(reason(plan.dataset, plan.network))
                assert "{" not in texts[-1]
                assert activation in texts[-1]
                assert loss in texts[-1]
            assert texts[0] != texts[1]
            set_language("en")


@pytest.mark.parametrize(
    ("data", "words", "said"),
    [
        ("xor", {}, "yes or no"),
        ("blobs", {}, "one of 3 classes"),
        ("sine", {}, "any size"),
        ("xor", {"loss": "mse"}, "nearly vanishes"),
        ("xor", {"layers": "2, 1 tanh"}, "at least 0.5 counts as class 1"),
        ("xor", {"layers": "2, 1 identity"}, "margin of 1"),
        ("xor", {"loss": "hinge"}, "margin of 1"),
        ("xor", {"layers": "2, 1 sigmoid", "loss": "hinge"}, "every answer counts as yes"),
        ("blobs", {"layers": "3 sigmoid"}, "3 sigmoids"),
    ],
)
def test_reason_fits(data: str, words: dict[str, str], said: str) -> None:
    plan = draw_up(data, words)
    assert said in reason(plan.dataset, plan.network)
