"""What `glassnet demo` shows: a step by hand, XOR, real digits, and the files."""

from pathlib import Path

import numpy as np

from glassnet.cli.answers import mistakes
from glassnet.cli.blueprint import draw_up
from glassnet.cli.digit_pictures import PICTURE, picture_rows
from glassnet.cli.invocation import program, python
from glassnet.cli.progress import Progress
from glassnet.cli.reasons import reason
from glassnet.cli.report_page import Outcome, measure, write_report
from glassnet.cli.summary import show_files, show_next
from glassnet.cli.terminal import Terminal
from glassnet.cli.wording import grouped, seconds_text
from glassnet.cli.xor_picture import show_learning
from glassnet.errors import RunError, system_reason
from glassnet.locales import _, width
from glassnet.model import Model
from glassnet.report.numerals import percent
from glassnet.training.metrics import predicted_classes, true_classes
from glassnet.training.train import train
from glassnet.views.export import save_numpy_script

# The 2-3-1 network of the first part, with enough steps to solve XOR from any seed tried.
XOR_WORDS = 'train xor --layers "3 sigmoid, 1 sigmoid" --optimizer sgd --lr 5 --epochs 500'
XOR = {"layers": "3 sigmoid, 1 sigmoid", "optimizer": "sgd", "lr": 5.0}
XOR_EPOCHS = 500
SHOWN = 4  # pictures of digits, the last of which is a mistake


def show_demo(out: str) -> int:
    """Shows everything and writes the files."""
    folder = _folder(out)
    screen = Terminal()
    screen.heading(_("glassnet: a neural network that you can see through"))
    by_hand(screen)
    xor = solve_xor(screen)
    digits = read_digits(screen)
    paths = [folder / "xor.html", folder / "digits.html", folder / "xor_numpy.py"]
    write_report(xor, paths[0], [f"glassnet {XOR_WORDS}"])
    write_report(digits, paths[1], ["glassnet train digits"])
    save_numpy_script(xor.run, paths[2])
    _title(screen, _("4  Yours to keep"))
    names = [_("report on XOR"), _("report on digits"), _("XOR in plain NumPy")]
    show_files(screen, list(zip(names, paths, strict=True)))
    show_next(
        screen,
        [
            (f"{python()} {paths[2]}", _("the same training without glassnet, the same numbers")),
            (f"{program()} explain xor", _("every equation of a step, with its numbers")),
            (f"{program()} train moons", _("another problem; glassnet train --help lists them")),
            (f"{program()} tutorial 4", _("the tutorial of the first part, replayed and checked")),
        ],
    )
    return 0


def _folder(out: str) -> Path:
    path = Path(out).expanduser()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(
            _("the folder cannot be made"),
            expected=_("a place where a folder can be written"),
            received=system_reason(error),
            where=str(path.absolute()),
            fix=_("name another place with --out"),
        ) from None
    return path


def _title(screen: Terminal, text: str) -> None:
    screen.line()
    screen.heading(text)
    screen.line(screen.style(("-" if screen.ascii else "─") * min(screen.width, 76), "dim"))


def by_hand(screen: Terminal) -> None:
    """A step of a 2-3-1 network, each number in a line of its own."""
    from glassnet.tutorials import s3_step_lines

    _title(screen, _("1  One training step by hand"))
    screen.text(
        _(
            "Two inputs x1 = x2 = 1, three hidden units with sigmoid, one output ŷ that should "
            "be 0: the network of a well-known tutorial, with its weights; “as printed” is what "
            "that tutorial says. Lines 1–8 go forward to the loss C, lines 9–13 ask how C "
            "changes with one weight, line 14 moves that weight a little downhill."
        )
    )
    screen.line()
    screen.lines(s3_step_lines(screen.width))
    screen.line()
    screen.text(_("Training is nothing but this, for every weight, again and again."))


