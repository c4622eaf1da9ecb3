"""Tables of text are read as their owner means them, or an error says where they are not."""

from pathlib import Path

import numpy as np
import pytest

from glassnet.data import Dataset, open_dataset
from glassnet.errors import DataError, FileFormatError, GlassnetError, UnknownNameError


def read(folder: Path, text: str, encoding: str = "utf-8", **options: object) -> Dataset:
    path = folder / "table.csv"
    path.write_bytes(text.encode(encoding))
    return open_dataset(path, **options)


def test_names_numbers_and_classes_of_text(tmp_path: Path) -> None:
    table = read(tmp_path, "width, length,kind\n1.5,2,rose\n-3e1,.5,iris\n4,5,rose\n")
    assert table.X.tolist() == [[1.5, 2], [-30, 0.5], [4, 5]]
    assert table.Y.tolist() == [1, 0, 1]
    assert table.classes == ("iris", "rose")
    assert table.features == ("width", "length")
    assert table.name == "table"
    assert table.task == "classification"


def test_no_names(tmp_path: Path) -> None:
    table = read(tmp_path, "5.1,3.5,setosa\n4.9,3.0,virginica\n")
    assert table.features == ("x1", "x2")
    assert len(table) == 2
    assert read(tmp_path, "0,0,0\n0,1,1\n1,0,1\n1,1,0\n").Y.tolist() == [0, 1, 1, 0]


@pytest.mark.parametrize("target", ["b", 1, "1", -2, "-2"])
def test_target_by_name_and_number(tmp_path: Path, target: object) -> None:
    table = read(tmp_path, "a,b,c\n1,0.5,3\n4,0.6,6\n", target=target)
    assert table.X.tolist() == [[1, 3], [4, 6]]
    assert table.Y.tolist() == [[0.5], [0.6]]
    assert table.features == ("a", "c")
    assert table.task == "regression"


def test_an_unknown_target_gets_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'price'"):
        read(tmp_path, "size,price\n1,2\n", target="pryce")
    with pytest.raises(GlassnetError, match="column"):
        read(tmp_path, "size,price\n1,2\n", target=2)


def test_names_that_are_numbers_need_a_word(tmp_path: Path) -> None:
    text = "2019,2020,target\n1.5,2.5,0.5\n1,2,1.5\n"
    with pytest.raises(DataError, match="first line"):
        read(tmp_path, text)
    assert read(tmp_path, text, header=True).features == ("2019", "2020")
    assert read(tmp_path, text, target="target").features == ("2019", "2020")
    assert len(read(tmp_path, "1,2,3\n4,5,6\n", header=True)) == 1
    assert len(read(tmp_path, "1,2,3\n4,5,6\n", header=False)) == 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_dividers_line_ends_and_marks(
    tmp_path: Path, delimiter: str, ending: str, encoding: str
) -> None:
    lines = ["a,b,类别", "1,2,红", "", "3,4,绿", ",,", ""]
    text = ending.join(lines).replace(",", delimiter)
    table = read(tmp_path, text, encoding)
    assert table.X.tolist() == [[1, 2], [3, 4]]
    assert table.classes == ("红", "绿")


def test_quotes(tmp_path: Path) -> None:
    table = read(tmp_path, '"a, b",c,y\n"1",2,"x ""big"", y"\n3,4,two words\n')
    assert table.features == ("a, b", "c")
    assert table.classes == ("two words", 'x "big", y')


@pytest.mark.parametrize(
    ("column", "task", "classes"),
    [
        ([0, 1, 1, 0], "classification", ("0", "1")),
        (["1.0", "3", "1", "3.0"], "classification", ("1", "3")),
        ([-1, 1, -1, 1], "classification", ("-1", "1")),
        ([1, 2, 3, 4], "regression", ()),
        ([0.5, 1, 1, 0], "regression", ()),
        ([7, 7, 7, 7], "regression", ()),
        (["yes", "no", "no", "no"], "classification", ("no", "yes")),
    ],
)
def test_which_task(tmp_path: Path, column: list[object], task: str, classes: object) -> None:
    text = "".join(f"{index},{value}\n" for index, value in enumerate(column))
    table = read(tmp_path, text)
    assert (table.task, table.classes) == (task, classes)
    assert table.Y.shape == ((4,) if classes else (4, 1))


def test_the_task_can_be_chosen(tmp_path: Path) -> None:
    assert read(tmp_path, "1,0\n2,1\n3,1\n", task="regression").Y.tolist() == [[0], [1], [1]]
    table = read(tmp_path, "1,0.5\n2,2\n3,10\n", task="classification")
    assert table.classes == ("0.5", "2", "10")
    assert read(tmp_path, "1,2\n2,n/a\n3,1\n", task="classification").classes == ("1", "2", "n/a")
    with pytest.raises(GlassnetError):
        read(tmp_path, "1,0\n2,1\n", task="guessing")


def test_the_error_names_file_line_column_and_value(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read(tmp_path, "width,kind\n1,a\n\n2,b\nthree,a\n")
    assert caught.value.what == "text in a column of numbers"
    assert caught.value.received == "'three'"
    assert caught.value.where == f"{tmp_path / 'table.csv'}, line 5, column width"


def test_not_finite_after_blank_lines(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read(tmp_path, "a,y,b\n\n1,0.5,2\n\n1,0.7,-1e400\n", target="y")
    assert caught.value.where == f"{tmp_path / 'table.csv'}, line 5, column b"
    with pytest.raises(DataError, match="line 2, column y"):
        read(tmp_path, "a,y\n1,nan\n")


def test_a_decimal_comma_gets_advice(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="not as a comma"):
        read(tmp_path, "a;y\n1,5;0\n2,5;1\n")


def test_ragged_lines(tmp_path: Path) -> None:
    with pytest.raises(FileFormatError, match="3 cells") as caught:
        read(tmp_path, "1,2,0\n1,2\n")
    assert "line 2" in (caught.value.where or "")


def test_values_are_exact(tmp_path: Path) -> None:
    numbers = np.random.RandomState(0).randn(200, 4) * 10.0 ** np.arange(-4, 4, 2)
    text = "\n".join(",".join(map(repr, row)) for row in numbers.tolist())
    table = read(tmp_path, text)
    assert np.array_equal(np.hstack([table.X, table.Y]), numbers)
    table.X[0, 0] = 1.0
