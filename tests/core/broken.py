"""A catalogue of derivations that are wrong in one place each, made from a good one."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from glassnet.core.derivation import Derivation, Equation, Var
from glassnet.core.op import lookup
from glassnet.nn.layers import Dense
from glassnet.nn.losses import L2
from glassnet.nn.lower import lower
from glassnet.nn.network import Network
from glassnet.nn.optimizers import Clip, Momentum

Change = Callable[[Derivation], Derivation]


def good() -> Derivation:
    """A derivation with every kind of row and input."""
    network = Network(2, [Dense(3, "tanh"), Dense(1, "sigmoid")], "bce", L2(0.1, per="data"))
    return lower(network, 4, optimizer=Momentum(0.1), clip=Clip(norm=1.0))


@dataclass(frozen=True)
class Broken:
    """One mutation.

    Attributes:
        name: what was done.
        change: does it.
        says: a part of the message that must come.
        at: the name of the row that must be marked.
    """

    name: str
    change: Change
    says: str
    at: str


def _index(d: Derivation, name: str) -> int:
    return d.number(name) - 1


def _rows(d: Derivation, *rows: Equation) -> Derivation:
    return replace(d, equations=rows)


def edit(name: str, change: Callable[[Equation], Equation]) -> Change:
    """One row changed."""

    def apply(d: Derivation) -> Derivation:
        return _rows(d, *(change(e) if e.out.name == name else e for e in d.equations))

    return apply


def out(row: str, **changes: object) -> Change:
    """One row's result declared in another way."""
    return edit(row, lambda e: replace(e, out=replace(e.out, **changes)))  # type: ignore[arg-type]


def reads(name: str, position: int, other: str) -> Change:
    """One row reads another variable."""

    def apply(d: Derivation) -> Derivation:
        var = d.variables().get(other, Var(other, ()))

        def change(e: Equation) -> Equation:
            return replace(e, inputs=(*e.inputs[:position], var, *e.inputs[position + 1 :]))

        return edit(name, change)(d)

    return apply


def reads_as(name: str, position: int, **changes: object) -> Change:
    """One row reads a variable in a form that it does not have."""

    def change(e: Equation) -> Equation:
        var = replace(e.inputs[position], **changes)  # type: ignore[arg-type]
        return replace(e, inputs=(*e.inputs[:position], var, *e.inputs[position + 1 :]))

    return edit(name, change)


def applies(name: str, op: str) -> Change:
    """One row applies another op."""
    return edit(name, lambda e: replace(e, op=lookup(op).bind({})))


def moved(name: str, before: str) -> Change:
    """One row moved in front of another."""

    def apply(d: Derivation) -> Derivation:
        row = d.equations[_index(d, name)]
        rows = [e for e in d.equations if e is not row]
        rows.insert([e.out.name for e in rows].index(before), row)
        return _rows(d, *rows)

    return apply


def appended(name: str, source: str) -> Change:
    """A row at the end that copies a variable."""

    def apply(d: Derivation) -> Derivation:
        var = d.variables()[source]
        late = replace(var, name=name, role="value")
        op = lookup("identity").bind({})
        return _rows(d, *d.equations, Equation(late, op, (var,), "update"))

    return apply


def without(name: str) -> Change:
    """One row left out."""
    return lambda d: _rows(d, *(e for e in d.equations if e.out.name != name))


def twice(name: str) -> Change:
    """One row written twice."""
    return lambda d: _rows(d, *(x for e in d.equations for x in [e] * (1 + (e.out.name == name))))


def renamed(old: str, new: str) -> Change:
    """A variable under another name, wherever it stands."""

    def var(v: Var) -> Var:
        return replace(v, name=new) if v.name == old else v

    def apply(d: Derivation) -> Derivation:
        rows = [replace(e, out=var(e.out), inputs=tuple(map(var, e.inputs))) for e in d.equations]
        swap = {old: new}
        return replace(
            d,
            inputs=tuple(map(var, d.inputs)),
            equations=tuple(rows),
            updates={swap.get(a, a): swap.get(b, b) for a, b in d.updates.items()},
            outputs={label: swap.get(name, name) for label, name in d.outputs.items()},
        )

    return apply


