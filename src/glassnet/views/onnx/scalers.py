"""The units of the data in an ONNX graph: scalers as nodes, computed as `Scaler` does."""

from typing import Any

import numpy as np

from glassnet.views.onnx.graph import Graph

FLOAT, DOUBLE = 1, 11  # numbers of types in ONNX
OFFSET, SPREAD = "offset", "spread"


def scale(graph: Graph, tensor: str, scaler: Any) -> str:
    """Adds what turns raw inputs into those that the network sees.

    It computes in float64, as `run.predict` does, and rounds once at the end.

    Args:
        graph: receives the nodes.
        tensor: the raw inputs, (N, n_in).
        scaler: what scaled the data of the training, or None.

    Returns:
        The tensor of the scaled inputs.
    """
    if scaler is None or scaler.kind == "none":
        return tensor
    name, operands = f"{tensor}_scaled", {"x": tensor, **_columns(graph, tensor, scaler, "float64")}
    low, high = scaler.limits
    single = graph.dtype == "float32"
    lines = [f"wide = Cast(x, to={DOUBLE})" if single else "wide = Identity(x)"]
    lines += ["moved = Sub(wide, offset)", "part = Div(moved, spread)"]
    if (low, high) != (0.0, 1.0):
        operands["range"] = graph.constant(f"{tensor}_range", np.array(high - low))
        operands["low"] = graph.constant(f"{tensor}_low", np.array(low))
        lines += ["wider = Mul(part, range)", "part_moved = Add(wider, low)"]
    scaled = lines[-1].split()[0]
    lines.append(f"y = Cast({scaled}, to={FLOAT if single else DOUBLE})")
    return graph.text(name, "\n".join(lines), operands, name)


def unscale(graph: Graph, tensor: str, result: str, scaler: Any) -> None:
    """Adds what turns outputs of the network back into the units of the targets.

    Args:
        graph: receives the nodes.
        tensor: the outputs, (N, n_out).
        result: what the tensor in the units of the targets is called.
        scaler: what scaled the targets of the training.
    """
    operands = {"x": tensor, **_columns(graph, result, scaler, graph.dtype)}
    low, high = scaler.limits
    lines, inner = [], "x"
    if (low, high) != (0.0, 1.0):
        lines = [f"above = Sub(x, {low!r})", f"part = Div(above, {high - low!r})"]
        inner = "part"
    lines += [f"wide = Mul({inner}, spread)", "y = Add(wide, offset)"]
    graph.text(result, "\n".join(lines), operands, result)


def _columns(graph: Graph, name: str, scaler: Any, dtype: str) -> dict[str, str]:
    """The tensors of a scaler's offset and spread of each column."""
    return {
        each: graph.constant(f"{name}_{each}", np.array(getattr(scaler, each), dtype))
        for each in (OFFSET, SPREAD)
    }
