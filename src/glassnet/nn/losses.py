"""Losses and penalties: which number is made small, and by which convention.

The conventions are data: the factor in front, and what the sum is divided by.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

import glassnet.ops  # noqa: F401  (every name that a description may use is registered)
from glassnet.core.derivative import simplify
from glassnet.core.expr import Const, Expr, Sym, substitute, symbols, total
from glassnet.core.indexed import i, j, over
from glassnet.core.op import GradientRule, Kink, Op, lookup
from glassnet.core.printer import render
from glassnet.core.rows import latex_around
from glassnet.errors import SettingError
from glassnet.locales import _
from glassnet.nn.demand import keep, one_of, real
from glassnet.nn.reductions import REDUCTIONS, WORDS


@dataclass(frozen=True)
class Loss:
    """How far the outputs are from the targets.

    Args:
        factor: a number in front; ½ makes the 2 of a squared error vanish.
        reduction: "mean" is the sum over outputs and the mean over examples; "sum" adds
            everything; "mean_all" is the mean over every element.
        stable: use the numerically safe pair with the matching last activation.
    """

    op: ClassVar[str] = ""
    factor: float = 1.0
    reduction: str = "mean"
    stable: bool = True

    def __post_init__(self) -> None:
        where = f"{type(self).__name__}(…)"
        object.__setattr__(self, "factor", real(self.factor, "factor", where, above=0.0))
        one_of(self.reduction, REDUCTIONS, _("reduction"), where)


@dataclass(frozen=True)
class SquaredError(Loss):
    """The square of the distance; for targets that are numbers."""

    op: ClassVar[str] = "squared_error"


@dataclass(frozen=True)
class AbsoluteError(Loss):
    """The distance itself; forgives outliers."""

    op: ClassVar[str] = "absolute_error"


@dataclass(frozen=True)
class SmoothL1(Loss):
    """Squared near the target, absolute far from it."""

    op: ClassVar[str] = "smooth_l1"


@dataclass(frozen=True)
class Hinge(Loss):
    """Asks for the right sign with a margin of 1."""

    op: ClassVar[str] = "hinge"


@dataclass(frozen=True)
class BinaryCrossEntropy(Loss):
    """Surprise of a yes/no forecast, for each output by itself."""

    op: ClassVar[str] = "binary_cross_entropy"


@dataclass(frozen=True)
class CategoricalCrossEntropy(Loss):
    """Surprise of a forecast among several classes."""

    op: ClassVar[str] = "categorical_cross_entropy"


@dataclass(frozen=True)
class NegativeLogLikelihood(Loss):
    """The same from log-probabilities; goes with log_softmax."""

    op: ClassVar[str] = "negative_log_likelihood"


@dataclass(frozen=True)
class SignedError(Loss):
    """Target minus output. Can be shown; cannot be trained on, because errors cancel."""

    op: ClassVar[str] = "signed_error"


LOSSES: dict[str, type[Loss]] = {
    each.op: each
    for each in (
        SquaredError,
        AbsoluteError,
        SmoothL1,
        Hinge,
        BinaryCrossEntropy,
        CategoricalCrossEntropy,
        NegativeLogLikelihood,
        SignedError,
    )
}
LOSS_ALIASES = {
    "mse": "squared_error",
    "mae": "absolute_error",
    "l1": "absolute_error",
    "huber": "smooth_l1",
    "bce": "binary_cross_entropy",
    "cross_entropy": "categorical_cross_entropy",
    "nll": "negative_log_likelihood",
}
# (last activation, loss) -> the op that computes both without losing digits
PAIRS = {
    ("sigmoid", "binary_cross_entropy"): "sigmoid_cross_entropy",
    ("softmax", "categorical_cross_entropy"): "softmax_cross_entropy",
}


def loss_of(value: object, where: str) -> Loss:
    """The loss of that name, class or op with its default convention, or the given one.

    Raises:
        UnknownNameError: if the name is not known.
    """
    if isinstance(value, Loss):
        return value
    if isinstance(value, type) and issubclass(value, Loss) and value is not Loss:
        return value()
    name = value.name if isinstance(value, Op) else value
    name = LOSS_ALIASES.get(name, name) if isinstance(name, str) else name
    return LOSSES[one_of(name, LOSSES, _("loss"), where)]()


def pair_of(loss: Loss, activation: str) -> str | None:
    """The op of the stable pair, if this loss after this activation has one."""
    return PAIRS.get((activation, loss.op)) if loss.stable else None


def loss_op(loss: Loss, error: Op, outputs: int, weighted: bool) -> Op:
    """The op of the row `L = …`: the errors, weighted, summed and divided.

    Args:
        loss: the convention.
        error: the op that gives the error of one output, or a stable pair's.
        outputs: the number of outputs, for "mean_all".
        weighted: whether each example has a weight s.
    """
    inputs = [*error.inputs, *(["s"] if weighted else [])]
    if loss.reduction != "sum":
        inputs.append("m")
    weigh: Callable[[Expr], Expr] = (lambda e: Sym("s") * e) if weighted else (lambda e: e)

    def scale(e: Expr) -> Expr:
        scaled = e if loss.factor == 1 else Const(loss.factor) * e
        if loss.reduction == "sum":
            return scaled
        return scaled / (Sym("m") if loss.reduction == "mean" else Sym("m") * Const(outputs))

    first = error.inputs[0]
    error = replace(error, words=WORDS[loss.reduction, weighted])
    if error.meaning is None:
        return _structured_loss(error, tuple(inputs), scale, weigh)
    slope = error.slopes[first]
    return Op(
        name=error.name,
        inputs=tuple(inputs),
        meaning=scale(total(weigh(error.meaning))),
        slopes={first: None if slope is None else simplify(scale(weigh(slope)))},
        called=False,
        companions=error.companions,
        refused=error.refused,
        kinks=error.kinks,
        threshold=error.threshold,
        words=error.words,
        gradient_words=error.gradient_words,
        same_as=error.same_as,
        doc=error.doc,
    )


def _structured_loss(
    error: Op, inputs: tuple[str, ...], scale: Callable[[Expr], Expr], weigh: Callable[[Expr], Expr]
) -> Op:
    """A loss row around a structured error: softmax with cross-entropy.

    The op states the slope of its sum, for targets that sum to 1 in each example;
    `training` and `explain` check that they do.
    """
    holes = {each: "{" + each + "}" for each in inputs}
    around = scale(total(weigh(Sym("error"))))
    call = {target: error.templates[target] for target in error.templates}
    templates = {
        target: render(around, target, {**holes, "error": call[target]})
        for target in ("numpy", "text")
    }
    first = error.inputs[0]
    stated = error.slopes.get(first)
    if stated is None:
        raise SettingError(
            _("{op} cannot be summed to a loss").format(op=error.name),
            expected="structured(…, loss_slope=…)",
            where=error.name,
            fix=_("give loss_slope= when the op is made"),
        )
    slope = simplify(scale(weigh(stated)))
    gradient = Op(
        name=f"{error.name}_backward",
        inputs=symbols(slope),
        meaning=slope,
        called=False,
        doc=f"Chain rule through {error.name} and what is before it, together.",
    )
    entry = None if error.entry is None else scale(over(i, over(j, weigh(error.entry))))
    return replace(
        error,
        inputs=inputs,
        templates={**templates, "latex": latex_around(around, error, inputs, ("m",))},
        shape=lambda *shapes: (),
        entry=entry,
        slopes={},
        gradients={first: GradientRule(gradient, gradient.inputs)},
    )


@dataclass(frozen=True)
class Penalty:
    """An extra loss for large weights.

    Args:
        strength: how much it counts; λ in most texts.
        factor: a number in front: ½ for L2 and 1 for L1 unless given.
        per: "none", or divide by the examples in the "batch", or in the whole "data" set.
        biases: whether biases are penalised too.
    """

    op: ClassVar[str] = ""
    strength: float
    factor: float = 1.0
    per: str = "none"
    biases: bool = False

    def __post_init__(self) -> None:
        where = f"{type(self).__name__}({self.strength!r})"
        strength = _("the strength of a penalty")
        keep(
            self,
            strength=real(self.strength, strength, where, least=0.0),
            factor=real(self.factor, "factor", where, above=0.0),
        )
        one_of(self.per, ("none", "batch", "data"), _("divisor of the penalty"), where)


@dataclass(frozen=True)
class L1(Penalty):
    """The sum of the weights' sizes; drives small weights to 0."""

    op: ClassVar[str] = "l1"


