import numpy as np
import pytest
from svg_boxes import SVG, assert_clean, parsed

import glassnet as gn
from glassnet.errors import GlassnetError, SettingError, UnknownNameError
from glassnet.locales import set_language
from glassnet.views.drawing.palette import DARK

NET = gn.Network(2, [gn.Dense(3, "sigmoid"), gn.Dense(1)])
X, Y = np.array([[1.0, 1.0], [0.0, 1.0]]), np.array([[0.0], [1.0]])


def told(svg: str, tag: str) -> str:
    return next(parsed(svg).iter(f"{SVG}{tag}")).text or ""


def texts(svg: str) -> list[str]:
    return ["".join(each.itertext()) for each in parsed(svg).iter(f"{SVG}text")]


def test_from_a_step_a_model_and_a_run() -> None:
    model = gn.Model(NET, seed=0)
    step = model.explain(X, Y)
    assert gn.export.svg(step) == gn.export.graph(model, X=X, Y=Y) == step.graph()
    assert gn.export.svg(step, "diagram") == gn.export.diagram(step) == step.diagram()
    assert gn.export.svg(step, "network") == step.diagram(), "the name that it had"  # type: ignore[arg-type]
    assert told(gn.export.svg(step), "title") == "Computation graph"
    assert told(step.diagram(), "title") == "The network 2-3-1"
    run = model.train(X, Y, epochs=2, optimizer=gn.SGD(0.1))
    assert gn.export.svg(run, step=1) == gn.export.svg(run.step(1))


def test_a_network_without_data_or_numbers() -> None:
    model = gn.Model(NET, seed=0)
    assert "z = " not in gn.export.diagram(model)
    assert "b = 0" in gn.export.diagram(model)
    assert "b = 0" not in gn.export.diagram(NET)
    assert "z = " in gn.export.diagram(model, X=X, Y=Y, example=1)
    named = gn.export.diagram(NET, input_names=["x1", "x2"], output_names=["<ŷ>"])
    assert {"x1", "x2", "<ŷ>"} <= {box.text for box in assert_clean(named)}


def test_a_theme_is_fixed() -> None:
    model = gn.Model(NET, seed=0)
    dark = gn.export.diagram(model, theme="dark")
    assert DARK.paper in dark
    assert "prefers-color-scheme" not in dark
    assert "prefers-color-scheme" in gn.export.diagram(model)
    assert DARK.paper in model.explain(X, Y).graph(theme="dark")


def test_what_cannot_be_drawn() -> None:
    model = gn.Model(NET, seed=0)
    with pytest.raises(UnknownNameError, match="view"):
        gn.export.svg(model, "net", X=X, Y=Y)  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="theme"):
        gn.export.diagram(model, theme="night")  # type: ignore[arg-type]
    for source in (NET, NET.derive(2)):
        with pytest.raises(SettingError, match="needs numbers"):
            gn.export.svg(source)
    with pytest.raises(SettingError, match="data"):
        gn.export.svg(model)
    with pytest.raises(SettingError, match="example 2"):
        gn.export.graph(model, X=X, Y=Y, level="units", example=2)
    with pytest.raises(SettingError, match="example 2"):
        gn.export.diagram(model, X=X, Y=Y, example=2)


@pytest.mark.parametrize("level", ["rows", "units"])
def test_a_lit_number_is_named_as_everywhere(level: str) -> None:
    step = gn.Model(NET, seed=0).explain(X, Y)
    svg = step.graph(level, path=("W1", (0, 2)), example=1)  # type: ignore[arg-type]
    assert svg == gn.export.svg(step, level=level, path="W1[0,2]", example=1)
    assert svg == gn.export.graph(
        step, level=level, path=step.local_slopes("W1", (0, 2), 1), example=1
    )
    assert any("example 1, counted from 0, adds to ∂L/∂W1[0, 2]" in each for each in texts(svg))
    assert svg != step.graph(level, example=1)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["W9[0]", "W1", "W1[0,", ("W1",), ("W1", (9, 9)), 3, (), object()])
