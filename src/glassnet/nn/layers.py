"""Layers: what users stack."""

from dataclasses import dataclass

import glassnet.ops  # noqa: F401  (every name that a description may use is registered)
from glassnet.core.derivation import Layout
from glassnet.core.op import Op, lookup, registered
from glassnet.errors import SettingError, ShapeError, unknown_name
from glassnet.locales import _
from glassnet.nn.demand import instance_of, keep, real, whole
from glassnet.nn.initializers import Initializer, initializer

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


def activation_name(value: object, where: str) -> str:
    """The registered name of an activation; ops that were added at run time count.

    Args:
        value: its name, or the op that `elementwise` returned.
        where: in what it is used.

    Raises:
        SettingError: if it is neither, or an op that has been replaced under its name.
        UnknownNameError: with the nearest known name.
    """
    name = _name_of(value, where) if isinstance(value, Op) else value
    if not isinstance(name, str):
        raise SettingError(
            _("an activation is given by its name"),
            expected=_("text such as 'relu'"),
            received=repr(value),
            where=where,
            fix=_("choose one of {names}").format(names=", ".join(ACTIVATIONS)),
        )
    name = ALIASES.get(name, name)
    if name in ACTIVATIONS:
        return name
    known = [*ACTIVATIONS, *_added()]
    if name not in known:
        raise unknown_name(_("activation"), name, known, where)
    return name


def _name_of(op: Op, where: str) -> str:
    """The name of an op, if that name still means it."""
    if registered().get(op.name) is op:
        return op.name
    raise SettingError(
        _("the name {name!r} no longer means this op").format(name=op.name),
        expected=_("the op that is registered under its name"),
        received=repr(op),
        where=where,
        fix=_("write {name!r}, the name, or make the op again").format(name=op.name),
    )


def _added() -> list[str]:
    """The ops besides the built-in ones that may stand behind a weighted sum."""
    ops = registered()
    columns = {op.columns for op in ops.values()}
    return [
        name
        for name, op in ops.items()
        if op.called and name not in ACTIVATIONS and name not in columns and _keeps_shape(op)
    ]


def _keeps_shape(op: Op) -> bool:
    """Whether an op takes one input and gives as many numbers."""
    if len(op.inputs) != 1:
        return False
    try:
        return op.meaning is not None or (op.shape is not None and op.shape((2, 3)) == (2, 3))
    except ShapeError:
        return False


def activation_op(name: str, layout: Layout) -> Op:
    """The op of an activation in a layout."""
    return in_layout(lookup(name, _("activation")), layout).bind({})


def in_layout(op: Op, layout: Layout) -> Op:
    """The op itself, or its column form where examples are columns.

    Raises:
        SettingError: if it mixes the numbers of one example and has no column form.
    """
    if layout == "rows" or op.meaning is not None:
        return op
    if op.columns is None:
        raise SettingError(
            _("{op} has no form for examples as columns").format(op=op.name),
            expected=_("an op with columns=…"),
            received=op.name,
            where='layout="columns"',
            fix=_("use layout='rows', or state the column form when the op is made"),
        )
    return lookup(op.columns)


@dataclass(frozen=True, init=False)
class Dense:
    """A fully connected layer: every unit sees every input.

    Args:
        units: how many units, at least 1.
        activation: the function applied to each weighted sum, by name or as the op that
            `gn.elementwise` returned.
        bias: whether each unit has a bias.
        init: how the weights start, by name or as an Initializer.
        bias_init: how the biases start.

    Example:
        >>> Dense(3, "sigmoid").units
        3
    """

    units: int
    activation: str
    bias: bool
    init: str | Initializer
    bias_init: str | Initializer

    def __init__(
        self,
        units: int,
        activation: str | Op = "identity",
        bias: bool = True,
        init: str | Initializer = "glorot_uniform",
        bias_init: str | Initializer = "zeros",
    ) -> None:
        where = f"Dense({units!r}, {activation!r})"
        for each in (init, bias_init):
            initializer(each, where)
        keep(
            self,
            units=whole(units, "units", where),
            activation=activation_name(activation, where),
            bias=instance_of(bias, bool, "bias=False", where),
            init=init,
            bias_init=bias_init,
        )


@dataclass(frozen=True)
class Dropout:
    """Switches off a random part of the outputs before it, in training only.

    Args:
        rate: the part that is switched off, at least 0 and below 1.
    """

    rate: float

    def __post_init__(self) -> None:
        rate = real(self.rate, "rate", f"Dropout({self.rate!r})", least=0.0, below=1.0)
        object.__setattr__(self, "rate", rate)


Layer = Dense | Dropout
