"""What gn.elementwise and gn.structured refuse, and what follows from what they take."""

import math
from collections.abc import Callable, Iterator

import numpy as np
import pytest

import glassnet as gn
import glassnet.nn
from glassnet.core.define import elementwise, structured
from glassnet.core.expr import ONE, Expr, exp, square, total, where
from glassnet.core.op import (
    Op,
    backward_op,
    edition,
    forget,
    lookup,
    register,
    registered,
)
from glassnet.core.printer import render
from glassnet.errors import SettingError, UnknownNameError


@pytest.fixture(autouse=True)
def only_built_in_ops() -> Iterator[None]:
    before = registered()
    yield
    for name in registered().keys() - before.keys():
        forget(name)
    assert registered().keys() == before.keys()


def same(*shapes: tuple[int, ...]) -> tuple[int, ...]:
    return shapes[0]


def test_an_expression_is_enough() -> None:
    op = elementwise("bump", "z", lambda z: exp(-(z * z)))
    assert registered()["bump"] is op
    assert repr(op.meaning) == "exp(-(z * z))"
    assert repr(op.slopes["z"]) == "-(exp(-(z * z)) * (z + z))"
    assert repr(backward_op(op, "z", True).meaning) == "-(dy * exp(-(z * z)) * (z + z))"
    assert op.elementwise
    assert op.smooth


def test_public_names_reach_the_same_calls() -> None:
    op = gn.elementwise("bump", "z", lambda z: gn.math.exp(-z))
    assert op is lookup("bump")
    assert gn.structured is structured


def test_a_slope_by_the_result() -> None:
    op = elementwise("gate", "z", lambda z: 1 / (1 + exp(-z)), lambda y: y * (1 - y))
    assert repr(backward_op(op, "z", True).meaning) == "dy * y * (1 - y)"
    assert backward_op(op, "z", True) is backward_op(op, "z", True)


def test_constants_are_bound_by_name() -> None:
    op = elementwise("power", "z", lambda z, p: z**p, params={"p": 3},
                     kinks=((lambda z, p: z - p, (3.0,), 0.0),))  # fmt: skip
    assert repr(op.bind({}).meaning) == "z ** 3"
    assert repr(op.bind({"p": 2.5}).meaning) == "z ** 2.5"
    assert repr(op.bind({"p": 2.5}).kinks[0].at) == "z - 2.5"
    assert op.bind({"p": 5}) is op.bind({"p": 5})
    with pytest.raises(UnknownNameError, match="unknown constant 'q'"):
        op.bind({"q": 1})


def test_slopes_of_several_inputs() -> None:
    op = elementwise("blend", "a b w", lambda a, b, w: w * a + (1 - w) * b, {"b": None})
    assert {name: repr(slope) for name, slope in op.slopes.items()} == {
        "a": "w", "b": "None", "w": "a - b",
    }  # fmt: skip
    only = elementwise("blend2", "a b", lambda a, b: a * b, lambda b: b)
    assert {name: repr(slope) for name, slope in only.slopes.items()} == {"a": "b", "b": "a"}


def test_a_constant_slope() -> None:
    assert elementwise("same", "z", lambda z: z, lambda: ONE).slopes["z"] == ONE
    assert elementwise("half", "z", lambda z: z / 2, lambda: 0.5).slopes["z"] is not None


@pytest.mark.parametrize("name", ["y", "dy", "np", "f", "2z", "lambda", "z-1"])
def test_inputs_with_a_meaning_of_their_own(name: str) -> None:
    with pytest.raises(SettingError, match="an op's input may not be called") as caught:
        elementwise("bump", [name], lambda: ONE)
    assert name in (caught.value.received or "")


@pytest.mark.parametrize("names", ["z z", ["z", "z"]])
def test_inputs_differ(names: str | list[str]) -> None:
    with pytest.raises(SettingError, match="may not be called 'z'"):
        elementwise("bump", names, lambda z: z)


def test_inputs_constants_and_companions_differ() -> None:
    with pytest.raises(SettingError, match="may not be called 'z'"):
        elementwise("bump", "z", lambda z: z, params={"z": 1})
    with pytest.raises(SettingError, match="may not be called 'z'"):
        elementwise("bump", "z", lambda z: z, companions={"z": ("sigmoid", ("z",))})
    with pytest.raises(SettingError, match="an op needs an input"):
        elementwise("bump", "", lambda: ONE)


@pytest.mark.parametrize("name", ["W1", "dZ2", "L", "lr", "np", "f", "X", "my op", "class", ""])
def test_names_that_a_row_cannot_call(name: str) -> None:
    with pytest.raises(SettingError, match="an op may not be called"):
        elementwise(name, "z", lambda z: z)
    with pytest.raises(SettingError, match="an op may not be called"):
        structured(name, "z", shape=same, numpy="{z}")


