"""Each optimizer's step once more, in plain NumPy from the papers and PyTorch's documents.

Every function returns the new parameter and keeps what it must remember in `memory`.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from glassnet.nn.optimizers import Clip

Array = Any
Memory = dict[str, Any]


def clipped(grads: dict[str, Array], clip: Clip | None) -> dict[str, Array]:
    """Gradients shortened to a global length, then cut entry by entry."""
    result = dict(grads)
    if clip is not None and clip.norm is not None:
        length = np.linalg.norm(np.concatenate([g.ravel() for g in result.values()]))
        factor = clip.norm / (length + 1e-6)
        if factor < 1:
            result = {name: g * factor for name, g in result.items()}
    if clip is not None and clip.value is not None:
        result = {name: np.clip(g, -clip.value, clip.value) for name, g in result.items()}
    return result


def sgd(o: Any, w: Array, g: Array, memory: Memory, t: int) -> Array:
    return w - o.lr * g


def momentum(o: Any, w: Array, g: Array, memory: Memory, t: int) -> Array:
    memory["b"] = g if t == 1 else o.momentum * memory["b"] + g
    return w - o.lr * memory["b"]


def nesterov(o: Any, w: Array, g: Array, memory: Memory, t: int) -> Array:
    memory["b"] = g if t == 1 else o.momentum * memory["b"] + g
    return w - o.lr * (g + o.momentum * memory["b"])


def adagrad(o: Any, w: Array, g: Array, memory: Memory, t: int) -> Array:
    memory["total"] = memory.get("total", 0.0) + g * g
    return w - o.lr * g / (np.sqrt(memory["total"]) + o.eps)


def rmsprop(o: Any, w: Array, g: Array, memory: Memory, t: int) -> Array:
    memory["v"] = o.alpha * memory.get("v", 0.0) + (1 - o.alpha) * g * g
    return w - o.lr * g / (np.sqrt(memory["v"]) + o.eps)


def adam(o: Any, w: Array, g: Array, memory: Memory, t: int) -> Array:
    memory["m"] = o.beta1 * memory.get("m", 0.0) + (1 - o.beta1) * g
    memory["v"] = o.beta2 * memory.get("v", 0.0) + (1 - o.beta2) * g * g
    mean = memory["m"] / (1 - o.beta1**t)
    square = memory["v"] / (1 - o.beta2**t)
    return w - o.lr * mean / (np.sqrt(square) + o.eps)


def adamw(o: Any, w: Array, g: Array, memory: Memory, t: int) -> Array:
    decayed = w - o.lr * o.weight_decay * w
    return adam(o, decayed, g, memory, t)


RESTATED: dict[str, Callable[..., Array]] = {
    "sgd": sgd,
    "momentum": momentum,
    "nesterov": nesterov,
    "adagrad": adagrad,
    "rmsprop": rmsprop,
    "adam": adam,
    "adamw": adamw,
}
