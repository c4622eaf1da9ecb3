"""Names in MathML: the same signs in the same order as in LaTeX."""

import re
from xml.etree import ElementTree

import pytest
from step_pages import STEPS

import glassnet as gn
from glassnet.core.math_names import latex_name
from glassnet.views.html.names import name
from glassnet.views.html.signs import parsed

SIGNS = {r"\partial": "∂", r"\eta": "η", r"\alpha": "α", r"\lVert": "‖", r"\rVert": "‖"}
NAMES = ["W1", "dW1", "dZ12", "b2_new", "W1_velocity", "b1_sq", "dW1_data", "dW2_penalty", "dA1_2",
         "dA1_drop", "A1_drop", "lr", "n_data", "L", "X", "dW3_clipped", "grad_norm"]  # fmt: skip


def plain_latex(text: str) -> str:
    """The signs of a LaTeX name in the order in which they are read."""
    for command, sign in SIGNS.items():
        text = text.replace(command, sign)
    text = re.sub(r"\\(left|right|frac|text|mathrm|operatorname)\b", "", text)
    return re.sub(r"[\\{}^ ,]", "", text)


def plain_mathml(text: str) -> str:
    return "".join("".join(parsed(text).itertext()).split()).replace(",", "")


def sorted_signs(text: str) -> list[str]:
    """The signs: what stands above and below a letter is read in either order."""
    return sorted(text.replace("_", ""))


@pytest.mark.parametrize("notation", ["glassnet", "course"])
@pytest.mark.parametrize("variable", NAMES)
def test_mathml_and_latex_write_the_same_signs(variable: str, notation: str) -> None:
    ours = name(variable, notation)  # type: ignore[arg-type]
    theirs = latex_name(variable, notation)  # type: ignore[arg-type]
    assert sorted_signs(plain_mathml(ours)) == sorted_signs(plain_latex(theirs))


@pytest.mark.parametrize("notation", ["glassnet", "course"])
@pytest.mark.parametrize("step", STEPS)
def test_so_do_all_names_of_whole_steps(step: str, notation: str) -> None:
    for variable in STEPS[step]():
        test_mathml_and_latex_write_the_same_signs(variable, notation)


def test_a_slope_is_a_fraction_here_and_a_letter_in_the_course() -> None:
    assert name("dW1") == (
        "<mfrac><mrow><mi>∂</mi><mi>L</mi></mrow>"
        "<mrow><mi>∂</mi><msub><mi>W</mi><mn>1</mn></msub></mrow></mfrac>"
    )
    assert name("dW1", "course") == "<msup><mi>dW</mi><mtext>[1]</mtext></msup>"


def test_the_square_of_a_slope_has_brackets() -> None:
    tree = parsed(f"<msup>{name('dW1')}<mn>2</mn></msup>")
    assert ElementTree.tostring(tree, encoding="unicode").count("(") == 1
    step = gn.Model(gn.Network(1, [gn.Dense(1)]), seed=0).explain([[1]], [[1]], "adam")
    for formula in re.findall(r"<math>.*?</math>", step.html()):
        root = ElementTree.fromstring(formula)
        assert not any(node[0].tag == "mfrac" for node in root.iter("msup"))
