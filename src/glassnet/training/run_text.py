"""A run in words: what was trained, how it went, and why it ended."""

from typing import TYPE_CHECKING

from glassnet.locales import _, pad, width

if TYPE_CHECKING:
    from glassnet.training.runs import Run

DIGITS = 4


def stop_text(run: "Run") -> str:
    """Why a training ended."""
    reason, step, equation = run.stopped
    texts = {
        "finished": _("all {epochs} epochs are done").format(epochs=run.settings.epochs),
        "early stopping": _("no improvement for {patience} epochs").format(
            patience=getattr(run.settings.early_stopping, "patience", 0)
        ),
        "target reached": _("the target was reached"),
        "interrupted": _("interrupted at step {step}").format(step=step),
        "not finite": _("{equation} was not a finite number at step {step}").format(
            equation=equation, step=step
        ),
    }
    text = texts.get(reason, reason)
    if run.best is not None:
        text = _("{reason}; the best was epoch {epoch}, and it was kept").format(
            reason=text, epoch=run.best[0]
        )
    return text


def run_text(run: "Run") -> str:
    """A run in a few lines: network, data, settings, and each column from first to last epoch."""
    optimizer = run.settings.optimizer
    rows = [
        (_("network"), "-".join(map(str, run.network.sizes))),
        (_("examples"), _examples(run)),
        (
            _("optimizer"),
            _("{name}, learning rate {lr}").format(name=optimizer.name, lr=f"{optimizer.lr:g}"),
        ),
        (_("updates"), _("{steps}; {reason}").format(steps=run.steps, reason=stop_text(run))),
        *_columns(run),
        (_("folder"), "" if run.folder is None else str(run.folder)),
    ]
    kept = [(name, text) for name, text in rows if text]
    left = max(width(name) for name, _text in kept) + 2
    return "\n".join(pad(name, left) + text for name, text in kept)


def _examples(run: "Run") -> str:
    """How many there are, and how many of them were held back."""
    if run.validation is None:
        return str(len(run.X))
    return _("{count}, and {held} held back").format(count=len(run.X), held=len(run.validation[0]))


def _columns(run: "Run") -> list[tuple[str, str]]:
    """What was measured, from the first epoch to the last."""
    titles = {
        "loss": _("loss"),
        "accuracy": _("accuracy"),
        "val_loss": _("loss of the validation set"),
        "val_accuracy": _("accuracy of the validation set"),
    }
    return [
        (title, f"{run.history[name][0]:.{DIGITS}g} → {run.history[name][-1]:.{DIGITS}g}")
        for name, title in titles.items()
        if len(run.history.get(name, ()))
    ]
