"""A law: every number that tutorials 1, 4 and 5 print stands in their replay, as printed.

The tables list them in the order of the page, each with its place there; a number that is too
short to be told from others has an anchor as well, what stands before it in the replay. A replay
may say more about a number, but it may not lose one.
"""

import re
from functools import lru_cache
from typing import Any

import pytest

from glassnet.locales import set_language
from glassnet.tutorials import render_text, replay

LANGUAGES = ("en", "zh")

# The first tutorial leaves nearly all of its numbers to figures.
FIRST = (
    ("y_1 = [0,1]", "text"),
    ("[0.37166596 0.45414264]", "text"),
    ("dLoss/dW2 = -(y-h2)", "text"),
    ("dh2/dz2 = h2(1-h2)", "text"),
    ("dz2/dW2 = h1", "text"),
    ("dz2/dh1 = W2", "text"),
    ("step>90", "text"),
    ("sum(W²)/2N", "text"),
    ("Loss = 1/2N Σ(y-h2)² + λ/2N ΣW²", "figure"),
    ("[1.76405235 0.40015721]", "figure"),
    ("[-0.67746455 0.37769425 -0.07365253]", "figure"),
    ("[-0.53663519 0.60920496 0.21149622]", "figure"),
    ("[-0.41491732 -0.30992816]", "figure"),
    ("[-0.31583913 -0.27706468]", "figure"),
    ("[-0.44701662 0.15231059]", "figure"),
    ("[-1.40982136 0.91005018 -0.04529517]", "figure"),
    ("[0.19626223 0.71301043 0.48867814]", "figure"),
    ("[-0.52507645 -0.18394635]", "figure"),
    ("[-0.62833404 0.45414264]", "figure"),
    ("[-0.23353037 0.2478971]", "figure"),
    ("[0.23353037 0.2478971]", "figure"),
    ("[-0.02879856 0.02209533]", "figure"),
    ("[-0.10462365 0.08027117]", "figure"),
    ("[-0.07170623 0.0550157]", "figure"),
    ("[0.02599101 0.01515256 0.08274025]", "figure"),
    ("[0.15774337 0.20462656 0.24987182]", "figure"),
    ("[0.00723246 0.00546965 0.03647082]", "figure"),
    ("[0.00164061 0.00124073 0.00827303]", "figure"),
    ("[-0.67747178 0.37768878 -0.073689]", "figure"),
    ("[-0.53663683 0.60920372 0.21148795]", "figure"),
    ("[-0.41488852 -0.30995026]", "figure"),
    ("[-0.31573451 -0.27714495]", "figure"),
    ("[-0.44694491 0.15225557]", "figure"),
    ("α = 0.001", "figure"),
    ("RandomState(0).randn(300, 2)", "code"),
    ("2017", "code", "√fan_in"),
    ("1,000,000", "code"),
    ("reg_coeff*np.square(w2).sum()", "code"),
    ("np.square(w2).sum()+np.square(w2).sum()", "code"),
    ("all_50neurons_lr_0.003_reg_0.000001.gif", "figure"),
)

FOURTH = (
    ("x = (1, 1)", "text"),
    ("1·0.8 + 1·0.2 = 1", "text"),
    ("1·0.4 + 1·0.9 = 1.3", "text"),
    ("1·0.3 + 1·0.5 = 0.8", "text"),
    ("1/(1+e^-x)", "text"),
    ("x (x>0), 0 (x≤0)", "text"),
    ("(e^x-e^-x)/(e^x+e^-x)", "text"),
    ("0.73", "text", "1/(1+exp(-1)) = 0.7310586"),
    ("0.78", "text", "= 0.785835"),
    ("0.79", "text", "= 0.785835"),
    ("0.69", "text", "= 0.6899745"),
    ("1.235", "text", "= 1.2332121"),
    ("1.235² = 1.52", "text", "= 1.5208121"),
    ("a=f(w0+Σ_{w_i}^N w_ix_i)", "text"),
    ("J_θ = 1/m Σᵢ(yᵢ-ŷᵢ)²", "text"),
    ("ŷᵢ = η_θ(xᵢ)", "text"),
    ("-1/m Σᵢ (yᵢ (log(pᵢ) + (1-yᵢ) log(1-pᵢ))", "text"),
    ("-1/m Σⱼ Σᵢ yᵢ log(pᵢ)", "text"),
    ("0.88", "text", "-log p"),
    ("0.128", "text", "[0.88]"),
    ("-k·δL/δW", "text"),
    ("-2·(y - ŷ)", "text"),
    ("a11·(1 - a11)", "text"),
    ("0.0001", "code", "temp_weights[0][0, 0] = w11"),
    ("32 到 1024", "text"),
    ("pre_hidden = np.dot(inputs, weights[0]) + weights[1]", "code"),
    ("hidden = 1/(1+np.exp(-pre_hidden))", "code"),
    ("pred_out = np.dot(hidden, weights[2]) + weights[3]", "code"),
    ("mean_squared_error = np.mean(np.square(pred_out - outputs))", "code"),
    ("(_loss_plus - original_loss)/(0.0001)", "code"),
    ("[-0.0053 -0.582 -0.2723]", "code"),
    ("[0.3793 -0.5204 0.1896]", "code"),
    ("[-0.014 0.5607 -0.0628]", "code"),
    ("0.1528", "code"),
    ("-0.1745", "code"),
    ("-0.1135", "code"),
    ("-0.5516", "code"),
    ("0.01", "code", "w11 - grad*lr"),
    ("Loss over increasing number of epochs", "code"),
    ("Epochs", "code"),
    ("Loss value", "code"),
    ("0.33 左右", "text"),
    ("0.0001 左右", "text"),
    ("0.0 -0. -0.", "code"),
    ("0. -0. 0.", "code"),
    ("0.00 0. -0.0", "code"),
    ("-0.017", "text", "0.00009857"),
    ("[[-0.0]]", "code", "-0.017"),
)