@dataclass(frozen=True)
class L2(Penalty):
    """The sum of the weights' squares, times ½; keeps weights small."""

    op: ClassVar[str] = "l2"
    factor: float = 0.5


PENALTIES: dict[str, type[Penalty]] = {"l1": L1, "l2": L2}


def penalty_op(penalty: Penalty, count: int) -> Op:
    """The op of the row `L_penalty = …` over a number of parameters."""
    each = lookup(penalty.op).bind({})
    if each.meaning is None:
        raise SettingError(_("a penalty must be elementwise"), where=penalty.op)
    divisor = {"none": None, "batch": "m", "data": "n_data"}[penalty.per]

    def scale(e: Expr) -> Expr:
        strength: Expr = Const(penalty.strength)
        scaled = (strength if penalty.factor == 1 else Const(penalty.factor) * strength) * e
        return scaled if divisor is None else scaled / Sym(divisor)

    names = tuple(f"w{i}" for i in range(1, count + 1))
    sums: Expr | None = None
    slopes: dict[str, Expr | None] = {}
    kinks: list[Kink] = []
    for name in names:
        own = {each.inputs[0]: Sym(name)}
        kinks += [replace(k, at=substitute(k.at, own), example=k.example * count)
                  for k in each.kinks]  # fmt: skip
        size = total(substitute(each.meaning, own))
        sums = size if sums is None else sums + size
        slope = each.slopes[each.inputs[0]]
        slopes[name] = None if slope is None else simplify(scale(substitute(slope, own)))
    return Op(
        name=penalty.op,
        inputs=(*names, *((divisor,) if divisor else ())),
        meaning=scale(sums if sums is not None else Const(0)),
        slopes=slopes,
        called=False,
        kinks=tuple(kinks),
        doc=each.doc,
    )
