"""The backward pass, derived: a reverse sweep that appends ordinary equations.

Each row of the forward pass, from last to first, passes the gradient of its result on to
its inputs by the chain rule. A variable that is used twice gets two contributions and an
explicit `+`.
"""

from dataclasses import dataclass, replace

from glassnet.core import notation
from glassnet.core.builder import Builder
from glassnet.core.derivation import Equation, Var
from glassnet.core.expr import ONE, Sym
from glassnet.core.op import Op, backward_op, lookup
from glassnet.errors import SettingError, ShapeError
from glassnet.locales import _, translate

ADD = Op(
    name="add",
    inputs=("a", "b"),
    meaning=Sym("a") + Sym("b"),
    slopes={"a": ONE, "b": ONE},
    called=False,
)


@dataclass(frozen=True)
class _Use:
    """One place where a variable that needs a gradient is read."""

    equation: Equation
    name: str


class Backprop:
    """One reverse sweep over the rows of a builder.

    Args:
        builder: holds the forward rows; receives the backward rows.
        loss: the scalar that is differentiated.
        wanted: the parameters whose gradients are needed.
    """

    def __init__(self, builder: Builder, loss: Var, wanted: tuple[Var, ...]) -> None:
        self.builder = builder
        self.loss = loss
        self.forward = list(builder.equations)
        self.needed = self._needed(wanted)
        self.uses = self._uses()
        self.parts: dict[str, list[Var | None]] = {}
        self.gradients: dict[str, Var | None] = {loss.name: None}

    def run(self) -> dict[str, Var]:
        """Appends the backward rows; returns the gradient of each variable by its name.

        Raises:
            SettingError: if an op on the way has no useful slope.
        """
        for equation in reversed(self.forward):
            if equation.out.name in self.gradients:
                self._through(equation)
        return {name: var for name, var in self.gradients.items() if var is not None}

    def _needed(self, wanted: tuple[Var, ...]) -> set[str]:
        """The variables that depend on something wanted."""
        needed = {var.name for var in wanted}
        for equation in self.forward:
            if any(var.name in needed for var in equation.inputs):
                needed.add(equation.out.name)
        return needed

    def _uses(self) -> dict[str, list[_Use]]:
        """For each needed variable, the rows on the way to the loss that read it."""
        leading = {self.loss.name}
        uses: dict[str, list[_Use]] = {}
        for equation in reversed(self.forward):
            if equation.out.name not in leading:
                continue
            for each, var in zip(equation.op.inputs, equation.inputs, strict=True):
                if var.name in self.needed and not _constant(equation.op, each):
                    leading.add(var.name)
                    uses.setdefault(var.name, []).append(_Use(equation, each))
        return uses

    def _through(self, equation: Equation) -> None:
        op = equation.op
        seed = self.gradients[equation.out.name]
        known = dict(zip(op.inputs, equation.inputs, strict=True))
        # parameters first, so that the rows of both layouts come in the same order
        for each in sorted(op.gradients or op.inputs, key=lambda name: known[name].role != "param"):
            var = known[each]
            if any(u.equation is equation and u.name == each for u in self.uses.get(var.name, [])):
                self._contribute(var, self._row(equation, each, var, seed), equation)

    def _row(self, equation: Equation, each: str, var: Var, seed: Var | None) -> Var | None:
        """The row of one gradient; None stands for the constant 1."""
        op = equation.op
        if op.refused is not None:
            raise SettingError(
                translate(op.refused),
                where=str(equation),
                fix=_("choose an op that has a useful slope"),
            )
        name = notation.gradient(var.name, self._part(var, equation))
        if op.meaning is not None:
            rule = backward_op(op, each, seed is not None)
            alone = len(self.uses[var.name]) == 1
            if not rule.inputs and seed is None and var.shape == () and alone:
                return None
            inputs = tuple(self._operand(equation, seed, symbol) for symbol in rule.inputs)
        else:
            rule, inputs = self._structured(equation, each, var, seed)
        gradient = self.builder.add(
            name,
            rule,
            inputs,
            "backward",
            layer=var.layer,
            origin=equation.out.name,
            branch=equation.branch,
        )
        _demand_shape(gradient, var, equation)
        return gradient

    def _structured(
        self, equation: Equation, each: str, var: Var, seed: Var | None
    ) -> tuple[Op, tuple[Var, ...]]:
        gradient = equation.op.gradients.get(each)
        if gradient is None:
            raise SettingError(
                _("{op} has no gradient by {name}").format(op=equation.op.name, name=each),
                where=str(equation),
                fix=_("give gradients={{…}} when the op is made").format(),
            )
        rule = gradient.op if isinstance(gradient.op, Op) else lookup(gradient.op)
        shared = {k: v for k, v in equation.op.params.items() if k in rule.params}
        rule = rule.bind(shared)
        if rule.meaning is None and rule.shape is None:
            rule = replace(rule, shape=lambda *shapes: var.shape)
        return rule, tuple(self._operand(equation, seed, arg) for arg in gradient.args)

    def _operand(self, equation: Equation, seed: Var | None, symbol: str) -> Var:
        """The variable behind a symbol of a gradient rule."""
        op = equation.op
        if symbol == "dy":
            if seed is None:
                raise SettingError(
                    _("{op} cannot be the last row of a loss").format(op=op.name),
                    where=str(equation),
                    fix=_("end the loss with a row whose gradient needs no dy"),
                )
            return seed
        if symbol == "y":
            return equation.out
        if symbol in op.inputs:
            return equation.inputs[op.inputs.index(symbol)]
        return self._companion(equation, symbol)

    def _companion(self, equation: Equation, symbol: str) -> Var:
        """A value of another op that the rule uses, such as A2 in (A2 - Y) / m."""
        name, args = equation.op.companions[symbol]
        inputs = tuple(equation.inputs[equation.op.inputs.index(arg)] for arg in args)
        found = self.builder.find(name, inputs)
        if found is not None:
            return found
        return self.builder.add(
            f"{inputs[0].name}_{name}", lookup(name).bind({}), inputs, "backward"
        )

    def _part(self, var: Var, equation: Equation) -> str:
        """The suffix of a contribution: "" if it is the only one."""
        uses = self.uses[var.name]
        if len(uses) == 1:
            return ""
        branches = [use.equation.branch for use in uses]
        here = equation.branch or "data"
        if len(set(branches)) == len(branches) == 2:
            return here
        return str(len(self.parts.get(var.name, [])) + 1)

    def _contribute(self, var: Var, gradient: Var | None, equation: Equation) -> None:
        parts = self.parts.setdefault(var.name, [])
        parts.append(gradient)
        if len(parts) < len(self.uses[var.name]):
            return
        if len(parts) == 1:
            self.gradients[var.name] = parts[0]
            return
        # only a lone contribution is ever left out as the constant 1
        self.gradients[var.name] = self._sum(var, [part for part in parts if part is not None])

    def _sum(self, var: Var, parts: list[Var]) -> Var:
        result = parts[-1]
        for index, part in enumerate(reversed(parts[:-1]), 1):
            last = index == len(parts) - 1
            name = notation.gradient(var.name, "" if last else f"sum{index}")
            result = self.builder.add(
                name, ADD, (result, part), "backward", layer=var.layer, origin=var.name
            )
        return result


def _demand_shape(gradient: Var, var: Var, equation: Equation) -> None:
    """Raises if a gradient has another shape than its variable: a sum would be missing."""
    if gradient.shape != var.shape:
        raise ShapeError(
            _("{gradient} does not have the shape of {name}").format(
                gradient=gradient.name, name=var.name
            ),
            expected=str(var.shape),
            received=str(gradient.shape),
            where=str(equation),
            fix=_("spread {name} by an op of its own, whose gradient sums again").format(
                name=var.name
            ),
        )


def _constant(op: Op, each: str) -> bool:
    """Whether an input takes no gradient: no slope is stated and none is refused."""
    if op.refused is not None:
        return False
    if op.meaning is not None:
        return op.slopes.get(each) is None
    return each not in op.gradients


def backprop(builder: Builder, loss: Var, wanted: tuple[Var, ...]) -> dict[str, Var]:
    """Appends the backward equations of a loss.

    Args:
        builder: holds the forward rows.
        loss: the scalar row that is differentiated.
        wanted: the parameters whose gradients are needed.

    Returns:
        The gradient variables by the name of what they belong to.
    """
    return Backprop(builder, loss, wanted).run()
