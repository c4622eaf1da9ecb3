"""Laws of single entries: every row says in index notation what it computes, in both layouts;
and the paths from any number to the loss add up to its gradient."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from random_networks import Draw, draw, fed, numbers

from glassnet.core.derivation import Derivation, Layout
from glassnet.core.entries import entry_form
from glassnet.core.indexed import Entry, Index
from glassnet.core.op import registered
from glassnet.executors import reference
from glassnet.executors.entries import spread
from glassnet.executors.paths import paths

FEW, MANY = 40, 1000


def step(case: Draw, layout: Layout) -> tuple[Derivation, dict[str, Any]]:
    derivation = case.derive(layout)
    given = fed(case, derivation, numbers(case))
    values = reference.typed(derivation, given)
    return derivation, {**values, **reference.run(derivation, values)}


def entries_are_the_rows(case: Draw, layout: Layout) -> int:
    """Computes every entry of every row from its own form; returns how many rows there were."""
    derivation, values = step(case, layout)
    for row in derivation.equations:
        form = entry_form(row)
        axes = tuple(at for at in form.out.places if isinstance(at, Index))
        found = spread(form.body, axes, form.sizes, values).reshape(row.out.shape)
        scale = max(1.0, float(np.max(np.abs(values[row.out.name]), initial=0.0)))
        error = np.max(np.abs(found - values[row.out.name]), initial=0.0)
        assert error <= 1e-11 * scale, f"seed {case.seed}, {layout}: {row} is off by {error:.2e}"
    return len(derivation)


def paths_are_the_gradient(case: Draw, layout: Layout) -> tuple[int, int]:
    """Adds the paths of one entry of every parameter; how many entries, and paths, there were."""
    summed = counted = 0
    derivation, values = step(case, layout)
    rng = np.random.default_rng(case.seed)
    for var in derivation.inputs:
        if var.role != "param":
            continue
        place = tuple(int(rng.integers(size)) for size in var.shape)
        found = paths(derivation, values, Entry(var.name, place))
        summed, counted = summed + 1, counted + found.count
        gradient = float(values[f"d{var.name}"][place])
        what = f"seed {case.seed}, {layout}: {var.name}{place}"
        assert found.gradient == gradient
        assert abs(found.total - gradient) <= 1e-12 * found.magnitude, what
        if found.complete:
            walked = sum(abs(path.product) for path in found.paths)
            assert len(found.paths) == found.count, what
            assert abs(found.shown - gradient) <= 1e-12 * max(walked, found.magnitude), what
            assert walked <= found.magnitude * (1 + 1e-12), what
    return summed, counted


@pytest.mark.parametrize("layout", ["rows", "columns"])
@pytest.mark.parametrize("seed", range(FEW))
def test_entries(seed: int, layout: Layout) -> None:
    entries_are_the_rows(draw(seed), layout)


@pytest.mark.parametrize("layout", ["rows", "columns"])
@pytest.mark.parametrize("seed", range(FEW))
def test_paths(seed: int, layout: Layout) -> None:
    paths_are_the_gradient(draw(seed, deepest=4), layout)


@pytest.mark.proof
@pytest.mark.parametrize("layout", ["rows", "columns"])
def test_many(layout: Layout, record_property: Callable[[str, object], None]) -> None:
    rows = summed = counted = 0
    for seed in range(FEW, MANY):
        rows += entries_are_the_rows(draw(seed), layout)
        found = paths_are_the_gradient(draw(seed, deepest=4), layout)
        summed, counted = summed + found[0], counted + found[1]
    record_property(f"networks, {layout}", MANY - FEW)
    record_property(f"rows computed entry by entry, {layout}", rows)
    record_property(f"gradients as sums of paths, {layout}", summed)
    record_property(f"paths added up, {layout}", counted)


def test_every_structured_op_states_its_entries() -> None:
    lacking = [name for name, op in registered().items() if op.meaning is None and op.entry is None]
    assert lacking == []
