"""Rows are changed in a copy; what a row reads, applies and follows can be another."""

import numpy as np
import pytest

from audit.network.mutants import gradients, rows_of
from audit.planted import SQUARE, TWO
from glassnet.diagnosis.audit.network.rewriting import COPY, TURNED, Mutant, mutated


def test_nothing_changed_is_the_right_gradient() -> None:
    right = TWO.grad(TWO.params)
    for name, value in gradients(TWO).items():
        assert value == pytest.approx(right[name], rel=1e-12)


def test_a_derivation_stays_as_it_is() -> None:
    rows = rows_of(TWO)
    before = str(rows.derivation)
    mutant = Mutant("G401", 1, lambda r: r.apply("dZ1", COPY, (r.var("dA1"),)))
    changed = mutated(rows.derivation, (mutant,))
    assert str(rows.derivation) == before
    assert str(changed) != before


def test_a_row_reads_another_value() -> None:
    """dW2 from A0 where A1 belongs: in a network of equal widths it has the right shape."""
    mutant = Mutant("G405", 2, lambda r: r.use("dW2", "A1", r.var("A0")))
    _z, a = SQUARE.forward(SQUARE.params)
    dz = 2 * (a[2] - SQUARE.Y) / SQUARE.m * a[2] * (1 - a[2])
    assert gradients(SQUARE, mutant)["W2"] == pytest.approx(SQUARE.X.T @ dz, rel=1e-12)


def test_a_row_in_front_of_another() -> None:
    def change(rows):  # type: ignore[no-untyped-def]
        turned = rows.before("dA1", "W2_turned", TURNED, (rows.var("W2"),))
        rows.use("dA1", "W2", turned)

    names = [row.out.name for row in mutated(rows_of(SQUARE).derivation, (Mutant("x", 2, change),))]
    assert names.index("W2_turned") + 1 == names.index("dA1")


def test_a_new_input() -> None:
    rows = rows_of(TWO)
    given = rows.given("W2_new", rows.var("W2"))
    rows.use("dA1", "W2", given)
    derivation = rows.finish()
    assert "W2_new" in derivation.names("param")
    assert "W2_new" not in rows.derivation.names("param")
    assert np.shape(SQUARE.params["W2"]) == (3, 3)
