import re
from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from svg_boxes import (
    SVG,
    assert_cards_hold_their_texts,
    assert_clean,
    assert_wires_avoid_cards,
    parsed,
)

import glassnet as gn
from glassnet import presets
from glassnet.core.indexed import Entry
from glassnet.errors import SettingError, UnknownNameError
from glassnet.executors.path_edges import path_edges
from glassnet.locales import set_language
from glassnet.step import Step
from glassnet.views.drawing.picture import numeral
from glassnet.views.graph.graph import graph_svg


def drawn(step: Step, **options: object) -> str:
    return graph_svg(step.derivation, step, **options)  # type: ignore[arg-type]


def lit(step: Step, name: str, place: tuple[int, ...], level: str, example: int = 0) -> str:
    edges = path_edges(step.derivation, step, Entry(name, place), example)
    return drawn(step, level=level, path=edges, example=example)


def texts(svg: str) -> Counter[str]:
    return Counter("".join(e.itertext()) for e in parsed(svg).iter(f"{SVG}text"))


@st.composite
def steps(draw: st.DrawFn) -> Step:
    """A step of a random small network: every loss, penalties, dropout, both layouts."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    biases = draw(st.booleans())
    layers: list[gn.Dense | gn.Dropout] = [
        gn.Dense(n, draw(st.sampled_from(["sigmoid", "tanh", "relu", "identity"])), bias=biases)
        for n in sizes[1:-1]
    ]
    if layers and draw(st.booleans()):
        layers.append(gn.Dropout(0.4))
    last, loss = draw(st.sampled_from([
        ("identity", "squared_error"), ("sigmoid", "binary_cross_entropy"),
        ("softmax", "categorical_cross_entropy"), ("tanh", "absolute_error"),
    ]))  # fmt: skip
    layers.append(gn.Dense(max(2, sizes[-1]) if last == "softmax" else sizes[-1], last))
    net = gn.Network(
        sizes[0], layers, loss=loss, penalty=draw(st.sampled_from([None, gn.L2(0.1), gn.L1(0.1)]))
    )
    params = {k: rng.normal(size=shape) for k, shape in net.param_shapes().items()}
    m = draw(st.integers(1, 3))
    X, Y = rng.normal(size=(m, sizes[0])), rng.integers(0, 2, size=(m, net.outputs)).astype(float)
    if last == "softmax":
        Y = np.eye(net.outputs)[rng.integers(0, net.outputs, m)]
    layout = draw(st.sampled_from(["rows", "columns"]))
    return gn.Model(net, params=params).explain(X, Y, layout=layout, seed=1)


def assert_readable(svg: str) -> None:
    assert_clean(svg)
    assert_cards_hold_their_texts(svg)
    assert assert_wires_avoid_cards(svg) > 0


@settings(max_examples=60, deadline=None)
@given(steps())
def test_arrays_every_value_and_every_slope_is_written(step: Step) -> None:
    svg = drawn(step)
    assert_readable(svg)
    wanted: Counter[str] = Counter()
    forward = {row.out.name for row in step.derivation if row.phase in ("forward", "loss")}
    given_ = {var.name for var in step.derivation.inputs if var.role != "scalar"}
    for name in forward | given_:
        for array in (step[name], step.get(f"d{name}")):
            if array is not None:
                wanted.update(numeral(float(each)) for each in np.ravel(array))
    assert not wanted - texts(svg)


@settings(max_examples=60, deadline=None)
@given(steps(), st.data())
def test_units_show_the_numbers_of_their_example(step: Step, data: st.DataObject) -> None:
    examples = step["X"].shape[step.derivation.layout == "columns"]
    example = data.draw(st.integers(0, examples - 1))
    svg = drawn(step, level="units", example=example)
    assert_readable(svg)
    axis = 0 if step.derivation.layout == "rows" else 1
    shown = texts(svg)
    forward = [row.out for row in step.derivation if row.phase in ("forward", "loss")]
    for var in forward:
        for place in product(*map(range, var.shape)):
            entry = f"{var.name}[{', '.join(map(str, place))}]" if place else var.name
            text = f"{entry} = {numeral(float(step[var.name][place]))}"
            mine = not place or place[axis] == example
            assert (text in shown) == mine
            if mine and f"d{var.name}" in step:
                slope = numeral(float(step[f"d{var.name}"][place]))
                assert f"d{var.name} = {slope}" in shown
    for var in step.derivation.inputs:
        if var.role != "param":
            continue
        for place in product(*map(range, var.shape)):
            value, slope = (numeral(float(step[n][place])) for n in (var.name, f"d{var.name}"))
            text = value if var.name[0] == "W" else f"+ {var.name}[{', '.join(map(str, place))}] = "
            assert any(each.startswith(text) for each in shown)
            assert slope in shown


@settings(max_examples=60, deadline=None)
@given(steps(), st.data(), st.sampled_from(["rows", "units"]))
def test_a_lit_path_stays_readable(step: Step, data: st.DataObject, level: str) -> None:
    name = data.draw(st.sampled_from(step.derivation.names("param")))
    place = tuple(data.draw(st.integers(0, n - 1)) for n in step[name].shape)
    svg = lit(step, name, place, level)
    assert_readable(svg)


def test_the_worked_weight_of_tutorial_4() -> None:
    mine = presets.load("s3-2-3-1").model
    step = mine.explain([[1, 1]], [[0]])
    svg = lit(step, "W1", (0, 0), "units")
    (line,) = (text for text in texts(svg) if text.startswith("∂L/∂W1[0, 0]"))
    *factors, total = re.findall(r"−?[\d.]+", line.split("=", 1)[1])
    z = 1 * 0.8 + 1 * 0.2
    a = 1 / (1 + np.exp(-z))
    y = float(step["A2"].item())
    # −2(y − ŷ) · w31 · a11(1 − a11) · x1, from the weight to the loss; A2 = Z2 has slope 1
    assert [float(f) for f in factors] == pytest.approx([1, a * (1 - a), 0.3, 1, 2 * y], rel=1e-3)
    assert float(total) == pytest.approx(float(step["dW1"][0, 0]), rel=1e-3)
    shown = texts(svg)
    assert {"× 1", f"× {numeral(a * (1 - a))}", "× 0.3", f"× {numeral(2 * y)}"} <= set(shown)


def test_only_the_path_is_lit() -> None:
    step = presets.load("s3-2-3-1").model.explain([[1, 1]], [[0]])
    root = parsed(lit(step, "W1", (0, 2), "units"))
    bright = {
        "".join(e.itertext()).split(" ")[0]
        for group in root.iter(f"{SVG}g") if group.get("opacity") is None
        for e in group.iter(f"{SVG}text") if e.get("font-weight") == "600"
    }  # fmt: skip
    assert {each for each in bright if each[0] in "AZLY"} == {
        "Z1[0,",
        "A1[0,",
        "Z2[0,",
        "A2[0,",
        "L",
    }
    nodes = [t for t in texts(drawn(step, level="units")) if t.startswith(("A1", "Z1"))]
    assert len(nodes) == 6


def test_slopes_run_back_only_where_a_backward_row_takes_them() -> None:
    net = gn.Network(2, [gn.Dense(2, "softmax")], loss="categorical_cross_entropy")
    step = gn.Model(net, seed=0).explain([[1.0, 2.0]], [0])
    # X → Z1, W1 ⇄ Z1, b1 ⇄ Z1, Z1 → A1 (the stable pair needs no dA1), Z1 ⇄ L, Y → L
    dashed = [e for e in parsed(drawn(step)).iter(f"{SVG}path") if e.get("stroke-dasharray")]
    assert len(dashed) == 3 + 1, "and one in the legend"


def test_the_share_of_an_example_and_of_the_penalty() -> None:
    net = gn.Network(1, [gn.Dense(1)], penalty=gn.L2(0.5))
    step = gn.Model(net, params={"W1": [[2.0]], "b1": [0.0]}).explain(
        [[1.0], [3.0]], [[0.0], [0.0]]
    )
    shown = texts(lit(step, "W1", (0, 0), "rows", example=1))
    # ∂L/∂w = Σ 2(wx − y)x / 2 + 0.5w: the second example gives 3 · 6, the penalty 0.5 · 2
    begin = "example 1, counted from 0, adds to ∂L/∂W1[0, 0]"
    assert any(t.startswith(begin) and t.endswith("= 18") for t in shown)
    assert any(t.startswith("the penalty adds") and t.endswith("= 1") for t in shown)


def test_large_networks_as_arrays() -> None:
    net = gn.Network(784, [gn.Dense(128, "relu"), gn.Dense(10, "softmax")],
                     loss="categorical_cross_entropy")  # fmt: skip
    rng = np.random.default_rng(0)
    step = gn.Model(net, seed=0).explain(rng.normal(size=(32, 784)), rng.integers(0, 10, 32))
    edges = path_edges(step.derivation, step, Entry("W1", (300, 100)), 31)
    svg = drawn(step, path=edges, example=31)
    assert_readable(svg)
    assert numeral(float(step["W1"][300, 100])) in texts(svg), "the lit entry is always shown"
    assert len(svg) < 60_000
    with pytest.raises(SettingError, match="at most 10") as error:
        drawn(step, level="units")
    assert "784" in str(error.value)


def test_what_is_not_there_is_refused() -> None:
    step = presets.load("s3-2-3-1").model.explain([[1, 1]], [[0]])
    with pytest.raises(UnknownNameError, match="level"):
        drawn(step, level="unit")
    with pytest.raises(SettingError, match="example 1"):
        drawn(step, level="units", example=1)


@pytest.mark.parametrize("level", ["rows", "units"])
def test_values_that_are_not_finite(level: str) -> None:
    net = gn.Network(1, [gn.Dense(2, "relu"), gn.Dense(1)])
    params = {"W1": [[1e308, 1.0]], "W2": [[1e308], [1.0]]}
    with np.errstate(all="ignore"):
        step = gn.Model(net, params={**params, "b1": [0, 0], "b2": [0]}).explain([[1e9]], [[0]])
    assert_readable(drawn(step, level=level))


def test_both_languages() -> None:
    step = presets.load("s3-2-3-1").model.explain([[1, 1]], [[0]])
    assert "Computation graph" in drawn(step)
    set_language("zh")
    svg = lit(step, "b2" if "b2" in step else "W2", (0, 0), "rows")
    assert next(parsed(svg).iter(f"{SVG}title")).text == "计算图"
    assert not re.search(r"\b(run|given|parameter)\b", " ".join(texts(svg)))
    assert_readable(svg)
