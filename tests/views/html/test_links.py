"""The patterns of the page lead to exactly the entries on which a number depends.

Independent of the code that states them: the line of a row is run with one number changed, and
what changes in its result depends on that number.
"""

import re
from typing import Any

import numpy as np
import pytest
from step_pages import STEPS, Page

from glassnet.core.derivation import Equation
from glassnet.core.rows import definitions, right_side

Array = np.ndarray[Any, Any]
LEAST, MOST = 4, 60  # draws of numbers; more than the least only while something has not changed


def by_pattern(row: dict[str, Any], shape: tuple[int, ...], name: str, size: Array) -> Array:
    """Which entries of a result depend on which of an operand, as the page says."""
    found = np.zeros((*shape, *size.shape), bool)
    for out in np.ndindex(shape):
        letters = dict(zip(row["places"], out, strict=True))
        for source, places in row["reads"]:
            if source == name:
                at = tuple(letters.get(p, slice(None)) if isinstance(p, str) else p for p in places)
                found[(*out, *at)] = True
    return found


class Runner:
    """Runs the line of a row with other numbers.

    Args:
        equation: the row.
        functions: the source of the functions that rows call.
    """

    def __init__(self, equation: Equation, functions: str) -> None:
        self.names: dict[str, Any] = {"np": np, "f": np.float64}
        exec(functions, self.names)
        self.equation = equation
        self.code = compile(right_side(equation, "numpy"), str(equation), "eval")

    def result(self, values: dict[str, Any]) -> Array:
        with np.errstate(all="ignore"):
            return np.asarray(eval(self.code, self.names, values), dtype=float)

    def dependence(self, name: str, stated: Array, rng: np.random.Generator) -> Array:
        """Which entries of the result change with which of an operand."""
        shapes = {var.name: var.shape for var in self.equation.inputs}
        found = np.zeros((*self.equation.out.shape, *shapes[name]), bool)
        for turn in range(MOST):
            if turn >= LEAST and np.array_equal(found, stated):
                break
            low = 0.05 if turn % 2 else -0.95
            values = {each: rng.uniform(low, 0.95, shape) for each, shape in shapes.items()}
            before = self.result(values)
            for place in np.ndindex(shapes[name]):
                for new in rng.uniform(low, 0.95, 2):
                    changed = np.array(values[name])
                    changed[place] = new
                    after = self.result({**values, name: changed})
                    differs = (after != before) & np.isfinite(before) & np.isfinite(after)
                    found[(..., *place)] |= differs.reshape(self.equation.out.shape)
        return found


@pytest.mark.parametrize("name", STEPS)
def test_patterns_are_the_true_dependence(name: str) -> None:
    step = STEPS[name]()
    known = Page(step.html()).links
    rng = np.random.default_rng(7)
    functions = "\n".join(definitions(step.derivation))
    checked = 0
    for equation in step.derivation.equations:
        runner = Runner(equation, functions)
        row = known["rows"][equation.out.name]
        for var in equation.inputs:
            stated = by_pattern(row, equation.out.shape, var.name, np.zeros(var.shape))
            true = runner.dependence(var.name, stated, rng)
            assert np.array_equal(stated, true), (str(equation), var.name)
            checked += 1
    assert checked > 40


@pytest.mark.parametrize("name", STEPS)
def test_every_row_and_name_is_there(name: str) -> None:
    step = STEPS[name]()
    known = Page(step.html()).links
    assert list(known["rows"]) == [row.out.name for row in step.derivation.equations]
    assert {each: tuple(shape) for each, shape in known["variables"].items()} == {
        each: np.shape(step[each]) for each in step
    }
    for row in known["rows"].values():
        numbers = [int(found) for found in re.findall(r"⟦(\d+)⟧", row["text"])]
        assert all(number < len(row["sums"]) for number in numbers)
