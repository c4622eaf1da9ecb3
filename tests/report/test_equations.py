from glassnet.locales import set_language
from glassnet.report.data import EquationRow
from glassnet.report.equations import equation_list, numbers_block
from report.reading import read

ROWS = [
    EquationRow(1, "forward", "Z1 = A0 @ W1 + b1", "(4, 3)", "weighs <all> inputs"),
    EquationRow(2, "forward", "A1 = where(Z1 > 0, Z1, 0)", "(4, 3)"),
    EquationRow(3, "loss", "L = mean(A1)", "()"),
    EquationRow(4, "backward", "dA1 = 1 / m", "(4, 3)"),
    EquationRow(5, "update", "W1_new = W1 - lr * dW1", "(2, 3)"),
]


def test_rows_are_grouped_by_phase_in_their_order() -> None:
    page = read(equation_list(ROWS))
    assert page.texts("h3") == [
        "Forward: from the inputs to the answer",
        "Loss: how wrong the answer is",
        "Backward: how the loss changes with each value",
        "Update: the parameters take a step",
    ]
    assert [e.attributes["value"] for e in page.all("li")] == ["1", "2", "3", "4", "5"]


def test_a_row_has_number_text_shape_and_explanation() -> None:
    page = read(equation_list(ROWS))
    assert page.texts("code") == [row.text for row in ROWS]
    assert [e.text for e in page.all("span", class_="shape")] == [row.shape for row in ROWS]
    assert [e.text for e in page.all("span", class_="why")] == ["weighs <all> inputs"]
    assert page.texts("b") == ["Z1", "A1", "L", "dA1", "W1_new"]


def test_a_phase_that_comes_again_has_a_heading_again() -> None:
    page = read(equation_list([ROWS[0], ROWS[2], ROWS[1]]))
    assert [text.split(":")[0] for text in page.texts("h3")] == ["Forward", "Loss", "Forward"]


def test_no_rows() -> None:
    assert equation_list([]) == ""


def test_numbers_keep_their_layout() -> None:
    rows = ["Z1 = A0 @ W1\n   = 1 · 2\n   = 2", "a < b"]
    page = read(numbers_block(rows))
    assert page.texts("pre") == rows
    assert page.one("div").attributes["tabindex"] == "0"


def test_chinese() -> None:
    set_language("zh")
    assert read(equation_list(ROWS)).texts("h3")[0] == "前向传播：从输入到预测"
