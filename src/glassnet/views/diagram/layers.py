"""What a picture of a network shows of each layer: its size, its weights, biases and values."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.core import notation
from glassnet.core.derivation import Derivation
from glassnet.nn.network import Network
from glassnet.views.drawing.example import checked_example

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class DrawnLayer:
    """A column of units.

    Attributes:
        units: how many.
        activation: its name; "" for the inputs.
        weights: shape (units before, units); None where unknown.
        biases: shape (units,); None for a layer without them.
        sums: the weighted sum z of each unit, for one example.
        values: what each unit hands on, for one example.
    """

    units: int
    activation: str = ""
    weights: Floats | None = None
    biases: Floats | None = None
    sums: Floats | None = None
    values: Floats | None = None

    @property
    def caption(self) -> str:
        """The activation, as a formula where its values are written."""
        if self.values is None or not self.activation:
            return self.activation
        return "a = z" if self.activation == "identity" else f"a = {self.activation}(z)"


def drawn_layers(
    source: Network | Derivation, numbers: Mapping[str, Any], example: int | None = None
) -> list[DrawnLayer]:
    """The columns of a network, inputs first.

    Args:
        source: a network, or the equations of a step, in either layout.
        numbers: parameters by name, or all values of a step; what is missing is not drawn.
        example: which example's values are shown, from 0; None for none.

    Raises:
        SettingError: if there is no such example.
    """
    if isinstance(source, Network):
        first = DrawnLayer(source.inputs)
        named = [(layer.units, layer.activation) for layer in source.dense]
        return [first, *(_layer(k, *each, numbers, False) for k, each in enumerate(named, 1))]
    variables = source.variables()
    columns = source.layout == "columns"
    axis = 0 if columns else 1
    first = DrawnLayer(variables[notation.INPUT].shape[axis])
    layers = [first]
    for k, activation in _activations(source).items():
        units = variables[notation.preactivation(k)].shape[axis]
        layers.append(_layer(k, units, activation, numbers, columns))
    if example is None:
        return layers
    example = checked_example(source, example, "network_svg(…)")
    return [
        replace(
            layer,
            sums=_of_example(numbers, notation.preactivation(k), example, columns),
            values=_of_example(numbers, notation.activation(k), example, columns),
        )
        for k, layer in enumerate(layers)
    ]


def _layer(
    k: int, units: int, activation: str, numbers: Mapping[str, Any], columns: bool
) -> DrawnLayer:
    weights = numbers.get(notation.weight(k))
    biases = numbers.get(notation.bias(k))
    if weights is not None:
        weights = np.asarray(weights, dtype=np.float64)
        weights = weights.T if columns else weights
    if biases is not None:
        biases = np.asarray(biases, dtype=np.float64).reshape(-1)
    return DrawnLayer(units, activation, weights, biases)


def _activations(derivation: Derivation) -> dict[int, str]:
    """The activation behind each layer, by the layer's number."""
    ops = {row.out.name: row.op.name for row in derivation.equations}
    count = sum(row.out.name == notation.preactivation(row.out.layer or 0) for row in derivation)
    return {k: ops.get(notation.activation(k), "") for k in range(1, count + 1)}


def _of_example(
    numbers: Mapping[str, Any], name: str, example: int, columns: bool
) -> Floats | None:
    found = numbers.get(name)
    if found is None:
        return None
    array = np.asarray(found, dtype=np.float64)
    return array[:, example] if columns else array[example]
