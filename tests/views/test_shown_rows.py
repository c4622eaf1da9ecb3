"""Every row that a view shows follows from the text and the numbers beside it.

An independent parser reads what a person sees, in the terminal, in Markdown, in the HTML page and
in opened entries, and derives each result again by interval arithmetic.
"""

from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from rederived import Rederived, with_calls
from shown_rows import Row, markdown_rows, page_rows, random_step, terminal_rows

from glassnet.core.derivation import Layout
from glassnet.step import Step

FEW, MANY = 8, 150
LAYOUTS: tuple[Layout, ...] = ("rows", "columns")
ENTRIES = 12  # of a step that are opened


def rederived(step: Step, seed: int, dtype: str = "float64", digits: int = 6) -> Counter[str]:
    """Derives everything again that the views show of a step; how many rows there were."""
    check, found = Rederived(step, digits, dtype), Counter[str]()
    views = {
        "terminal": terminal_rows(step, 80, digits),
        "Markdown": markdown_rows(step, digits),
        "HTML": page_rows(step, digits),
    }
    for view, rows in views.items():
        found[view] = sum(check.row(row) for row in rows)
    rng = np.random.default_rng(seed)
    names = [row.out.name for row in step.derivation.equations]
    for name in rng.choice(names, ENTRIES):
        place = tuple(int(rng.integers(size)) for size in np.shape(step[name]))
        found["entries"] += check.entry(step.entry(name, place, digits))
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(FEW))
def test_shown_rows(seed: int, layout: Layout) -> None:
    step = random_step(seed, layout=layout)
    found = rederived(step, seed)
    for view in ("terminal", "Markdown", "HTML"):  # the others have arrays that are shown in part
        assert found[view] > 0.7 * len(step.derivation), view
    assert found["entries"] == ENTRIES


def test_other_digits_and_float32() -> None:
    for seed in range(4):
        rederived(random_step(seed, "float32"), seed, "float32")
        rederived(random_step(seed), seed, digits=3)


@pytest.mark.proof
def test_10000_shown_rows(record_property: Callable[[str, object], None]) -> None:
    found = Counter[str]()
    for seed in range(MANY):
        for layout in LAYOUTS:
            found += rederived(random_step(1000 + seed, layout=layout), seed)
    assert found.total() >= 10_000
    for view, count in found.items():
        assert count > 1000
        record_property(f"rows re-derived, {view}", count)
    record_property("rows re-derived in all", found.total())


def test_a_number_that_was_cut_is_found() -> None:
    step = random_step(9)
    check = Rederived(step)
    rows = {row.name: row for row in page_rows(step)}
    good = rows["Z1"]
    assert check.row(good)
    cut = good.result.replace("0.831514", "0.8315")
    operand = good.numbers.replace("0.24285", "0.243")
    for bad in (Row("Z1", good.symbols, good.numbers, cut),
                Row("Z1", good.symbols, operand, good.result)):  # fmt: skip
        assert bad != good
        with pytest.raises(AssertionError):
            check.row(bad)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Σk A0[i, k] * W1[k, 0] + b1[0]", "over(k, A0[i, k] * W1[k, 0]) + b1[0]"),
        ("exp(a[0]) / (Σk exp(a[k]))", "exp(a[0]) / (over(k, exp(a[k])))"),
        ("(Σi Σj (a[i, j] - b)²) / m", "(over(i, over(j, (a[i, j] - b)²))) / m"),
        ("max(Σk a[k], 0) - Σk b[k]", "max(over(k, a[k]), 0) - over(k, b[k])"),
    ],
)
def test_sums_end_where_a_term_ends(text: str, code: str) -> None:
    assert with_calls(text) == code
