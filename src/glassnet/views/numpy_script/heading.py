"""The beginning of an exported script: what it is, how to run it, what it imports."""

from glassnet.locales import _, pad, width
from glassnet.version import __version__
from glassnet.views.numpy_script.arrays import COLUMNS, number_code
from glassnet.views.numpy_script.story import Story
from glassnet.views.numpy_script.text import comment, described, filled, wrapped

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def docstring(story: Story) -> str:
    """What the script is, and how to run it."""
    sizes = "-".join(map(str, story.network.sizes))
    title = _("A {sizes} network and its training, equation by equation.").format(sizes=sizes)
    made = _("Written by glassnet {version}; needs only NumPy.").format(version=__version__)
    lines = [*facts(story), "", made, *wrapped(_promise(story), COLUMNS), "", *usage()]
    return quoted([title, "", *lines])


def facts(story: Story) -> list[str]:
    """The settings of a training, one below the other."""
    known = {name: text for name, text in _facts(story).items() if text}
    margin = max(map(width, known)) + 2
    lines = []
    for name, text in known.items():
        first, *rest = wrapped(text, COLUMNS - margin)
        lines += [pad(name, margin) + first, *(" " * margin + line for line in rest)]
    return lines


def quoted(lines: list[str]) -> str:
    """Lines as the docstring of a script."""
    # NOTE: names may come from a file; none of them may end the docstring
    text = "\n".join(lines).replace("\\", "\\\\").replace('"""', "'''")
    return f'"""{text}\n"""'


def _facts(story: Story) -> dict[str, str | None]:
    """The settings in words, None where nothing is to be said."""
    network, how = story.network, story.settings
    layers = ", ".join(described(layer) for layer in network.layers)
    return {
        _("network"): _("{count} inputs, then {layers}").format(
            count=network.inputs, layers=layers
        ),
        _("loss"): described(network.loss),
        _("penalty"): None if network.penalty is None else described(network.penalty),
        _("optimizer"): described(how.optimizer),
        _("clipping"): None if how.clip is None else described(how.clip),
        _("schedule"): None if how.schedule.name == "constant" else described(how.schedule),
        _("gradient"): _("numeric, delta = {delta}").format(delta=number_code(how.delta))
        if story.numeric
        else None,
        _("training"): _training(story),
        _("ended"): _ended(story),
    }


def _training(story: Story) -> str:
    how = story.settings
    if not story.batched and not story.network.has_dropout:
        text = _("{epochs} epochs, all {m} examples at once")
    elif not story.batched:
        text = _("{epochs} epochs, all {m} examples at once; seed {seed}")
    else:
        text = _("{epochs} epochs of {m} examples, {size} at a time; seed {seed}")
    return text.format(epochs=story.epochs, m=story.examples, size=how.batch_size, seed=how.seed)


def _ended(story: Story) -> str | None:
    """Why there are fewer epochs than were planned."""
    planned = story.settings.epochs
    if story.steps == planned * story.per_epoch:
        return None
    rule = story.settings.early_stopping
    reason = {
        "early stopping": rule
        and _("{column} had not become better for {patience} epochs").format(
            column=rule.monitor, patience=rule.patience
        ),
        "target reached": _("the target was reached"),
        "not finite": _("a number became infinite or NaN in the next step"),
    }.get(story.run.stopped[0], _("the training was stopped"))
    return _("after {steps} of {planned} updates; {reason}").format(
        steps=story.steps, planned=planned * story.per_epoch, reason=reason
    )


def _promise(story: Story) -> str:
    if story.run.engine != "reference":
        return _(
            "The training ran on the engine {engine}; these numbers agree with it up to rounding."
        ).format(engine=story.run.engine)
    if story.form != "batch":
        return _(
            "Sums are added up in another order than in the training, so the numbers agree up to "
            "rounding."
        )
    if story.layout == "columns":
        return _(
            "Examples are columns here and were rows in the training, so the numbers agree up "
            "to rounding."
        )
    return _(
        "On the machine of the training and with its NumPy, every number comes out again to the "
        "last bit."
    )


def usage() -> list[str]:
    """How a script is run."""
    run = _("python SCRIPT.py")
    commands = {
        run: _("trains, and prints the loss and the result"),
        f"{run} --save {saved_file()}": _("also writes the trained parameters"),
    }
    margin = max(map(width, commands)) + 2
    return [f"    {pad(command, margin)}{text}" for command, text in commands.items()]


def saved_file() -> str:
    """What stands for the file that --save writes."""
    return _("FILE.npz")


def imports(story: Story, more: tuple[str, ...]) -> str:
    """One thread, then the imports, the type of numbers, and the option --save.

    Args:
        story: says the type.
        more: further modules of the standard library, as lines.
    """
    lines = [
        "import os",
        "",
        comment(_("One thread, so that matrix products add up in the same order every time.")),
        filled("for name in (", [f'"{name}"' for name in THREADS], "):"),
        '    os.environ[name] = "1"',
        "",
        *sorted({"import argparse", *more}, key=lambda line: (line.startswith("from"), line)),
        "",
        "import numpy as np",
        "",
        f"f = np.{story.dtype}  # {_('the type of every number')}",
        f'np.seterr(all="ignore")  # {_("exp may overflow on its way to a right 0 or 1")}',
        "",
        "parser = argparse.ArgumentParser(",
        "    description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter",
        ")",
        f'parser.add_argument("--save", metavar="{saved_file()}")',
        "arguments = parser.parse_args()",
    ]
    return "\n".join(lines)
