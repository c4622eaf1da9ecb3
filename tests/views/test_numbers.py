"""A step with its numbers: what is shown is true, and set as it should be."""

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from intervals import Reader, literal, tree
from rederived import Rederived
from shown_rows import random_step, step_rows

import glassnet as gn
from glassnet.core.derivation import PHASES
from glassnet.core.rows import meanings, phase_title
from glassnet.locales import set_language, width
from glassnet.step import Step
from glassnet.views.text.arrays import number_text
from glassnet.views.text.step import step_text

GOLDEN = Path(__file__).parent / "golden"
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]\d+)?(?![\w.])")


def s3_step() -> Step:
    """The fourth tutorial's 2-3-1 network."""
    net = gn.Network(
        2, [gn.Dense(3, "sigmoid", bias=False), gn.Dense(1, bias=False)], loss="squared_error"
    )
    params = {"W1": [[0.8, 0.4, 0.3], [0.2, 0.9, 0.5]], "W2": [[0.3], [0.5], [0.9]]}
    return gn.Model(net, params=params).explain([[1, 1]], [0.0], gn.SGD(0.01))


def text_of(step: Step, columns: int = 88, digits: int = 6) -> str:
    return step_text(step.derivation, step, width=columns, digits=digits)


@pytest.mark.parametrize("columns", [80, 88, 120])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_tutorials_step_reads_like_a_textbook(language, columns):
    set_language(language)
    golden = (GOLDEN / f"s3_{language}_{columns}.txt").read_text("utf-8")
    for phase in PHASES:
        golden = golden.replace(f"<{phase}>", phase_title(phase))
    assert text_of(s3_step(), columns) + "\n" == golden


def test_one_line_where_it_fits():
    lines = text_of(s3_step()).splitlines()
    first = "Z1 = A0 @ W1 = [1, 1] @ [[0.8, 0.4, 0.3], [0.2, 0.9, 0.5]] = [1, 1.3, 0.8]"
    second = "A1 = sigmoid(Z1) = sigmoid([1, 1.3, 0.8]) = [0.731059, 0.785835, 0.689974]"
    assert f" 1  {first}   (1, 3)" in lines
    assert f" 2  {second}   (1, 3)" in lines
    assert " 5  L = sum((A2 - Y)²) / m = sum((1.23321 - 0)²) / 1 = 1.52081" in lines


def agrees(step: Step, dtype: str, digits: int = 6) -> int:
    """Checks every small row against its own numbers; returns how many there were."""
    check = Rederived(step, digits, dtype)
    return sum(check.row(row) for row in step_rows(step, digits))


def test_results_lie_in_the_interval_that_their_inputs_allow():
    rows = sum(agrees(random_step(seed), "float64") for seed in range(40))
    assert rows >= 1000


def test_other_digits_columns_and_float32_agree_too():
    rows = sum(agrees(random_step(seed, layout="columns"), "float64") for seed in range(10))
    rows += sum(agrees(random_step(seed), "float64", digits=3) for seed in range(10))
    rows += sum(agrees(random_step(seed, "float32"), "float32") for seed in range(10))
    assert rows >= 600


@pytest.mark.proof
def test_results_of_a_thousand_networks_lie_in_their_intervals():
    rows = sum(agrees(random_step(seed), "float64") for seed in range(1000, 2000))
    assert rows >= 20_000


def test_the_reader_finds_a_number_that_was_cut():
    row = step_rows(s3_step())[1]
    reader = Reader(meanings(s3_step().derivation), 6)
    interval = reader.value(row.symbols, row.numbers)
    wrong = literal(tree(row.result.replace("0.785835", "0.7858")))
    assert ((wrong < interval.low) | (wrong > interval.high)).any()


@pytest.mark.parametrize("columns", [60, 72, 80, 100, 120])
def test_no_line_is_wider_than_the_terminal(columns):
    for seed in range(30):
        for line in text_of(random_step(seed), columns).splitlines():
            assert width(line) <= columns, line


def test_several_lines_say_what_one_line_says():
    for seed in range(30):
        step = random_step(seed)
        one = Counter(NUMBER.findall(text_of(step, 100_000)))
        for columns in (72, 88):
            several = text_of(step, columns)
            if "…" not in several:
                assert Counter(NUMBER.findall(several)) == one


def test_arrays_that_hang_down_are_level():
    net = gn.Network(2, [gn.Dense(3, "tanh")])
    step = gn.Model(net, seed=1).explain([[0, 0], [0, 1], [1, 0], [1, 1]], np.ones((4, 3)))
    block = text_of(step, 80).split("forward\n")[1].split(" 2  ")[0]
    assert block.splitlines()[:8] == [
        " 1  Z1 = A0 @ W1 + b1   (4, 3)",
        "       = [[0, 0],",
        "          [0, 1],",
        "          [1, 0],",
        "          [1, 1]]",
        "           @ [[0.864711, 0.462865, 0.819638],",
        "              [0.342005, 0.123786, 0.923654]]",
        "           + [0, 0, 0]",
    ]


