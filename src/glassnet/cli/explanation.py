"""One call of `glassnet explain`: which step is shown, and in what words it is introduced."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from glassnet import presets
from glassnet.cli.asked_step import optimizer_words, refuse_changes, rows_asked, size_sentence
from glassnet.cli.blueprint import draw_up
from glassnet.cli.preset_step import of_preset
from glassnet.cli.run_folder import PARENT, check_run, listed, runs_in
from glassnet.cli.source import means_file
from glassnet.cli.step_views import ASKED, show
from glassnet.cli.target_unit import TargetUnit
from glassnet.cli.units_text import class_words, input_and_target_words, scaled_words
from glassnet.core.derivation import Layout
from glassnet.data import names
from glassnet.errors import DataError, SettingError, nearest, unknown_name
from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD, Optimizer
from glassnet.step import Step
from glassnet.training.runs import Run

FEW_INPUTS, FEW_ROWS = 8, 4
OF_A_RUN = ("step", "rows", "layout", *ASKED)  # what may be asked about one
RATE = 0.1  # of plain gradient descent, where no other is asked for


def explain_source(source: str, wishes: Mapping[str, Any]) -> int:
    """Shows a step of a run, of a preset, or the first of a fresh network on a data set."""
    if Path(source).expanduser().is_dir():
        step, words = _of_run(Path(source).expanduser(), wishes)
    elif source in presets.names():
        step, words = of_preset(source, wishes)
    else:
        if source not in names():
            _check_there(source)
        step, words = _of_data(source, wishes)
    show(step, words, source, wishes)
    return 0


def _check_there(source: str) -> None:
    """Raises if a word is neither a known name nor the path of something that is there.

    Raises:
        UnknownNameError: it looks like a name.
        DataError: it looks like a path.
    """
    where, path = f"glassnet explain {source}", Path(source).expanduser()
    if not means_file(source):
        raise unknown_name(_("data set or preset"), source, (*names(), *presets.names()), where)
    if path.exists():
        return
    runs = runs_in(path.parent) or runs_in(PARENT)
    guess = nearest(source, [*runs, *presets.names()])
    raise DataError(
        _("there is no such file or run"),
        expected=_(
            "the folder of a run ({runs}), a .csv, .npy or .npz file, a preset ({presets}) or a "
            "data set ({names})"
        ).format(
            runs=listed(runs) or _("there is none yet"),
            presets=", ".join(presets.names()),
            names=", ".join(names()),
        ),
        received=source,
        where=where,
        fix=_("Did you mean {guess!r}?").format(guess=guess) if guess else _("check the path"),
    )


def _of_data(source: str, wishes: Mapping[str, Any]) -> tuple[Step, list[str]]:
    """The first step of a fresh network."""
    if wishes.get("step"):
        raise SettingError(
            _("{name} is a data set and has no later steps").format(name=source),
            expected=_("the folder of a run"),
            received=source,
            where=f"--step {wishes['step']}",
            fix=_("train first: glassnet train {name}").format(name=source),
        )
    # Plain descent shows the idea in one row for each parameter.
    asked = wishes.get("optimizer") is not None
    filled = dict(wishes) if asked else {**wishes, "optimizer": "sgd"}
    if not asked and wishes.get("lr") is None:
        filled["lr"] = RATE
    plan = draw_up(source, filled)
    X, Y = plan.prepared.X, plan.prepared.Y
    rows = _rows(wishes, len(X), X.shape[1])
    model = Model(plan.network, seed=plan.seed, dtype=plan.dtype)
    step = model.explain(
        X[:rows],
        Y[:rows],
        plan.optimizer,
        layout=wishes.get("layout") or "rows",
        clip=plan.clip,
        n_data=len(X),
    )
    words = [
        _("{data}: {title}").format(data=plan.dataset.name, title=plan.dataset.title),
        _("{network}, weights drawn from seed {seed}; the first step of {optimizer}").format(
            network=_network(plan.network, plan.layers),
            seed=plan.seed,
            optimizer=optimizer_words(plan.optimizer),
        ),
        size_sentence(rows, len(X)),
        *input_and_target_words(plan),
    ]
    return step, [*words, *_dropout_words(plan.network)]


def _rows(wishes: Mapping[str, Any], available: int, inputs: int) -> int:
    """How many examples: those asked for, else as many as can be read."""
    asked = wishes.get("rows")
    if asked is None:
        return available if inputs <= FEW_INPUTS and available <= FEW_ROWS else 1
    return rows_asked(int(asked), available)


def _network(network: Network, layers: str) -> str:
    return f"{network.inputs} → {layers.replace(', ', ' → ')}"


def _dropout_words(network: Network) -> list[str]:
    return [_("Dropout is off here; in training it is on.")] if network.has_dropout else []


def _of_run(folder: Path, wishes: Mapping[str, Any]) -> tuple[Step, list[str]]:
    """A step of a past training."""
    check_run(folder, "glassnet explain")
    what = _("a run has its data and its network already")
    refuse_changes(wishes, OF_A_RUN, what, f"glassnet explain {folder}")
    run = Run.open(folder)
    number = wishes.get("step") or 0
    last = max(run.last_step, 0)
    if number > last:
        raise SettingError(
            _("the run does not have that step"),
            expected=_("a whole number from 0 to {last}").format(last=last),
            received=str(number),
            where=f"--step {number}",
            fix=_("use --step {last} for the last one").format(last=last),
        )
    batch = run.plan.batch(number)
    settings = run.settings
    optimizer = replace(settings.optimizer, lr=run.lr_of(batch.epoch))
    title = _(
        "{folder}: step {step} (counted from 0, the last is {last}), epoch {epoch} of {epochs}, "
        "{optimizer}"
    ).format(
        folder=folder,
        step=number,
        last=last,
        epoch=batch.epoch + 1,
        epochs=settings.epochs,
        optimizer=optimizer_words(optimizer),
    )
    if wishes.get("rows") is None:
        layout: Layout = wishes.get("layout") or "rows"
        said = (
            _("{count} examples, exactly as it ran")
            if layout == "rows"
            else _("{count} examples; the step that ran, in columns, up to rounding")
        )
        step = run.step(number, layout)
        return step, [title, said.format(count=batch.size), *_run_words(run)]
    return _other_view(run, number, optimizer, wishes, title)


def _other_view(
    run: Run, number: int, optimizer: Optimizer, wishes: Mapping[str, Any], title: str
) -> tuple[Step, list[str]]:
    """The step with a few of its examples, in either layout."""
    batch = run.plan.batch(number)
    kept = np.arange(len(run.X)) if batch.rows is None else batch.rows
    rows = _rows(wishes, batch.size, 0)
    # A memory of past gradients belongs to the whole step; without it the update would be wrong.
    updates = rows == batch.size and isinstance(optimizer, SGD)
    step = run.at(number).explain(
        run.X[kept[:rows]],
        run.Y[kept[:rows]],
        optimizer if updates else None,
        layout=wishes.get("layout") or "rows",
        clip=run.settings.clip if updates else None,
        n_data=len(run.X),
        t=number + 1,
    )
    words = [title, size_sentence(rows, batch.size), *_run_words(run)]
    if not updates:
        words.append(
            _("Shown up to the gradients: the update used all {count} examples and what the "
              "optimizer remembers. Without --rows the step is shown as it ran."
              ).format(count=batch.size)
        )  # fmt: skip
    return step, [*words, *_dropout_words(run.network)]


def _run_words(run: Run) -> list[str]:
    kind = run.scaler.kind if run.scaler is not None else "none"
    words = [*scaled_words(kind), *class_words(run.classes, run.network.outputs)]
    unit = [] if run.target_scaler is None else [TargetUnit(run.target_scaler).sentence()]
    return [*words, *unit]
