"""Twenty wrong derivatives, planted one at a time, and the laws that must notice them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from cases import elementwise_values, structured_values
from network_laws import gradient_law, layout_law, update_law
from op_laws import gradient_law as op_gradient_law
from op_laws import kink_law, mechanical_law
from random_networks import draw

from glassnet.core.expr import Const, Expr, Sym, maximum, minimum, square, where
from glassnet.core.op import GradientRule, Op, forget, lookup, register, registered
from glassnet.errors import GlassnetError
from glassnet.nn import losses, lower

MU = Sym("momentum")
z, y, o, t = Sym("z"), Sym("y"), Sym("o"), Sym("t")
Fault = Callable[[], Any]


@contextmanager
def other_op(name: str, **changes: Any) -> Iterator[None]:
    """An op of the registry with something changed, for a while."""
    good = lookup(name)
    forget_alone(good)
    register(replace(good, **changes))
    try:
        yield
    finally:
        forget_alone(lookup(name))
        register(good)


def forget_alone(op: Op) -> None:
    """Forgets an op but keeps the ops of its gradients."""
    parts = {n: p for n, p in registered().items() if n.startswith(f"{op.name}_gradient_")}
    forget(op.name)
    for name, part in parts.items():
        if name not in registered():
            register(part)


def slope(name: str, by: str, wrong: Expr) -> Fault:
    """An op that states another slope."""
    return lambda: other_op(name, slopes={**lookup(name).slopes, by: wrong})


def rule(name: str, by: str, *wrong: str) -> Fault:
    """A structured op whose gradient applies another op, or to other inputs."""
    made = GradientRule(wrong[0], wrong[1:])
    return lambda: other_op(name, gradients={**lookup(name).gradients, by: made})


def code(name: str, numpy: str) -> Fault:
    """A structured op with other NumPy code."""
    return lambda: other_op(name, templates={"numpy": numpy, "text": numpy, "latex": numpy})


@contextmanager
def other_loss(change: Callable[[Op], Op]) -> Iterator[None]:
    """Loss rows with something changed, for a while."""
    good = losses.loss_op
    lower.loss_op = lambda *args: change(good(*args))
    _new_edition()
    try:
        yield
    finally:
        lower.loss_op = good
        _new_edition()


def _new_edition() -> None:
    """Makes every remembered derivation old."""
    register(Op("planted", ("z",), meaning=z))
    forget("planted")


def scaled_slopes(change: Callable[[Expr], Expr]) -> Fault:
    """Loss rows whose gradient is changed and whose value is not."""

    def apply(op: Op) -> Op:
        slopes = {n: None if s is None else change(s) for n, s in op.slopes.items()}
        return replace(op, slopes=slopes)

    return lambda: other_loss(apply)


def without_division(expr: Expr) -> Expr:
    """The expression without the division by m at its top."""
    return expr.args[0] if getattr(expr, "atom", "") == "div" else expr  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Planted:
    """One wrong derivative.

    Attributes:
        name: what is wrong.
        fault: plants it for a while.
        op: the op whose own laws notice it; "" if only networks can.
        networks: whether random networks notice it; they never stand on a kink.
    """

    name: str
    fault: Fault
    op: str = ""
    networks: bool = True


FAULTS = [
    Planted("sign of a loss", slope("squared_error", "o", 2 * (t - o)), "squared_error"),
    Planted("missing factor 2", slope("squared_error", "o", o - t), "squared_error"),
    Planted("missing slope of tanh", slope("tanh", "z", Const(1)), "tanh"),
    Planted("slope of the input, not of the result", slope("sigmoid", "z", z * (1 - z)), "sigmoid"),
    Planted("tanh without its square", slope("tanh", "z", 1 - y), "tanh"),
    Planted("sigmoid squared", slope("sigmoid", "z", square(y) * (1 - y)), "sigmoid"),
    Planted("wrong side of a kink", slope("relu", "z", where(z >= 0, 1, 0)), "relu", False),
    Planted("kink turned round", slope("relu", "z", where(z > 0, 0, 1)), "relu"),
    Planted("leak forgotten", slope("leaky_relu", "z", where(z > 0, 1, 0)), "leaky_relu"),
    Planted("ELU's alpha twice", slope("elu", "z", where(z > 0, 1, y + 2)), "elu"),
    Planted("clip at half", slope("smooth_l1", "o", maximum(minimum(o - t, 0.5), -0.5)),
            "smooth_l1"),
    Planted("product not transposed", rule("linear", "x", "matmul", "dy", "W"), "linear"),
    Planted("operands of a product swapped", rule("linear", "W", "matmul_tn", "dy", "x"), "linear"),
    Planted("transposed product without transposing", code("matmul_nt", "{a} @ {b}"), "matmul"),
    Planted("forgot the sum over the rows", code("sum_rows", "{x}[0]"), "linear"),
    Planted("mean instead of sum over the rows", code("sum_rows", "np.mean({x}, axis=0)"),
            "linear"),
    Planted("softmax without its sum", lambda: other_op("softmax", gradients={
        "z": GradientRule(Op("wrong", ("dy", "y"), meaning=Sym("dy") * y * (1 - y), called=False),
                          ("dy", "y"))}), "softmax"),
    Planted("missing 1/m", scaled_slopes(without_division)),
    Planted("loss factor not in the gradient", scaled_slopes(lambda s: s * 1.7)),
    Planted("wrong companion", lambda: other_op(
        "sigmoid_cross_entropy", companions={"a": ("tanh", ("z",))}), "sigmoid_cross_entropy"),
    Planted("binary cross-entropy's slope after its sigmoid",
            slope("binary_cross_entropy", "o", o - t), "binary_cross_entropy"),
    Planted("penalty's slope without its 2", slope("l2", "w", Sym("w")), "l2"),
    Planted("dropout mask left out", slope("dropout", "a", Const(1)), "dropout"),
    Planted("off by one in t", lambda: other_op("adam_step", meaning=_substituted("adam_step"))),
    Planted("momentum forgets too much", lambda: other_op(
        "momentum_velocity", meaning=MU * Sym("v") + (1 - MU) * Sym("g"))),
    Planted("columns summed over the wrong axis",
            code("sum_columns", "np.sum({x}, axis=0, keepdims=True)"), "linear_columns"),
]  # fmt: skip


def _substituted(name: str) -> Expr:
    from glassnet.core.expr import substitute

    meaning = lookup(name).meaning
    assert meaning is not None
    return substitute(meaning, {"t": Sym("t") + 1})


def op_laws(name: str) -> None:
    """The laws of derivatives for one op."""
    op = lookup(name).bind({})
    for seed in range(12):
        if op.meaning is None:
            op_gradient_law(op, structured_values(op, (3, 4, 5), seed), seed)
        else:
            op_gradient_law(op, elementwise_values(op, (5, 3), seed), seed)
            mechanical_law(op, elementwise_values(op, (5, 3), seed))
    if op.meaning is not None:
        kink_law(op)


def network_laws(seeds: range) -> None:
    """The laws of networks for some seeds."""
    for seed in seeds:
        drawn = draw(seed)
        gradient_law(drawn, "rows")
        gradient_law(drawn, "columns")
        layout_law(drawn)
        update_law(drawn, 4)


def caught(laws: Callable[[], None]) -> bool:
    """Whether the laws fail; a derivation that cannot even be built or run is a failure."""
    try:
        laws()
    except (AssertionError, GlassnetError, ValueError, ArithmeticError):
        return True
    return False
