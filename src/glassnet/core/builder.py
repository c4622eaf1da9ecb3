"""The builder: collects equations while a network is lowered."""

from glassnet.core.check import check
from glassnet.core.derivation import Derivation, Equation, Layout, Phase, Role, Var
from glassnet.core.op import Op, Shape
from glassnet.core.shapes import result_shape


class Builder:
    """Collects equations while a network is lowered; every name is bound once."""

    def __init__(self, dtype: str = "float64", layout: Layout = "rows") -> None:
        self.dtype = dtype
        self.layout: Layout = layout
        self.inputs: list[Var] = []
        self.equations: list[Equation] = []
        self.updates: dict[str, str] = {}
        self.outputs: dict[str, str] = {}

    def input(self, name: str, shape: Shape, role: Role, layer: int | None = None) -> Var:
        """Declares a variable whose value is given from outside."""
        var = Var(name, shape, role, layer, self.dtype)
        self.inputs.append(var)
        return var

    def scalar(self, name: str) -> Var:
        """The scalar input of that name, declared at its first use."""
        for var in self.inputs:
            if var.name == name:
                return var
        return self.input(name, (), "scalar")

    def add(
        self,
        name: str,
        op: Op,
        inputs: tuple[Var, ...],
        phase: Phase,
        *,
        layer: int | None = None,
        origin: str | None = None,
        branch: str = "",
    ) -> Var:
        """Appends a row and returns its variable."""
        out = Var(name, result_shape(op, inputs, name), "value", layer, self.dtype)
        self.equations.append(Equation(out, op, inputs, phase, origin, branch))
        return out

    def find(self, op_name: str, inputs: tuple[Var, ...]) -> Var | None:
        """The variable of a row that already applies this op to these inputs."""
        for equation in self.equations:
            if equation.op.name == op_name and equation.inputs == inputs:
                return equation.out
        return None

    def finish(self) -> Derivation:
        """The derivation, checked."""
        derivation = Derivation(
            tuple(self.inputs),
            tuple(self.equations),
            dict(self.updates),
            dict(self.outputs),
            self.layout,
            self.dtype,
        )
        check(derivation)
        return derivation
