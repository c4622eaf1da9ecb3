import numpy as np
import pytest
from svg_boxes import SVG, assert_clean, parsed

import glassnet as gn
from glassnet.errors import SettingError, UnknownNameError
from glassnet.views.drawing.palette import DARK

NET = gn.Network(2, [gn.Dense(3, "sigmoid"), gn.Dense(1)])
X, Y = np.array([[1.0, 1.0], [0.0, 1.0]]), np.array([[0.0], [1.0]])


def title(svg: str) -> str | None:
    return next(parsed(svg).iter(f"{SVG}title")).text


def test_from_a_step_a_model_and_a_run() -> None:
    model = gn.Model(NET, seed=0)
    step = model.explain(X, Y)
    assert gn.export.svg(step) == gn.export.svg(model, X=X, Y=Y)
    assert title(gn.export.svg(step)) == "Computation graph"
    assert title(gn.export.svg(step, "network")) == "The network 2-3-1"
    run = model.train(X, Y, epochs=2, optimizer=gn.SGD(0.1))
    assert gn.export.svg(run, step=1) == gn.export.svg(run.step(1))


def test_a_network_without_data_or_numbers() -> None:
    model = gn.Model(NET, seed=0)
    assert "z = " not in gn.export.svg(model, "network")
    assert "b = 0" in gn.export.svg(model, "network")
    assert "b = 0" not in gn.export.svg(NET, "network")
    assert "z = " in gn.export.svg(model, "network", X=X, Y=Y, example=1)
    named = gn.export.svg(NET, "network", input_names=["x1", "x2"], output_names=["<ŷ>"])
    assert {"x1", "x2", "<ŷ>"} <= {box.text for box in assert_clean(named)}


def test_a_theme_is_fixed() -> None:
    model = gn.Model(NET, seed=0)
    dark = gn.export.svg(model, "network", theme="dark")
    assert DARK.paper in dark
    assert "prefers-color-scheme" not in dark
    assert "prefers-color-scheme" in gn.export.svg(model, "network")


def test_what_cannot_be_drawn() -> None:
    model = gn.Model(NET, seed=0)
    with pytest.raises(UnknownNameError, match="view"):
        gn.export.svg(model, "net", X=X, Y=Y)  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="theme"):
        gn.export.svg(model, "network", theme="night")  # type: ignore[arg-type]
    for source in (NET, NET.derive(2)):
        with pytest.raises(SettingError, match="needs numbers"):
            gn.export.svg(source)
    with pytest.raises(SettingError, match="data"):
        gn.export.svg(model)
    with pytest.raises(SettingError, match="example 2"):
        gn.export.svg(model, X=X, Y=Y, level="units", example=2)
    with pytest.raises(SettingError, match="example 2"):
        gn.export.svg(model, "network", X=X, Y=Y, example=2)
