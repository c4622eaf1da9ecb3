"""The smallest step against the gradient of the margin that changes an answer of a network."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from glassnet.core.notation import INPUT, TARGET
from glassnet.diagnosis.first_change import first_change
from glassnet.diagnosis.margin import Answers, forward_rows, margin_slopes
from glassnet.errors import DataError, SettingError
from glassnet.executors import reference
from glassnet.executors.reference import Array, Program
from glassnet.locales import _
from glassnet.nn.demand import one_of, real, whole
from glassnet.step import Step
from glassnet.training.metrics import classifies

Move = Literal["input", "params"]
FAR = 10.0


@dataclass(frozen=True)
class Flip:
    """How far an answer is from changing, against the gradient of its margin.

    Attributes:
        example: whose answer.
        move: what moves: its "input", or the "params".
        output: the one output that is asked about, of several; None if all are one answer.
        threshold: from where on that output, or the only one, answers yes; None if the greatest
            output is the answer.
        answer, new_answer: the class before and after, or 0 and 1 for no and yes; None if it does
            not flip.
        outputs, new_outputs: the network's outputs before and there.
        margin: how far the output is from the threshold; or the greatest output minus the next.
        slope: the length of the margin's gradient.
        distance: how far everything moves together, exact to 12 digits; 0 exactly on the border;
            None without a flip.
        within: how far was looked.
        moved: the changed arrays by name, there.
        start: the same before.
        others: how many other examples of the batch change their answer too.
    """

    example: int
    move: Move
    output: int | None
    threshold: float | None
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


def flip(
    step: Step,
    example: int = 0,
    *,
    move: Move = "input",
    output: int | None = None,
    within: float | None = None,
) -> Flip:
    """The smallest step against the margin's gradient that changes the answer for an example.

    The margin says how far the answer is from the next one. The first change along a straight way
    is bracketed in small steps and then bisected. Another way may be shorter, and two changes
    within one small step would not be seen.

    Args:
        step: what ran; its outputs must answer classes or labels.
        example: which example, counted from 0.
        move: "input" moves the example, "params" all weights and biases together.
        output: which output, from 0, is asked about, where each answers yes or no by itself.
        within: how far to look; unless given ten times as far as the slope promises or the
            moved numbers are large.

    Raises:
        SettingError: if there is no such example or output, or the outputs are one answer.
        DataError: if the targets are no classes, or several labels and no output is given.
    """
    where = f"flip(example={example!r}, move={move!r})"
    one_of(move, ("input", "params"), _("thing to move"), where)
    number = _example(step, example, where)
    answers = _answers(step, output, number, where)
    limit = None if within is None else real(within, "within=", where, above=0.0)
    outputs = np.asarray(step[step.derivation.outputs["prediction"]])
    if not np.isfinite(answers.of_example(outputs, number)).all():
        raise DataError(
            _("an output that is not finite answers nothing"),
            expected=_("finite numbers"),
            received=str(answers.of_example(outputs, number)),
            where=where,
            fix=_("look for the first row of the step that is not finite"),
        )
    return _found(step, answers, number, move, limit)


def _example(step: Step, example: int, where: str) -> int:
    """The example, if the batch has it."""
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


def _answers(step: Step, output: int | None, example: int, where: str) -> Answers:
    """How the outputs are read: one by one, or as one answer together."""
    derivation = step.derivation
    rows = derivation.layout == "rows"
    prediction = derivation.outputs["prediction"]
    shape = np.shape(step[prediction])
    count = shape[1] if rows else shape[0]
    targets = np.asarray(step[TARGET]) if TARGET in step else None
    if targets is not None:
        _refuse_values(targets if rows else targets.T, count, output, example, where)
    if count == 1 or output is not None:
        last = count - 1
        chosen = whole(0 if output is None else output, "output", where, least=0, most=last)
        op = next(row.op for row in derivation.equations if row.out.name == prediction)
        if count > 1 and not op.elementwise:
            raise SettingError(
                _("the outputs of {name} are one answer together").format(name=op.name),
                expected=_("outputs that each answer by themselves, as with sigmoid"),
                received=f"output={output}",
                where=where,
                fix=_("leave output= out"),
            )
        return Answers(derivation.threshold, chosen, rows)
    return Answers(derivation.threshold, None, rows)


def _refuse_values(
    targets: Array, count: int, output: int | None, example: int, where: str
) -> None:
    """Raises if targets (m, n_out) are no classes, or labels of which none is asked about."""
    if not np.isin(targets, (0, 1)).all():
        wrong = targets[~np.isin(targets, (0, 1))][0]
        raise DataError(
            _("only answers that are classes can flip"),
            expected=_("targets of 0 and 1"),
            received=f"Y = {wrong:g} …",
            where=where,
            fix=_("for other targets use step.what_if, which shows the loss"),
        )
    if output is None and count > 1 and not classifies(targets):
        several = targets[targets.sum(axis=1) != 1][0]
        raise DataError(
            _("each output is an answer of its own here: which one is to flip?"),
            expected=_("a single 1 in each row of Y, or output=0 to output={last}").format(
                last=count - 1
            ),
            received=f"Y = [{', '.join(f'{each:g}' for each in several)}]",
            where=where,
            fix=_("in Python: step.flip({example}, output=0)").format(example=example),
        )


class _Way:
    """The network along the straight way on which one answer is to change.

    Args:
        step: what ran.
        answers: how its outputs are read.
        example: whose answer.
        slopes: the gradient of the margin; the way leads against it.
    """

    def __init__(
        self, step: Step, answers: Answers, example: int, slopes: dict[str, Array]
    ) -> None:
        self.answers, self.example, self.slopes = answers, example, slopes
        self.prediction = step.derivation.outputs["prediction"]
        forward = forward_rows(step.derivation)
        self.feeds = {var.name: step[var.name] for var in forward.inputs}
        self.program = Program(forward, [self.prediction])
        self.start = {name: np.array(step[name], dtype=np.float64) for name in slopes}
        self.before = answers.of_all(np.asarray(step[self.prediction]))
        self.slope = float(np.sqrt(sum(np.sum(each**2) for each in slopes.values())))

    def at(self, distance: float) -> tuple[Array, dict[str, Array]]:
        """The outputs after a step of that length, and what has moved."""
        part = distance / self.slope
        moved = {name: self.start[name] - part * self.slopes[name] for name in self.start}
        kinds = {name: value.astype(self.feeds[name].dtype) for name, value in moved.items()}
        return self.program({**self.feeds, **kinds})[self.prediction], moved

    def flipped(self, distance: float) -> bool:
        """Whether the answer has changed there; an output that is not finite answers nothing."""
        outputs = self.at(distance)[0]
        mine = self.answers.of_example(outputs, self.example)
        changed = self.answers.of_all(outputs)[self.example] != self.before[self.example]
        return bool(np.isfinite(mine).all() and changed)


def _found(step: Step, answers: Answers, example: int, move: Move, within: float | None) -> Flip:
    """The flip, or how far was looked for one."""
    names = step.derivation.names("param") if move == "params" else (INPUT,)
    way = _Way(step, answers, example, margin_slopes(step, answers, example, names))
    outputs = answers.of_example(np.asarray(step[way.prediction]), example)
    margin = answers.margin(outputs)
    size = float(np.sqrt(sum(np.sum(v**2) for v in way.start.values())))
    promised = margin / way.slope if way.slope else 0.0
    limit = within or FAR * (promised + size + 1.0)
    read_alone = answers.output is not None
    none = Flip(
        example, move, answers.output if len(outputs) > 1 else None,
        answers.threshold if read_alone else None, int(way.before[example]), None,
        outputs, None, margin, way.slope, None, limit, {}, way.start,
    )  # fmt: skip
    if margin == 0:
        return replace(
            none, new_answer=answers.next_best(outputs), new_outputs=outputs, distance=0.0,
            moved=way.start,
        )  # fmt: skip
    if not way.slope:
        return none
    with reference.session():
        distance = first_change(way.flipped, promised, _scale(step, way, example, move), limit)
        if distance is None:
            return none
        there, moved = way.at(distance)
    after = answers.of_all(there)
    return replace(
        none,
        new_answer=int(after[example]),
        new_outputs=answers.of_example(there, example),
        distance=distance,
        moved=moved,
        others=int(np.sum(after != way.before)) - 1,
    )


def _scale(step: Step, way: _Way, example: int, move: Move) -> float:
    """How large the numbers are that move: all parameters, or one example and its likes."""
    if move == "params":
        return max(1e-3, float(np.sqrt(sum(np.sum(each**2) for each in way.start.values()))))
    inputs = way.start[INPUT] if step.derivation.layout == "rows" else way.start[INPUT].T
    spread = float(np.sqrt(np.sum(np.var(inputs, axis=0))))
    return max(1e-3, float(np.linalg.norm(inputs[example])), spread)
