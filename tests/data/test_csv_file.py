"""Tables of text are read as their owner means them, or an error says where they are not."""

from pathlib import Path

import numpy as np
import pytest

from glassnet.data import Dataset, open_dataset, rebuild
from glassnet.errors import DataError, FileFormatError, GlassnetError, UnknownNameError
from glassnet.locales import set_language


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


IRIS = "花瓣长,花瓣宽,品种\n1.4,0.2,山鸢尾\n4.7,1.4,变色鸢尾\n6.0,2.5,维吉尼亚鸢尾\n"


def test_a_table_in_gbk_is_read_and_says_so(tmp_path: Path) -> None:
    table = read(tmp_path, IRIS, "gbk")
    assert table.classes == read(tmp_path / ".", IRIS).classes
    assert table.features == ("花瓣长", "花瓣宽")
    assert "GBK" in table.title
    path = tmp_path / "table.csv"
    path.write_bytes(IRIS.encode("gbk"))
    assert open_dataset(path).recipe["options"]["encoding"] == "gb18030"
    assert rebuild(open_dataset(path).recipe).classes == table.classes
    assert "GBK" not in read(tmp_path, IRIS).title


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("a,y\n1,née\n2,crème\n", "latin-1"),
        ("a,y\n1,привет\n2,море\n", "cp1251"),
        ("a,y\n1,ショウブ\n2,カナ\n", "shift-jis"),
    ],
)
def test_other_encodings_are_refused(tmp_path: Path, text: str, encoding: str) -> None:
    with pytest.raises(FileFormatError, match="UTF-8"):
        read(tmp_path, text, encoding)


def test_an_encoding_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes("a,y\n1,閑\n2,綠\n".encode("gb18030"))
    with pytest.raises(FileFormatError, match="UTF-8"):
        open_dataset(path)
    assert open_dataset(path, encoding="gb18030").classes == ("綠", "閑")
    with pytest.raises(GlassnetError, match="gb18030"):
        open_dataset(path, encoding="latin-1")


@pytest.mark.parametrize(
    "text", ["甲，乙，类\n1,2,0\n", "a,b,y\n1，2，0\n", "甲，乙，类\n1，2，0\n"]
)
def test_full_width_commas_are_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(FileFormatError, match="full-width comma"):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ('"1,234"', "thousands, write 1234; if it is a decimal comma, write 1.234"),
        ('"1,234,567"', "1234567"),
        ('"1,234.5"', "1234.5"),
        ('"1,5"', "decimal point"),
        ("１２．５", "half-width characters: 12.5"),
    ],
)
def test_numbers_that_are_none_for_programs(tmp_path: Path, cell: str, says: str) -> None:
    for target in ("y", "a"):
        with pytest.raises(DataError, match=says):
            read(tmp_path, f"a,y\n{cell},0.5\n7,1\n8,{cell}\n9,0\n", target=target)
    with pytest.raises(DataError, match=says):
        read(tmp_path, f"{cell},0.5\n7,1\n")


def test_text_in_the_first_column_may_be_the_target(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"if column kind is to be predicted.*--target") as caught:
        read(tmp_path, "kind,width\nrose,1.5\niris,2\n")
    assert "target=" not in str(caught.value)
    with pytest.raises(DataError, match=r"choose 0 as the target \(--target 0"):
        read(tmp_path, "rose,1.5\niris,2\n")
    with pytest.raises(DataError) as caught:
        read(tmp_path, "kind,width,y\nrose,1.5,0\niris,2,1\n", target="y")
    assert "predicted" not in (caught.value.fix or "")


def test_a_place_in_chinese(tmp_path: Path) -> None:
    set_language("zh")
    with pytest.raises(DataError) as caught:
        read(tmp_path, "rose,1.5\niris,2\n")
    assert "第 1 行，第 1 列" in (caught.value.where or "")
