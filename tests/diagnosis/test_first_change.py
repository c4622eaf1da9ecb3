"""The first change on a way, beside places that are known."""

import numpy as np
import pytest

from glassnet.diagnosis.first_change import first_change


@pytest.mark.parametrize("seed", range(20))
def test_a_place_is_found_to_12_digits(seed: int) -> None:
    rng = np.random.default_rng(seed)
    place, factor = 10 ** rng.uniform(-6, 6), rng.uniform(0.2, 5)
    found = first_change(lambda d: d >= place, factor * place, 1.0, 100 * place)
    assert found is not None
    assert place <= found <= place * (1 + 2e-12)


def test_the_first_of_several() -> None:
    """It changes at 1, back at 1.5, and again at 2; small steps see the first."""
    found = first_change(lambda d: 1 <= d < 1.5 or d >= 2, 2.0, 1.0, 100.0)
    assert found == pytest.approx(1.0, rel=1e-11)


def test_nothing_up_to_the_limit() -> None:
    asked: list[float] = []

    def changed(distance: float) -> bool:
        asked.append(distance)
        return distance > 3

    assert first_change(changed, 0.5, 1.0, 3.0) is None
    assert max(asked) == 3.0
    assert first_change(changed, 0.5, 1.0, 3.01) == pytest.approx(3.0)


def test_a_near_change_is_seen_though_the_slope_promises_a_far_one() -> None:
    found = first_change(lambda d: 0.35 <= d < 0.8, 428_479.0, 1.0, 4e6)
    assert found == pytest.approx(0.35, rel=1e-11)
