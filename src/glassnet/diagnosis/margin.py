"""How far the answer for one example is from another answer, and in which direction that is."""

from dataclasses import dataclass, replace

import numpy as np

from glassnet.core.backprop import backprop
from glassnet.core.builder import Builder
from glassnet.core.derivation import Derivation
from glassnet.core.expr import Sym, total
from glassnet.core.notation import gradient
from glassnet.core.op import Op
from glassnet.executors import reference
from glassnet.executors.reference import Array
from glassnet.step import Step
from glassnet.training.metrics import answered

SIGN = "margin_sign"
MARGIN = Op(
    "margin",
    ("a", "c"),
    meaning=total(Sym("c") * Sym("a")),
    slopes={"a": Sym("c"), "c": None},
    called=False,
)


@dataclass(frozen=True)
class Answers:
    """How the outputs of a network are read as answers.

    Attributes:
        threshold: from where on an output that is read alone answers yes.
        output: which one is read alone; None if the greatest of all is the answer.
        rows: whether examples are rows of the outputs.
    """

    threshold: float
    output: int | None
    rows: bool

    def of_all(self, outputs: Array) -> Array:
        """The answer for each example: a class from 0, or 0 and 1 for no and yes."""
        table = outputs if self.rows else outputs.T
        if self.output is not None:
            table = table[:, self.output : self.output + 1]
        return answered(table, self.threshold)

    def of_example(self, outputs: Array, example: int) -> Array:
        """The outputs of one example, (n_out,)."""
        return np.array(outputs[example] if self.rows else outputs[:, example])

    def next_best(self, outputs: Array) -> int:
        """What one example, (n_out,), would be answered next."""
        if self.output is not None:
            return 1 - int(outputs[self.output] >= self.threshold)
        return int(np.argsort(-outputs, kind="stable")[1])

    def signs(self, outputs: Array) -> Array:
        """By how much each output of one example counts in its margin: 1, −1 or 0."""
        own, other = np.zeros(len(outputs)), self.next_best(outputs)
        if self.output is None:
            own[int(np.argmax(outputs))], own[other] = 1.0, -1.0
        else:
            own[self.output] = -1.0 if other else 1.0
        return own

    def margin(self, outputs: Array) -> float:
        """How far the answer for one example is from the next: at least 0."""
        signs = self.signs(outputs)
        border = 0.0 if self.output is None else self.threshold * float(signs[self.output])
        return float(signs @ outputs.astype(np.float64)) - border


def margin_slopes(
    step: Step, answers: Answers, example: int, names: tuple[str, ...]
) -> dict[str, Array]:
    """The gradient of an example's margin by some of the step's inputs, by name."""
    forward = forward_rows(step.derivation)
    outputs = np.asarray(step[step.derivation.outputs["prediction"]])
    count = len(answers.of_all(outputs))
    own = answers.signs(answers.of_example(outputs, example))
    table = np.zeros((count, len(own)))
    table[example] = own
    feeds = {var.name: step[var.name] for var in forward.inputs}
    slopes = reference.run(
        _with_margin(step.derivation, names),
        {**feeds, SIGN: table if answers.rows else table.T},
        keep=[gradient(name) for name in names],
    )
    return {name: np.asarray(slopes[gradient(name)], dtype=np.float64) for name in names}


def forward_rows(derivation: Derivation) -> Derivation:
    """The forward rows alone."""
    rows = derivation.phase("forward")
    made = {row.out.name for row in rows}
    read = {var.name for row in rows for var in row.inputs} - made
    inputs = tuple(var for var in derivation.inputs if var.name in read)
    return replace(derivation, inputs=inputs, equations=rows, updates={}, outputs={})


def _with_margin(derivation: Derivation, names: tuple[str, ...]) -> Derivation:
    """The forward rows, the margin of one example, and its gradient."""
    forward, known = forward_rows(derivation), derivation.variables()
    builder = Builder(derivation.dtype, derivation.layout)
    builder.inputs = list(forward.inputs)
    builder.equations = list(forward.equations)
    outputs = known[derivation.outputs["prediction"]]
    sign = builder.input(SIGN, outputs.shape, "data")
    margin = builder.add("margin", MARGIN, (outputs, sign), "loss")
    backprop(builder, margin, tuple(known[name] for name in names))
    return builder.finish()
