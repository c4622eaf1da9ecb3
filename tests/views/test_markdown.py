"""Markdown that GitHub and Jupyter read alike, and that a person can read as it stands."""

import re

import numpy as np
import pytest
from twelve_steps import NAMES, step

import glassnet as gn
from glassnet.views.markdown import escaped, markdown, math
from glassnet.views.text.step import row_text

FENCE = re.compile(r"^(`{3,})text\n(.*?)\n\1$", re.DOTALL | re.MULTILINE)
MATH = re.compile(r"\$([^$\n]+)\$")


def parts(text: str) -> tuple[str, list[str]]:
    """What stands outside the fences, and what inside."""
    return FENCE.sub("", text), [found[2] for found in FENCE.finditer(text)]


@pytest.mark.parametrize("name", NAMES)
def test_formulas_are_safe_in_both_readers(name: str) -> None:
    prose, fences = parts(markdown(*step(name)))
    formulas = MATH.findall(prose)
    derivation, values = step(name)
    assert len(formulas) == len(derivation)
    for formula in formulas:
        # a backslash before punctuation would be taken for Markdown's own
        assert not re.search(r"\\[^A-Za-z]", formula), formula
        assert not re.search(r"[<>|*`]", formula), formula
        assert formula == formula.strip()
    assert "$" not in MATH.sub("", prose)
    for number, equation in enumerate(derivation.equations, 1):
        assert row_text(equation, number, values, 6, 80) in fences


@pytest.mark.parametrize("name", NAMES)
def test_raw_text_is_readable(name: str) -> None:
    _prose, fences = parts(markdown(*step(name)))
    # the shapes of each row are in its fence; only what cannot be broken may stick out
    lines = [line for fence in fences[:-1] for line in fence.splitlines()]
    assert max(map(len, lines)) <= 80 or name in ("dropout", "every_kind_in_columns")


def test_a_table_says_what_is_given() -> None:
    net = gn.Network(2, [gn.Dense(1)], "squared_error")
    made = gn.Model(net, params={"W1": [[0.5], [-1]], "b1": [0]}).explain([[1, 2]], [1.0])
    text = markdown(made.derivation, made, level=3)
    assert "### given" in text
    assert "| `A0 = X` | `(1, 2)` | `[1, 2]` |" in text
    assert "**1.** $Z_1 = A_0\\thinspace W_1 + b_1$ · `(1, 1)`" in text
    assert "*derivative of the loss squared\\_error by A1*" in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {line.replace(r"\|", "").count("|") for line in rows} == {4}


def test_names_of_a_course_stand_beside_those_of_the_numbers() -> None:
    step = gn.presets.load("s4-3-4-1").model.explain([[1, 2, 3]], [[1]], "sgd")
    course = step.markdown(notation="course")
    assert "| $W^{[1]}$ = `W1` |" in course
    assert "| `Y` |" in course
    assert "$W^{[1]}$ is `W1` in the numbers, $dW^{[1]}$ is `dW1`." in course
    assert "in the numbers" not in step.markdown()


def test_without_numbers_the_formulas_alone() -> None:
    text = markdown(step("softmax_pair")[0], rules=False)
    assert "```" not in text.split("## where")[0]
    assert text.count("**") == 2 * 20


def test_signs_that_markdown_would_take() -> None:
    assert math(r"a < b \\ \left|c\right| \,d") == (
        r"$a \lt  b \cr  \left\vert c\right\vert  \thinspace d$"
    )
    assert escaped("a_b*c|d<e>`f`[g]") == r"a\_b\*c\|d\<e\>\`f\`\[g\]"


def test_large_arrays_are_cut_and_described() -> None:
    net = gn.Network(30, [gn.Dense(20)], "squared_error")
    made = gn.Model(net, seed=0).explain(np.ones((5, 30)), np.ones((5, 20)))
    text = gn.export.markdown(made)
    assert "mean" in text
    assert len(text) < 6000
