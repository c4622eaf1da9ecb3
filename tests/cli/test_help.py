"""The help of every command, in both languages."""

import re

import click
import pytest

from cli.calling import ESCAPE, Caller, widest
from glassnet.cli.app import COMMANDS, Program, program
from glassnet.cli.help import Argument, Option
from glassnet.locales import set_language
from glassnet.nn.layers import ACTIVATIONS, ALIASES
from glassnet.nn.losses import LOSS_ALIASES, LOSSES

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
PAGES = pytest.mark.parametrize("words", [(), *((name,) for name in COMMANDS)])

# What click says by itself in English; none of it may be left.
CLICKS_OWN = ("Usage:", "Options:", "Commands:", "Show this message", "Try '", "Error:")


def command(name: str) -> click.Command:
    tree = program()
    found = tree.get_command(click.Context(tree), name)
    assert found is not None
    return found


@LANGUAGES
@PAGES
def test_page_fits_and_names_every_option(
    call: Caller, language: str, words: tuple[str, ...]
) -> None:
    result = call("--lang", language, *words, "--help")
    assert (result.code, result.err) == (0, "")
    assert widest(result.out) <= 80
    assert ESCAPE not in result.out
    params = command(words[0]).params if words else program().params
    for param in params:
        if isinstance(param, Option):
            assert all(re.search(rf"(^|\s|,){re.escape(o)}\b", result.out) for o in param.opts)


@PAGES
def test_chinese_page_is_chinese(call: Caller, words: tuple[str, ...]) -> None:
    out = call("--lang", "zh", *words, "--help").out
    assert not [text for text in CLICKS_OWN if text in out]
    prose = re.sub(r'"[^"]*"|\(.*?\)|（.*?）', "", out)
    sentences = re.findall(r"(?:\b[A-Za-z]+ ){3,}", prose)
    assert [s for s in sentences if not s.startswith("glassnet ")] == []


@pytest.mark.parametrize(
    "words",
    [
        ("--lang", "zh", "train", "--help"),
        ("train", "--lang", "zh", "--help"),
        ("train", "--help", "--lang", "zh"),
        ("train", "--help", "--lang=zh"),
        ("--lang", "en", "train", "--help", "--lang", "zh"),
    ],
)
def test_language_counts_wherever_it_stands(call: Caller, words: tuple[str, ...]) -> None:
    assert call(*words).out.startswith("用法：")


def test_language_of_the_system(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLASSNET_LANG", "zh_CN.UTF-8")
    assert call("--help").out.startswith("用法：")
    assert call("--lang", "en", "--help").out.startswith("Usage:")
    assert call("--help").out.startswith("用法：")


def test_one_language_after_the_other_in_one_process(call: Caller) -> None:
    pages = [call("--lang", language, "train", "-h").out for language in ("en", "zh", "en")]
    assert pages[0] == pages[2] != pages[1]


def test_every_option_and_argument_is_explained() -> None:
    for language in ("en", "zh"):
        set_language(language)
        for name in COMMANDS:
            for param in command(name).params:
                assert isinstance(param, Option | Argument)
                assert len(param.record()[1]) > 5, (name, param.name)


def test_overview_lists_the_commands_in_order(call: Caller) -> None:
    out = call().out
    assert out == call("--help").out
    places = [out.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)
    known = ["demo", "train", "explain", "export", "audit", "convention", "tutorial"]
    assert list(COMMANDS) == known


def test_overview_loads_no_command(monkeypatch: pytest.MonkeyPatch, call: Caller) -> None:
    def refuse(*_words: object) -> None:
        raise AssertionError("a command was loaded")

    monkeypatch.setattr(Program, "get_command", refuse)
    assert call("--help").code == 0


@PAGES
def test_examples_of_the_page_can_be_read(words: tuple[str, ...]) -> None:
    import shlex

    examples = command(words[0]).examples if words else program().examples  # type: ignore[attr-defined]
    assert examples
    tree = program()
    for example in examples:
        first, *rest = shlex.split(example.split(" | ")[0])
        assert first == "glassnet"
        while rest[0] == "--lang":
            rest = rest[2:]
        found = tree.get_command(click.Context(tree), rest[0])
        assert found is not None
        found.make_context(rest[0], rest[1:])


def test_page_of_train_names_everything_that_there_is(call: Caller) -> None:
    from glassnet.data import names
    from glassnet.nn.layers import ACTIVATIONS
    from glassnet.nn.losses import LOSSES
    from glassnet.nn.optimizers import OPTIMIZERS
    from glassnet.nn.schedules import SCHEDULES

    words = set(re.findall(r"\w+", call("train", "--help").out))
    there = {*names(), *ACTIVATIONS, *LOSSES, *OPTIMIZERS, *SCHEDULES}
    # Neither has a slope: they can be evaluated, but not trained.
    assert there - {"step", "signed_error"} <= words


@LANGUAGES
@pytest.mark.parametrize("name", ["train", "explain"])
def test_it_lists_every_activation_and_loss(call: Caller, language: str, name: str) -> None:
    text = " ".join(call("--lang", language, name, "--help").out.split())
    found = re.search(r"--layers (?:TEXT|文字)(.*?)--loss(.*?)--penalty", text)
    assert found is not None
    layers, loss = found.groups()
    for known in (*ACTIVATIONS, *ALIASES):
        assert re.search(rf"\b{known}\b", layers), known
    for known in (*LOSSES, *LOSS_ALIASES):
        assert re.search(rf"\b{known}\b", loss), known
    assert re.search(r"[:：] ?step[.。]", layers)
    assert re.search(r"[:：] ?signed_error[.。]", loss)
