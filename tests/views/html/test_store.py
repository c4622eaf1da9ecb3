"""Packed numbers read back as the very texts that are shown elsewhere."""

import base64
import zlib
from typing import Any

import numpy as np
import pytest
from step_pages import Page, large, small

import glassnet as gn
from glassnet.views.html.store import MOST, chosen, packed
from glassnet.views.text.arrays import number_text


def read(known: dict[str, Any], text: str) -> list[str]:
    """The texts of all numbers, by the description in the source alone."""
    planes = np.frombuffer(zlib.decompress(base64.b64decode(text)), np.uint8).reshape(4, -1)
    codes = [int.from_bytes(bytes(column), "little") for column in planes.T]
    apart = {int(at): said for at, said in known["apart"].items()}
    return [apart[at] if at in apart else _text(code, known["digits"])
            for at, code in enumerate(codes)]  # fmt: skip


def _text(code: int, digits: int) -> str:
    mantissa, power, minus = code & 0xFFFFF, (code >> 20 & 0x3FF) - 512, code >> 30
    sign = "-" if minus else ""
    return f"{float(f'{sign}{mantissa}e{power}'):.{digits}g}" if mantissa else "0"


def hard_numbers() -> np.ndarray[Any, Any]:
    rng = np.random.default_rng(3)
    spread = rng.normal(size=20_000) * 10.0 ** rng.integers(-300, 300, 20_000)
    near_ties = (rng.integers(100_000, 999_999, 20_000) + 0.5) * 10.0 ** rng.integers(
        -12, 6, 20_000
    )
    powers = 10.0 ** np.arange(-307, 308)
    special = [0.0, -0.0, np.nan, np.inf, -np.inf, 5e-324, 1.4e308, 999999.5, 9999995.0,
               1234567.0, 123456789.0, 1e9, 1e8, 0.0001, 0.00009999995, 999999.4]  # fmt: skip
    whole = rng.integers(-(10**9) - 5, 10**9 + 5, 5000).astype(float)
    return np.concatenate([spread, near_ties, -powers, powers * (1 - 1e-16), special, whole])


@pytest.mark.parametrize("digits", [1, 3, 6])
def test_every_number_reads_back_as_its_text(digits: int) -> None:
    numbers = hard_numbers()
    known, text = packed(["x"], {"x": numbers}, digits)
    assert read(known, text) == [number_text(each, digits) for each in numbers]


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_all_numbers_of_a_large_step_are_in_its_page(dtype: str) -> None:
    step = large(dtype)
    page = Page(step.html())
    known = page.links["store"]
    texts = read(known, page.texts["numbers"])
    assert set(known["first"]) == {name for name in step if np.shape(step[name])}
    for name, first in known["first"].items():
        value = np.asarray(step[name]).reshape(-1)
        shown = texts[first : first + value.size]
        sample = slice(None, None, 1 + value.size // 5000)
        assert shown[sample] == [number_text(each) for each in value[sample]], name


def test_nothing_is_packed_where_everything_is_shown_or_digits_are_many() -> None:
    assert "store" not in Page(small().html()).links
    assert "store" not in Page(large().html(digits=9)).links


def test_what_does_not_fit_is_left_out_the_largest_first() -> None:
    net = gn.Network(784, [gn.Dense(128, "relu"), gn.Dense(10)])
    derivation = net.derive(batch_size=32, optimizer=gn.Adam(0.1))
    names = chosen(derivation)
    shapes = {name: var.shape for name, var in derivation.variables().items()}
    assert sum(int(np.prod(shapes[name])) for name in names) <= MOST
    assert {"A0", "dZ1", "A1", "W2_new"} <= set(names) < {n for n, s in shapes.items() if s}
