"""Tables as text."""

from glassnet.locales import width
from glassnet.views.text.table import aligned_columns


def test_cells_end_or_begin_below_each_other() -> None:
    rows = [["name", "count"], ["a", "10"], ["longer", "7"]]
    assert aligned_columns(rows) == ["name    count", "a          10", "longer      7"]
    assert aligned_columns(rows, left=(0, 1), gap=1) == ["name   count", "a      10", "longer 7"]


def test_chinese_takes_two_columns() -> None:
    lines = aligned_columns([["梯度", "位置"], ["dW1", "0"]], left=())
    assert [width(line) for line in lines] == [10, 10]
