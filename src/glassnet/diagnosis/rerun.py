"""The rows of a step, computed again from one value on.

`Rerun(step, "Z1")` is the loss as a function of Z1: the rows before Z1 keep their values, the rows
after it run again.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

import numpy as np

from glassnet.core.atoms import ATOMS
from glassnet.core.derivation import Derivation, Equation, Var
from glassnet.core.expr import Call, Expr, Sym, symbols
from glassnet.core.indexed import children
from glassnet.core.op import Op
from glassnet.executors.reference import Array, Program
from glassnet.step import Step

BEFORE_GRADIENTS = ("forward", "loss")


class Rerun:
    """One row of a step as a function of one of the values before it.

    Run it inside `reference.session()`.

    Args:
        step: what ran.
        name: the value that is changed: an input of the derivation, or a forward row.
        target: the row that is asked for; the loss unless given.
        readers: the rows that see the change; all that read the value unless given.
        kinks: whether the places without a derivative are computed too.
    """

    def __init__(
        self,
        step: Step,
        name: str,
        target: str | None = None,
        readers: Collection[str] | None = None,
        kinks: bool = False,
    ) -> None:
        self.target = target or step.derivation.outputs["loss"]
        self.name = f"{name}_moved"
        self.start: Array = np.array(step[name])
        twin = replace(step.derivation.variables()[name], name=self.name)
        self.rows = tuple(_rows_after(step.derivation, name, twin, self.target, readers))
        marks = tuple(_kink_rows(self.rows)) if kinks else ()
        self.keep = (self.target, *(row.out.name for row in marks))
        self._untouched = None if self.rows else step[self.target]
        if self.rows:
            made = {row.out.name for row in self.rows}
            read = {v.name: v for row in (*self.rows, *marks) for v in row.inputs}
            inputs = tuple(var for key, var in read.items() if key not in made)
            derivation = replace(
                step.derivation, inputs=inputs, equations=(*self.rows, *marks),
                updates={}, outputs={},
            )  # fmt: skip
            self.program = Program(derivation, self.keep)
            self.feeds = {var.name: step[var.name] for var in inputs if var.name != self.name}

    @property
    def smooth(self) -> bool:
        """Whether every row is made of functions that hold for complex numbers too."""
        return all(_is_smooth(row.op) for row in self.rows)

    def __call__(self, value: Array) -> tuple[Array, bytes]:
        """The target with another value, and on which side of every kink that is."""
        if self._untouched is not None:
            return self._untouched, b""
        results = self.program({**self.feeds, self.name: value})
        sides = [np.sign(results[name].real).tobytes() for name in self.keep[1:]]
        return results[self.target], b"".join(sides)


def _rows_after(
    derivation: Derivation, name: str, twin: Var, target: str, readers: Collection[str] | None
) -> Iterator[Equation]:
    """The rows up to the target that depend on a value, reading its twin instead of it."""
    touched = {twin.name}
    for equation in derivation.equations:
        if equation.phase not in BEFORE_GRADIENTS:
            return
        sees = readers is None or equation.out.name in readers
        inputs = tuple(twin if sees and v.name == name else v for v in equation.inputs)
        if touched & {var.name for var in inputs} and equation.out.name != name:
            touched.add(equation.out.name)
            yield replace(equation, inputs=inputs)
        if equation.out.name == target:
            return


def _kink_rows(rows: Collection[Equation]) -> Iterator[Equation]:
    """For each kink of each row, a row whose value is 0 on it."""
    count = 0
    for row in rows:
        known = dict(zip(row.op.inputs, row.inputs, strict=True))
        for kink in row.op.kinks:
            count += 1
            names = symbols(kink.at)
            op = Op("kink", names, meaning=_as_array(kink.at), called=False)
            out = replace(row.out, name=f"kink_{count}")
            yield replace(row, out=out, op=op, inputs=tuple(known[each] for each in names))


def _as_array(at: Expr) -> Expr:
    """The expression itself; a lone symbol becomes a computed one, as a row must be."""
    return at + 0 if isinstance(at, Sym) else at


def _is_smooth(op: Op) -> bool:
    """Whether the complex-step method may go through an op.

    A structured op says by its entries what it means; one that does not say is not trusted.
    """
    return op.smooth if op.entry is None else _has_smooth_atoms(op.entry)


def _has_smooth_atoms(expr: Expr) -> bool:
    smooth = ATOMS[expr.atom].smooth if isinstance(expr, Call) else True
    return smooth and all(map(_has_smooth_atoms, children(expr)))
