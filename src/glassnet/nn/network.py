"""Network: the frozen description of what is computed, without any numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from glassnet.core import notation
from glassnet.core.op import lookup
from glassnet.errors import SettingError
from glassnet.locales import _
from glassnet.nn.demand import instance_of, whole
from glassnet.nn.layers import ACTIVATIONS, Dense, Dropout, Layer
from glassnet.nn.losses import Loss, Penalty, loss_of

if TYPE_CHECKING:
    from glassnet.core.derivation import Derivation, Layout
    from glassnet.nn.optimizers import Clip, Optimizer


@dataclass(frozen=True, init=False)
class Network:
    """A feed-forward network: inputs, layers, loss, penalty.

    Args:
        inputs: how many numbers describe one example.
        layers: Dense and Dropout layers, first to last.
        loss: what is made small, by name or as a Loss.
        penalty: an extra loss for large weights, or None; of strength 0 it is None.

    Raises:
        SettingError: if there is no Dense layer, or a Dropout stands first or last.

    Example:
        >>> net = Network(2, [Dense(3, "sigmoid"), Dense(1)])
        >>> net.sizes
        (2, 3, 1)
    """

    inputs: int
    layers: tuple[Layer, ...]
    loss: Loss
    penalty: Penalty | None

    def __init__(
        self,
        inputs: int,
        layers: Sequence[Layer] | Layer,
        loss: str | Loss | type[Loss] = "squared_error",
        penalty: Penalty | None = None,
    ) -> None:
        object.__setattr__(self, "inputs", whole(inputs, "inputs", f"Network({inputs!r}, …)"))
        object.__setattr__(
            self, "layers", tuple(layers) if isinstance(layers, Sequence) else (layers,)
        )
        object.__setattr__(self, "loss", loss_of(loss, f"Network(…, loss={loss!r})"))
        self._check_layers()
        object.__setattr__(self, "penalty", self._penalty(penalty))

    def _check_layers(self) -> None:
        for layer in self.layers:
            if not isinstance(layer, Dense | Dropout):
                raise SettingError(
                    _("a network is made of layers"),
                    expected="Dense(…), Dropout(…)",
                    received=repr(layer),
                    where="Network(…)",
                    fix=_("write for example Dense(3, 'sigmoid')"),
                )
        if not self.dense or isinstance(self.layers[-1], Dropout):
            raise SettingError(
                _("a network needs a Dense layer at its end"),
                expected="Dense(units, activation)",
                received=repr(self.layers[-1]) if self.layers else "[]",
                where="Network(…)",
                fix=_("add Dense(1) or Dense(number of classes) as the last layer"),
            )
        if isinstance(self.layers[0], Dropout):
            raise SettingError(
                _("a Dropout needs a Dense layer before it"),
                expected="Dense(…), Dropout(…)",
                received=repr(self.layers[0]),
                where="Network(…)",
                fix=_("move the Dropout behind the first Dense"),
            )
        self._check_output()

    def _penalty(self, penalty: Penalty | None) -> Penalty | None:
        """The penalty; one of strength 0 is none, so that it leaves no rows."""
        if penalty is not None:
            instance_of(penalty, Penalty, "L2(1e-4)", "Network(…, penalty=…)")
        return penalty if penalty is not None and penalty.strength > 0 else None

    def _check_output(self) -> None:
        last = self.dense[-1]
        if last.activation in ("softmax", "log_softmax") and last.units == 1:
            raise SettingError(
                _("{name} over one output is always the same number").format(name=last.activation),
                expected=_("at least 2 outputs"),
                received="Dense(1)",
                where="Network(…)",
                fix=_("use Dense(1, 'sigmoid'), or one output for each class"),
            )
        low, high = lookup(self.loss.op).needs
        answers = lookup(last.activation)
        if answers.low < low or answers.high > high:
            fits = [
                name
                for name in ACTIVATIONS
                if lookup(name).low >= low and lookup(name).high <= high
                if lookup(name).refused is None
            ]
            raise SettingError(
                _("{loss} needs outputs from {low:g} to {high:g}").format(
                    loss=self.loss.op, low=low, high=high
                ),
                expected=" | ".join(f"Dense({last.units}, {name!r})" for name in fits),
                received=f"Dense({last.units}, {last.activation!r})",
                where="Network(…)",
                fix=_("change the last activation, or use squared_error"),
            )

    @property
    def dense(self) -> tuple[Dense, ...]:
        """The Dense layers, which is what indices count."""
        return tuple(layer for layer in self.layers if isinstance(layer, Dense))

    @property
    def sizes(self) -> tuple[int, ...]:
        """Inputs and units of each layer: (2, 3, 1)."""
        return (self.inputs, *(layer.units for layer in self.dense))

    @property
    def outputs(self) -> int:
        """How many numbers the network answers."""
        return self.dense[-1].units

    @property
    def threshold(self) -> float:
        """From where on a single output answers yes.

        Targets are 0 and 1, so it is ½ for every loss that compares the output with them, and
        0 for hinge, which compares its sign.
        """
        return lookup(self.loss.op).threshold

    @property
    def has_dropout(self) -> bool:
        """Whether a Dropout layer is among the layers."""
        return any(isinstance(layer, Dropout) and layer.rate > 0 for layer in self.layers)

    def dropouts(self) -> dict[int, float]:
        """The dropout rate behind each Dense layer that has one, by the layer's index."""
        rates: dict[int, float] = {}
        index = 0
        for layer in self.layers:
            if isinstance(layer, Dense):
                index += 1
            elif layer.rate > 0:
                # Two in a row act as one; a single one keeps its own number exactly.
                before = rates.get(index)
                both = layer.rate if before is None else 1 - (1 - before) * (1 - layer.rate)
                rates[index] = both
        return rates

    def param_shapes(self) -> dict[str, tuple[int, ...]]:
        """The shape of each parameter in the row layout, in order: W1, b1, W2 and so on."""
        shapes: dict[str, tuple[int, ...]] = {}
        for index, (fan_in, layer) in enumerate(zip(self.sizes, self.dense, strict=False), 1):
            shapes[notation.weight(index)] = (fan_in, layer.units)
            if layer.bias:
                shapes[notation.bias(index)] = (layer.units,)
        return shapes

    @property
    def param_count(self) -> int:
        """How many numbers training may change."""
        return sum(prod(shape) for shape in self.param_shapes().values())

    def derive(
        self,
        batch_size: int = 1,
        optimizer: "str | Optimizer | None" = None,
        *,
        layout: "Layout" = "rows",
        dtype: str = "float64",
        clip: "Clip | None" = None,
        weighted: bool = False,
        dropout: bool = False,
        data_gradient: bool = False,
    ) -> "Derivation":
        """The numbered equations of one training step.

        Args:
            batch_size: how many examples are computed at once, m.
            optimizer: adds the update rows, an Optimizer or its name; left out, the
                derivation ends with gradients.
            layout: "rows" if examples are rows, "columns" for the course's own form.
            dtype: "float64" or "float32".
            clip: limits on the gradients.
            weighted: whether each example has a weight.
            dropout: whether dropout is switched on.
            data_gradient: whether the gradient of the data, dA0, is derived too.
        """
        from glassnet.nn.lower import lower

        return lower(
            self,
            batch_size,
            optimizer=optimizer,
            layout=layout,
            dtype=dtype,
            clip=clip,
            weighted=weighted,
            dropout=dropout,
            data_gradient=data_gradient,
        )
