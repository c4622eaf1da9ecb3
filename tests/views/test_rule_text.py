"""Each backward and update row says by which rule it was made, in both languages."""

import re

import pytest
from twelve_steps import NAMES, step

import glassnet as gn
from glassnet.locales import set_language
from glassnet.views.rule_text import rule, rule_text
from glassnet.views.text.step import step_text


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest):  # type: ignore[no-untyped-def]
    set_language(request.param)
    yield request.param
    set_language(None)


def rules(name: str) -> dict[str, str]:
    derivation, _values = step(name)
    return {each.out.name: rule_text(each, derivation) for each in derivation}


@pytest.mark.parametrize("name", NAMES)
def test_every_backward_and_update_row_has_a_rule(name: str, language: str) -> None:
    derivation, _values = step(name)
    for equation in derivation:
        found = rule(equation, derivation)
        assert (found is not None) == (equation.phase in ("backward", "update")), equation
        if found:
            assert not re.search(r"[{}]", found.text())
            latex = found.latex("course")
            assert latex.count("$") % 2 == 0
            prose = re.sub(r"\$[^$]*\$", "", latex)
            assert (language == "zh") == any("\u4e00" <= letter <= "\u9fff" for letter in prose)


def test_the_chain_rule_shows_the_slope() -> None:
    assert rules("tutorial_1_2-3-2")["dZ2"] == "chain rule through sigmoid: σ′(z) = σ(z)(1 − σ(z))"
    assert rules("tutorial_5_columns")["dZ1"] == "chain rule through tanh: tanh′(z) = 1 − tanh(z)²"
    assert rules("softmax_pair")["dZ1"] == (
        "chain rule through ReLU: ReLU′(z) = 1 where z > 0, else 0"
    )
    assert rules("dropout")["dA2"] == "chain rule through dropout: its slope by A2 is D2"
    assert "1 / (1 + exp(−z))" in rules("every_kind_in_columns")["dZ1"]
    assert ")(" not in rules("every_kind_in_columns")["dZ1"]


def test_matrix_products_say_which_factor_is_transposed() -> None:
    rows, columns = rules("tutorial_4_2-3-1"), rules("tutorial_5_columns")
    assert rows["dW2"].endswith("transposed input A1ᵀ times incoming gradient dZ2")
    assert rows["dA1"].endswith("incoming gradient dZ2 times transposed weights W2ᵀ")
    assert columns["dW2"].endswith("incoming gradient dZ2 times transposed input A1ᵀ")
    assert columns["dA1"].endswith("transposed weights W2ᵀ times incoming gradient dZ2")
    assert "summed" in columns["db1"]


def test_pairs_penalties_sums_and_updates() -> None:
    assert "cancel to output minus target" in rules("softmax_pair")["dZ2"]
    penalty = rules("penalty_per_data")
    assert penalty["dW1_penalty"] == "derivative of the penalty l2 by W1"
    assert penalty["dW1"] == "the part of the data and the part of the penalty add up"
    assert "Nesterov" in penalty["W1_new"]
    assert "0.9" in penalty["W1_new"]
    adam = rules("adam_with_clip")
    assert "Adam" in adam["W1_new"]
    assert "0.999" in adam["W1_v_new"]
    assert "clipping" in adam["dW1_clipped"]
    assert "length" in adam["g_norm"]


def test_a_value_that_is_used_twice_adds_up() -> None:
    gn.elementwise("twice_used", "z", lambda z: z * z)
    try:
        net = gn.Network(1, [gn.Dense(1, "twice_used")], gn.SquaredError(), gn.L2(0.1))
        derivation = net.derive(batch_size=1)
        row = next(each for each in derivation if each.out.name == "dZ1")
        assert rule_text(row, derivation) == "chain rule through twice_used: twice_used′(z) = z + z"
    finally:
        from glassnet.core.op import forget

        forget("twice_used")


def test_the_terminal_says_each_rule_once_and_keeps_its_width(language: str) -> None:
    from glassnet.locales import width

    for name in ("tutorial_1_2-3-2", "penalty_per_data"):
        derivation, values = step(name)
        plain = step_text(derivation, values, width=80)
        text = step_text(derivation, values, width=80, rules=True)
        kept = [line for line in text.splitlines() if line in plain.splitlines()]
        assert kept == plain.splitlines()
        added = [line for line in text.splitlines() if line not in plain.splitlines()]
        assert max(map(width, added)) <= 80
        said = [line for line in added if line.startswith("    · ")]
        assert len(said) == len(set(said))
        assert len(said) >= 8
