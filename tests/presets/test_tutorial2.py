import numpy as np

from glassnet.presets import load
from glassnet.tutorials.tutorial2.network import bumps
from glassnet.tutorials.tutorial2.steps import ONE


def test_bump_is_a_box() -> None:
    preset = load("s1-bump")
    answers = preset.explain()["A2"][:, 0]
    assert np.allclose(answers, [0, 0.4, 0.8, 0.4, 0], atol=1e-9)


def test_tutorial_builds_the_same_bump() -> None:
    built = bumps(ONE)
    for name, value in load("s1-bump").params.items():
        assert np.array_equal(built.params[name], value)
