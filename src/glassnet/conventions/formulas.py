"""The formula of a convention, as the row that computes it."""

from dataclasses import replace

from glassnet.conventions.factors import INPUTS, Sizes, network_of
from glassnet.conventions.sources import Source
from glassnet.core.derivation import Derivation, Equation, Layout
from glassnet.core.expr import Call, Const, Expr, Sym
from glassnet.core.notation import LOSS, PENALTY, gradient
from glassnet.core.rows import row, shape_text
from glassnet.nn.layers import Dense
from glassnet.nn.losses import Loss
from glassnet.nn.lower import lower
from glassnet.nn.network import Network

# A strength that no formula has as a number of its own, so that it can be found and named.
MARK = 7.0


def loss_formula(loss: Loss, outputs: int) -> str:
    """`0.5 * sum((A1 - Y)²) / m`: the error of the outputs, not of a stable pair."""
    plain = replace(loss, stable=False)
    derivation = lower(network_of(plain, None, outputs), Sizes().m, extent="loss")
    return _right(_row(derivation, LOSS))


def penalty_formulas(each: Source) -> tuple[str, str]:
    """The penalty of a source and the slope that it adds to dW, its strength by name."""
    assert each.penalty is not None
    penalty = replace(each.penalty, strength=MARK, biases=False)
    derivation = lower(network_of(None, penalty, 1), Sizes().m)
    rows = (_row(derivation, PENALTY), _row(derivation, gradient("W1", "penalty")))
    named = [_right(replace(r, op=replace(r.op, meaning=_named(r.op.meaning, each.strength))))
             for r in rows]  # fmt: skip
    return named[0].replace("n_data", "n"), named[1].replace("n_data", "n")


def _row(derivation: Derivation, name: str) -> Equation:
    return derivation.equations[derivation.number(name) - 1]


def _right(equation: Equation) -> str:
    return row(equation, "text").split(" = ", 1)[1].replace("A1", "A").replace("W1", "W")


def _named(expr: Expr | None, name: str) -> Expr:
    """The expression with the strength's name for its number."""
    assert expr is not None
    if isinstance(expr, Const):
        known = {MARK: Sym(name), 2 * MARK: Const(2) * Sym(name), MARK / 2: Const(0.5) * Sym(name)}
        return known.get(expr.value, expr)
    if isinstance(expr, Call):
        return Call(expr.atom, tuple(_named(arg, name) for arg in expr.args))
    return expr


def layer_rows(each: Source, units: int = 3) -> list[tuple[str, str]]:
    """The first layer as the source writes it: its row, then each array with its shape."""
    network = Network(INPUTS - 1, [Dense(units, "sigmoid", bias=bool(each.bias)), Dense(1)])
    layout: Layout = "columns" if each.layout == "columns" else "rows"
    derivation = lower(network, Sizes().m, layout=layout, extent="forward")
    first = row(derivation.equations[0], "text")
    shapes = {var.name: var.shape for var in derivation.variables().values()}
    if each.transposed:
        first = first.replace("W1", "W1.T")
        shapes["W1"] = shapes["W1"][::-1]
    names = [name for name in ("A0", "W1", "b1", "Z1") if name in shapes]
    return [(first, ""), *((name, shape_text(shapes[name])) for name in names)]