@pytest.mark.parametrize("columns", [72, 80, 100])
@pytest.mark.parametrize("layout", ["rows", "columns"])
def test_the_lines_read_in_order_say_what_one_line_says(columns, layout):
    for seed in range(30):
        step = random_step(seed, layout=layout)
        one, several = text_of(step, 100_000), text_of(step, columns)
        if "…" not in one + several:
            assert contents(several) == contents(one)


def contents(text: str) -> list[str]:
    """The equations without blanks, shapes and origins, each side once more in order."""
    rows = re.split(r"\n *\d+  (?=\w+ = )", text.split("\n\nwhere")[0])[1:]
    notes = r"   +\(\d+,[ \d]*\)( +from \w+)?(?=\n|$)|   +from \w+(?=\n|$)|\n\n\w+(?=\n|$)"
    return [re.sub(r"\s", "", re.sub(notes, "", row)) for row in rows]


def test_a_second_argument_stands_below_the_first():
    net = gn.Network(2, [gn.Dense(3, "softmax")], loss="cross_entropy")
    step = gn.Model(net, seed=1).explain([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 2, 0])
    lines = text_of(step, 80).split("softmax_cross_entropy([[")[1].splitlines()
    assert lines[4].strip() == "[[1, 0, 0],"
    assert lines[4].index("[[") == lines[1].index("[") - 1


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_every_number_of_a_large_array_on_request(columns):
    net = gn.Network(40, [gn.Dense(15, "relu"), gn.Dense(10, "softmax")], loss="cross_entropy")
    rng = np.random.default_rng(0)
    step = gn.Model(net).explain(rng.normal(size=(20, 40)), rng.integers(0, 10, 20), gn.SGD(0.1))
    text = step_text(step.derivation, step, width=columns, full=True)
    assert max(map(width, text.splitlines())) <= columns
    shown = Counter(NUMBER.findall(text))
    for name in ("X", "W1", "Z1", "dW1", "W1_new", "L"):
        wanted = Counter(number_text(each) for each in np.asarray(step[name]).reshape(-1))
        assert not wanted - shown, name
    assert "…]" not in text


def test_large_arrays_are_summarised():
    net = gn.Network(64, [gn.Dense(32, "relu"), gn.Dense(10, "softmax")], loss="cross_entropy")
    rng = np.random.default_rng(0)
    step = gn.Model(net).explain(rng.normal(size=(20, 64)), rng.integers(0, 10, 20), gn.SGD(0.1))
    text = text_of(step)
    assert max(map(width, text.splitlines())) <= 88
    Z1 = step["Z1"]
    low, high, mean = (number_text(each) for each in (Z1.min(), Z1.max(), Z1.mean()))
    assert f"{low} … {high}, mean {mean}" in text
    assert "all 0" in text
    assert len(text.splitlines()) < 100


def test_negative_numbers_are_bracketed():
    net = gn.Network(1, [gn.Dense(1, "sigmoid")])
    model = gn.Model(net, params={"W1": [[-2.0]], "b1": [0.5]})
    step = model.explain([[1.0]], [0.0], gn.SGD(0.1))
    rows = {row.name: row for row in step_rows(step)}
    assert rows["Z1"].numbers == "[1] @ [-2] + [0.5]"
    assert rows["A1"].numbers == "sigmoid(-1.5)"
    assert rows["A1"].expanded == "1 / (1 + exp(-(-1.5)))"
    assert "A1 = sigmoid(Z1) = sigmoid(-1.5) = 1 / (1 + exp(-(-1.5))) = 0.182426" in text_of(step)


def test_numbers_that_are_not_finite_are_named():
    net = gn.Network(1, [gn.Dense(20, "relu")])
    model = gn.Model(net)
    model.params["b1"][3] = np.nan
    model.params["b1"][4] = np.inf
    step = model.explain([[1.0]], np.zeros((1, 20)))
    assert "2 of 20 are not finite" in text_of(step)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (-0.0, "0"),
        (123456.7, "123457"),
        (1234567.0, "1234567"),
        (1234567.8, "1.23457e+06"),
        (1e-7 / 3, "3.33333e-08"),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
    ],
)
def test_six_significant_digits_everywhere(value, text):
    assert number_text(value) == text


def test_row_numbers_of_three_digits_stay_in_line():
    net = gn.Network(1, [gn.Dense(1, "tanh")] * 9)
    step = gn.Model(net).explain([[1.0]], [0.5], gn.Adam(0.1))
    lines = [line for line in text_of(step).splitlines() if re.match(r" *\d+  \w+ = ", line)]
    assert len(lines) == len(step.derivation) > 99
    assert {len(re.match(r" *\d+  ", line)[0]) for line in lines} == {5}
