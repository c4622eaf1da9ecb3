"""What is used where the command line says nothing: one row per data set.

Found by experiment, with the reference executor: each row learns its set well, for every one of
the seeds 0 … 7, in seconds. `layers` are the hidden layers; the last one follows from the task.
"""

from dataclasses import dataclass

from glassnet.data import Dataset
from glassnet.nn.losses import Loss, loss_of

SEED = 0


@dataclass(frozen=True)
class Defaults:
    """How to train on a data set.

    Args:
        layers: the hidden layers, as after --layers; empty for none.
        lr: the learning rate of Adam.
        epochs: how often all examples are seen.
        batch_size: examples per update; None for all of them.
        scale: how inputs are scaled; what the data set asks for unless given.
        validation: the part that is held back; None for nothing.
        dtype: the type of the numbers.
        optimizer: how weights change.
        schedule: how the learning rate changes.
    """

    layers: str
    lr: float
    epochs: int
    batch_size: int | None = 32
    scale: str | None = None
    validation: float | None = 0.2
    dtype: str = "float64"
    optimizer: str = "adam"
    schedule: str = "constant"


TABLE = {
    "xor": Defaults("4 tanh", 0.1, 200, batch_size=None, validation=None),
    "xor_cloud": Defaults("8 relu", 0.03, 100),
    "moons": Defaults("8 tanh", 0.05, 100),
    "circles": Defaults("8 tanh", 0.03, 60),
    "spiral": Defaults("32 tanh, 16 tanh", 0.01, 300),
    "blobs": Defaults("8 relu", 0.03, 50),
    "gaussians": Defaults("4 tanh", 0.03, 50),
    "flower": Defaults("8 tanh", 0.03, 200),
    "plane": Defaults("4 tanh", 0.02, 60),
    "multi_gaussian": Defaults("32 relu, 32 relu", 0.01, 200, scale="standard", schedule="cosine"),
    "sine": Defaults("16 tanh", 0.02, 300),
    "digits": Defaults("128 relu", 0.003, 30, scale="standard"),
    # A sixth of 60,000: the 50,000 and 10,000 of the usual split.
    "mnist": Defaults("128 relu", 0.001, 10, 128, validation=1 / 6, dtype="float32"),
}


def defaults_for(dataset: Dataset) -> Defaults:
    """The row of a built-in set; for a file, one that suits its task and size."""
    if dataset.recipe.get("name") in TABLE:
        return TABLE[dataset.recipe["name"]]
    return for_file(len(dataset), dataset.X.shape[1])


def for_file(examples: int, inputs: int) -> Defaults:
    """Settings for unknown data: about 1,500 updates of a network that is not too large.

    More of either and small, noisy tables are learned by heart.

    Args:
        examples: the number of rows.
        inputs: the number of columns that go in.
    """
    units = 16 if examples < 500 else 32 if inputs < 50 else 64
    batch = min(32 if examples < 20_000 else 128, max(1, examples // 4))
    epochs = min(300, max(5, 1500 * batch // examples))
    # With fewer than ten examples a fifth says nothing.
    validation = 0.2 if examples >= 10 else None
    lr = 0.01 if examples < 2000 else 0.003
    return Defaults(f"{units} relu", lr, epochs, batch, "standard", validation, schedule="cosine")


def last_activation(dataset: Dataset, units: int | None = None) -> str:
    """The activation that suits the task.

    Args:
        dataset: says what the task is.
        units: the outputs that the user chose, if any.
    """
    if dataset.task == "regression":
        return "identity"
    return "sigmoid" if outputs_for(dataset) == 1 and units in (None, 1) else "softmax"


def outputs_for(dataset: Dataset) -> int:
    """The number of outputs: one per value or class, and one for a yes or no."""
    if dataset.task == "regression":
        return int(dataset.Y.shape[1])
    return 1 if len(dataset.classes) == 2 else len(dataset.classes)


def output_for_loss(dataset: Dataset, loss: Loss | None) -> tuple[int, str]:
    """The number of outputs and the last activation, for a loss that the user may have chosen.

    Args:
        dataset: says what the task is.
        loss: what was chosen, or None.
    """
    outputs = outputs_for(dataset)
    wanted = {"categorical_cross_entropy": "softmax", "negative_log_likelihood": "log_softmax"}
    if loss is not None and dataset.task != "regression" and loss.op == "hinge":
        return outputs, "identity"
    if loss is None or dataset.task == "regression" or loss.op not in wanted:
        return outputs, last_activation(dataset)
    return len(dataset.classes), wanted[loss.op]


def loss_for(dataset: Dataset, activation: str) -> Loss:
    """The loss that suits the task and the last activation."""
    names = {
        "sigmoid": "binary_cross_entropy",
        "softmax": "categorical_cross_entropy",
        "log_softmax": "negative_log_likelihood",
        "identity": "hinge",
    }
    by_task = names if dataset.task == "classification" else {}
    return loss_of(by_task.get(activation, "squared_error"), "--loss")
