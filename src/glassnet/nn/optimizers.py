"""Optimizers: how a gradient becomes a new weight, as rows with state.

The default forms and numbers are PyTorch's.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import ClassVar

import glassnet.ops  # noqa: F401  (every name that a description may use is registered)
from glassnet.core import notation
from glassnet.core.builder import Builder
from glassnet.core.derivation import Var
from glassnet.core.op import lookup
from glassnet.locales import _
from glassnet.nn.demand import keep, one_of, real

# What each setting must be; a part that is kept of the past is below 1, or nothing is forgotten.
_PART = {"least": 0.0, "below": 1.0}
LIMITS: dict[str, dict[str, float]] = {
    "lr": {"above": 0.0},
    "momentum": _PART,
    "alpha": _PART,
    "beta1": _PART,
    "beta2": _PART,
    "eps": {"least": 0.0},
    "weight_decay": {"least": 0.0},
}


@dataclass(frozen=True)
class Optimizer:
    """How a gradient becomes a step.

    Args:
        lr: the learning rate: how far a step goes, greater than 0.
    """

    name: ClassVar[str] = ""
    state: ClassVar[tuple[str, ...]] = ()
    torch: ClassVar[str] = ""
    lr: float = 0.01

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            where = f"{type(self).__name__}({field.name}={value!r})"
            number = real(value, field.name, where, **LIMITS.get(field.name, {}))
            object.__setattr__(self, field.name, number)

    def in_torch(self, parameters: str, lr: str) -> str:
        """The optimizer of torch.optim that takes exactly these steps, as code; "" if none does.

        Args:
            parameters: the code of what it changes.
            lr: the code of the learning rate.
        """
        return self.torch.format(**{**asdict(self), "parameters": parameters, "lr": lr})

    def rows(self, builder: Builder, param: Var, grad: Var, state: Mapping[str, Var]) -> None:
        """Appends the update rows of one parameter.

        Args:
            builder: receives the rows.
            param: the parameter.
            grad: its gradient, clipped if it is to be.
            state: the optimizer's memory of this parameter, by kind.
        """
        raise NotImplementedError

    def _row(
        self,
        builder: Builder,
        old: Var,
        op: str,
        inputs: tuple[Var, ...],
        **params: float,
    ) -> Var:
        """Appends the row of one new value and notes the update."""
        name = notation.updated(old.name)
        var = builder.add(name, lookup(op).bind(params), inputs, "update", layer=old.layer)
        builder.updates[old.name] = name
        return var


@dataclass(frozen=True)
class SGD(Optimizer):
    """Plain gradient descent: w − lr·dw."""

    name: ClassVar[str] = "sgd"
    torch: ClassVar[str] = "SGD({parameters}, lr={lr})"
    lr: float = 0.1

    def rows(self, builder: Builder, param: Var, grad: Var, state: Mapping[str, Var]) -> None:
        """One row."""
        lr = builder.scalar(notation.LEARNING_RATE)
        self._row(builder, param, "sgd_step", (param, grad, lr))


@dataclass(frozen=True)
class Momentum(Optimizer):
    """Gradient descent with a running sum of past gradients.

    Args:
        lr: learning rate.
        momentum: how much of the past is kept, at least 0 and below 1.
    """

    name: ClassVar[str] = "momentum"
    state: ClassVar[tuple[str, ...]] = ("velocity",)
    torch: ClassVar[str] = "SGD({parameters}, lr={lr}, momentum={momentum})"
    momentum: float = 0.9

    def _velocity(self, builder: Builder, grad: Var, state: Mapping[str, Var]) -> Var:
        old = state["velocity"]
        return self._row(builder, old, "momentum_velocity", (old, grad), momentum=self.momentum)

    def rows(self, builder: Builder, param: Var, grad: Var, state: Mapping[str, Var]) -> None:
        """The velocity, then the step along it."""
        lr = builder.scalar(notation.LEARNING_RATE)
        velocity = self._velocity(builder, grad, state)
        self._row(builder, param, "sgd_step", (param, velocity, lr))


@dataclass(frozen=True)
class Nesterov(Momentum):
    """Momentum that looks ahead along its velocity."""

    name: ClassVar[str] = "nesterov"
    torch: ClassVar[str] = "SGD({parameters}, lr={lr}, momentum={momentum}, nesterov=True)"

    def in_torch(self, parameters: str, lr: str) -> str:
        """PyTorch refuses a momentum of 0 here; without one this is plain gradient descent."""
        plain = SGD().in_torch(parameters, lr)
        return super().in_torch(parameters, lr) if self.momentum else plain

    def rows(self, builder: Builder, param: Var, grad: Var, state: Mapping[str, Var]) -> None:
        """The velocity, then the step that looks ahead."""
        lr = builder.scalar(notation.LEARNING_RATE)
        velocity = self._velocity(builder, grad, state)
        inputs = (param, grad, velocity, lr)
        self._row(builder, param, "nesterov_step", inputs, momentum=self.momentum)


@dataclass(frozen=True)
class AdaGrad(Optimizer):
    """Steps divided by the root of all squared gradients so far.

    Args:
        lr: learning rate.
        eps: keeps the division from 0.
    """

    name: ClassVar[str] = "adagrad"
    state: ClassVar[tuple[str, ...]] = ("sq",)
    torch: ClassVar[str] = "Adagrad({parameters}, lr={lr}, eps={eps})"
    eps: float = 1e-10

    def rows(self, builder: Builder, param: Var, grad: Var, state: Mapping[str, Var]) -> None:
        """The sum of squares, then the scaled step."""
        lr = builder.scalar(notation.LEARNING_RATE)
        sq = self._row(builder, state["sq"], "square_sum", (state["sq"], grad))
        self._row(builder, param, "scaled_step", (param, grad, sq, lr), eps=self.eps)


@dataclass(frozen=True)
class RMSprop(Optimizer):
    """Steps divided by the root of a running mean of squared gradients.

    Args:
        lr: learning rate.
        alpha: how much of the past is kept.
        eps: keeps the division from 0.
    """

    name: ClassVar[str] = "rmsprop"
    state: ClassVar[tuple[str, ...]] = ("sq",)
    torch: ClassVar[str] = "RMSprop({parameters}, lr={lr}, alpha={alpha}, eps={eps})"
    alpha: float = 0.99
    eps: float = 1e-8

    def rows(self, builder: Builder, param: Var, grad: Var, state: Mapping[str, Var]) -> None:
        """The running mean, then the scaled step."""
        lr = builder.scalar(notation.LEARNING_RATE)
        old = state["sq"]
        sq = self._row(builder, old, "running_square", (old, grad), decay=self.alpha)
        self._row(builder, param, "scaled_step", (param, grad, sq, lr), eps=self.eps)


@dataclass(frozen=True)
class Adam(Optimizer):
    """Running means of gradients and of their squares, both corrected for their start.

    Args:
        lr: learning rate.
        beta1: how much of the past gradients is kept.
        beta2: how much of the past squares is kept.
        eps: keeps the division from 0.
    """

    name: ClassVar[str] = "adam"
    state: ClassVar[tuple[str, ...]] = ("m", "v")
    step_op: ClassVar[str] = "adam_step"
    torch: ClassVar[str] = "Adam({parameters}, lr={lr}, betas=({beta1}, {beta2}), eps={eps})"
    lr: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8

    def _step_params(self) -> dict[str, float]:
        return {"beta1": self.beta1, "beta2": self.beta2, "eps": self.eps}

    def rows(self, builder: Builder, param: Var, grad: Var, state: Mapping[str, Var]) -> None:
        """Both memories, then the step."""
        lr, t = builder.scalar(notation.LEARNING_RATE), builder.scalar(notation.TIME)
        m, v = state["m"], state["v"]
        mean = self._row(builder, m, "running_mean", (m, grad), decay=self.beta1)
        square = self._row(builder, v, "running_square", (v, grad), decay=self.beta2)
        inputs = (param, mean, square, lr, t)
        self._row(builder, param, self.step_op, inputs, **self._step_params())


@dataclass(frozen=True)
class AdamW(Adam):
    """Adam whose weights also decay by themselves.

    Args:
        weight_decay: how fast they decay.
    """

    name: ClassVar[str] = "adamw"
    step_op: ClassVar[str] = "adamw_step"
    torch: ClassVar[str] = (
        "AdamW({parameters}, lr={lr}, betas=({beta1}, {beta2}), eps={eps}, "
        "weight_decay={weight_decay})"
    )
    weight_decay: float = 0.01

    def _step_params(self) -> dict[str, float]:
        return {**super()._step_params(), "weight_decay": self.weight_decay}


OPTIMIZERS: dict[str, type[Optimizer]] = {
    each.name: each for each in (SGD, Momentum, Nesterov, AdaGrad, RMSprop, Adam, AdamW)
}


def optimizer_of(value: object, where: str) -> Optimizer:
    """The optimizer of that name or class with its default numbers, or the given one.

    Raises:
        UnknownNameError: if the name is not known.
    """
    if isinstance(value, Optimizer):
        return value
    if isinstance(value, type) and issubclass(value, Optimizer) and value is not Optimizer:
        return value()
    return OPTIMIZERS[one_of(value, OPTIMIZERS, _("optimizer"), where)]()


@dataclass(frozen=True)
class Clip:
    """Limits on gradients, applied as rows before the update.

    Args:
        norm: the largest length of all gradients together.
        value: the largest size of any entry; applied after the norm.
    """

    norm: float | None = None
    value: float | None = None

    def __post_init__(self) -> None:
        for name in ("norm", "value"):
            limit = getattr(self, name)
            if limit is not None:
                keep(self, **{name: real(limit, name, f"Clip({name}={limit!r})", above=0.0)})
