"""The digits that are shipped are the ones that were published."""

import hashlib

import numpy as np
import pytest

from glassnet.data import open_dataset
from glassnet.errors import SettingError

PUBLISHED = "87ff0c9e40dc7e2c0e34e7257799c2e3f3aec1a016363bb11cad869ec428a826"


def test_the_bytes_are_the_published_ones() -> None:
    digits = open_dataset("digits")
    raw = digits.X.astype(np.uint8).tobytes() + digits.Y.astype(np.uint8).tobytes()
    assert hashlib.sha256(raw).hexdigest() == PUBLISHED


def test_they_equal_scikit_learns_copy() -> None:
    sklearn_datasets = pytest.importorskip("sklearn.datasets")
    theirs, digits = sklearn_datasets.load_digits(), open_dataset("digits")
    assert np.array_equal(digits.X, theirs.data)
    assert np.array_equal(digits.Y, theirs.target)


def test_what_is_known_about_them() -> None:
    digits = open_dataset("digits")
    assert digits.X.shape == (1797, 64)
    assert digits.image_shape == (8, 8)
    assert (digits.X.min(), digits.X.max()) == (0, 16)
    assert digits.licence == "CC BY 4.0"
    assert digits.features[9] == "pixel_1_1"
    assert digits.classes == tuple("0123456789")
    assert len(open_dataset("digits", n=10)) == 10


@pytest.mark.parametrize("n", [0, 1798, -1, 2.0, True])
def test_numbers_that_cannot_be_had(n: object) -> None:
    with pytest.raises(SettingError):
        open_dataset("digits", n=n)


def test_the_licence_is_shown() -> None:
    text = str(open_dataset("digits"))
    assert "licence: CC BY 4.0" in text
    assert "10 classes: 0, 1" in text
    assert "X: shape (1797, 64)" in text
    assert "licence" not in str(open_dataset("sine"))
