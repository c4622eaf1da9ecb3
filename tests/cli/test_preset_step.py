"""`glassnet explain NAME` where the name is that of a preset."""

import pytest

from cli.calling import Caller, widest
from glassnet import presets
from glassnet.cli.explain import PRESETS
from glassnet.views.text.step import step_text


def test_help_lists_every_preset(call: Caller) -> None:
    assert tuple(name for name, _about in PRESETS) == presets.names()
    out = call("explain", "--help").out
    assert all(name in out for name in presets.names())


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", presets.names())
def test_step_of_a_preset_in_its_own_layout(call: Caller, language: str, name: str) -> None:
    result = call("--lang", language, "explain", name)
    assert (result.code, result.err) == (0, "")
    assert widest(result.out) <= 80
    preset = presets.load(name)
    own = preset.explain()
    first = step_text(own.derivation, own, width=80).split("\n\n")[0]
    assert first.splitlines()[1] in result.out
    assert ("A0.T" in result.out) is (preset.layout == "rows") or "dW1 = dZ1 @ A0.T" in result.out
    assert name in result.out
    assert call.files() == []


def test_options_that_choose_what_is_shown(call: Caller) -> None:
    out = call("explain", "s4-3-4-1", "--rows", "2", "--layout", "rows", "--lr", "3").out
    assert "A0 @ W1" in out
    assert "lr = 3" in out
    assert "the first 2 of 5 examples" in out
    assert "W1_m_new" in call("explain", "s4-3-4-1", "--optimizer", "adam").out


@pytest.mark.parametrize(
    "option", ["--layers 3", "-n 5", "--seed 1", "--step 2", "--loss mse", "--rows 6"]
)
def test_a_preset_cannot_be_changed(call: Caller, option: str) -> None:
    result = call("explain", "s4-3-4-1", *option.split())
    assert (result.code, result.errors(), result.out) == (2, 1, "")
    assert option.split()[0] in result.err


@pytest.mark.parametrize(("wrong", "right"), [("s4-3-4", "s4-3-4-1"), ("xorr", "xor")])
def test_wrong_name_asks_whether_another_was_meant(call: Caller, wrong: str, right: str) -> None:
    result = call("explain", wrong)
    assert (result.code, result.errors()) == (2, 1)
    assert f"'{right}'" in result.err
    assert "unknown data set or preset" in result.err
