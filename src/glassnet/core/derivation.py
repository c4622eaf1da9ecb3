"""Derivations: the flat list of equations of one training step.

The field's words for it: a tape, a jaxpr, a Wengert list. Row 7 is row 7 everywhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from glassnet.core.expr import Number
from glassnet.core.notation import DATA_LOSS, LOSS
from glassnet.core.op import Op, Shape

Phase = Literal["forward", "loss", "backward", "update"]
PHASES: tuple[Phase, ...] = ("forward", "loss", "backward", "update")
Role = Literal["data", "param", "state", "scalar", "mask", "gradient", "value"]
Layout = Literal["rows", "columns"]
DTYPES = ("float64", "float32")


@dataclass(frozen=True)
class Var:
    """A named array of a derivation.

    Attributes:
        name: its only name, from `notation`.
        shape: () for a single number.
        role: where its value comes from; "value" if an equation computes it.
        layer: the layer that it belongs to, from 1, or None.
        dtype: "float64" or "float32".
    """

    name: str
    shape: Shape
    role: Role = "value"
    layer: int | None = None
    dtype: str = "float64"


@dataclass(frozen=True)
class Equation:
    """One row: `out = op(inputs)`.

    Attributes:
        out: the variable that the row defines.
        op: what it applies, its params bound.
        inputs: the variables that it reads, in the op's order.
        phase: forward, loss, backward or update.
        origin: for a backward row, the name of the forward row that it comes from.
        branch: "penalty" for rows of the penalty, else "".
    """

    out: Var
    op: Op
    inputs: tuple[Var, ...]
    phase: Phase
    origin: str | None = None
    branch: str = ""

    @property
    def params(self) -> Mapping[str, Number]:
        """The numbers bound in the op."""
        return self.op.params

    def __str__(self) -> str:
        from glassnet.core.rows import row

        return row(self, "text")


@dataclass(frozen=True)
class Derivation:
    """Every equation of one training step, in the order in which they run.

    Attributes:
        inputs: what must be given: data, params, optimizer state, masks, scalars.
        equations: the rows.
        updates: for each param and state, the variable that holds its next value.
        outputs: the names of the rows that a caller asked for by name: the prediction, L.
        layout: "rows" if examples are rows, "columns" if they are columns.
        dtype: the type of every number.
    """

    inputs: tuple[Var, ...]
    equations: tuple[Equation, ...]
    updates: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    layout: Layout = "rows"
    dtype: str = "float64"

    def __len__(self) -> int:
        return len(self.equations)

    def __iter__(self) -> Iterator[Equation]:
        return iter(self.equations)

    def variables(self) -> dict[str, Var]:
        """All variables by name, inputs first."""
        return {
            **{var.name: var for var in self.inputs},
            **{equation.out.name: equation.out for equation in self.equations},
        }

    def names(self, role: Role) -> tuple[str, ...]:
        """The names of the inputs of one role."""
        return tuple(var.name for var in self.inputs if var.role == role)

    def number(self, name: str) -> int:
        """The row number, from 1, of the equation that defines a variable."""
        for index, equation in enumerate(self.equations, 1):
            if equation.out.name == name:
                return index
        raise KeyError(name)

    def phase(self, phase: Phase) -> tuple[Equation, ...]:
        """The rows of one phase."""
        return tuple(equation for equation in self.equations if equation.phase == phase)

    @property
    def threshold(self) -> float:
        """From where on a single output answers yes, which the op of the data loss says."""
        data = (row for row in self.phase("loss") if row.out.name in (DATA_LOSS, LOSS))
        return next((row.op.threshold for row in data), Op.threshold)

    def __str__(self) -> str:
        from glassnet.core.listing import listing

        return listing(self)
