import doctest
import math

import numpy as np
import pytest

from glassnet.locales import set_language, width
from glassnet.tutorials.blocks import Line, Lines
from glassnet.tutorials.render import block_lines
from glassnet.tutorials.tutorial5 import one_unit as module
from glassnet.tutorials.tutorial5.network import shallow, step
from glassnet.tutorials.tutorial5.one_unit import column_difference, two_parts, whole_layers


def lines() -> tuple[Line, ...]:
    return next(block for block in two_parts().blocks if isinstance(block, Lines)).lines


def test_a_reader_with_a_calculator_gets_the_shown_result() -> None:
    for line in lines():
        value = eval(line.numbers.replace("·", "*"), {"exp": math.exp})
        assert value == pytest.approx(float(line.result), abs=2e-5), line
    assert len(lines()) == 10


def test_units_by_hand() -> None:
    p, x = shallow().params, shallow().X[0]
    results = [float(line.result) for line in lines()]
    for i in range(4):
        z = sum(x[j] * p["W1"][j, i] for j in range(3)) + p["b1"][i]
        assert results[2 * i] == round(z, 5)
        assert results[2 * i + 1] == round(1 / (1 + math.exp(-z)), 5)


def test_columns_are_the_examples_alone() -> None:
    assert column_difference(step()) < 1e-15
    wrong = {**step(), "X": step()["X"], "Z1": step()["Z1"][:, ::-1]}
    assert column_difference(wrong) > 0.1  # type: ignore[arg-type]


def test_first_column_has_the_numbers_of_the_lines() -> None:
    first = np.concatenate([step()["Z1"][:, 0], step()["Z2"][:, 0]]).round(5).tolist()
    assert first == [float(line.result) for line in lines()[::2]]
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("columns", [60, 80, 100])
def test_long_sums_go_on_below(language: str, columns: int) -> None:
    set_language(language)
    for section in (two_parts(), whole_layers()):
        for block in section.blocks:
            if isinstance(block, Lines):
                assert max(map(width, block_lines(block, columns))) <= columns
