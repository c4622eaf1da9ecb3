"""ONNX files: onnxruntime computes from them what `predict` does."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.core.op import forget, registered
from glassnet.data import Scaler
from glassnet.errors import DataError, GlassnetError, RunError, SettingError
from glassnet.nn.layers import ACTIVATIONS

pytest.importorskip("onnx", reason="the package onnx is not installed")
pytest.importorskip("onnxruntime", reason="the package onnxruntime is not installed")

from onnx_networks import answers, checked, compare, distance, draw

ORDINARY, ALL = 60, 1000


@pytest.mark.parametrize("seed", range(ORDINARY))
def test_onnxruntime_agrees(seed: int) -> None:
    case = draw(seed)
    content = gn.export.onnx(case.source)
    checked(content)
    compare(case, content)


@pytest.mark.proof
def test_onnxruntime_agrees_on_1000_networks(
    record_property: Callable[[str, object], None],
) -> None:
    furthest = {"float32": 0.0, "float64": 0.0}
    for seed in range(ALL):
        case = draw(seed)
        content = gn.export.onnx(case.source)
        checked(content)
        furthest[case.dtype] = max(furthest[case.dtype], compare(case, content))
    record_property("networks", ALL)
    for dtype, off in furthest.items():
        record_property(f"furthest from onnxruntime in {dtype}", f"{off:.1e}")


def test_the_ordinary_networks_have_every_activation_in_both_types() -> None:
    seen = set()
    for seed in range(ORDINARY):
        case = draw(seed)
        seen |= {(each.activation, case.dtype) for each in case.source.network.dense}
    assert seen == {(name, dtype) for name in ACTIVATIONS for dtype in ("float32", "float64")}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_each_activation_far_from_zero(name: str, dtype: str) -> None:
    net = gn.Network(2, [gn.Dense(2, name)])
    model = gn.Model(net, params={"W1": np.eye(2), "b1": [0.0, 0.0]}, dtype=dtype)
    sizes = [0.0, 1e-300, 1e-20, 1e-8, 1e-3, 0.5, 1.0, 3.0, 20.0, 87.0, 90.0, 500.0, 800.0, 1e4]
    column = np.array([*sizes, *(-each for each in sizes)])
    X = np.stack([column, np.zeros_like(column)], axis=1).astype(dtype)
    found = answers(gn.export.onnx(model), X)["Y_hat"]
    with np.errstate(all="ignore"):
        expected = model.predict(X)
    assert distance(found, expected) <= {"float32": 1e-6, "float64": 1e-15}[dtype]


def test_a_spread_is_not_rounded_into_a_product() -> None:
    X = np.array([[0.1], [0.2], [0.7]])
    scaler = Scaler("standard").fit(X)
    model = gn.Model(gn.Network(1, [gn.Dense(3, bias=False)]), params={"W1": [[1.0, 2.0, 3.0]]})
    run = model.train(scaler.apply(X), X * [1, 2, 3], epochs=1, scaler=scaler)
    assert distance(answers(gn.export.onnx(run), X)["Y_hat"], run.predict(X)) <= 1e-15


def test_a_missing_number_stays_missing() -> None:
    content = gn.export.onnx(gn.Model(gn.Network(1, [gn.Dense(2, "relu"), gn.Dense(1, "tanh")])))
    assert np.isnan(answers(content, np.array([[np.nan]]))["Y_hat"]).all()


def test_what_a_file_says_about_itself() -> None:
    case = draw(11)
    proto = checked(gn.export.onnx(case.source))
    about = {each.key: each.value for each in proto.metadata_props}
    sizes = "-".join(map(str, case.source.network.sizes))
    assert proto.ir_version == 9
    assert [(each.domain, each.version) for each in proto.opset_import] == [("", 18)]
    assert (proto.producer_name, proto.producer_version) == ("glassnet", gn.__version__)
    assert about["glassnet"] == gn.__version__
    assert about["sizes"] == sizes
    assert sizes in proto.doc_string
    assert "Z1 = A0 @ W1" in proto.doc_string
    assert json.loads(about["network"])["inputs"] == case.source.network.inputs
    assert proto.graph.input[0].name == "X"
    assert proto.graph.input[0].type.tensor_type.shape.dim[0].dim_param == "N"
    rows = {f"{letter}{k}" for letter in "ZA" for k in range(1, len(case.source.network.sizes))}
    assert rows <= {node.name for node in proto.graph.node}
    assert {node.name: node.doc_string for node in proto.graph.node}["Z1"].startswith("Z1 = ")


def classifier(outputs: int, last: str, classes: tuple[str, ...]) -> Any:
    X, labels = gn.datasets.load("xor")
    loss = "squared_error"
    net = gn.Network(2, [gn.Dense(3, "tanh"), gn.Dense(outputs, last)], loss=loss)
    return gn.Model(net).train(X, labels, epochs=2, classes=classes), X


@pytest.mark.filterwarnings("ignore:targets from 0 to 1 cannot be reached")
@pytest.mark.parametrize(
    ("outputs", "last", "name"),
    [
        (2, "softmax", "probabilities"),
        (1, "sigmoid", "probabilities"),
        (2, "log_softmax", "scores"),
        (1, "identity", "scores"),
        (3, "sigmoid", "probabilities"),
    ],
)
def test_classes_have_labels(outputs: int, last: str, name: str) -> None:
    classes = ("不同", "same", "third")[: max(2, outputs)]
    run, X = classifier(outputs, last, classes)
    content = gn.export.onnx(run)
    found = answers(content, X.astype(np.float64))
    assert list(found) == ["label", name]
    values = run.predict(X)
    right = values.argmax(axis=1) if outputs > 1 else (values[:, 0] >= 0.5).astype(int)
    assert found["label"].tolist() == right.tolist()
    about = {each.key: each.value for each in checked(content).metadata_props}
    assert json.loads(about["classes"]) == list(classes)


def test_exactly_at_the_threshold_the_answer_is_yes() -> None:
    X, labels = gn.datasets.load("xor")
    net = gn.Network(2, [gn.Dense(1, "sigmoid")])
    model = gn.Model(net, params={"W1": [[0.0], [0.0]], "b1": [0.0]})
    run = model.train(X, labels, epochs=1)
    assert run.predict(X).tolist() == [[0.5]] * 4
    assert answers(gn.export.onnx(run), X)["label"].tolist() == [1, 1, 1, 1]


def test_scaled_targets_that_became_0_and_1_are_numbers() -> None:
    raw = np.array([[3.0], [8.0]])
    target = Scaler("minmax").fit(raw)
    X = np.array([[0.0], [1.0]])
    model = gn.Model(gn.Network(1, [gn.Dense(1)]))
    run = model.train(X, target.apply(raw), epochs=1, target_scaler=target)
    assert distance(answers(gn.export.onnx(run), X)["Y_hat"], run.predict(X)) <= 1e-15


def test_it_is_written_all_or_nothing(tmp_path: Path) -> None:
    model = draw(0).source
    path = tmp_path / "first.onnx"
    path.write_bytes(b"old")
    assert gn.export.onnx(model, path) == path
    assert path.read_bytes() == gn.export.onnx(model)
    assert gn.export.onnx(model, str(path)) == path
    assert [each.name for each in tmp_path.iterdir()] == ["first.onnx"]
    with pytest.raises(RunError):
        gn.export.onnx(model, tmp_path / "no" / "first.onnx")


def test_the_same_model_gives_the_same_bytes() -> None:
    assert gn.export.onnx(draw(4).source) == gn.export.onnx(draw(4).source)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_an_added_op_needs_no_onnx(dtype: str) -> None:
    gn.elementwise("bump", "z", lambda z, width: gn.math.exp(-(z * z) / width), params={"width": 2})
    try:
        model = gn.Model(gn.Network(2, [gn.Dense(4, "bump"), gn.Dense(1)]), dtype=dtype)
        X = np.random.default_rng(0).normal(size=(5, 2)).astype(dtype)
        found = answers(gn.export.onnx(model), X)["Y_hat"]
        assert distance(found, model.predict(X)) <= {"float32": 1e-6, "float64": 1e-15}[dtype]
    finally:
        forget("bump")


def centred(**more: Any) -> Any:
    return gn.structured(
        "centred",
        "z",
        shape=lambda z: z,
        numpy="{z} - np.mean({z}, axis=1, keepdims=True)",
        gradients={"z": "{dy} - np.mean({dy}, axis=1, keepdims=True)"},
        **more,
    )


def test_an_added_structured_op_says_how() -> None:
    centred(onnx="middle = ReduceMean(z, [1])\ny = Sub(z, middle)")
    try:
        model = gn.Model(gn.Network(2, [gn.Dense(4, "centred")]))
        X = np.random.default_rng(0).normal(size=(5, 2))
        content = gn.export.onnx(model)
        assert distance(answers(content, X)["Y_hat"], model.predict(X)) <= 1e-15
        assert [node.name for node in checked(content).graph.node] == ["Z1", "A1.reducemean", "A1"]
    finally:
        forget("centred")


def test_a_structured_op_that_does_not_say_how_is_named() -> None:
    centred()
    try:
        with pytest.raises(SettingError, match="row A1") as caught:
            gn.export.onnx(gn.Model(gn.Network(2, [gn.Dense(4, "centred")])))
        assert "onnx=" in str(caught.value.fix)
        assert "A1 = " in str(caught.value.where)
    finally:
        forget("centred")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "y",
        "y = ",
        "y = Sub(z, w)",
        "y = Sub(z",
        "x = Sub(z, z)",
        "z = Sub(z, z)",
        "y = Sub(z, 'z')",
        "y = Sub(z, True)",
        "y = Sub(z, [z])",
        "y = z.Sub(z)",
        "y = Sub(*z)",
        "y = Sub(**z)",
        "y = Sub(z, axis=z)",
        "import os\ny = Neg(z)",
        "y = Neg(__import__('os'))",
        "y = Neg(" + "(" * 300 + "z" + ")" * 301,
        "y = NoSuchOperator(z)",
        "y = Sub(z)",
        "y = Sub(z, [1])",
        "y = Neg(z, color=3)",
    ],
)
def test_a_text_that_is_wrong_is_refused(text: str) -> None:
    centred(onnx=text)
    try:
        with pytest.raises(SettingError) as caught:
            gn.export.onnx(gn.Model(gn.Network(2, [gn.Dense(4, "centred")])))
        assert caught.value.expected
        assert caught.value.fix
    finally:
        forget("centred")


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(SettingError, match="not installed") as caught:
        gn.export.onnx(draw(0).source)
    assert caught.value.fix == 'pip install "glassnet[onnx]"'


@pytest.mark.parametrize("source", [3, None, "run", gn.Network(2, [gn.Dense(1)])])
def test_what_is_neither_model_nor_run(source: Any) -> None:
    with pytest.raises(SettingError):
        gn.export.onnx(source)


@pytest.mark.parametrize("path", [3, b"x", ["x"]])
def test_what_is_no_path(path: Any) -> None:
    with pytest.raises(SettingError):
        gn.export.onnx(draw(0).source, path)


def test_numbers_that_are_not_finite() -> None:
    model = gn.Model(gn.Network(2, [gn.Dense(1)]))
    model.params["W1"][1, 0] = np.inf
    with pytest.raises(DataError, match="W1"):
        gn.export.onnx(model)


def test_an_op_that_means_something_else_now() -> None:
    gn.elementwise("bend", "z", lambda z: gn.math.tanh(z))
    try:
        X, labels = gn.datasets.load("xor")
        net = gn.Network(2, [gn.Dense(2, "bend"), gn.Dense(1)])
        run = gn.Model(net).train(X, labels, epochs=1)
        forget("bend")
        gn.elementwise("bend", "z", lambda z: gn.math.tanh(2 * z))
        with pytest.raises(GlassnetError, match="something else"):
            gn.export.onnx(run)
    finally:
        forget("bend")


def test_every_structured_activation_says_how() -> None:
    ops = registered()
    assert all(ops[name].onnx for name in ACTIVATIONS if ops[name].meaning is None)
