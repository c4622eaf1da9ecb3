"""What is shown stands in every view of a step: title, words, the number of the step."""

import re

import pytest

import glassnet as gn
from glassnet.errors import SettingError
from glassnet.locales import set_language

NET = gn.Network(2, [gn.Dense(3, "tanh"), gn.Dense(1)])
TITLE, WORDS = "xor-001 & co", ["2 → 3 tanh_ → 1", "100 % of <the> data"]


def step() -> gn.Step:
    return gn.Model(NET, seed=0).explain([[1, 2]], [[1]])


def test_the_page() -> None:
    page = step().html(title=TITLE, words=WORDS)
    assert "<title>xor-001 &amp; co</title>" in page
    assert "<h1>xor-001 &amp; co</h1>" in page
    assert '<p class="words">2 → 3 tanh_ → 1<br>100 % of &lt;the&gt; data</p>' in page
    assert "<h1>One training step, every number explained</h1>" in step().html()


def test_latex_for_pdflatex() -> None:
    text = step().latex(title=TITLE, words=WORDS)
    assert text.startswith("% pdflatex")
    head = text.split(r"\begin{document}")[1].split("subsection")[0]
    assert r"\section*{xor-001 \& co}" in head
    assert r"2 $\to$ 3 tanh\_ $\to$ 1 \\" in head
    assert r"100 \% of <the> data" in head
    assert step().latex().count(r"\section*{") == 0


def test_markdown() -> None:
    text = step().markdown(title=TITLE, words=WORDS)
    assert text.startswith("# xor-001 & co\n\n2 → 3 tanh\\_ → 1\\\n100 % of \\<the\\> data\n\n## ")
    assert step().markdown(level=1, title="a").startswith("# a\n\n# ")


def test_a_step_of_a_run_knows_its_number() -> None:
    run = gn.Model(NET, seed=0).train([[1, 2]], [[1]], epochs=3, optimizer=gn.SGD(0.1))
    pages = [run.step(k).html() for k in range(3)]
    titles = [re.findall(r"<title>(.*?)</title>", page)[0] for page in pages]
    assert titles == [f"Training step {k} (counted from 0)" for k in range(3)]
    assert "Training step 2 (counted from 0)" in run.step(2).latex()
    assert "# Training step 2 (counted from 0)" in gn.export.markdown(run, step=2)
    assert "<h1>mine</h1>" in run.step(2).html(title="mine")


@pytest.mark.parametrize("view", ["html", "latex", "markdown"])
def test_words_are_a_list(view: str) -> None:
    with pytest.raises(SettingError, match="words must be a list") as error:
        getattr(step(), view)(words="one line")
    assert error.value.where == f"{view}(words=[…])"


def test_in_chinese_no_blank_stands_behind_a_full_stop() -> None:
    set_language("zh")
    page = step().html()
    assert "。 " not in re.sub(r"<[^>]+>", "", page)
    assert re.search(r"第 \d+ 行，反向传播，来自 Z1", page)
