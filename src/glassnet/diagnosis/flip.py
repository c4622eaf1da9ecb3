"""The smallest step along the gradient that changes what a network answers for one example."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from glassnet.core.backprop import backprop
from glassnet.core.builder import Builder
from glassnet.core.derivation import Derivation
from glassnet.core.expr import Sym, total
from glassnet.core.notation import DATA_LOSS, INPUT, LOSS, TARGET, gradient
from glassnet.core.op import Op
from glassnet.errors import DataError, SettingError
from glassnet.executors import reference
from glassnet.executors.reference import Array, Program
from glassnet.locales import _
from glassnet.nn.demand import one_of, real, whole
from glassnet.step import Step

By = Literal["input", "params"]
EXACT = 1e-12
# The way is walked in small steps first, so that the first change is found, not a later one.
STEPS, LONGER, FAR = 64, 1.2, 10.0
SIGN = "margin_sign"
MARGIN = Op(
    "margin",
    ("a", "c"),
    meaning=total(Sym("c") * Sym("a")),
    slopes={"a": Sym("c"), "c": None},
    called=False,
)


@dataclass(frozen=True)
class Flip:
    """How far a prediction is from changing, along the gradient of its margin.

    Attributes:
        example: whose prediction.
        by: what moves: its "input", or the "params".
        answer, new_answer: the class before and after; None if it does not flip.
        outputs, new_outputs: the network's outputs before and there.
        margin: the output of the answer minus the next one; or the distance of one output
            from the threshold.
        slope: the length of the margin's gradient.
        distance: how far everything moves together, exact to 12 digits; None without a flip.
        within: how far was looked.
        moved: the changed arrays by name, there.
        others: how many other examples of the batch change their answer too.
    """

    example: int
    by: By
    answer: int
    new_answer: int | None
    outputs: Array
    new_outputs: Array | None
    margin: float
    slope: float
    distance: float | None
    within: float
    moved: dict[str, Array]
    start: dict[str, Array]
    others: int = 0

    @property
    def first_order(self) -> float:
        """The distance that the slope promises: margin / slope."""
        return self.margin / self.slope if self.slope else float("inf")

    def __str__(self) -> str:
        from glassnet.diagnosis.flip_text import flip_text

        return flip_text(self)


def flip(step: Step, example: int = 0, *, by: By = "input", within: float | None = None) -> Flip:
    """The smallest step against the margin's gradient that changes an example's prediction.

    The first change along a straight way is bracketed in small steps and then bisected. Another
    way may be shorter, and two changes within one small step would not be seen.

    Args:
        step: what ran; its outputs must answer classes.
        example: which example, counted from 0.
        by: "input" moves the example, "params" all weights and biases together.
        within: how far to look; unless given ten times as far as the slope promises or the
            moved numbers are large.

    Raises:
        SettingError: if there is no such example.
        DataError: if the targets are no classes.
    """
    where = f"flip(example={example!r}, by={by!r})"
    one_of(by, ("input", "params"), _("thing to move"), where)
    way = _Way(step, _example(step, example, where), by)
    if within is not None:
        within = real(within, "within=", where, above=0.0)
    return way.walk(within)


def _example(step: Step, example: int, where: str) -> int:
    """The example, if the batch has it and its target is a class."""
    targets = np.asarray(step[TARGET]) if TARGET in step else np.zeros(1)
    if not np.isin(targets, (0, 1)).all():
        raise DataError(
            _("only answers that are classes can flip"),
            expected=_("targets of 0 and 1"),
            received=f"Y = {targets.ravel()[0]:g} …",
            where=where,
            fix=_("for other targets use step.what_if, which shows the loss"),
        )
    count = np.shape(step[INPUT])[0 if step.derivation.layout == "rows" else 1]
    number = whole(example, "example", where, least=0)
    if number >= count:
        raise SettingError(
            _("the step has no such example"),
            expected=_("a whole number from 0 to {last}").format(last=count - 1),
            received=str(example),
            where=where,
            fix=_("count from 0"),
        )
    return number


class _Way:
    """The straight way along which one prediction is to change."""

    def __init__(self, step: Step, example: int, by: By) -> None:
        self.by, self.example = by, example
        self.rows = step.derivation.layout == "rows"
        self.prediction = step.derivation.outputs["prediction"]
        names = step.derivation.names("param") if by == "params" else (INPUT,)
        forward = _forward(step.derivation)
        feeds = {var.name: step[var.name] for var in forward.inputs}
        self.program, self.feeds = Program(forward, [self.prediction]), feeds
        self.start = {name: np.array(step[name], dtype=np.float64) for name in names}
        self.threshold = _threshold(step.derivation)
        self.before = self._answers(np.asarray(step[self.prediction]))
        self.outputs = self._of_example(np.asarray(step[self.prediction]))
        sign, self.margin = self._sign()
        derivation = _margin_derivation(step.derivation, names)
        wanted = [gradient(name) for name in names]
        slopes = reference.run(derivation, {**feeds, SIGN: sign}, keep=wanted)
        self.gradient = {n: np.asarray(slopes[gradient(n)], dtype=np.float64) for n in names}
        self.slope = float(np.sqrt(sum(np.sum(g**2) for g in self.gradient.values())))

    def _of_example(self, outputs: Array) -> Array:
        return np.array(outputs[self.example] if self.rows else outputs[:, self.example])

    def _answers(self, outputs: Array) -> Array:
        """The class of each example."""
        table = outputs if self.rows else outputs.T
        if table.shape[1] == 1:
            return np.asarray((table[:, 0] >= self.threshold).astype(int))
        return np.asarray(np.argmax(table, axis=1))

    def _sign(self) -> tuple[Array, float]:
        """What each output counts in the margin, as an array of the outputs' shape; the margin."""
        own, answer = np.zeros(len(self.outputs)), int(self.before[self.example])
        if len(own) == 1:
            own[0] = 1.0 if answer else -1.0
            margin = float(own[0] * (self.outputs[0] - self.threshold))
        else:
            next_best = int(np.argsort(-self.outputs, kind="stable")[1])
            own[answer], own[next_best] = 1.0, -1.0
            margin = float(own @ self.outputs)
        table = np.zeros((len(self.before), len(own)))
        table[self.example] = own
        return (table if self.rows else table.T), margin

    def at(self, distance: float) -> tuple[Array, dict[str, Array]]:
        """The outputs after a step of that length, and what has moved."""
        part = distance / self.slope
        moved = {name: self.start[name] - part * self.gradient[name] for name in self.start}
        kinds = {name: value.astype(self.feeds[name].dtype) for name, value in moved.items()}
        return self.program({**self.feeds, **kinds})[self.prediction], moved

    def flipped(self, distance: float) -> bool:
        """Whether the answer has changed there; an output that is not finite answers nothing."""
        outputs = self.at(distance)[0]
        mine = self._of_example(outputs)
        changed = self._answers(outputs)[self.example] != self.before[self.example]
        return bool(np.isfinite(mine).all() and changed)

    def walk(self, within: float | None) -> Flip:
        """Looks for the first change."""
        size = float(np.sqrt(sum(np.sum(v**2) for v in self.start.values())))
        promised = self.margin / self.slope if self.slope else 0.0
        limit = within or FAR * (promised + size + 1.0)
        none = Flip(
            self.example, self.by, int(self.before[self.example]), None, self.outputs, None,
            self.margin, self.slope, None, limit, {}, self.start,
        )  # fmt: skip
        if not self.slope:
            return none
        with reference.session():
            bracket = self._bracket(max(promised, 1e-9 * limit), limit)
            if bracket is None:
                return none
            low, high = bracket
            while high - low > EXACT * high and low < (low + high) / 2 < high:
                middle = (low + high) / 2
                low, high = (low, middle) if self.flipped(middle) else (middle, high)
            outputs, moved = self.at(high)
        answers = self._answers(outputs)
        return replace(
            none,
            new_answer=int(answers[self.example]),
            new_outputs=self._of_example(outputs),
            distance=high,
            moved=moved,
            others=int(np.sum(answers != self.before)) - 1,
        )

    def _bracket(self, promised: float, limit: float) -> tuple[float, float] | None:
        """Two distances with the first change between them."""
        low, stride = 0.0, 2 * min(promised, limit) / STEPS
        high = stride
        while low < limit:
            high = min(high, limit)
            if self.flipped(high):
                return low, high
            low, high = high, high + max(stride, (LONGER - 1) * high * (high > 2 * promised))
        return None


