"""A derivation with one row changed, as somebody who makes a certain mistake would write it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from glassnet.core.derivation import Derivation, Equation, Var
from glassnet.core.expr import Sym
from glassnet.core.op import Op

COPY = Op(name="copy", inputs=("a",), meaning=Sym("a"), called=False)
TURNED = Op(
    name="turned",
    inputs=("a",),
    shape=lambda a: a[::-1],
    templates={"numpy": "{a}.T", "text": "{a}.T"},
    called=False,
)


class Rows:
    """The rows of a derivation while they are changed.

    Args:
        derivation: where they come from; it stays as it is.
    """

    def __init__(self, derivation: Derivation) -> None:
        self.derivation = derivation
        self.inputs = list(derivation.inputs)
        self.rows = {equation.out.name: equation for equation in derivation}

    def __contains__(self, name: str) -> bool:
        return name in self.rows

    def __getitem__(self, name: str) -> Equation:
        return self.rows[name]

    def var(self, name: str) -> Var:
        """A variable of the derivation."""
        if name in self.rows:
            return self.rows[name].out
        return next(each for each in self.inputs if each.name == name)

    def use(self, row: str, old: str, new: Var) -> None:
        """A row reads another variable where it read `old`."""
        equation = self.rows[row]
        inputs = tuple(new if each.name == old else each for each in equation.inputs)
        self.rows[row] = replace(equation, inputs=inputs)

    def apply(self, row: str, op: Op, inputs: tuple[Var, ...]) -> None:
        """A row applies another op."""
        self.rows[row] = replace(self.rows[row], op=op, inputs=inputs)

    def before(self, row: str, name: str, op: Op, inputs: tuple[Var, ...]) -> Var:
        """A new row in front of another; its result has the shape of its first input."""
        out = Var(name, inputs[0].shape, "value", dtype=self.derivation.dtype)
        added = Equation(out, op, inputs, self.rows[row].phase)
        ordered = {}
        for each, equation in self.rows.items():
            if each == row:
                ordered[name] = added
            ordered[each] = equation
        self.rows = ordered
        return out

    def given(self, name: str, like: Var) -> Var:
        """A new input with the shape of another variable."""
        out = replace(like, name=name, role="param")
        self.inputs.append(out)
        return out

    def finish(self) -> Derivation:
        """The changed derivation."""
        return replace(
            self.derivation, inputs=tuple(self.inputs), equations=tuple(self.rows.values())
        )


@dataclass(frozen=True)
class Mutant:
    """A mistake as a change of rows.

    Attributes:
        code: the mistake.
        layer: where it is made.
        change: makes it.
        numbers: what else there is to say.
    """

    code: str
    layer: int
    change: Callable[[Rows], None]
    numbers: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes it another mistake than one of the same code."""
        return (self.layer, *map(str, self.numbers.values()))


def mutated(derivation: Derivation, mutants: tuple[Mutant, ...]) -> Derivation:
    """The derivation with the mistakes made in it."""
    rows = Rows(derivation)
    for mutant in mutants:
        mutant.change(rows)
    return rows.finish()