def solve_xor(screen: Terminal) -> Outcome:
    """XOR learned by a 2-3-1 network."""
    _title(screen, _("2  XOR: what no single line can divide, three hidden units can"))
    plan = draw_up("xor", XOR)
    run = train(
        Model(plan.network, seed=plan.seed),
        plan.prepared.X,
        plan.prepared.Y,
        epochs=XOR_EPOCHS,
        optimizer=plan.optimizer,
        record=("accuracy",),
        recipe=plan.prepared.recipe,
        scaler=plan.prepared.scaler,
        classes=plan.dataset.classes,
    )
    outcome = measure(run, plan, reason(plan.dataset, plan.network), [])
    screen.text(
        _(
            "The answer is 1 where exactly one input is 1. Again two inputs, three hidden units "
            "and one output, from random weights, but made to learn: with biases, a sigmoid at "
            "the end, cross-entropy as its error and learning rate {lr:g}. After {epochs} steps "
            "({time}):"
        ).format(epochs=run.steps, lr=XOR["lr"], time=seconds_text(run.seconds))
    )
    screen.line()
    show_learning(outcome, screen)
    right = round(outcome.training["accuracy"] * len(run.X))
    text = _("{right} of {count} right").format(right=right, count=len(run.X))
    result = screen.style(text, "green", "bold")
    answers = [
        f"{int(x[0])},{int(x[1])} → {answer:.3f}"
        for x, answer in zip(outcome.part.raw, outcome.part.outputs[:, 0], strict=True)
    ]
    screen.line()
    line = "  " + "   ".join(answers)
    if width(line) + 3 + width(text) <= screen.width:
        screen.line(f"{line}   {result}")
    else:
        screen.lines([line, f"  {result}"])
    return outcome


def read_digits(screen: Terminal) -> Outcome:
    """Real handwritten digits."""
    _title(screen, _("3  Real handwritten digits"))
    plan = draw_up("digits", {})
    held = plan.prepared.validation
    assert held is not None
    screen.text(
        _(
            "{total} digits that people wrote, 8 × 8 pixels each. The network learns from "
            "{train} of them; the other {held}, the validation set, it never sees."
        ).format(
            total=grouped(len(plan.dataset)),
            train=grouped(len(plan.prepared.X)),
            held=grouped(len(held[0])),
        )
    )
    if not screen.is_terminal:
        screen.line()
    progress = Progress(screen)
    try:
        run = train(
            Model(plan.network, seed=plan.seed),
            plan.prepared.X,
            plan.prepared.Y,
            epochs=plan.defaults.epochs,
            batch_size=plan.defaults.batch_size,
            optimizer=plan.optimizer,
            validation=held,
            record=("accuracy",),
            callbacks=(progress,),
            recipe=plan.prepared.recipe,
            scaler=plan.prepared.scaler,
            classes=plan.dataset.classes,
        )
    finally:
        progress.stop()
    outcome = measure(run, plan, reason(plan.dataset, plan.network), [])
    _show_digits(outcome, screen)
    return outcome


def _show_digits(outcome: Outcome, screen: Terminal) -> None:
    """The accuracy, and a few digits as pictures, the last one read wrongly."""
    run, part = outcome.run, outcome.part
    assert outcome.validation is not None
    share, count = outcome.validation["accuracy"], len(part.raw)
    result = _("{right} of {count} unseen digits read correctly: {share}, {time} of training")
    text = result.format(
        right=round(share * count),
        count=count,
        share=percent(share),
        time=seconds_text(run.seconds),
    )
    screen.line()
    screen.text(text, "  ", "green", "bold")
    screen.line()
    answers, truth = predicted_classes(run.network, part.outputs), true_classes(part.targets)
    wrong = mistakes(run, outcome.plan.dataset, part)[:1]
    shown = min(SHOWN, (screen.width - 2) // (PICTURE + 3))
    right = np.flatnonzero(answers == truth)[: shown - len(wrong)]
    shape = outcome.plan.dataset.image_shape or (8, 8)
    pictures = [part.raw[row].reshape(shape) for row in right]
    captions = [(_("read as {name}").format(name=answers[row]), True) for row in right]
    for each in wrong:
        pictures.append(np.asarray(each.pixels))
        text = _("{true}, read as {name}").format(true=each.true, name=each.predicted)
        captions.append((text, False))
    screen.lines(picture_rows(pictures, captions, screen))
