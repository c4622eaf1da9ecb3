import contextlib
import io

from glassnet.locales import set_language
from glassnet.tutorials import replay
from glassnet.tutorials.tutorial4.sections import YOURSELF


def test_code_to_try_runs_and_shows_the_step() -> None:
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        exec(YOURSELF, {})
    assert "1.233" in shown.getvalue()


def test_headings_in_both_languages() -> None:
    english = [section.heading for section in replay(4)]
    set_language("zh")
    chinese = [section.heading for section in replay(4)]
    assert len(english) == len(chinese) == 12
    assert english[0].startswith("Tutorial 4: ")
    assert chinese[0] == "教程 4：PyTorch深度学习实战(1)——神经网络与模型训练过程详解"
    assert not set(english) & set(chinese)