FIFTH = (
    ("a^[l]_i", "text"),
    ("(4,3)", "text"),
    ("(4,1)", "text"),
    ("(1,4)", "text"),
    ("(1,1)", "text"),
    ("(n_x,m)", "text"),
    ("(4,m)", "text"),
    ("(1,m)", "text"),
    ("(n^[1],n^[0])", "text"),
    ("(n^[1],1)", "text"),
    ("(n^[2],n^[1])", "text"),
    ("(n^[2],1)", "text"),
    ("(e^z - e^-z)/(e^z + e^-z)", "text"),
    ("(-1,1)", "text"),
    ("(0,1)", "text"),
    ("max(0,z)", "text"),
    ("max(0.01z,z)", "text"),
    ("z^[1] = W^[1]x + b^[1]", "text"),
    ("a^[1] = z^[1]", "text"),
    ("z^[2] = W^[2]a^[1] + b^[2]", "text"),
    ("(W^[2]W^[1])x + (W^[2]b^[1] + b^[2])", "text"),
    ("W'x + b'", "text"),
    ("a(1-a)", "figure of the course"),
    ("1-a^2", "figure of the course"),
    ("dz^[2] = a^[2] - y", "figure of the course"),
    ("dW^[2] = dz^[2] a^[1]T", "figure of the course"),
    ("db^[2] = dz^[2]", "figure of the course"),
    ("dz^[1] = W^[2]T dz^[2] * g^[1]'(z^[1])", "figure of the course"),
    ("dW^[1] = dz^[1] xT", "figure of the course"),
    ("db^[1] = dz^[1]", "figure of the course"),
    ("dZ^[2] = A^[2] - Y", "figure of the course"),
    ("dW^[2] = 1/m dZ^[2] A^[1]T", "figure of the course"),
    ("db^[2] = 1/m np.sum(dZ^[2], axis=1, keepdims=True)", "figure of the course"),
    ("dZ^[1] = W^[2]T dZ^[2] * g^[1]'(Z^[1])", "figure of the course"),
    ("dW^[1] = 1/m dZ^[1] XT", "figure of the course"),
    ("db^[1] = 1/m np.sum(dZ^[1], axis=1, keepdims=True)", "figure of the course"),
    ("a_1^[1] = a_2^[1]", "text"),
    ("dz_1^[1] = dz_2^[1]", "text"),
    ("dW_1^[1] = dW_2^[1]", "text"),
    ("W = np.random.rand (2,2) * 0.01", "code"),
    ("b = np.zeros ( (2,1) )", "code"),
)

PRINTED = [
    *((1, *row) for row in FIRST),
    *((4, *row) for row in FOURTH),
    *((5, *row) for row in FIFTH),
]
NEAR = 120  # characters behind its anchor within which a short number stands
PLACES = {
    "text": ("text", "正文", "page", "原文"),
    "figure": ("figure", "图"),
    "code": ("code", "代码"),
    "figure of the course": ("figures of the course", "课程图"),
}


@lru_cache(maxsize=6)
def shown(number: int, language: str) -> str:
    """A replay with every run of spaces made one, so that columns do not matter."""
    set_language(language)
    return squeezed(render_text(replay(number), 200))


def squeezed(text: str) -> str:
    """One space for many, none inside a bracket."""
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"\[ ", "[", re.sub(r" \]", "]", text))


def stands(text: str, found: str, anchor: str = "") -> bool:
    """Whether a text stands in another one, as a whole number, near its anchor if it has one."""
    places = re.escape(squeezed(anchor)) + (f".{{0,{NEAR}}}?" if anchor else "")
    whole = rf"(?<![\d.]){re.escape(squeezed(text))}(?!\d|\.\d)"
    return re.search(places + whole, found) is not None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("printed", PRINTED, ids=lambda row: f"{row[0]}: {row[1]}")
def test_what_is_printed_is_shown_as_printed(printed: Any, language: str) -> None:
    number, text, place, *anchor = printed
    found = shown(number, language)
    assert stands(text, found, *anchor)
    assert any(word in found for word in PLACES[place])


def test_a_lost_number_is_noticed() -> None:
    assert squeezed("[-0.02879857  0.02209533]") not in shown(1, "en")
    assert squeezed("[ 0.1 -0.2 ]") == "[0.1 -0.2]"
    assert stands("0.79", "a = 0.785 as printed: 0.78, then 0.79", "= 0.785")
    assert not stands("0.79", "a = 0.785 as printed: 0.78, then 0.791", "= 0.785")
    assert not stands("0.79", "0.79 before a = 0.785", "= 0.785")