def test_paths_that_begin_nowhere(path: object) -> None:
    step = gn.Model(NET, seed=0).explain(X, Y)
    for ask in (lambda: step.graph(path=path), lambda: gn.export.svg(step, path=path)):
        with pytest.raises(GlassnetError):
            ask()


@pytest.mark.parametrize("view", ["graph", "diagram"])
def test_options_that_nobody_knows(view: str) -> None:
    step = gn.Model(NET, seed=0).explain(X, Y)
    for ask in (getattr(step, view), lambda **each: getattr(gn.export, view)(step, **each)):
        with pytest.raises(UnknownNameError) as error:
            ask(digit=3)
        assert "'digits'" in str(error.value)
        assert error.value.where == f"{view}(…)"


def test_names_are_a_list_and_hold_no_characters_that_break_the_file() -> None:
    step = gn.Model(NET, seed=0).explain(X, Y)
    with pytest.raises(SettingError, match="input_names must be a list") as error:
        step.diagram(input_names="ab")
    assert error.value.fix == "put it into brackets: input_names=['ab']"
    svg = step.diagram(input_names=["a\x00", "b\ud800"])
    assert {"a\ufffd", "b\ufffd"} <= set(texts(svg))
    svg.encode("utf-8")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("view", ["graph", "units", "diagram"])
def test_what_is_shown_stands_in_the_drawing(view: str, language: str) -> None:
    set_language(language)
    step = gn.Model(NET, seed=0).explain(X, Y)
    words = ["XOR, a network 2-3-1. " * 12, "学习率是 0.1，样本按从小到大的顺序排列。" * 8, "<&>"]
    options = {"title": "xor-001, step 50", "words": words}
    svg = {
        "graph": lambda: step.graph(**options),
        "units": lambda: step.graph("units", **options),
        "diagram": lambda: step.diagram(**options),
    }[view]()
    assert_clean(svg)
    assert told(svg, "title").endswith("xor-001, step 50")
    assert "<&>" in told(svg, "desc")
    assert {"xor-001, step 50", "<&>"} <= set(texts(svg))
    joined = "".join(texts(svg)).replace(" ", "")
    assert all(each.replace(" ", "") in joined for each in words)


def test_a_step_of_a_run_says_its_number() -> None:
    run = gn.Model(NET, seed=0).train(X, Y, epochs=3, optimizer=gn.SGD(0.1))
    for svg in (run.step(2).graph(), run.step(2).diagram(), gn.export.graph(run, step=2)):
        assert "Training step 2 (counted from 0)" in texts(svg)
        assert "Training step 2" in told(svg, "title")


def test_the_diagram_says_what_it_shows() -> None:
    step = gn.Model(NET, seed=0).explain(X, Y)
    shown = " ".join(texts(step.diagram(example=1)))
    assert "example 1, counted from 0, of 2" in shown
    assert {"positive weight", "negative weight"} <= set(texts(step.diagram()))
    assert "example" not in " ".join(texts(step.diagram(None)))
    assert "positive weight" not in texts(gn.export.diagram(NET)), "nothing is coloured there"


def test_numbers_on_a_link_are_explained() -> None:
    step = gn.Model(NET, seed=0).explain(X, Y)
    plain, lit = step.graph("units"), step.graph("units", path=("W1", (0, 0)))
    factor = "× the local derivative on the lit way"
    assert "on a link: the weight" in texts(plain)
    assert factor not in texts(plain)
    assert factor in texts(lit)


def test_a_drawing_shrinks_to_a_narrow_window() -> None:
    step = gn.Model(NET, seed=0).explain(X, Y)
    for svg in (step.graph(), step.graph("units"), step.diagram()):
        assert "max-width:100%;height:auto" in svg
