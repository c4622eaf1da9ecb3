"""Twelve networks whose derivations are kept as text, in the files beside this one."""

from pathlib import Path

from glassnet.core.derivation import Derivation
from glassnet.executors.reference import source
from glassnet.nn.layers import Dense, Dropout
from glassnet.nn.losses import (
    L1,
    L2,
    BinaryCrossEntropy,
    CategoricalCrossEntropy,
    SmoothL1,
    SquaredError,
)
from glassnet.nn.lower import lower
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD, AdaGrad, Adam, AdamW, Clip, Momentum, Nesterov, RMSprop

FOLDER = Path(__file__).parent


def derivations() -> dict[str, Derivation]:
    """The derivations by the name of their file."""
    first = [Dense(3, "sigmoid", bias=False), Dense(2, "sigmoid", bias=False)]
    fourth = [Dense(3, "sigmoid", bias=False), Dense(1, bias=False)]
    fifth = Network(3, [Dense(4, "tanh"), Dense(1, "sigmoid")], "bce")
    digits = Network(64, [Dense(32, "relu"), Dense(10, "softmax")], "cross_entropy")
    xor = [Dense(3, "tanh"), Dense(2, "softmax")]
    deep = [Dense(4, "elu"), Dropout(0.2), Dense(4, "gelu"), Dropout(0.5), Dense(1, "softplus")]
    every = [Dense(2, name) for name in ("silu", "selu", "leaky_relu", "softmax", "identity")]
    return {
        "tutorial_1_2-3-2": lower(
            Network(2, first, SquaredError(factor=0.5), L2(1e-4, per="data")), 300,
            optimizer=SGD(0.001),
        ),
        "tutorial_4_2-3-1": lower(Network(2, fourth), 1, optimizer=SGD(0.01)),
        "tutorial_4_numeric": lower(
            Network(2, [Dense(3, "sigmoid"), Dense(1)]), 1, optimizer=SGD(0.01),
            gradient="numeric",
        ),
        "tutorial_5_columns": lower(fifth, 400, optimizer=SGD(1.2), layout="columns"),
        "softmax_pair": lower(digits, 32, optimizer=Momentum(0.1), dtype="float32"),
        "softmax_textbook": lower(
            Network(2, xor, CategoricalCrossEntropy(stable=False)), 4, optimizer=AdaGrad(0.1)
        ),
        "sigmoid_textbook": lower(
            Network(2, [Dense(1, "sigmoid")], BinaryCrossEntropy(stable=False)), 4
        ),
        "dropout": lower(Network(3, deep), 8, optimizer=SGD(0.1), dropout=True),
        "adam_with_clip": lower(
            Network(2, [Dense(2, "tanh"), Dense(1)]), 4, optimizer=Adam(),
            clip=Clip(norm=1.0, value=0.5),
        ),
        "penalty_per_data": lower(
            Network(2, [Dense(2, "relu"), Dense(1)], "hinge", L2(5.0, per="data", biases=True)),
            10, optimizer=Nesterov(0.1), clip=Clip(norm=1.0),
        ),
        "weighted": lower(
            Network(2, [Dense(2)], SmoothL1(2.0, "mean_all"), L1(0.1, per="batch")), 5,
            optimizer=RMSprop(), weighted=True,
        ),
        "every_kind_in_columns": lower(
            Network(2, [*every, Dense(3, "log_softmax", bias=False)], "nll"), 6,
            optimizer=AdamW(), layout="columns",
        ),
    }  # fmt: skip


def text(derivation: Derivation) -> str:
    """What is kept of a derivation: the numbered rows, and the code that runs them."""
    return f"{derivation}\n\n{source(derivation, tuple(derivation.outputs.values()))}"