@pytest.mark.parametrize("name", ["relu", "softmax", "step", "softmax_gradient_z"])
def test_names_are_taken_once(name: str) -> None:
    with pytest.raises(SettingError, match=f"an op named '{name}' exists already") as caught:
        elementwise(name, "z", lambda z: z)
    assert caught.value.fix == "choose another name"


def test_nothing_is_registered_by_halves() -> None:
    before = registered()
    elementwise("swirl_gradient_x", "z", lambda z: z)
    with pytest.raises(SettingError, match="exists already"):
        structured("swirl", "w x", shape=same, numpy="{w} @ {x}",
                   gradients={"w": "{dy} @ {x}.T", "x": "{w}.T @ {dy}"})  # fmt: skip
    assert registered().keys() - before.keys() == {"swirl_gradient_x"}


@pytest.mark.parametrize(
    ("forward", "symbol"),
    [(lambda q: q, "q"), (lambda z, alpha: z * alpha, "alpha"), (lambda y: y, "y")],
)
def test_rules_name_known_symbols(forward: Callable[..., Expr], symbol: str) -> None:
    with pytest.raises(UnknownNameError, match=f"unknown symbol '{symbol}'") as caught:
        elementwise("bump", "z", forward)
    assert caught.value.where == "elementwise('bump', …)"


def test_did_you_mean() -> None:
    with pytest.raises(UnknownNameError) as caught:
        elementwise("bump", "z", lambda z, alhpa: z * alhpa, params={"alpha": 1})
    assert caught.value.fix == "Did you mean 'alpha'?"


@pytest.mark.parametrize(
    "forward",
    [
        lambda z: np.exp(z), lambda z: math.exp(z), lambda z: np.maximum(z, 0),
        lambda z: max(z, 0), lambda z: z if z > 0 else 0, lambda z: z.clip(0, 1),
        lambda z: np.where(z > 0, z, 0), lambda z: z + "1", lambda z: z * np.ones(3),
    ],
)  # fmt: skip
def test_rules_use_the_functions_of_expressions(forward: Callable[..., Expr]) -> None:
    with pytest.raises(SettingError) as caught:
        elementwise("bump", "z", forward)
    assert "gn.math" in (caught.value.fix or "")


@pytest.mark.parametrize(
    ("forward", "received"),
    [
        (lambda z: np.exp(z), "a function of NumPy"),
        (lambda z: np.where(z > 0, z, 0), "a condition on a symbol"),
        (lambda z: math.exp(z), "a function of Python"),
        (lambda z: z if z > 0 else 0, "a condition on a symbol"),
    ],
)
def test_what_a_symbol_cannot_do_is_said_in_words(
    forward: Callable[..., Expr], received: str
) -> None:
    with pytest.raises(SettingError) as caught:
        elementwise("bump", "z", forward)
    assert (caught.value.received or "").startswith(received)
    assert ("where" in (caught.value.fix or "").split(",")[0]) == ("condition" in received)


def test_a_comparison_is_no_number() -> None:
    with pytest.raises(SettingError, match="a comparison is no number") as caught:
        elementwise("bump", "z", lambda z: z * (z > 0))
    assert caught.value.fix == "write where(z > 0, 1, 0)"
    elementwise("bump", "z", lambda z: where(z > 0, z, where(z > -1, 0, 1)))


def test_elementwise_means_element_by_element() -> None:
    with pytest.raises(SettingError, match="cannot sum") as caught:
        elementwise("share", "z", lambda z: z / total(z))
    assert "gn.structured" in (caught.value.fix or "")


def test_inputs_are_used() -> None:
    with pytest.raises(SettingError, match="does not use its input t"):
        elementwise("bump", "z t", lambda z, t: square(z))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "1", None])
def test_constants_are_finite_numbers(value: float) -> None:
    with pytest.raises(SettingError, match="finite numbers"):
        elementwise("bump", "z", lambda z, a: a * z, params={"a": value})


def test_slopes_belong_to_inputs() -> None:
    with pytest.raises(UnknownNameError, match="unknown input 'x'"):
        elementwise("bump", "z", lambda z: z, {"x": lambda z: z})
    with pytest.raises(UnknownNameError, match="unknown input 'x'"):
        structured("bump", "z", shape=same, numpy="{z}", gradients={"x": "{dy}"})
    with pytest.raises(UnknownNameError, match="unknown input 't'"):
        elementwise("bump", "z", lambda z: z, companions={"a": ("sigmoid", ("t",))})


