import numpy as np
import pytest

from glassnet.presets import load


def test_predictor_goes_through_its_sample_afterwards() -> None:
    preset = load("s2-predictor")
    slope = float(preset.explain()["W1_new"][0, 0])
    assert slope * preset.X[0, 0] == pytest.approx(preset.Y[0, 0])
    assert round(slope, 4) == 0.3667


def test_line_classifier_has_a_ladybird_and_a_caterpillar() -> None:
    preset = load("s2-line-classifier")
    assert preset.X.shape == preset.Y.shape == (2, 1)
    preset.model.train(preset.X, preset.Y, epochs=200, optimizer=preset.optimizer)
    slope = float(preset.params["W1"][0, 0])
    assert 1 / 3 < slope < 3  # between the beetle at (3, 1) and the caterpillar at (1, 3)


def test_two_lines_answer_xor() -> None:
    preset = load("s2-two-lines")
    assert np.allclose(preset.model.predict(preset.X), preset.Y, atol=1e-4)


def test_errors_of_the_four_answers_cancel() -> None:
    preset = load("s2-three-errors")
    errors = preset.Y - preset.model.predict(preset.X)
    assert errors.sum() == 0
    assert errors.all()


def test_worked_update_is_shown_in_columns() -> None:
    step = load("s2-2-2-2").explain()
    assert step["A2"].shape == (2, 1)
    assert round(float(step["A2"][0, 0]), 6) == 0.651004
