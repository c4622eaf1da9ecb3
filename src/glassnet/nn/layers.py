"""Layers: what users stack."""

from dataclasses import dataclass

from glassnet.core.op import Op, lookup
from glassnet.errors import SettingError, unknown_name
from glassnet.locales import _
from glassnet.nn.demand import real, whole
from glassnet.nn.initializers import Initializer, initializer

# Activations that mix the units of one example, with the op for each layout.
MIXING = {
    "softmax": ("softmax", "softmax_columns"),
    "log_softmax": ("log_softmax", "log_softmax_columns"),
}
ACTIVATIONS = (
    "identity",
    "sigmoid",
    "tanh",
    "relu",
    "leaky_relu",
    "elu",
    "selu",
    "softplus",
    "gelu",
    "silu",
    "step",
    "softmax",
    "log_softmax",
)
ALIASES = {"linear": "identity", "swish": "silu", "logistic": "sigmoid"}


def activation_name(name: str, where: str) -> str:
    """The registered name of an activation; users' own elementwise ops count.

    Raises:
        UnknownNameError: with the nearest known name.
    """
    from glassnet.core.op import registered

    name = ALIASES.get(name, name)
    if name in ACTIVATIONS:
        return name
    op = registered().get(name)
    if op is not None and len(op.inputs) == 1 and op.called:
        return name
    raise unknown_name(_("activation"), name, ACTIVATIONS, where)


def activation_op(name: str, layout: str) -> Op:
    """The op of an activation in a layout."""
    rows, columns = MIXING.get(name, (name, name))
    return lookup(rows if layout == "rows" else columns, _("activation")).bind({})


@dataclass(frozen=True)
class Dense:
    """A fully connected layer: every unit sees every input.

    Args:
        units: how many units, at least 1.
        activation: the function applied to each weighted sum.
        bias: whether each unit has a bias.
        init: how the weights start, by name or as an Initializer.
        bias_init: how the biases start.

    Example:
        >>> Dense(3, "sigmoid").units
        3
    """

    units: int
    activation: str = "identity"
    bias: bool = True
    init: str | Initializer = "glorot_uniform"
    bias_init: str | Initializer = "zeros"

    def __post_init__(self) -> None:
        where = f"Dense({self.units!r}, {self.activation!r})"
        whole(self.units, "units", where)
        if not isinstance(self.activation, str):
            raise SettingError(
                _("an activation is given by its name"),
                expected=_("text such as 'relu'"),
                received=repr(self.activation),
                where=where,
                fix=_("choose one of {names}").format(names=", ".join(ACTIVATIONS)),
            )
        object.__setattr__(self, "activation", activation_name(self.activation, where))
        initializer(self.init, where)
        initializer(self.bias_init, where)


@dataclass(frozen=True)
class Dropout:
    """Switches off a random part of the outputs before it, in training only.

    Args:
        rate: the part that is switched off, at least 0 and below 1.
    """

    rate: float

    def __post_init__(self) -> None:
        real(self.rate, "rate", f"Dropout({self.rate!r})", least=0.0, below=1.0)


Layer = Dense | Dropout