def given(name: str, **changes: object) -> Change:
    """One input declared in another way."""

    def apply(d: Derivation) -> Derivation:
        inputs = [replace(v, **changes) if v.name == name else v for v in d.inputs]  # type: ignore[arg-type]
        return replace(d, inputs=tuple(inputs))

    return apply


def not_given(name: str) -> Change:
    """One input left out."""
    return lambda d: replace(d, inputs=tuple(v for v in d.inputs if v.name != name))


def given_twice(name: str) -> Change:
    """One input declared twice."""
    return lambda d: replace(d, inputs=(*d.inputs, d.variables()[name]))


def update(old: str, new: str) -> Change:
    """One update that points elsewhere."""
    return lambda d: replace(d, updates={**d.updates, old: new})


def output(label: str, name: str) -> Change:
    """One output that points elsewhere."""
    return lambda d: replace(d, outputs={**d.outputs, label: name})


def all_of(*changes: Change) -> Change:
    """Several changes together."""

    def apply(d: Derivation) -> Derivation:
        for change in changes:
            d = change(d)
        return d

    return apply


CATALOGUE = [
    Broken("row twice", twice("Z1"), "Z1 is bound twice", "Z1"),
    Broken("update row twice", twice("W1_new"), "W1_new is bound twice", "W1_new"),
    Broken("result named like an input", out("A1", name="W1"), "W1 is bound twice", "W1"),
    Broken("result named like a row", out("A1", name="Z1"), "Z1 is bound twice", "Z1"),
    Broken("unbound operand", reads("A1", 0, "Z7"), "Z7 is used but never bound", "A1"),
    Broken("own result", reads("A1", 0, "A1"), "A1 is used before it is bound", "A1"),
    Broken("row too early", moved("Z2", "Z1"), "A1 is used before it is bound", "Z2"),
    Broken("penalty before prediction", moved("L_penalty", "A2"), "earlier phase", "A2"),
    Broken("later row", reads("Z2", 0, "A2"), "A2 is used before it is bound", "Z2"),
    Broken("missing row", without("A1"), "A1 is used but never bound", "Z2"),
    Broken("missing gradient", without("dZ2"), "dZ2 is used but never bound", "dW2_data"),
    Broken("missing loss part", without("L_data"), "L_data is used but never bound", "L"),
    Broken("missing norm", without("g_norm"), "g_norm is used but never bound", "dW1_clipped"),
    Broken("missing velocity", without("W1_velocity_new"), "W1_velocity_new is used but", "W1_new"),
    Broken("missing input", not_given("A0"), "A0 is used but never bound", "Z1"),
    Broken("missing target", not_given("Y"), "Y is used but never bound", "L_data"),
    Broken("missing param", not_given("W2"), "W2 is used but never bound", "Z2"),
    Broken("missing state", not_given("W1_velocity"), "W1_velocity is used but", "W1_velocity_new"),
    Broken("missing scalar", not_given("lr"), "lr is used but never bound", "W1_new"),
    Broken("input twice", given_twice("W1"), "the input W1 is declared twice", "Z1"),
    Broken("scalar twice", given_twice("lr"), "the input lr is declared twice", "W1_new"),
    Broken("wrong shape of a result", out("Z1", shape=(3, 4)), "Z1 has the wrong shape", "Z1"),
    Broken("wrong shape of a gradient", out("dW1", shape=(3, 2)), "dW1 has the wrong", "dW1"),
    Broken("loss that is no number", out("L", shape=(4,)), "L has the wrong shape", "L"),
    Broken("wrong shape of an input", given("W1", shape=(3, 3)), "W1 is used in another", "Z1"),
    Broken("operand of another shape", reads_as("Z2", 0, shape=(9, 3)), "A1 is used in", "Z2"),
    Broken("operand of another role", reads_as("Z1", 1, role="data"), "W1 is used in", "Z1"),
    Broken("empty input", all_of(given("A0", shape=(0, 2)), reads_as("Z1", 0, shape=(0, 2))),
           "A0 has the wrong shape", "Z1"),
    Broken("operands swapped", all_of(reads("Z1", 0, "W1"), reads("Z1", 1, "A0")),
           "inner sizes", "Z1"),
    Broken("product not transposed", applies("dW2_data", "matmul"), "inner sizes", "dW2_data"),
    Broken("wrong bias", reads("Z1", 2, "b2"), "the bias has the wrong size", "Z1"),
    Broken("shapes that do not spread", reads("dZ1", 0, "A0"), "do not fit together", "dZ1"),
    Broken("too few operands", edit("Z1", lambda e: replace(e, inputs=e.inputs[:2])),
           "linear got the wrong number of inputs", "Z1"),
    Broken("too many operands", edit("A1", lambda e: replace(e, inputs=e.inputs * 2)),
           "tanh got the wrong number of inputs", "A1"),
    Broken("wrong op", applies("A1", "sum_rows"), "A1 has the wrong shape", "A1"),
    Broken("no shape rule", edit("A1", lambda e: replace(e, op=replace(e.op, meaning=None))),
           "tanh has no shape rule", "A1"),
    Broken("two meanings of a name", edit("A2", lambda e: replace(e, op=replace(
        lookup("sigmoid"), name="tanh"))), "tanh would mean two different functions", "A2"),
    Broken("wrong type of a result", out("Z1", dtype="float32"), "Z1 has another type", "Z1"),
    Broken("wrong type of an input", all_of(given("b1", dtype="float32"),
                                            reads_as("Z1", 2, dtype="float32")),
           "b1 has another type", "Z1"),
    Broken("update in the forward pass", edit("W1_new", lambda e: replace(e, phase="forward")),
           "earlier phase", "W1_new"),
    Broken("forward row after the update", edit("b2_new", lambda e: replace(e, phase="backward")),
           "earlier phase", "b2_new"),
    Broken("unknown phase", edit("A1", lambda e: replace(e, phase="middle")),  # type: ignore[arg-type]
           "earlier phase", "A1"),
    Broken("old weight read after the update",
           appended("late", "b1"), "b1 is read after b1_new is computed", "late"),
    Broken("old velocity read after the update", appended("late", "W1_velocity"),
           "W1_velocity is read after W1_velocity_new", "late"),
    Broken("update of an input", update("A0", "A1"), "A0 is updated but is neither", "A1"),
    Broken("update of a row", update("Z1", "A1"), "Z1 is updated but is neither", "A1"),
    Broken("update of nothing", update("W9", "A1"), "W9 is updated but is neither", "A1"),
    Broken("update from nothing", update("W1", "W9_new"), "needs a row of its own", "b2_new"),
    Broken("update from an input", update("W1", "A0"), "needs a row of its own", "b2_new"),
    Broken("update from a param", update("W1", "W2"), "needs a row of its own", "b2_new"),
    Broken("one row for two updates", update("W2", "W1_new"), "needs a row of its own", "W1_new"),
    Broken("update of another shape", all_of(update("W2", "dZ1")), "dZ1 cannot replace W2", "dZ1"),
    Broken("missing output", output("prediction", "A9"), "A9, which is never bound", "b2_new"),
    Broken("loss that is a table", output("loss", "A2"), "the loss must be a single number", "A2"),
    Broken("no name", renamed("Z1", "Z 1"), "'Z 1' is not a name", "Z 1"),
    Broken("a word of Python's", renamed("A0", "lambda"), "'lambda' is not a name", "Z1"),
    Broken("the name of a function", renamed("Z1", "tanh"), "tanh is the name of a", "tanh"),
    Broken("the name of NumPy", renamed("lr", "np"), "np is the name of a function", "W1_new"),
    Broken("unknown type", lambda d: replace(d, dtype="int8"), "'int8' is no type of numbers", ""),
]  # fmt: skip
