"""Recipes: how the data of a run are made, so that they can be made again.

The command line prepares its data here before a training, and a run that is opened later
prepares them here again; a fingerprint proves that they are the same. Only built-in data
sets are made again: what a run's folder says must not make anybody's files be read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from glassnet.data import Dataset, Scaler, names, rebuild, split_indices
from glassnet.data.targets import check_inputs, prepare_targets
from glassnet.executors.reference import Array
from glassnet.nn.network import Network

# A recipe for more examples than this is not followed: the arrays are kept, or asked for.
MOST_EXAMPLES = 1_000_000
OPTIONS = ("n", "noise", "seed", "classes", "part", "dtype")


def can_remake(recipe: Mapping[str, Any]) -> bool:
    """Whether data can be made again from what this recipe says alone.

    That is so for a built-in data set of reasonable size; not for a file, nor for a folder
    with files, which may have changed or may not be meant to be read.
    """
    data = recipe.get("data")
    options = data.get("options", {}) if isinstance(data, Mapping) else None
    if not isinstance(data, Mapping) or not isinstance(options, Mapping):
        return False
    size = options.get("n")
    small = size is None or (isinstance(size, int) and size <= MOST_EXAMPLES)
    return data.get("name") in names() and small and set(options) <= set(OPTIONS)


@dataclass(frozen=True)
class Prepared:
    """Data ready to train on.

    Attributes:
        X: scaled inputs of the training part.
        Y: its labels or targets.
        validation: the same of the held-back part, or None.
        scaler: what scaled the inputs, measured on the training part.
        recipe: how to make all this again.
    """

    X: Array
    Y: Array
    validation: tuple[Array, Array] | None
    scaler: Scaler
    recipe: dict[str, Any]


def prepare(
    dataset: Dataset, *, fraction: float | None, seed: int, scale: str, together: bool = False
) -> Prepared:
    """Splits a data set and scales its inputs.

    Args:
        dataset: raw values.
        fraction: the part to hold back, class by class, or None.
        seed: what the split is drawn from.
        scale: "none", "standard", "minmax", "symmetric" or "margin".
        together: whether all columns share one scale, as the pixels of a picture do.
    """
    everything = np.arange(len(dataset))
    rows, held = everything, None
    if fraction is not None:
        classes = dataset.task == "classification"
        rows, held = split_indices(dataset.Y, fraction, seed, classes)
    scaler = Scaler(scale, together).fit(dataset.X[rows])
    validation = None
    if held is not None:
        validation = (scaler.apply(dataset.X[held]), dataset.Y[held])
    recipe = {
        "data": dataset.recipe,
        "fraction": fraction,
        "seed": seed,
        "scale": scale,
        "together": together,
    }
    return Prepared(scaler.apply(dataset.X[rows]), dataset.Y[rows], validation, scaler, recipe)


def remake(recipe: Mapping[str, Any], network: Network, dtype: str) -> dict[str, Array]:
    """The arrays of a run from its recipe, as the training had them.

    Raises:
        GlassnetError: if the data cannot be made again.
    """
    prepared = prepare(
        rebuild(recipe["data"]),
        fraction=recipe["fraction"],
        seed=recipe["seed"],
        scale=recipe["scale"],
        together=recipe["together"],
    )
    arrays = _checked("", prepared.X, prepared.Y, network, dtype)
    if prepared.validation is not None:
        arrays.update(_checked("v", *prepared.validation, network, dtype))
    return arrays


def _checked(suffix: str, X: Array, Y: Array, network: Network, dtype: str) -> dict[str, Array]:
    inputs = check_inputs(X, network, dtype, "recipe")
    return {
        f"X{suffix}": inputs,
        f"Y{suffix}": prepare_targets(Y, network, len(X), dtype, "recipe"),
    }
