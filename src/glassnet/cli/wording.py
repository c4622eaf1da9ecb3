"""Times, reasons and names as people say them."""

from glassnet.locales import _
from glassnet.training.runs import Run


def seconds_text(seconds: float) -> str:
    """A time: "0.42 s", "12 s", "3 min 5 s"."""
    if seconds < 0.9995:
        return _("{seconds} s").format(seconds=f"{seconds:.2g}")
    if seconds < 9.95:
        return _("{seconds} s").format(seconds=f"{seconds:.1f}")
    whole = round(seconds)
    if whole < 60:
        return _("{seconds} s").format(seconds=whole)
    if whole < 3600:
        return _("{minutes} min {seconds} s").format(minutes=whole // 60, seconds=whole % 60)
    return _("{hours} h {minutes} min").format(hours=whole // 3600, minutes=whole % 3600 // 60)


def stop_text(run: Run) -> str:
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


def grouped(number: int) -> str:
    """A whole number with its thousands set apart: 1,797."""
    return f"{number:,}"
