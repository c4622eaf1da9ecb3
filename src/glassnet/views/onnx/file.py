"""A network's forward pass as an ONNX file, which onnxruntime runs and Netron draws.

Every row is one node, or a few that begin with its name. The file is opset 18, IR 9: newer
numbers are refused by runtimes that people have.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast, overload

import numpy as np
import numpy.typing as npt

from glassnet.core.derivation import Derivation
from glassnet.core.op import lookup
from glassnet.core.rows import meanings
from glassnet.core.rows import row as row_text
from glassnet.errors import DataError, SettingError
from glassnet.files import write_bytes
from glassnet.locales import _
from glassnet.nn.lower import lower
from glassnet.nn.network import Network
from glassnet.nn.spec import to_plain
from glassnet.version import __version__
from glassnet.views.onnx.graph import Graph
from glassnet.views.onnx.scalers import scale, unscale

if TYPE_CHECKING:
    from onnx import ModelProto

OPSET, IR = 18, 9
MOST_BYTES = 2**31 - 2**24  # a protobuf file ends at 2 GiB
BATCH, INPUT, OUTPUT, LABEL = "N", "X", "Y_hat", "label"
ONE_HOT = "y = ArgMax(p, axis=1, keepdims=0)"
YES_OR_NO = "yes = GreaterOrEqual(p, threshold)\nnumber = Cast(yes, to=7)\ny = Squeeze(number, [1])"


class Predictor(Protocol):
    """What an export needs of a model; `Model` has it."""

    network: Network
    params: dict[str, npt.NDArray[Any]]
    dtype: str


@overload
def onnx(source: object, path: None = None) -> bytes: ...


@overload
def onnx(source: object, path: str | Path) -> Path: ...


def onnx(source: object, path: str | Path | None = None) -> bytes | Path:
    """The forward pass of a model or a run as an ONNX file.

    It takes `X`, float64 or float32 as the model is, of shape (N, n_in) for any N, and gives
    `Y_hat`, (N, n_out): what `predict` gives. A run's scalers are in it, so that inputs stand in
    the units of the data. A run whose targets are classes gives `label`, the number of the class
    as int64 of shape (N,), and its outputs as `probabilities` where they lie within 0 and 1, else
    as `scores`. Names of classes, layer sizes and the description of the network are in
    `metadata_props`.

    In float32, activations are ONNX's own operators where they mean the same. In float64 they are
    built from operators that onnxruntime computes in double precision.

    Args:
        source: a run, or a model.
        path: where to write it, all or nothing; without one the bytes are returned.

    Returns:
        The bytes, or the path.

    Raises:
        SettingError: if the package `onnx` is not installed, an op does not say what it is in
            ONNX, or source is neither a run nor a model.
        DataError: if a parameter is not finite.
        RunError: if the file cannot be written, or an op of the run means something else now.

    Example:
        >>> from glassnet import Dense, Model, Network
        >>> content = onnx(Model(Network(2, [Dense(3, "sigmoid"), Dense(1)])))
    """
    _demand_package()
    if path is not None and not isinstance(path, str | os.PathLike):
        raise SettingError(
            _("this is no path"),
            expected=_("the name of a file"),
            received=f"{path!r:.60}",
            where="export.onnx(…, path)",
            fix=_("for example {example}").format(example="export.onnx(run, 'first.onnx')"),
        )
    content = _content(source)
    if path is None:
        return content
    write_bytes(Path(path), content)
    return Path(path)


def _demand_package() -> None:
    try:
        import onnx  # noqa: F401
    except ImportError:
        raise SettingError(
            _("ONNX files need the package onnx, which is not installed"),
            expected="onnx 1.17 +",
            received=_("no package of that name"),
            where="export.onnx(…)",
            fix='pip install "glassnet[onnx]"',
        ) from None


def _content(source: object) -> bytes:
    """The bytes of the file, checked by the onnx package."""
    trained = hasattr(source, "settings")
    model = cast(Predictor, getattr(source, "model", None) if trained else source)
    if not isinstance(getattr(model, "network", None), Network):
        raise SettingError(
            _("this is neither a model nor a run"),
            expected=_("a Model or a Run"),
            received=f"{source!r:.60}",
            where="export.onnx(source)",
            fix=_("for example {example}").format(example="export.onnx(run)"),
        )
    _check_params(model)
    if trained:
        # it refuses ops that mean something else now than in the run
        cast(Any, source).predict(np.zeros((1, model.network.inputs)))
    derivation = lower(model.network, 1, dtype=model.dtype, extent="forward")
    graph = Graph(model.dtype, constants=dict(model.params))
    outputs = _nodes(graph, derivation, model.network, source)
    proto = _proto(graph, outputs, model.network)
    _describe(proto, graph, derivation, model.network, source)
    with _refusals():
        from onnx import checker

        checker.check_model(proto, full_check=True)
    content: bytes = proto.SerializeToString(deterministic=True)
    return content


def _check_params(model: Predictor) -> None:
    """Raises if the numbers are not finite, or too many for one file."""
    for name, value in model.params.items():
        if not np.isfinite(value).all():
            raise DataError(
                _("{name} holds NaN or infinity").format(name=name),
                expected=_("finite numbers"),
                received=str(value[~np.isfinite(value)][0]),
                where=f"model.params[{name!r}]",
                fix=_("train again with a smaller learning rate"),
            )
    size = sum(value.nbytes for value in model.params.values())
    if size > MOST_BYTES:
        raise SettingError(
            _("the network is too large for one ONNX file"),
            expected=_("at most {most} bytes").format(most=MOST_BYTES),
            received=_("{size} bytes").format(size=size),
            where="export.onnx(…)",
            fix=_("use dtype='float32', or save it with model.save(path)"),
        )


def _nodes(graph: Graph, derivation: Derivation, network: Network, source: object) -> list[str]:
    """Adds everything from the raw inputs to the answers; returns the names of the outputs."""
    target, classes = getattr(source, "target_scaler", None), _classifies(source)
    (data,) = derivation.names("data")
    graph.tensors[data] = scale(graph, INPUT, getattr(source, "scaler", None))
    last, answer = derivation.outputs["prediction"], _answer_name(network) if classes else OUTPUT
    scaled = _is_scaled(target)
    graph.tensors[last] = last if scaled else answer
    for equation in derivation.equations:
        graph.add_row(equation)
    if scaled:
        unscale(graph, last, answer, target)
    if not classes:
        return [answer]
    if network.outputs > 1:
        graph.text(LABEL, ONE_HOT, {"p": answer}, LABEL)
    else:
        threshold = {"threshold": network.threshold}
        graph.text(LABEL, YES_OR_NO, {"p": answer}, LABEL, params=threshold)
    return [LABEL, answer]


def _is_scaled(scaler: Any) -> bool:
    return scaler is not None and scaler.kind != "none"


def _classifies(source: object) -> bool:
    """Whether the answers are classes; scaled targets are numbers, even if they became 0 and 1."""
    target = getattr(source, "target_scaler", None)
    return bool(getattr(source, "is_class", False)) and not _is_scaled(target)


def _answer_name(network: Network) -> str:
    """What the outputs of a classifier are called; probabilities only if they can be some."""
    last = lookup(network.dense[-1].activation)
    return "probabilities" if last.low >= 0 and last.high <= 1 else "scores"


def _proto(graph: Graph, outputs: list[str], network: Network) -> "ModelProto":
    """The graph in the classes of the onnx package."""
    from onnx import TensorProto, helper, numpy_helper

    number = TensorProto.DOUBLE if graph.dtype == "float64" else TensorProto.FLOAT
    answers = [
        helper.make_tensor_value_info(name, TensorProto.INT64, [BATCH])
        if name == LABEL
        else helper.make_tensor_value_info(name, number, [BATCH, network.outputs])
        for name in outputs
    ]
    nodes = [
        helper.make_node(node.operator, list(node.inputs), [node.output], node.name, node.doc)
        for node in graph.nodes
    ]
    for made, node in zip(nodes, graph.nodes, strict=True):
        made.attribute.extend(helper.make_attribute(*pair) for pair in node.attributes.items())
    used = {name for node in graph.nodes for name in node.inputs}
    body = helper.make_graph(
        nodes,
        "glassnet",
        [helper.make_tensor_value_info(INPUT, number, [BATCH, network.inputs])],
        answers,
        [numpy_helper.from_array(v, name) for name, v in graph.constants.items() if name in used],
    )
    return helper.make_model(
        body,
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR,
        producer_name="glassnet",
        producer_version=__version__,
    )


def _describe(
    proto: "ModelProto", graph: Graph, derivation: Derivation, network: Network, source: object
) -> None:
    """Says in the file what it is."""
    from onnx import helper

    (data,) = derivation.names("data")
    sizes = "-".join(map(str, network.sizes))
    proto.doc_string = "\n".join(
        [
            _("The forward pass of a {sizes} network, written by glassnet {version}.").format(
                sizes=sizes, version=__version__
            ),
            f"{data} = {graph.tensors[data]}",
            *(row_text(equation, "text") for equation in derivation.equations),
            *meanings(derivation),
        ]
    )
    described = {
        "glassnet": __version__,
        "sizes": sizes,
        "dtype": derivation.dtype,
        "network": json.dumps(to_plain(network), ensure_ascii=False),
    }
    classes: tuple[str, ...] = getattr(source, "classes", ())
    if _classifies(source) and classes:
        described["classes"] = json.dumps(list(classes), ensure_ascii=False)
    helper.set_model_props(proto, described)


@contextmanager
def _refusals() -> Iterator[None]:
    """Inside, what the onnx package does not accept is an error about an op's text."""
    from onnx import checker, shape_inference

    try:
        yield
    except (checker.ValidationError, shape_inference.InferenceError) as error:
        raise SettingError(
            _("the equations make no valid ONNX file"),
            expected=_("operators of ONNX opset {opset}, with fitting operands").format(
                opset=OPSET
            ),
            received=" ".join(str(error).split())[:300],
            where="export.onnx(…)",
            fix=_("mend the text given as onnx= where the op is made"),
        ) from None
