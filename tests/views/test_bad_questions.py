"""Questions about a step that have no answer: one error in four parts, in both languages."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.errors import GlassnetError, UnknownNameError
from glassnet.locales import set_language
from glassnet.model import Model
from glassnet.nn.network import Network
from glassnet.views.step_source import EARLIER

X = [[0, 0], [0, 1], [1, 0], [1, 1]]
Y = [0, 1, 1, 0]


def network() -> gn.Network:
    layers = [gn.Dense(3, "sigmoid"), gn.Dense(2, "softmax")]
    return gn.Network(2, layers, "cross_entropy", penalty=gn.L2(0.01))


@pytest.fixture(scope="module")
def model() -> gn.Model:
    return gn.Model(network())


@pytest.fixture(scope="module")
def step(model: gn.Model) -> gn.Step:
    return model.explain(X, Y, "adam")


@pytest.fixture(scope="module")
def run() -> gn.Run:
    return gn.Model(network()).train(X, Y, epochs=3)


@pytest.fixture(params=["en", "zh"], autouse=True)
def language(request: pytest.FixtureRequest) -> None:
    set_language(request.param)


def refused(question: Callable[[], object]) -> GlassnetError:
    """The error, whole: what happened, expected, received, where, what to do."""
    with pytest.raises(GlassnetError) as caught:
        question()
    error = caught.value
    for part in (error.what, error.expected, error.received, error.where, error.fix):
        assert part, str(error)
    assert len(str(error).splitlines()) == 5
    return error


PLACES = [
    (-1, 0), (2, 0), (0, 3), (0.0, 1), ("0", 1), "0,1", (0, 0, 0), (0,), 0, (), None, {0, 1},
    {0: 1}, b"01", (True, 0), (10**30, 0), (math.nan, 0), slice(0, 1), ..., 1j, np.array(0),
    (np.array([0, 1]), 0), np.array([[0, 1]]), [[0], [1]],
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES, ids=repr)
def test_places_that_an_array_does_not_have(step: gn.Step, place: Any) -> None:
    assert refused(lambda: step.entry("W1", place)).expected == "0 … 1, 0 … 2"
    refused(lambda: step.paths("W1", place))
    refused(lambda: step.what_if("W1", place, by=1))
    refused(lambda: step.graph(path=("W1", place)))


@pytest.mark.parametrize("place", [(0, 1), [0, 1], np.array([0, 1]), (np.int8(0), np.uint64(1))])
def test_whole_numbers_of_every_kind_are_a_place(step: gn.Step, place: Any) -> None:
    assert step.entry("W1", place).value == step["W1"][0, 1]


@pytest.mark.parametrize(
    "name", ["W9", "w1", "", None, 3, ["W1"], "dX", "n_data", "</script>", "权重"]
)
def test_names_that_a_step_does_not_have(step: gn.Step, name: Any) -> None:
    for ask in (step.entry, step.paths):
        assert isinstance(refused(lambda ask=ask: ask(name, ())), UnknownNameError)
    refused(lambda: step.what_if(name, (), by=1))


@pytest.mark.parametrize("name", ["dW1", "W1_new", "L", "Y", "m"])
def test_numbers_from_which_no_path_leads(step: gn.Step, name: str) -> None:
    place = (0,) * np.ndim(step[name])
    refused(lambda: step.paths(name, place))


def test_what_the_loss_does_not_depend_on_is_not_said_of_targets(step: gn.Step) -> None:
    assert not step.paths("lr").count
    assert "what_if" in str(refused(lambda: step.paths("Y", (0, 0))))


@pytest.mark.parametrize("digits", [0, -1, 1.5, "x", None, True, 18, 10**9])
@pytest.mark.parametrize("view", ["latex", "markdown", "html"])
def test_digits(step: gn.Step, view: str, digits: Any) -> None:
    refused(lambda: getattr(step, view)(digits=digits))
    refused(lambda: step.entry("W1", (0, 0), digits=digits))
    refused(lambda: gn.export.svg(step, digits=digits))


@pytest.mark.parametrize(
    ("view", "options"),
    [
        ("latex", {"notation": "curse"}),
        ("latex", {"notation": None}),
        ("markdown", {"level": 0}),
        ("markdown", {"level": 7}),
        ("markdown", {"level": "x"}),
        ("json", {"indent": -1}),
        ("json", {"indent": 2.5}),
        ("json", {"indent": 10**9}),
        ("html", {"notation": 3}),
    ],
)
def test_options_of_views(step: gn.Step, view: str, options: dict[str, Any]) -> None:
    refused(lambda: getattr(step, view)(**options))


@pytest.mark.parametrize("most", [0, -1, 1.5, "x", True, 10**9])
def test_how_many_paths(step: gn.Step, most: Any) -> None:
    refused(lambda: step.paths("W1", (0, 0), most=most))


VIEWS = ["latex", "markdown", "json", "html", "svg"]


@pytest.mark.parametrize("view", VIEWS)
def test_what_comes_too_late_for_a_step_is_not_ignored(
    view: str, step: gn.Step, run: gn.Run
) -> None:
    """`step.latex(layout="columns")` would show rows, and nobody would know."""
    export = getattr(gn.export, view)
    for late in ({"layout": "columns"}, {"X": X, "Y": Y}, {"optimizer": "sgd"}):
        refused(lambda late=late: export(step, **late))
    for late in ({"layout": "colums"}, {"X": X, "Y": Y}, {"optimizer": "sgd"}):
        refused(lambda late=late: export(run, **late))
    assert export(run, layout="columns") != export(run)
    refused(lambda: export(step, step=3))
    assert export(run, step=2) != export(run, step=0)
    for number in (3, -1, 1.5, "x", True):
        refused(lambda number=number: export(run, step=number))


@pytest.mark.parametrize("view", VIEWS)
def test_settings_that_nobody_knows(view: str, step: gn.Step, run: gn.Run, model: gn.Model) -> None:
    export = getattr(gn.export, view)
    asks: list[Callable[[], object]] = [
        lambda: export(step, digit=3),
        lambda: export(run, digit=3),
        lambda: export(model, X=X, Y=Y, epochs=3),
        lambda: export(model.network, bogus=3),
        lambda: export(model.network.derive(4), bogus=3),
    ]
    for ask in asks:
        refused(ask)
    if view != "json":
        assert "'digits'" in (refused(asks[0]).fix or "")
    refused(lambda: export(model, X=X, Y=Y, step=0))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    "source", [None, 3, "xor", [], {}, object(), gn.Model, gn.Network, gn.Step]
)
def test_what_has_no_equations(view: str, source: Any) -> None:
    refused(lambda: getattr(gn.export, view)(source))


def test_the_list_of_what_comes_too_late_is_complete() -> None:
    from inspect import signature

    names = {*signature(Model.explain).parameters, *signature(Network.derive).parameters}
    assert set(EARLIER) == names - {"self", "X", "Y"}


@pytest.mark.parametrize("script", ["numpy_script", "torch_script"])
def test_scripts(script: str, model: gn.Model, run: gn.Run) -> None:
    export = getattr(gn.export, script)
    for source in (None, 3, "xor", gn.Model, object(), model.network):
        refused(lambda source=source: export(source))
    data = {"X": X, "Y": Y}
    for wrong in ({}, {"X": X}, {**data, "bogus": 1}, {**data, "lr": 0.1}, {**data, "epochs": -1}):
        refused(lambda wrong=wrong: export(model, **wrong))
    for wrong in ({**data, "early_stopping": gn.EarlyStopping()}, {**data, "folder": "x"}):
        refused(lambda wrong=wrong: export(model, **wrong))
    refused(lambda: export(model, **data, layout="colums"))
    for wrong in (data, {"epochs": 3}, {"bogus": 1}):
        refused(lambda wrong=wrong: export(run, **wrong))


def test_functions(model: gn.Model, step: gn.Step) -> None:
    for source in (None, 3, model.network, step, gn.Model):
        refused(lambda source=source: gn.export.numpy_functions(source))


def test_what_if_beside_a_loss_that_is_not_finite() -> None:
    """No bend and no kink is the reason where nothing is predicted."""
    large = {"W1": [[1e200]], "b1": [0.0], "W2": [[1e200]], "b2": [0.0]}
    net = gn.Network(1, [gn.Dense(1, "relu"), gn.Dense(1)])
    step = gn.Model(net, large).explain([[1.0]], [[1.0]])
    shown = str(step.what_if("W1", (0, 0), by=0.1))
    assert "relu" not in shown
    assert "nan" in shown
    assert math.isinf(step.paths("W1", (0, 0)).total)
    refused(step.check_gradients)
