import base64

import numpy as np
import pytest

from glassnet.report.surface import MOST_DISCS, surface_svg
from report.reading import read
from report.test_png import pixels

AXIS = np.linspace(-6, 6, 25)
X, Y = np.meshgrid(AXIS, AXIS)
EXTENT = (-6.0, 6.0, -6.0, 6.0)


def test_high_values_are_at_the_top_of_the_key_and_negative_ones_below() -> None:
    page = read(surface_svg(Y, EXTENT))
    plane, key = (
        pixels(base64.b64decode(e.attributes["href"].split(",")[1])) for e in page.all("image")
    )
    assert plane[0, 0] == key[0, 0] == 30
    assert plane[-1, 0] == key[-1, 0] == 0
    assert plane[12, 0] == 15


def test_examples_have_the_colour_of_their_true_value() -> None:
    page = read(surface_svg(X, EXTENT, [[0, 0], [6, 6], [-6, 6]], [[0], [6], [-6]]))
    shown = [e.attributes for e in page.all("circle", stroke="currentColor")]
    assert [a["fill-opacity"] for a in shown] == ["0", "0.75", "0.75"]
    assert shown[1]["fill"] == "#0072b2"
    assert shown[2]["fill"] == "#d55e00"


def test_no_more_discs_than_fit() -> None:
    many = np.random.default_rng(0).uniform(-6, 6, size=(2001, 2))
    page = read(surface_svg(X, EXTENT, many, many[:, 0]))
    assert len(page.all("circle", stroke="currentColor")) <= MOST_DISCS


@pytest.mark.parametrize("values", [np.zeros((4, 4)), np.full((4, 4), np.nan)])
def test_flat_and_broken_surfaces(values: np.ndarray) -> None:
    text = surface_svg(values, EXTENT, [[0, 0]], [np.nan])
    read(text)
    assert "nan" not in text
