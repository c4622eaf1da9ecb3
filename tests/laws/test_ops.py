"""Every op in the registry obeys the laws, in both types and many shapes.

Nothing here names an op: a new file in `ops` is tested because it is there.
"""

import pytest
from cases import (
    SIZES,
    differentiable,
    elementwise_ops,
    elementwise_values,
    structured_ops,
    structured_values,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from op_laws import (
    complex_law,
    gradient_law,
    kink_law,
    mechanical_law,
    range_law,
    shape_law,
    single_law,
)

from glassnet.core.op import Op, registered

sizes = st.sampled_from(SIZES)
shapes = st.one_of(st.just(()), st.tuples(sizes), st.tuples(sizes, sizes))
seeds = st.integers(0, 2**32 - 1)


def op_of(name: str) -> Op:
    return registered()[name].bind({})


@pytest.mark.parametrize("name", elementwise_ops())
@given(shape=shapes, seed=seeds)
@settings(max_examples=100)
def test_elementwise_op(name: str, shape: tuple[int, ...], seed: int) -> None:
    op = op_of(name)
    values = elementwise_values(op, shape, seed)
    gradient_law(op, values, seed)
    complex_law(op, values, seed)
    mechanical_law(op, values)
    single_law(op, values, seed)
    range_law(op, values)


@pytest.mark.parametrize("name", elementwise_ops())
def test_kinks_of_elementwise_op(name: str) -> None:
    kink_law(op_of(name))


@pytest.mark.parametrize("name", structured_ops())
@given(chosen=st.tuples(sizes, sizes, sizes), seed=seeds)
@settings(max_examples=40)
def test_structured_op(name: str, chosen: tuple[int, int, int], seed: int) -> None:
    op = op_of(name)
    values = structured_values(op, chosen, seed)
    gradient_law(op, values, seed)
    single_law(op, values, seed)
    range_law(op, values)


@pytest.mark.parametrize("name", structured_ops())
def test_shapes_of_structured_op(name: str) -> None:
    shape_law(op_of(name))


@pytest.mark.parametrize("name", registered())
def test_every_op_says_what_it_is(name: str) -> None:
    """An op without samples is tried on numbers from -3 to 3 only, so most state some."""
    op = registered()[name]
    assert op.doc.strip()
    for sample in op.samples:
        assert len(sample) == len(op.inputs)
    if op.refused is None and op.meaning is not None:
        assert op.samples, "state the values worth testing: samples=(…)"
    assert set(differentiable(op)) <= set(op.inputs)
