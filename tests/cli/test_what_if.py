"""`glassnet explain … --what-if`."""

import re

import pytest

from cli.calling import Caller, widest


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_answer_fits(call: Caller, language: str) -> None:
    result = call("--lang", language, "explain", "xor", "--what-if", "W1[0,2]=0.5")
    assert (result.code, result.err) == (0, "")
    assert "W1[0, 2]" in result.out
    assert ("new loss" in result.out) == (language == "en")
    assert widest(result.out) <= 80


def test_the_loss_is_that_of_the_step(call: Caller) -> None:
    out = call("explain", "xor", "--what-if", "b1[0] += 0").out
    loss = re.search(r"loss now +([\d.]+)", out)
    assert loss is not None
    assert f"= {loss[1]}" in call("explain", "xor").out
    assert re.search(rf"new loss +{re.escape(loss[1])}", out)


def test_three_ways_to_change_and_a_table(call: Caller) -> None:
    assert "a change of 0.1)" in call("explain", "xor", "--what-if", "W1[0,2]+=0.1").out
    assert "were 0 instead" in call("explain", "xor", "--what-if", "W1[0,2]*=0").out
    table = call("explain", "xor", "--what-if", "X[0,0]=-1,0,1e-1").out
    assert len(table.split("slope")[-1].strip().splitlines()) == 5


def test_of_a_run(call: Caller) -> None:
    call("train", "xor", "--epochs", "2", "--out", "run")
    result = call("explain", "run", "--step", "1", "--what-if", "W1[0,0]=0")
    assert result.code == 0
    assert "What if W1[0, 0] were 0" in result.out


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("W1", 'write the new value: "W1[0,0]=0.5"'),
        ("W1[0,1]", 'write the new value: "W1[0,1]=0.5"'),
        ("W1[0,", 'put it into quotes: --what-if "W1[0,2]=0.5"'),
        ("W1[0,0]=x", "write a number behind the sign"),
        ("W1[0,0]+=1,2", 'several values only with =: "W1[0,0]=1,2"'),
        ("=1", "write a name with its place"),
        ("W1[9,0]=1", "count from 0"),
        ("Q[0]=1", "choose one of the names above"),
        ("W1[0,0]=nan", "choose a value in that range"),
    ],
)
def test_what_cannot_be_asked(call: Caller, text: str, fix: str) -> None:
    result = call("explain", "xor", "--what-if", text)
    assert (result.code, result.errors(), result.out) == (2, 1, "")
    assert f"what to do: {fix}" in result.err
    assert f"where:      --what-if {text}" in result.err
