"""Lowering: a network becomes equations. The only bridge between the two."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from glassnet.core import notation
from glassnet.core.backprop import ADD, backprop
from glassnet.core.builder import Builder
from glassnet.core.derivation import Derivation, Layout, Var
from glassnet.core.expr import Expr, Sym, sqrt, square, total
from glassnet.core.op import Op, Shape, edition, lookup
from glassnet.errors import SettingError
from glassnet.locales import N_, _, translate
from glassnet.nn.demand import instance_of, number_type, one_of, whole
from glassnet.nn.layers import activation_op, in_layout
from glassnet.nn.losses import loss_op, pair_of, penalty_op
from glassnet.nn.network import Network
from glassnet.nn.optimizers import Clip, Optimizer, optimizer_of

Extent = Literal["forward", "loss", "backward"]
Gradient = Literal["backprop", "numeric"]


def lower(
    network: Network,
    batch_size: int,
    *,
    optimizer: str | Optimizer | None = None,
    layout: Layout = "rows",
    dtype: str = "float64",
    clip: Clip | None = None,
    weighted: bool = False,
    dropout: bool = False,
    extent: Extent = "backward",
    gradient: Gradient = "backprop",
    data_gradient: bool = False,
) -> Derivation:
    """The derivation of a network for one batch size.

    Args:
        network: what to lower.
        batch_size: m, the number of examples; a last partial batch is a derivation of its
            own.
        optimizer: adds the update rows; an Optimizer or its name.
        layout: "rows" or "columns".
        dtype: "float64" or "float32".
        clip: limits on the gradients, as rows.
        weighted: whether each example has a weight s.
        dropout: whether masks are inputs; otherwise dropout leaves no row.
        extent: how far to go: "forward", "loss", or everything.
        gradient: "numeric" takes the gradients as inputs instead of deriving them.
        data_gradient: whether the gradient of the data, dA0, is derived too. No update needs
            it; it says how the loss changes with each input.

    Returns:
        The derivation, checked. The same arguments return the same object.
    """
    size = whole(batch_size, "batch_size", "derive(batch_size=…)")
    one_of(layout, ("rows", "columns"), _("layout"), "derive(layout=…)")
    number = number_type(dtype, "derive(dtype=…)")
    limits = None if clip is None else instance_of(clip, Clip, "Clip(norm=1.0)", "derive(clip=…)")
    chosen = None if optimizer is None else optimizer_of(optimizer, "derive(optimizer=…)")
    form = _Form(size, layout, number, weighted, dropout, extent, gradient, data_gradient)
    return _lowered(network, form, chosen, limits, edition())


@dataclass(frozen=True)
class _Form:
    """Which derivation of a network is wanted; see `lower`."""

    batch_size: int
    layout: Layout
    dtype: str
    weighted: bool
    dropout: bool
    extent: Extent
    gradient: Gradient
    data_gradient: bool


@lru_cache(maxsize=512)
def _lowered(
    network: Network, form: _Form, optimizer: Optimizer | None, clip: Clip | None, edition: int
) -> Derivation:
    """The derivation; the edition of the ops is there to be remembered with it."""
    lowering = _Lowering(network, form)
    lowering.forward()
    if form.extent != "forward":
        loss = lowering.loss()
        if lowering.refused is not None and optimizer is not None:
            raise _untrainable(network, lowering.refused)
        if form.extent == "backward" and lowering.refused is None:
            grads = lowering.clipped(lowering.gradients(loss, form.gradient), clip)
            if optimizer is not None:
                lowering.update(optimizer, grads)
    return lowering.builder.finish()


def _untrainable(network: Network, reason: str) -> SettingError:
    """The error for a loss that may be shown but not trained on."""
    return SettingError(
        translate(reason),
        expected=_("a loss that is small only where the answers are right"),
        received=f"loss={network.loss.op!r}",
        where="Network(…, loss=…)",
        fix=_("train on squared_error or absolute_error instead"),
    )


class _Lowering:
    """The state of one lowering: the builder and the variables made so far."""

    def __init__(self, network: Network, form: _Form) -> None:
        self.network = network
        self.batch_size = form.batch_size
        self.rows = form.layout == "rows"
        self.layout = form.layout
        self.weighted = form.weighted
        self.dropout = form.dropout
        self.data_gradient = form.data_gradient
        self.builder = Builder(form.dtype, form.layout)
        self.params: dict[str, Var] = {}
        self.refused: str | None = None
        self.last_z: Var | None = None
        self.last_a: Var | None = None

    def _shape(self, units: int) -> Shape:
        """The shape of a value with `units` numbers for each example."""
        return (self.batch_size, units) if self.rows else (units, self.batch_size)

    def forward(self) -> None:
        """One weighted sum and one activation per layer."""
        net, b = self.network, self.builder
        value = b.input(notation.INPUT, self._shape(net.inputs), "data")
        self._declare_params()
        rates = net.dropouts() if self.dropout else {}
        for index, layer in enumerate(net.dense, 1):
            z = self._linear(index, value)
            op = activation_op(layer.activation, self.layout)
            value = b.add(notation.activation(index), op, (z,), "forward", layer=index)
            self.last_z, self.last_a = z, value
            if index in rates:
                mask = b.input(notation.mask(index), value.shape, "mask", index)
                value = b.add(
                    notation.dropped(index),
                    lookup("dropout").bind({}),
                    (value, mask),
                    "forward",
                    layer=index,
                )
        b.outputs["prediction"] = value.name

    def _declare_params(self) -> None:
        for name, shape in self.network.param_shapes().items():
            turned = shape if self.rows else (shape[::-1] if len(shape) == 2 else (*shape, 1))
            self.params[name] = self.builder.input(name, turned, "param", int(name[1:]))

    def _linear(self, index: int, value: Var) -> Var:
        weight = self.params[notation.weight(index)]
        bias = self.params.get(notation.bias(index))
        pair = (value, weight) if self.rows else (weight, value)
        if bias is None:
            op = lookup("matmul")
        else:
            op = lookup("linear" if self.rows else "linear_columns")
        inputs = pair if bias is None else (*pair, bias)
        name = notation.preactivation(index)
        return self.builder.add(name, op.bind({}), inputs, "forward", layer=index)

    def loss(self) -> Var:
        """The row L, and with a penalty the rows L_data and L_penalty before it."""
        net, b = self.network, self.builder
        assert self.last_z is not None
        assert self.last_a is not None
        target = b.input(notation.TARGET, self.last_a.shape, "data")
        inputs = {"o": self.last_a, "z": self.last_z, "t": target}
        if self.weighted:
            shape = (self.batch_size, 1) if self.rows else (1, self.batch_size)
            inputs["s"] = b.input(notation.SAMPLE_WEIGHT, shape, "data")
        name = pair_of(net.loss, net.dense[-1].activation) or net.loss.op
        error = in_layout(lookup(name, _("loss")), self.layout).bind({})
        op = loss_op(net.loss, error, net.outputs, self.weighted)
        self.refused = op.refused
        penalised = net.penalty is not None
        name = notation.DATA_LOSS if penalised else notation.LOSS
        loss = b.add(name, op, self._operands(op, inputs), "loss")
        if penalised:
            penalty = self._penalty()
            loss = b.add(notation.LOSS, ADD, (loss, penalty), "loss")
        b.outputs["loss"] = loss.name
        return loss

    def _operands(self, op: Op, known: Mapping[str, Var]) -> tuple[Var, ...]:
        """The variables behind an op's inputs; an unknown one is a scalar of that name."""
        return tuple(
            known[each] if each in known else self.builder.scalar(each) for each in op.inputs
        )

    def _penalty(self) -> Var:
        penalty = self.network.penalty
        assert penalty is not None
        chosen = [
            var for name, var in self.params.items() if penalty.biases or name.startswith("W")
        ]
        op = penalty_op(penalty, len(chosen))
        known = {f"w{index}": var for index, var in enumerate(chosen, 1)}
        inputs = self._operands(op, known)
        return self.builder.add(notation.PENALTY, op, inputs, "loss", branch="penalty")

    def gradients(self, loss: Var, how: Gradient) -> dict[str, Var]:
        """The gradient of each parameter."""
        if how == "numeric":
            return {
                name: self.builder.input(notation.gradient(name), var.shape, "gradient", var.layer)
                for name, var in self.params.items()
            }
        data = [var for var in self.builder.inputs if var.name == notation.INPUT]
        wanted = (*self.params.values(), *(data if self.data_gradient else ()))
        found = backprop(self.builder, loss, wanted)
        return {name: found[name] for name in self.params}

    def clipped(self, grads: dict[str, Var], clip: Clip | None) -> dict[str, Var]:
        """The gradients after clipping, as rows."""
        if clip is None or (clip.norm is None and clip.value is None):
            return grads
        b = self.builder
        shared: tuple[Var, ...] = ()
        steps: list[tuple[Op, tuple[Var, ...]]] = []
        if clip.norm is not None:
            op = _norm_op(len(grads))
            norm = b.add(notation.GRADIENT_NORM, op, tuple(grads.values()), "update")
            shared = (norm, b.scalar(notation.CLIP_NORM))
            steps.append((lookup("clip_norm").bind({}), shared))
        if clip.value is not None:
            steps.append((lookup("clip_value").bind({}), (b.scalar(notation.CLIP_VALUE),)))
        result: dict[str, Var] = {}
        for name, grad in grads.items():
            value = grad
            for number, (op, others) in enumerate(steps, 1):
                last = number == len(steps)
                out = notation.clipped(name) if last else f"{notation.gradient(name)}_scaled"
                value = b.add(out, op, (value, *others), "update", layer=grad.layer)
            result[name] = value
        return result

    def update(self, optimizer: Optimizer, grads: Mapping[str, Var]) -> None:
        """The optimizer's rows for each parameter."""
        memory = {name: self._state(optimizer, param) for name, param in self.params.items()}
        for name, param in self.params.items():
            optimizer.rows(self.builder, param, grads[name], memory[name])

    def _state(self, optimizer: Optimizer, param: Var) -> dict[str, Var]:
        """What an optimizer remembers about a parameter, by kind."""
        return {
            kind: self.builder.input(
                notation.state(param.name, kind), param.shape, "state", param.layer
            )
            for kind in optimizer.state
        }


def _norm_op(count: int) -> Op:
    """The length of all gradients together."""
    names = tuple(f"g{index}" for index in range(1, count + 1))
    squares: Expr = total(square(Sym(names[0])))
    for name in names[1:]:
        squares = squares + total(square(Sym(name)))
    return Op(
        name="global_norm",
        inputs=names,
        meaning=sqrt(squares),
        called=False,
        words=N_("the length of all gradients together"),
    )
