"""What is said when a training broke off because a number was not finite any more."""

import shlex

from glassnet.locales import _
from glassnet.training.diverged import smaller_rate
from glassnet.training.runs import Run


def broke_off(run: Run) -> bool:
    """Whether numbers that are not finite ended the training."""
    return run.stopped[0] == "not finite"


def sentences(run: Run) -> list[str]:
    """Where it broke off, and what that means."""
    _reason, step, equation = run.stopped
    where = _(
        "The training broke off at step {step} (counted from 0): equation {equation} gave a number "
        "that is not finite."
    ).format(step=step, equation=equation)
    meaning = _(
        "Each update went so far that the next was larger still, until the numbers left what a "
        "computer can hold. The weights from before that step are kept, but they are already so "
        "large that their answers mean nothing; so there is no result to show."
    )
    return [where, meaning]


def gentler(words: str, lr: float, program: str) -> str:
    """The command line with a smaller learning rate.

    Args:
        words: the command line that broke off.
        lr: its learning rate.
        program: how the program is called from here.
    """
    kept: list[str] = []
    skip = False
    for word in shlex.split(words)[1:]:
        if not skip and not word.startswith("--lr="):
            skip = word == "--lr"
            if not skip:
                kept.append(word)
            continue
        skip = False
    return f"{program} {shlex.join(kept)} --lr {smaller_rate(lr):g}"
