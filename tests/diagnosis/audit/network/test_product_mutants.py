"""Each mistake in a product gives what code with that mistake gives, written by hand."""

import numpy as np
import pytest

from audit.handwritten import Hand, Spoilt
from audit.network.mutants import gradients, of_code, rows_of
from audit.planted import SQUARE, TWO
from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.network.product_mutants import product_mutants, with_updated_weights

# As many examples as units, so that a sum along the wrong axis has the right shape.
EVEN = Hand((3, 3, 3), ("tanh", "sigmoid"), seed=11, m=3)


def test_weights_that_are_not_transposed() -> None:
    found = of_code(product_mutants(rows_of(SQUARE), 2, 2), codes.NOT_TURNED)
    (mutant,) = (each for each in found if each.numbers["used"] == "W2")
    given = SQUARE.grad(SQUARE.params, Spoilt(weights=lambda k, p, W: W))
    for name, value in gradients(SQUARE, mutant).items():
        assert value == pytest.approx(given[name], rel=1e-10), name


def test_weights_of_another_layer() -> None:
    found = of_code(product_mutants(rows_of(SQUARE), 2, 2), codes.NOT_TURNED)
    (mutant,) = (each for each in found if each.numbers["used"] == "W1")
    given = SQUARE.grad(SQUARE.params, Spoilt(weights=lambda k, p, W: p["W1"].T))
    for name, value in gradients(SQUARE, mutant).items():
        assert value == pytest.approx(given[name], rel=1e-10), name


@pytest.mark.parametrize("used", ["A0", "Z1", "Z2", "A2"])
def test_values_of_another_layer(used: str) -> None:
    found = of_code(product_mutants(rows_of(SQUARE), 2, 2), codes.OTHER_INPUT)
    (mutant,) = (each for each in found if each.numbers["used"] == used)
    assert mutant.numbers["instead"] == "A1"
    given = SQUARE.grad(SQUARE.params, Spoilt(seen=lambda k, v, r: v[used] if k == 2 else r))
    for name, value in gradients(SQUARE, mutant).items():
        assert value == pytest.approx(given[name], rel=1e-10), name


@pytest.mark.parametrize("layer", [1, 2])
def test_a_bias_summed_over_the_units(layer: int) -> None:
    (mutant,) = of_code(product_mutants(rows_of(EVEN), layer, 2), codes.WRONG_AXIS)
    sums: dict[str, np.ndarray] = {}
    spoilt = Spoilt(own=lambda k, dz, da: sums.setdefault(f"b{k}", dz.sum(axis=1)) * 0 + dz)
    right = EVEN.grad(EVEN.params, spoilt)
    for name, value in gradients(EVEN, mutant).items():
        expected = sums[name] if name == f"b{layer}" else right[name]
        assert value == pytest.approx(expected, rel=1e-10), name


def test_what_would_not_fit_is_not_tried() -> None:
    """2 → 3 → 2 with 7 examples: only Z1 fits where A1 belongs, and weights turn one way only."""
    found = [each for layer in (1, 2) for each in product_mutants(rows_of(TWO), layer, 2)]
    tried = {(each.code, each.layer, each.numbers["used"]) for each in found}
    assert (codes.OTHER_INPUT, 2, "Z1") in tried
    assert {code for code, _layer, _used in tried} == {codes.OTHER_INPUT}


@pytest.mark.parametrize("layout", ["rows", "columns"])
def test_columns_can_be_mistaken_too(layout: str) -> None:
    """The ops are those of the rows, so nothing here knows which way the examples lie."""
    rows = rows_of(EVEN, layout)
    for mutant in product_mutants(rows, 2, 2):
        changed = rows_of(EVEN, layout)
        mutant.change(changed)
        assert str(changed.finish()) != str(rows.finish())


def test_updated_weights_come_as_inputs() -> None:
    rows = rows_of(TWO)
    assert with_updated_weights(rows, 2) == ["W2"]
    assert [each.name for each in rows["dA1"].inputs] == ["dZ2", "W2_new"]
