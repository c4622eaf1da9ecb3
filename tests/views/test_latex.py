"""LaTeX that a real TeX sets, on pages that nothing runs off."""

import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from twelve_steps import NAMES, step

import glassnet as gn
from glassnet.errors import UnknownNameError
from glassnet.locales import set_language
from glassnet.views.latex.arrays import matrix, number_latex
from glassnet.views.latex.lines import lines
from glassnet.views.latex.step import latex
from glassnet.views.latex.width import latex_width

MOST_OVERFULL = 5.0  # points


def typeset(text: str, folder: Path) -> str:
    """The log of TeX; the test is skipped where there is no TeX for this text."""
    engine = "pdflatex" if text.isascii() else "xelatex"
    if shutil.which(engine) is None:
        pytest.skip(f"{engine} is not installed (Debian: texlive-latex-recommended, texlive-xetex)")
    (folder / "step.tex").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [engine, "-interaction=nonstopmode", "-halt-on-error", "step.tex"],
        cwd=folder,
        capture_output=True,
        timeout=120,
    )
    log = (folder / "step.log").read_text(encoding="utf-8", errors="replace")
    assert done.returncode == 0, [line for line in log.splitlines() if line.startswith(("!", "l."))]
    return log


def check(log: str) -> None:
    wide = [float(each) for each in re.findall(r"Overfull \\hbox \(([\d.]+)pt", log)]
    assert max(wide, default=0.0) <= MOST_OVERFULL
    assert "Missing character" not in log


@pytest.mark.parametrize("name", NAMES)
def test_documents_compile_and_fit_their_pages(name: str, tmp_path: Path) -> None:
    # the course's notation with single units is the longest form
    notation, units = ("course", True) if NAMES.index(name) % 2 else ("glassnet", False)
    derivation, values = step(name)
    check(typeset(latex(derivation, values, document=True, notation=notation, units=units),
                  tmp_path))  # fmt: skip


def test_a_document_in_chinese(tmp_path: Path) -> None:
    set_language("zh")
    try:
        text = latex(*step("tutorial_1_2-3-2"), document=True)
    finally:
        set_language(None)
    assert not text.isascii()
    assert "xelatex" in text.splitlines()[0]
    if not list_of_chinese_fonts():
        pytest.skip("no Chinese font is installed (Debian: fonts-wqy-microhei)")
    check(typeset(text, tmp_path))


def list_of_chinese_fonts() -> str:
    if shutil.which("fc-list") is None:
        return ""
    return subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True).stdout


@pytest.mark.parametrize("seed", range(3))
def test_numbers_of_every_size_fit(seed: int, tmp_path: Path) -> None:
    rng = np.random.default_rng(seed)
    net = gn.Network(7, [gn.Dense(9, "gelu"), gn.Dense(11, "silu"), gn.Dense(3, "softmax")],
                     gn.CategoricalCrossEntropy(stable=False), gn.L2(1e-7))  # fmt: skip
    X = rng.standard_normal((13, 7)) * 10.0 ** rng.integers(-9, 9, (13, 7))
    made = gn.Model(net, seed=seed).explain(X, rng.integers(0, 3, 13), gn.AdamW(1e-7))
    check(typeset(gn.export.latex(made), tmp_path))


def test_a_users_op_with_any_name_compiles(tmp_path: Path) -> None:
    gn.elementwise("my_odd_op", "z", lambda z: z * z)
    gn.structured("all_pairs_x", "x", shape=lambda x: x, numpy="np.flip({x}, axis=0) * 1 + {x}",
                  gradients={"x": "np.flip({dy}, axis=0) + {dy}"})  # fmt: skip
    try:
        net = gn.Network(2, [gn.Dense(2, "my_odd_op"), gn.Dense(2, "all_pairs_x")])
        made = gn.Model(net, seed=1).explain([[1, 2], [3, 4]], [[1, 0], [0, 1]], "sgd")
        text = gn.export.latex(made)
    finally:
        from glassnet.core.op import forget

        forget("my_odd_op")
        forget("all_pairs_x")
    check(typeset(text, tmp_path))


def test_rows_say_symbols_numbers_and_result() -> None:
    net = gn.Network(2, [gn.Dense(1, "sigmoid")], "squared_error")
    made = gn.Model(net, params={"W1": [[0.5], [-1.0]], "b1": [0.25]}).explain([[1, 2]], [1.0])
    text = latex(made.derivation, made)
    assert r"Z_1 &= A_0\,W_1 + b_1" in text
    assert r"\begin{bmatrix} 1 & 2 \end{bmatrix}" in text
    assert "&= -1.25" in text
    assert r"\sigma\left(-1.25\right)" in text
    assert r"\sigma\left(z\right) &= \frac{1}{1 + \exp\left(-z\right)}" in text
    assert r"\begin{document}" not in text
    assert r"\subsection*{backward}" in text


def test_without_numbers_the_symbols_alone() -> None:
    derivation, _values = step("tutorial_5_columns")
    text = latex(derivation, notation="course")
    assert r"dW^{[2]} &= dZ^{[2]}\,A^{[1]\top}" in text
    assert "bmatrix" not in text


def test_an_unknown_notation_is_named() -> None:
    with pytest.raises(UnknownNameError, match="kourse"):
        latex(step("weighted")[0], notation="kourse")  # type: ignore[arg-type]


def test_large_arrays_show_their_ends() -> None:
    text = matrix(np.arange(400.0).reshape(20, 20))
    assert text.count("&") == 5 * 8
    for each in (r"\cdots", r"\vdots", r"\ddots", "399"):
        assert each in text
    assert matrix(np.arange(5.0), columns=1) == r"\begin{bmatrix} 0 & \cdots \end{bmatrix}"


def test_numbers_that_are_special() -> None:
    assert number_latex(float("nan")) == r"\mathrm{NaN}"
    assert number_latex(float("-inf")) == r"-\infty"
    assert number_latex(-1.5e-9) == r"-1.5 \times 10^{-9}"


def test_lines_close_the_brackets_that_they_open() -> None:
    text = r"a \odot \left(" + " + ".join(["bbbbbb"] * 12) + r"\right)"
    broken = lines(lambda columns: text, 40.0, 8)
    assert len(broken) > 2
    for line in broken:
        assert line.count(r"\left") == line.count(r"\right")
        assert latex_width(line) <= 40.0


def test_width_of_a_fraction_is_that_of_its_wider_part() -> None:
    assert latex_width(r"\frac{1}{123456}") == pytest.approx(latex_width("123456"), abs=1.0)
    assert latex_width("123456") == pytest.approx(6.0)
