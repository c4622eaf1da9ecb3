"""The sources, one row each: which loss, penalty, layout, bias and labels a text or library has.

A loss or penalty is written as a description of `nn.losses`, so that it can be computed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from glassnet.errors import unknown_name
from glassnet.locales import N_, _
from glassnet.nn.losses import (
    L2,
    BinaryCrossEntropy,
    CategoricalCrossEntropy,
    Loss,
    Penalty,
    SquaredError,
)

# The losses that are compared, by the name of their op.
SQUARED, BINARY, CATEGORICAL = (
    "squared_error",
    "binary_cross_entropy",
    "categorical_cross_entropy",
)
LOSSES = {
    SQUARED: N_("squared error"),
    BINARY: N_("binary cross-entropy"),
    CATEGORICAL: N_("cross-entropy over classes"),
}


@dataclass(frozen=True)
class Source:
    """What one text or library means by its words.

    Attributes:
        key: its short name.
        title: its name.
        cites: where this stands.
        losses: its losses by the name of their op, as their slopes are used; one that is
            missing is not in it.
        penalty: its L2 penalty with strength 1, or None.
        strength: what it calls the strength of the penalty.
        layout: "rows" if examples are rows, else "columns".
        transposed: whether a weight matrix is (units, inputs) although examples are rows.
        bias: what it calls the bias; "" if it has none.
        labels: how it writes the right answer.
        batch_size: how many examples it takes at once at most, unless told; None if it has no
            batch size of its own.
        note: what else is special about it.
    """

    key: str
    title: str
    cites: str
    losses: Mapping[str, Loss] = field(default_factory=dict)
    penalty: Penalty | None = None
    strength: str = "λ"
    layout: str = "rows"
    transposed: bool = False
    bias: str = "b"
    labels: str = ""
    batch_size: int | None = None
    note: str = ""


def _losses(
    squared: Loss | None = None, binary: str | None = None, categorical: str | None = None
) -> dict[str, Loss]:
    """Losses by name; the cross-entropies by their reduction."""
    found: dict[str, Loss] = {} if squared is None else {SQUARED: squared}
    if binary:
        found[BINARY] = BinaryCrossEntropy(reduction=binary)
    if categorical:
        found[CATEGORICAL] = CategoricalCrossEntropy(reduction=categorical)
    return found


_ROWS = (
    Source(
        "tutorial1",
        N_("tutorial 1"),
        "O. Florez, One LEGO at a time: Explaining the Math of How Neural Networks Learn, 2018",
        _losses(SquaredError(0.5)),
        L2(1.0, per="batch"),
        bias="",
        labels=N_("y = [0, 1] is class 0 in the text; its code has [1, 0] for class 0"),
        note=N_("its code leaves out the 1/N of the gradient and adds the penalty as one number"),
    ),
    Source(
        "tutorial2",
        N_("tutorial 2"),
        "hope_wisdom, 你真的明白神经网络是什么？, CSDN",
        _losses(SquaredError(reduction="mean_all"), None, "mean"),
        transposed=True,
        labels=N_("not said"),
        note=N_("it names its losses without a formula; PyTorch's are meant"),
    ),
    Source(
        "tutorial3",
        N_("tutorial 3"),
        "AlexiaChen, 神经网络的工作原理和简单的数学推导, 2023, after T. Rashid, 2016",
        _losses(SquaredError(reduction="sum")),
        layout="columns",
        bias="",
        labels=N_("0.99 for the right output, 0.01 for the others"),
        note=N_("its update drops the 2 of the slope, as if ½ stood before the loss"),
    ),
    Source(
        "tutorial4",
        N_("tutorial 4"),
        "PyTorch深度学习实战(1), CSDN",
        _losses(SquaredError(reduction="mean_all"), "mean", "mean"),
        bias="w0",
        labels=N_("a number, or a column for each class"),
        note=N_("w0 in the formula of a neuron; a bias of its own in the code"),
    ),
    Source(
        "tutorial5",
        N_("tutorial 5"),
        "ShowMeAI 深度学习教程, after A. Ng, Neural Networks and Deep Learning, week 3",
        _losses(None, "mean"),
        layout="columns",
        labels=N_("0 or 1, one row of all examples (1, m)"),
    ),
    Source(
        "nielsen",
        "Nielsen",
        "M. Nielsen, Neural Networks and Deep Learning, 2015, equations 6, 57, 63, 80, 87",
        _losses(SquaredError(0.5), "mean", "mean"),
        L2(1.0, per="data"),
        layout="columns",
        labels=N_("a column with 1 at the place of the digit"),
        note=N_("n is the size of the whole training set, in each mini-batch too"),
    ),
    Source(
        "sklearn",
        "scikit-learn",
        "scikit-learn 1.9, MLPClassifier and MLPRegressor, mathematical formulation",
        _losses(SquaredError(0.5), "mean", "mean"),
        L2(1.0, per="batch"),
        strength="alpha",
        bias="intercepts_",
        labels=N_("any values; columns in sorted order, one column for two classes"),
        batch_size=200,
        note=N_(
            "alpha is divided by the size of the mini-batch, min(200, n) unless set; the squared "
            "error here is the one whose slope it uses: the loss_ that it reports is divided by "
            "the number of outputs too"
        ),
    ),
    Source(
        "keras",
        "Keras",
        "Keras 3, keras.losses (sum_over_batch_size) and keras.regularizers.L2",
        _losses(SquaredError(reduction="mean_all"), "mean_all", "mean"),
        L2(1.0, factor=1.0),
        strength="l2",
        bias="bias",
        labels=N_("to_categorical: 1 at the place of the class; or the class's number"),
        note=N_("no ½ and no division; for the kernels that have a kernel_regularizer"),
    ),
    Source(
        "pytorch",
        "PyTorch",
        "PyTorch 2, torch.nn.MSELoss, BCELoss, CrossEntropyLoss, torch.optim.SGD",
        _losses(SquaredError(reduction="mean_all"), "mean_all", "mean"),
        L2(1.0, biases=True),
        strength="weight_decay",
        transposed=True,
        bias="bias",
        labels=N_("the class's number, from 0; no one-hot needed"),
        note=N_(
            "weight_decay is added to the slope, not to the loss, and to biases too unless "
            "they have a parameter group of their own; AdamW's does not pass through Adam"
        ),
    ),
)
SOURCES: dict[str, Source] = {each.key: each for each in _ROWS}


def source(name: str, where: str = "conventions") -> Source:
    """The source of that key.

    Raises:
        UnknownNameError: with the nearest known one.
    """
    if name not in SOURCES:
        raise unknown_name(_("source"), str(name), SOURCES, where)
    return SOURCES[name]
