"""Each backward and update row says by which rule it was made, in both languages."""

import re

import pytest
from twelve_steps import NAMES, step

import glassnet as gn
from glassnet.locales import set_language
from glassnet.nn.losses import Loss
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
        errors = equation.phase == "loss" and equation.op.name not in ("add", "l1", "l2")
        assert (found is not None) == (equation.phase in ("backward", "update") or errors), equation
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
    assert rules("softmax_pair")["dZ2"] == (
        "categorical cross-entropy and softmax derived together: what remains is output minus "
        "target, divided by m"
    )
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


def pair_rules(loss: Loss, last: str, **settings: object) -> dict[str, str]:
    net = gn.Network(2, [gn.Dense(2, last)], loss)
    derivation = net.derive(batch_size=3, **settings)
    return {each.out.name: rule_text(each, derivation) for each in derivation}


STABLE = {
    "sigmoid": (gn.BinaryCrossEntropy, "−(Y·log(A1) + (1 − Y)·log(1 − A1))"),
    "softmax": (gn.CategoricalCrossEntropy, "−(Y·log(A1))"),
}


@pytest.mark.parametrize("last", STABLE)
@pytest.mark.parametrize("layout", ["rows", "columns"])
def test_a_stable_loss_says_what_it_equals(last: str, layout: str) -> None:
    made, same = STABLE[last]
    found = pair_rules(made(), last, layout=layout)
    start = f"the error is the same as {same}, written so that it cannot overflow; "
    assert found["L"] == start + (
        "added up over all outputs and examples and divided by m, the number of examples"
    )
    assert found["dZ1"].endswith("what remains is output minus target, divided by m")
    assert pair_rules(made(reduction="sum"), last, layout=layout)["dZ1"].endswith("minus target")
    mixed = pair_rules(made(factor=0.5, reduction="mean_all"), last, layout=layout)
    assert mixed["dZ1"].endswith("with the factors of the loss, 0.5·(A1 − Y) / (2·m)")
    weighted = pair_rules(made(reduction="sum"), last, layout=layout, weighted=True)
    assert weighted["L"] == start + (
        "multiplied by the weight s of its example, added up over all outputs and examples"
    )
    assert weighted["dZ1"].endswith("with the factors of the loss, s(A1 − Y)")
    plain = pair_rules(made(stable=False), last, layout=layout)
    assert plain["L"].startswith("added up over all outputs")


def test_the_stated_equality_holds_in_numbers() -> None:
    import numpy as np

    rng = np.random.default_rng(0)
    Z, Y = rng.normal(size=(5, 3)), np.eye(3)[[0, 1, 2, 0, 1]]
    net = gn.Network(3, [gn.Dense(3, "softmax", bias=False)], gn.CategoricalCrossEntropy())
    step = gn.Model(net, params={"W1": np.eye(3)}).explain(Z, Y)
    assert float(step["L"]) == pytest.approx(float(np.sum(-(Y * np.log(step["A1"]))) / 5))


def test_the_pair_in_chinese() -> None:
    set_language("zh")
    try:
        found = pair_rules(gn.BinaryCrossEntropy(), "sigmoid")
    finally:
        set_language(None)
    assert found["dZ1"] == "二元交叉熵与 sigmoid 一起求导，约去后就是输出减目标，再除以 m"
    assert "使其不会溢出；对所有输出和样本求和，再除以样本数 m" in found["L"]


def test_small_constants_are_powers_of_ten_in_latex() -> None:
    net = gn.Network(2, [gn.Dense(1)])
    derivation = net.derive(batch_size=2, optimizer=gn.Momentum(momentum=1e-8))
    found = rule(derivation.equations[derivation.number("W1_velocity_new") - 1], derivation)
    assert found is not None
    assert "1e-08 of" in found.text()
    assert "$10^{-8}$ of" in found.latex()


def test_an_op_of_ones_own_across_examples_claims_nothing_of_one_example() -> None:
    from glassnet.core.op import forget

    gn.structured(
        "centred",
        "z",
        shape=lambda z: z,
        numpy="{z} - np.mean({z}, axis=0)",
        gradients={"z": "{dy} - np.mean({dy}, axis=0)"},
    )
    try:
        derivation = gn.Network(1, [gn.Dense(1, "centred")]).derive(batch_size=2)
        row = next(each for each in derivation if each.out.name == "dZ1")
        assert rule_text(row, derivation) == (
            "chain rule through centred: a result may depend on several inputs, so what comes "
            "back from each is added"
        )
    finally:
        forget("centred")
