"""What is said when a training went wrong: a number not finite any more, or a loss that grew."""

import math

import numpy as np

from glassnet.core import notation
from glassnet.executors.reference import session
from glassnet.locales import _
from glassnet.training.plan import State
from glassnet.training.runs import Run
from glassnet.training.validation import Evaluator

LARGEST = 0.1  # a learning rate that few trainings cannot bear
GREW = 10.0  # times the first loss, from where on chance is no explanation


def smaller_rate(lr: float) -> float:
    """A learning rate to try next: a tenth, and not more than `LARGEST`.

    >>> smaller_rate(1e300), smaller_rate(0.5)
    (0.1, 0.05)
    """
    return min(float(f"{lr / 10:.3g}"), LARGEST)


def explanation(run: Run) -> str:
    """Which row failed, why, and what to try; one paragraph.

    An update that overflows is the learning rate's fault, and so are parameters that grew until
    a row overflowed. But where the same examples break the parameters of the start, nothing
    that the training did is to blame.

    Args:
        run: one that stopped because of a number that is not finite.
    """
    _reason, step, equation = run.stopped
    number = run.steps if step is None else step
    words = {
        "step": number,
        "equation": equation,
        "lr": f"{run.settings.optimizer.lr:g}",
        "smaller": f"{smaller_rate(run.settings.optimizer.lr):g}",
    }
    if _breaks_the_start(run, number):
        largest = {"inputs": _largest({"X": run.X}), "params": _largest(run.start)}
        return _(
            "the training stopped at step {step}: {equation} is not a finite number. The same "
            "examples give such a number with the parameters of the start too, so the learning "
            "rate is not the cause: look at the data (X goes up to {inputs:.3g}) and at the "
            "initial parameters (up to {params:.3g}); run.step({step}) shows every row of it"
        ).format(**words, **largest)
    if _phase(run, number, equation) == "update":
        return _(
            "the training stopped at step {step}: {equation} is not a finite number, because the "
            "update went too far; the model keeps its last finite values. Try a smaller learning "
            "rate than {lr}, for example {smaller}; run.step({step}) shows every row of it"
        ).format(**words)
    return _(
        "the training stopped at step {step}: {equation} is not a finite number, because the "
        "updates before it made the parameters too large; the model keeps its last finite values. "
        "Try a smaller learning rate than {lr}, for example {smaller}; run.step({step}) shows "
        "every row of it"
    ).format(**words)


def growth(run: Run) -> str | None:
    """What to say if the result is far worse than the start; None if it is not.

    Both losses are those of the whole training set, without penalty.

    Args:
        run: one whose numbers stayed finite.
    """
    if run.steps == 0:
        return None
    with session():
        loss = Evaluator(run.network, run.X, run.Y, False)
        first, last = loss(run.start)["loss"], loss(run.model.params)["loss"]
    least = float(np.finfo(run.X.dtype).eps)  # a perfect start has no tenfold
    if not math.isfinite(first) or last <= GREW * max(first, least):
        return None
    lr = run.settings.optimizer.lr
    return _(
        "the loss of the training set grew from {first:.4g} to {last:.4g}: the learning rate "
        "{lr:g} may be too large. Try a smaller one, for example {smaller:g}"
    ).format(first=first, last=last, lr=lr, smaller=smaller_rate(lr))


def _phase(run: Run, number: int, name: str | None) -> str:
    """The phase of the row that failed; a gradient that was given has no row."""
    rows = run.derivation(run.plan.batch(number).size).equations
    return next((each.phase for each in rows if each.out.name == name), "backward")


def _breaks_the_start(run: Run, number: int) -> bool:
    """Whether the examples of a step break the parameters that the training started from."""
    batch = run.plan.batch(number)
    updates = {*run.plan.kept_updates(batch.size), notation.LEARNING_RATE}
    with session():
        values = run.plan.compute(run.checkpoints.states[0], batch, None)
    return any(
        not np.isfinite(value).all() for name, value in values.items() if name not in updates
    )


def _largest(arrays: State) -> float:
    """The largest size of any number."""
    return max((float(np.abs(value).max()) for value in arrays.values() if value.size), default=0.0)
