"""Random networks for ONNX: every activation, sizes, scalers and types, and a way to run them."""

import random
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
import onnxruntime

from glassnet.core.op import lookup
from glassnet.data import Scaler
from glassnet.data.scaling import KINDS
from glassnet.errors import GlassnetWarning
from glassnet.model import Model
from glassnet.nn.layers import ACTIVATIONS, Dense, Dropout, Layer
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD

TOLERANCE = {"float32": 1e-5, "float64": 1e-12}


@dataclass(frozen=True)
class Case:
    """What is exported, raw inputs for it, and what it should answer."""

    source: Any
    dtype: str
    X: Any
    is_class: bool

    def expected(self, X: Any) -> Any:
        return self.source.predict(X)


def session(content: bytes) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def answers(content: bytes, X: Any) -> dict[str, Any]:
    """The outputs of a file by name."""
    running = session(content)
    names = [each.name for each in running.get_outputs()]
    return dict(zip(names, running.run(names, {"X": X}), strict=True))


def draw(seed: int) -> Case:
    """The case of a seed; the first layers of seeds in a row are all activations in turn."""
    rng = random.Random(seed)
    dtype = ("float64", "float32")[seed % 2]
    is_class = rng.random() < 0.4
    network = _network(rng, ACTIVATIONS[seed // 2 % len(ACTIVATIONS)])
    numbers = np.random.default_rng(seed)
    kind = rng.choice(KINDS)
    # data of any size if they are scaled, else of the size that networks like
    scale = 1.0 if kind == "none" else rng.choice([1.0, 100.0, 1e-3])
    shift = rng.choice([0.0, 5.0]) * scale
    X = (numbers.normal(size=(rng.randint(2, 9), network.inputs)) * scale + shift).astype(dtype)
    model = Model(network, seed=seed, dtype=dtype)
    for name, value in model.params.items():
        if name.startswith("b"):
            value += numbers.normal(size=value.shape).astype(dtype)
    refused = any(lookup(each.activation).refused for each in network.dense)
    if refused or rng.random() < 0.2:
        return Case(model, dtype, X / np.array(scale, dtype), False)
    return _trained(rng, model, X, kind, is_class)


def _network(rng: random.Random, first: str) -> Network:
    layers: list[Layer] = []
    depth = rng.randint(1, 5)
    for index in range(depth):
        activation = first if index == 0 else rng.choice(ACTIVATIONS)
        mixes = activation in ("softmax", "log_softmax")
        bias = rng.random() < 0.8
        layers.append(Dense(rng.randint(1 + mixes, 9), activation, bias=bias))
        if index < depth - 1 and rng.random() < 0.2:
            layers.append(Dropout(0.3))
    return Network(rng.randint(1, 8), layers, "squared_error")


def _trained(rng: random.Random, model: Model, X: Any, kind: str, is_class: bool) -> Case:
    """A run of one short epoch, so that scalers and classes belong to it."""
    network, m = model.network, len(X)
    scaler = Scaler(kind, together=rng.random() < 0.3).fit(X.astype(np.float64))
    options: dict[str, Any] = {"scaler": scaler}
    if is_class:
        Y: Any = np.arange(m) % max(2, network.outputs)
        options["classes"] = tuple(f"类{k}" for k in range(max(2, network.outputs)))
    else:
        raw = np.random.default_rng(m).normal(size=(m, network.outputs)) * rng.choice([1, 5]) + 2
        target = Scaler(rng.choice(KINDS)).fit(raw)
        Y, options["target_scaler"] = target.apply(raw), target
    with warnings.catch_warnings():
        # targets beyond what the last activation reaches: nothing is to be learned here
        warnings.simplefilter("ignore", GlassnetWarning)
        run = model.train(scaler.apply(X), Y, epochs=1, optimizer=SGD(1e-3), **options)
    return Case(run, model.dtype, X, is_class)


def checked(content: bytes) -> Any:
    """The file as the onnx package reads it, every rule of it checked."""
    proto = onnx.load_from_string(content)
    onnx.checker.check_model(proto, full_check=True)
    onnx.shape_inference.infer_shapes(proto, check_type=True, strict_mode=True, data_prop=True)
    return proto


def distance(found: Any, expected: Any) -> float:
    """The largest difference, relative to max(1, |expected|)."""
    size = np.maximum(1.0, np.abs(expected.astype(np.float64)))
    return float(np.max(np.abs(found.astype(np.float64) - expected) / size, initial=0.0))


def compare(case: Case, content: bytes) -> float:
    """How far onnxruntime is from `predict`, for all examples and for one alone.

    Raises:
        AssertionError: if types, shapes, labels or numbers differ.
    """
    furthest = 0.0
    for X in (case.X, case.X[:1]):
        found, expected = answers(content, X), case.expected(X)
        values = next(value for name, value in found.items() if name != "label")
        assert values.dtype == case.dtype
        assert values.shape == expected.shape
        furthest = max(furthest, distance(values, expected))
        assert ("label" in found) == case.is_class
        if case.is_class:
            _compare_labels(case, found["label"], values)
    assert furthest <= TOLERANCE[case.dtype], furthest
    return furthest


def _compare_labels(case: Case, labels: Any, values: Any) -> None:
    assert labels.dtype == np.int64
    if values.shape[1] > 1:
        assert np.array_equal(labels, values.argmax(axis=1))
    else:
        assert np.array_equal(labels, (values[:, 0] >= case.source.network.threshold).astype(int))
