"""The rounding of a function is seen from outside, in float64 and in float32."""

from typing import Any

import numpy as np
import pytest

from glassnet.diagnosis.audit.numeric.noise import rounding

W = {"w": np.array([1.0, -2.0, 0.5])}


def test_float32_is_told_from_float64() -> None:
    def single(p: Any) -> Any:
        return np.float64(np.sum(np.float32(p["w"]) ** 2, dtype=np.float32))

    assert 1e-9 < float(rounding(single, W)) < 1e-5
    assert float(rounding(lambda p: np.array(np.sum(p["w"] ** 2)), W)) < 1e-14


@pytest.mark.parametrize("size", [1e-12, 1e-9, 1e-6])
def test_noise_of_a_known_size(size: float) -> None:
    rng = np.random.default_rng(0)
    seen = rounding(lambda p: np.array([np.sum(p["w"]) + size * rng.standard_normal(), 1.0]), W)
    assert seen[0] == pytest.approx(size, rel=0.7)
    assert seen[1] == 0


def test_a_kink_is_no_noise() -> None:
    """|w| bends at 0 on the lines that meet it; the median of several lines does not."""
    assert float(rounding(lambda p: np.sum(np.abs(p["w"])), {"w": np.zeros(3)})) < 1e-14