def _forward(derivation: Derivation) -> Derivation:
    """The forward rows alone."""
    rows = derivation.phase("forward")
    made = {row.out.name for row in rows}
    read = {var.name for row in rows for var in row.inputs} - made
    inputs = tuple(var for var in derivation.inputs if var.name in read)
    return replace(derivation, inputs=inputs, equations=rows, updates={}, outputs={})


def _threshold(derivation: Derivation) -> float:
    """From where on one output answers yes."""
    rows = {row.out.name: row for row in derivation.phase("loss")}
    loss = rows.get(DATA_LOSS) or rows.get(LOSS)
    return 0.5 if loss is None else loss.op.threshold


def _margin_derivation(derivation: Derivation, names: tuple[str, ...]) -> Derivation:
    """The forward rows, the margin of one example, and its gradient."""
    forward, known = _forward(derivation), derivation.variables()
    builder = Builder(derivation.dtype, derivation.layout)
    builder.inputs = list(forward.inputs)
    builder.equations = list(forward.equations)
    outputs = known[derivation.outputs["prediction"]]
    sign = builder.input(SIGN, outputs.shape, "data")
    margin = builder.add("margin", MARGIN, (outputs, sign), "loss")
    backprop(builder, margin, tuple(known[name] for name in names))
    return builder.finish()