@pytest.mark.parametrize(
    "texts",
    [
        {"numpy": "np.cumsum({w})"}, {"numpy": "{z}", "text": "{w}"},
        {"numpy": "{z}", "latex": r"\bar{w}"}, {"numpy": "{z}", "gradients": {"z": "{dy} * {w}"}},
    ],
)  # fmt: skip
def test_holes_name_inputs(texts: dict[str, str]) -> None:
    with pytest.raises(UnknownNameError, match="unknown input 'w'"):
        structured("bump", "z", shape=same, **texts)


@pytest.mark.parametrize("code", ["{z", "z}", "{z} + }"])
def test_braces_are_balanced(code: str) -> None:
    with pytest.raises(SettingError, match="braces of a template are not balanced") as caught:
        structured("bump", "z", shape=same, numpy=code)
    assert "{{ }}" in (caught.value.expected or "")


def test_rules_are_functions() -> None:
    for wrong in (3, None, "z * z"):
        with pytest.raises(SettingError, match="a rule of an op is a function"):
            elementwise("bump", "z", wrong)  # type: ignore[arg-type]
        with pytest.raises(SettingError, match="a rule of an op is a function"):
            structured("bump", "z", shape=wrong, numpy="{z}")  # type: ignore[arg-type]
    with pytest.raises(SettingError, match="an op needs an input"):
        elementwise("bump", 3, lambda z: z)  # type: ignore[arg-type]
    with pytest.raises(SettingError, match="template"):
        structured("bump", "z", shape=same, numpy=3)  # type: ignore[arg-type]


def test_structured_texts() -> None:
    op = structured("running_total", "z", shape=same, numpy="np.cumsum({z}, axis={axis})",
                    params={"axis": 1}, gradients={"z": "np.flip({dy}, axis={axis})"})  # fmt: skip
    assert op.templates["text"] == "cumsum({z}, axis={axis})"
    assert lookup("running_total_gradient_z").inputs == ("dy",)
    assert not op.smooth


def test_forgotten_ops_leave_their_names_free() -> None:
    for _ in range(2):
        before = edition()
        structured("swirl", "z", shape=same, numpy="-{z}", gradients={"z": "-{dy}"})
        assert edition() == before
        forget("swirl")
        assert edition() == before + 1
    forget("swirl")
    assert edition() == before + 1
    assert "swirl_gradient_z" not in registered()
    with pytest.raises(UnknownNameError, match="unknown op 'swirl'"):
        lookup("swirl")


def test_an_op_may_be_made_again_as_a_notebook_cell_does() -> None:
    first = elementwise("wobble", "z", lambda z: z * z)
    before = edition()
    second = elementwise("wobble", "z", lambda z: z + z)
    assert lookup("wobble") is second is not first
    assert edition() != before
    for _ in range(2):
        structured("wobbles", "z", shape=same, numpy="-{z}", gradients={"z": "-{dy}"})
    assert lookup("wobbles_gradient_z").inputs == ("dy",)
    forget("wobble")
    forget("wobbles")


@pytest.mark.parametrize("code", ["{z}\n+ 1", "{z} +", "z = {z}", "{z}; 1"])
def test_numpy_code_is_one_expression_on_one_line(code: str) -> None:
    with pytest.raises(SettingError, match="not one expression"):
        structured("wobble", "z", shape=same, numpy=code)
    with pytest.raises(SettingError, match="not one expression"):
        structured("wobble", "z", shape=same, numpy="-{z}", gradients={"z": code})


def test_lookup_guesses() -> None:
    with pytest.raises(UnknownNameError) as caught:
        lookup("rleu", "activation")
    assert caught.value.what == "unknown activation 'rleu'"
    assert caught.value.fix == "Did you mean 'relu'?"


def test_registry_is_a_copy() -> None:
    registered().clear()
    assert registered()
    with pytest.raises(SettingError, match="exists already"):
        register(lookup("relu"))


def test_no_slope_is_an_error_when_it_is_wanted() -> None:
    with pytest.raises(SettingError, match="clip_value has no derivative by g"):
        backward_op(lookup("clip_value").bind({}), "g", True)


def test_ops_are_compared_by_identity() -> None:
    """Two ops of one text are two ops, so that a cache never confuses an old one with a new."""
    a = Op("a", ("z",), meaning=lookup("relu").meaning)
    b = Op("a", ("z",), meaning=lookup("relu").meaning)
    assert a != b
    assert render(a.meaning, "text") == render(b.meaning, "text")  # type: ignore[arg-type]


def test_a_mistake_leaves_nothing_registered_behind() -> None:
    code = {"z": "{dy} * 2"}
    before = registered().keys()
    for wrong in ({"trait": 1}, {"entry": 3}):
        with pytest.raises(gn.GlassnetError):
            structured("twice", "z", shape=same, numpy="{z} * 2", gradients=code, **wrong)
        assert registered().keys() == before
    structured("twice", "z", shape=same, numpy="{z} * 2", gradients=code)
