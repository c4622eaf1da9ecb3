"""Coefficients are found where enough entries prove them, and nowhere else."""

import numpy as np
import pytest

from audit.cases import part
from glassnet.diagnosis.audit.linear_fit import fit, simplest

RNG = np.random.default_rng(0)
T, A, B = RNG.normal(size=(3, 12))


def test_coefficients_by_construction() -> None:
    found = fit(part(T + 0.3 * A - 2 * B, T), T, {"a": A, "b": B})
    assert found is not None
    assert found.values == pytest.approx({"a": 0.3, "b": -2.0}, rel=1e-7)
    assert found.certain("a")
    assert max(found.errors.values()) < 1e-6


def test_too_few_entries_and_too_like_columns_prove_nothing() -> None:
    assert fit(part((T + A)[:3], T[:3]), T[:3], {"a": A[:3], "b": B[:3]}) is None
    assert fit(part(T + A, T), T, {"a": A, "again": A * (1 + 1e-9)}) is None
    assert fit(part(T + A, T), T, {"zero": np.zeros(12)}) is None


def test_what_is_left_over_is_no_fit() -> None:
    assert fit(part(T + A + 1e-3 * B, T), T, {"a": A}) is None


def test_the_first_choice_that_needs_all_its_columns() -> None:
    columns = {"a": A, "b": B}
    alone = simplest(part(T + A, T), T, columns, (("b",), ("a",), ("a", "b")))
    both = simplest(part(T + A + B, T), T, columns, (("b",), ("a",), ("a", "b")))
    assert alone is not None
    assert both is not None
    assert (list(alone.values), list(both.values)) == (["a"], ["a", "b"])
    assert simplest(part(T + A, T), T, columns, (("a", "b"),)) is None
