"""Accuracy and loss over the updates: the left and the right panel of the tutorial's animations."""

from glassnet.locales import _
from glassnet.tutorials.panels import curves
from glassnet.tutorials.tutorial1.network import cloud
from glassnet.tutorials.tutorial1.xor import Trial, accuracy

EVERY, HEIGHT = 10, 5  # updates between two points of the accuracy; lines of a drawing


def accuracies(trial: Trial) -> list[float]:
    """The share of right answers before the first update and after every tenth."""
    X, Y = cloud()
    return [accuracy(trial.run, X, Y, k) for k in range(0, trial.run.steps + 1, EVERY)]


def training_curves(trial: Trial) -> tuple[str, ...]:
    """Both curves side by side."""
    steps = trial.run.steps
    captions = [
        [_("accuracy, updates 0 to {last}").format(last=steps)],
        [_("loss, updates 0 to {last}").format(last=steps)],
    ]
    losses = [float(loss) for loss in trial.run.history["loss"]]
    return curves([accuracies(trial), losses], captions, height=HEIGHT)
