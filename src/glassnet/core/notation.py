"""The only place where a name is formed.

Rows are examples. A0 = X (m, n_in), W1 (n_in, n_out), b1 (n_out,), Z1 pre-activation, A1
activation, L loss, dZ1 the derivative of L by Z1, W1_new the updated weight.
"""

import re

INPUT, TARGET, SAMPLE_WEIGHT = "A0", "Y", "s"
ALSO = {"X": INPUT, "dX": f"d{INPUT}"}
LOSS, DATA_LOSS, PENALTY = "L", "L_data", "L_penalty"
GRADIENT_NORM = "g_norm"
LEARNING_RATE, TIME, EXAMPLES, ALL_EXAMPLES = "lr", "t", "m", "n_data"
CLIP_NORM, CLIP_VALUE = "clip_norm", "clip_value"

# Names of the code around the rows: NumPy, PyTorch, the number type, the function of all rows.
NUMPY, TORCH, NUMBER, FUNCTION = "np", "torch", "f", "train_step"
IN_CODE = (NUMPY, TORCH, NUMBER, FUNCTION)
_FIXED = frozenset(
    {INPUT, TARGET, SAMPLE_WEIGHT, *ALSO, LOSS, DATA_LOSS, PENALTY, GRADIENT_NORM}
    | {LEARNING_RATE, TIME, EXAMPLES, ALL_EXAMPLES, *IN_CODE}
)
_NUMBERED = re.compile(r"d?[WbZAD]\d+(_\w+)?|dL\w*")


def is_taken(name: str) -> bool:
    """Whether a name means something else in a derivation, so that no op may have it."""
    return name in _FIXED or _NUMBERED.fullmatch(name) is not None


def weight(layer: int) -> str:
    """The weight matrix of a layer: W1."""
    return f"W{layer}"


def bias(layer: int) -> str:
    """The bias of a layer: b1."""
    return f"b{layer}"


def preactivation(layer: int) -> str:
    """The weighted sum of a layer: Z1."""
    return f"Z{layer}"


def activation(layer: int) -> str:
    """The output of a layer: A1; A0 is the input."""
    return f"A{layer}"


def dropped(layer: int) -> str:
    """The output of a layer after dropout: A1_drop."""
    return f"{activation(layer)}_drop"


def mask(layer: int) -> str:
    """The dropout mask behind a layer: D1."""
    return f"D{layer}"


def gradient(name: str, part: str = "") -> str:
    """The derivative of the loss by a variable: dW1, or a part of it: dW1_penalty."""
    return f"d{name}_{part}" if part else f"d{name}"


def clipped(name: str) -> str:
    """The clipped gradient of a parameter: dW1_clipped."""
    return f"{gradient(name)}_clipped"


def state(name: str, kind: str) -> str:
    """What an optimizer remembers about a parameter: W1_velocity, W1_sq, W1_m, W1_v."""
    return f"{name}_{kind}"


def updated(name: str) -> str:
    """The next value of a parameter or of an optimizer's state: W1_new."""
    return f"{name}_new"
