import numpy as np
import pytest

from glassnet.tutorials.blocks import Table
from glassnet.tutorials.tutorial1.explosion import (
    BATCH,
    SETTINGS,
    START,
    STRENGTH,
    clipped,
    explosion,
    shrunk,
    terms,
    updates_to_infinity,
)
from glassnet.tutorials.tutorial1.network import first_step


def test_right_term_is_a_matrix_and_the_codes_a_number() -> None:
    right, scalar = terms()
    W2 = first_step()["W2"]
    assert np.allclose(right, STRENGTH * W2 / BATCH, rtol=1e-12)
    assert scalar == pytest.approx(STRENGTH * np.sum(W2**2), rel=1e-12)
    assert scalar > 0 > right[0, 0]


def test_stronger_penalty_blows_up_sooner_and_smaller_lr_later() -> None:
    base = updates_to_infinity(0.003, 1e-4)
    assert updates_to_infinity(0.003, 1e-3) == pytest.approx(base / 10, rel=0.02)
    assert updates_to_infinity(0.001, 1e-4) == pytest.approx(base * 3, rel=0.02)


def test_count_against_the_arrays_of_the_code() -> None:
    """A hundred weights in an array, updated as the code has it."""
    weights, count = np.full((50, 2), START), 0
    with np.errstate(over="ignore", invalid="ignore"):
        while np.isfinite(weights).all():
            weights = weights - 0.003 * 1e-2 * np.square(weights).sum()
            count += 1
    assert count == pytest.approx(updates_to_infinity(0.003, 1e-2), abs=1)


def test_right_gradient_only_shrinks() -> None:
    for lr, strength in SETTINGS:
        end = shrunk(lr, strength, updates_to_infinity(lr, strength))
        assert START < end < 0


def test_table_shows_all_settings() -> None:
    table = next(block for block in explosion().blocks if isinstance(block, Table))
    assert [row[:2] for row in table.rows] == [(f"{a:g}", f"{b:g}") for a, b in SETTINGS]
    assert table.rows[0][2] == f"{updates_to_infinity(*SETTINGS[0]):,}"


def test_clipping_neither_overflows_nor_stops() -> None:
    """The same by arrays: a gradient cut to length 1 goes on and on."""
    weights = np.full(100, START)
    for _update in range(2000):
        gradient = np.full(100, 1e-2 * np.square(weights).sum())
        gradient *= min(1.0, 1.0 / np.linalg.norm(gradient))
        weights = weights - 0.003 * gradient
    assert clipped(0.003, 1e-2, 2000) == pytest.approx(weights[0], rel=1e-9)
    assert clipped(0.003, 1e-2, 4000) < clipped(0.003, 1e-2, 2000) < START
