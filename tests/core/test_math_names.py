"""Names as mathematics writes them, in both notations."""

import pytest

from glassnet.core.math_names import latex_function, latex_name, marked, template


@pytest.mark.parametrize(
    ("name", "own", "course"),
    [
        ("Z1", "Z_1", "Z^{[1]}"),
        ("A0", "A_0", "A^{[0]}"),
        ("W12", "W_{12}", "W^{[12]}"),
        ("D1", "D_1", "D^{[1]}"),
        ("dW1", r"\frac{\partial L}{\partial W_1}", "dW^{[1]}"),
        ("dW1_data", r"\frac{\partial L_{\text{data}}}{\partial W_1}", r"dW^{[1]}_{\text{data}}"),
        (
            "dW1_clipped",
            r"\left(\frac{\partial L}{\partial W_1}\right)^{\text{clipped}}",
            r"\left(dW^{[1]}\right)^{\text{clipped}}",
        ),
        ("W1_new", r"W_1^{\text{new}}", r"W^{[1],\text{new}}"),
        ("A1_drop", r"A_1^{\text{drop}}", r"A^{[1],\text{drop}}"),
        ("dA1_drop", r"\frac{\partial L}{\partial A_1^{\text{drop}}}", r"dA^{[1],\text{drop}}"),
        ("W1_velocity", "v_{W_1}", "v_{dW^{[1]}}"),
        ("W1_m_new", r"m_{W_1}^{\text{new}}", r"m_{dW^{[1]}}^{\text{new}}"),
        ("L", "L", "L"),
        ("L_data", r"L_{\text{data}}", r"L_{\text{data}}"),
        ("lr", r"\eta", r"\alpha"),
        ("n_data", r"n_{\text{data}}", r"n_{\text{data}}"),
        ("m", "m", "m"),
        ("my_own%", r"\mathrm{my\_own\%}", r"\mathrm{my\_own\%}"),
    ],
)
def test_names(name: str, own: str, course: str) -> None:
    assert latex_name(name) == own
    assert latex_name(name, "course") == course


def test_functions() -> None:
    assert latex_function("σ") == r"\sigma"
    assert latex_function("tanh") == r"\tanh"
    assert latex_function("my_op") == r"\operatorname{my\_op}"


def test_marks_do_not_pile_up() -> None:
    assert marked("W_1", "T") == r"W_1^{\top}"
    assert marked("W^{[1]}", "T") == r"W^{[1]\top}"
    assert marked(r"A^{[1],\text{drop}}", "T") == r"\left(A^{[1],\text{drop}}\right)^{\top}"
    assert marked("Z_1", "_") == r"\left(Z_1\right)_"
    assert marked(r"\frac{a}{b}", "^") == r"\left(\frac{a}{b}\right)^"


def test_ops_that_state_only_code_are_shown_as_calls_or_as_code() -> None:
    assert template("pool_2({x}, {W})", "pool_2") == (
        r"\operatorname{{pool\_2}}\left({x}, {W}\right)"
    )
    assert template("{x} % 2", "rest") == r"{x}\texttt{{ \% 2}}"
