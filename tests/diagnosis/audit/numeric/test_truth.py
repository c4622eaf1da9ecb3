"""The numeric gradient of a loss, beside derivatives that are known."""

from typing import Any

import numpy as np
import pytest

from glassnet.diagnosis.audit.given import parameters
from glassnet.diagnosis.audit.numeric.truth import Truth, truths
from glassnet.diagnosis.audit.subject import Subject


def truth_of(loss: Any, params: dict[str, Any]) -> dict[str, Truth]:
    given = parameters(params)
    subject = Subject(loss, lambda p: p, given)
    return truths(subject, given.arrays, subject.loss(given.arrays), 2.0**-51)


@pytest.mark.parametrize("seed", range(5))
def test_every_entry_of_small_parameters(seed: int) -> None:
    rng = np.random.default_rng(seed)
    params = {"W": rng.normal(size=(3, 2)), "b": rng.normal(size=2)}
    found = truth_of(lambda p: np.sum(np.sin(p["W"]) @ p["b"]), params)
    exact = {"W": np.cos(params["W"]) * params["b"], "b": np.sin(params["W"]).sum(axis=0)}
    for name, expected in exact.items():
        assert found[name].complete
        assert found[name].directions == ()
        assert np.all(np.abs(found[name].full() - expected) <= 4 * found[name].errors.max())
        assert found[name].errors.max() < 1e-10


def test_kinks_are_left_out_and_counted() -> None:
    w = np.array([0.0, 1.0, 0.0, -2.0])
    found = truth_of(lambda p: np.sum(np.abs(p["w"])), {"w": w})["w"]
    assert (found.kinked, found.places.tolist()) == (2, [1, 3])
    assert found.values == pytest.approx([1, -1])
    assert np.isnan(found.full()).tolist() == [True, False, True, False]
    assert not found.complete


def test_large_parameters_are_sampled_and_measured_along_directions() -> None:
    w = np.random.default_rng(0).normal(size=(30, 20))
    found = truth_of(lambda p: np.sum(p["w"] ** 3), {"w": w})["w"]
    assert len(found.places) == 64
    assert found.values == pytest.approx(3 * w.reshape(-1)[found.places] ** 2, rel=1e-6, abs=1e-7)
    assert len(found.directions) == 3
    for each in found.directions:
        assert np.sqrt(np.sum(each.vector**2)) == pytest.approx(1)
        assert each.value == pytest.approx(np.sum(3 * w**2 * each.vector), rel=1e-6)


def test_parameters_stay_as_they_are() -> None:
    w = np.array([1.0, 2.0])
    truth_of(lambda p: np.sum(p["w"] ** 2), {"w": w})
    assert w.tolist() == [1.0, 2.0]
