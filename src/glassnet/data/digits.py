"""digits: 1,797 real handwritten digits of 8 × 8 pixels."""

from pathlib import Path

import numpy as np

from glassnet.data.dataset import Dataset, pixel_names
from glassnet.data.npz_format import read_npz
from glassnet.data.options import check_count
from glassnet.locales import _

SOURCE = (
    "E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits, "
    "UCI Machine Learning Repository, 1998, https://doi.org/10.24432/C50P49 (its test part)"
)
_FILE = Path(__file__).with_name("digits.npz")
_COUNT = 1797


def digits(*, n: int | None = None) -> Dataset:
    """The test part of "Optical Recognition of Handwritten Digits", by 13 writers.

    X: brightness 0 … 16 (ink pixels counted in blocks of 4 × 4), shape (1797, 64), row by
    row. Y: the digit. `digits.md` beside this file says how it was made.

    Args:
        n: only the first n; all if absent.
    """
    count = _COUNT if n is None else check_count(n, most=_COUNT)
    return Dataset(
        name="digits",
        title=_("handwritten digits, 8 × 8 pixels"),
        X=read_npz(_FILE, "X")[:count].astype(np.float64),
        Y=read_npz(_FILE, "Y")[:count].astype(np.int64),
        task="classification",
        features=pixel_names(8, 8),
        classes=tuple("0123456789"),
        image_shape=(8, 8),
        source=SOURCE,
        licence="CC BY 4.0",
        recipe={"name": "digits", "options": {"n": count}},
        scale="minmax",
    )
