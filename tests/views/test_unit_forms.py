"""Single units in the course's notation: S4's six equations, and numbers that are right."""

import re

import numpy as np
import pytest
from twelve_steps import evaluate_latex

import glassnet as gn
from glassnet.core.indexed import Entry, i
from glassnet.views.latex.units import entry_latex, unit_form, unit_rows


def course(m: int, layout: str = "columns", output: str = "sigmoid") -> gn.Step:
    """The course's 3-4-1 network."""
    net = gn.Network(3, [gn.Dense(4, "tanh"), gn.Dense(1, output)], "squared_error")
    X = np.random.default_rng(0).uniform(0.1, 0.9, (m, 3))
    return gn.Model(net, seed=1).explain(X, np.ones(m), "sgd", layout=layout)


def forms(step: gn.Step) -> dict[str, str]:
    return {each.out.name: unit_form(each, step.derivation) for each in step.derivation}


def test_the_equations_for_one_example() -> None:
    found = forms(course(1))
    assert found["Z1"] == (r"z^{[1]}_{i} = \sum_{k=1}^{3} w^{[1]}_{ik}\,a^{[0]}_{k} + b^{[1]}_{i}")
    assert found["A1"] == r"a^{[1]}_{i} = \tanh\left(z^{[1]}_{i}\right)"
    assert found["dW2"] == r"dw^{[2]}_{ij} = dz^{[2]}_{i}\,a^{[1]}_{j}"
    assert found["db1"] == r"db^{[1]}_{i} = dz^{[1]}_{i}"
    assert found["W1_new"] == (
        r"w^{[1],\text{new}}_{ij} = w^{[1]}_{ij} - \alpha \cdot dw^{[1]}_{ij}"
    )


def test_the_equations_for_several_examples() -> None:
    found = forms(course(5))
    assert found["Z1"] == (
        r"z^{[1](j)}_{i} = \sum_{k=1}^{3} w^{[1]}_{ik}\,a^{[0](j)}_{k} + b^{[1]}_{i}"
    )
    assert found["dW1"] == r"dw^{[1]}_{ij} = \sum_{k=1}^{5} dz^{[1](k)}_{i}\,a^{[0](k)}_{j}"
    rows = forms(course(5, "rows"))
    assert rows["Z1"] == (
        r"z^{[1](i)}_{j} = \sum_{k=1}^{3} a^{[0](i)}_{k}\,w^{[1]}_{kj} + b^{[1]}_{j}"
    )


def test_units_count_from_one_and_layers_from_zero() -> None:
    assert entry_latex(Entry("A0", (0, 4)), "columns", 9) == "a^{[0](5)}_{1}"
    assert entry_latex(Entry("A0", (4, 0)), "rows", 1) == "a^{[0]}_{1}"
    assert entry_latex(Entry("W2", (0, 11)), "columns", 1) == "w^{[2]}_{1,12}"
    assert entry_latex(Entry("b1", (i, 0)), "columns", 3) == "b^{[1]}_{i}"


@pytest.mark.parametrize("layout", ["rows", "columns"])
@pytest.mark.parametrize("output", ["sigmoid", "softplus", "elu", "silu"])
def test_the_shown_numbers_give_the_shown_result(layout: str, output: str) -> None:
    step = course(3, layout, output)
    count = 0
    for equation in step.derivation.phase("forward"):
        for line in unit_rows(equation, step.derivation, step, digits=12):
            *_symbols, numbers, result = re.split(r" &?= ", line)
            value = float(evaluate_latex(result, {}))
            if not re.search("[a-z]", re.sub(r"\\\w+(\{\w+\})?", "", numbers)):
                shown = evaluate_latex(numbers.replace(r"\,", r" \cdot "), {})
                assert float(shown) == pytest.approx(value, rel=1e-9, abs=1e-11), line
                count += 1
    assert count >= 5


def test_large_layers_have_the_general_form_alone() -> None:
    net = gn.Network(30, [gn.Dense(20, "relu"), gn.Dense(1)])
    step = gn.Model(net, seed=0).explain(np.ones((2, 30)), np.ones(2))
    first = step.derivation.equations[0]
    assert not list(unit_rows(first, step.derivation, step))
    assert r"\sum_{k=1}^{30}" in unit_form(first, step.derivation)
