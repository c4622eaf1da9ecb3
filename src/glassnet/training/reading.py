"""Opening a run from its folder; nothing in the files is trusted."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glassnet.core import notation
from glassnet.data import Scaler
from glassnet.errors import DataError, FileFormatError, GlassnetError
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.nn.schedules import ReduceOnPlateau
from glassnet.training.arithmetic import arithmetic
from glassnet.training.checkpoints import Checkpoints, State
from glassnet.training.folder import RUNNING, Stopped, text_sum
from glassnet.training.history import History, read_history
from glassnet.training.plan import Plan
from glassnet.training.rates import Rates
from glassnet.training.reading_data import find_data
from glassnet.training.run_file import RunFile, bounded_text, exists, read_run_file
from glassnet.training.runs import Run
from glassnet.training.settings import read_settings
from glassnet.training.storage import (
    Shapes,
    TensorFile,
    claims_of,
    read_network,
    unreadable,
)
from glassnet.training.user_ops import demand_same
from glassnet.training.warn import warn_user


def read_run(folder: Path, data: tuple[Any, Any] | None) -> Run:
    """The run in a folder; see `Run.open`."""
    path = folder / "run.json"
    plain = read_run_file(path)
    demand_same(plain.ops, str(path))
    with claims_of(path):
        network = read_network(plain.network, path)
        settings = read_settings(plain.settings, str(path))
    arrays = find_data(folder, plain, network, settings, data)
    with claims_of(path):
        settings.check_data(len(arrays["X"]))
        rates = _rates(plain, settings.epochs)
        weights = arrays.get("sample_weight")
        plan = Plan(network, settings, arrays["X"], arrays["Y"], weights, rates)
        run = _described(folder, plain, plan, arrays)
        run.ops = plain.ops
        _restore(run, folder, plain)
    _compare_arithmetic(plain)
    return run


def _compare_arithmetic(plain: RunFile) -> None:
    """Warns if replays here may differ from the training in their last bits."""
    if plain.arithmetic != arithmetic():
        warn_user(
            _(
                "the run was computed by {there}, and here it is {here}: steps that are computed "
                "again may differ from it in their last digits"
            ).format(there=plain.arithmetic[:120], here=arithmetic())
        )


def _described(folder: Path, plain: RunFile, plan: Plan, arrays: Mapping[str, Array]) -> Run:
    """The run as run.json describes it, with its kept states."""
    return Run(
        plan,
        _checkpoints(folder, plan),
        validation=(arrays["Xv"], arrays["Yv"]) if "Xv" in arrays else None,
        fraction=plain.fraction,
        is_class=plain.is_class,
        recipe=plain.recipe,
        scaler=_scaler(plain.scaler, plan.network.inputs),
        target_scaler=_scaler(plain.target_scaler, plan.network.outputs),
        classes=plain.classes,
    )


def _rates(plain: RunFile, most: int) -> Rates:
    if plain.epochs_begun > most:
        raise ValueError("epochs_begun")
    return Rates(plain.lr_changes, plain.epochs_begun)


def _scaler(plain: dict[str, Any] | None, inputs: int) -> Scaler | None:
    if plain is None:
        return None
    try:
        scaler = Scaler.from_dict(plain)
    except DataError as error:
        raise ValueError(error.what) from None
    if len(scaler.offset) != inputs:
        raise ValueError("scaler")
    return scaler


def _checkpoints(folder: Path, plan: Plan) -> Checkpoints:
    """All readable states; one that is damaged is left out, the first must be there.

    States after the last known learning rate are left out as well: nothing could be
    replayed from them.
    """
    known = plan.settings.epochs
    if isinstance(plan.settings.schedule, ReduceOnPlateau):
        known = len(plan.lrs)
    shapes = state_shapes(plan)
    start = TensorFile(folder / "start.safetensors").read(shapes, plan.dtype)
    checkpoints = Checkpoints(start, plan.steps_per_epoch)
    damaged: list[str] = []
    for file in sorted((folder / "checkpoints").glob("*.safetensors"), reverse=True):
        if not file.stem.isdecimal() or len(checkpoints.states) > checkpoints.most:
            continue
        step = int(file.stem)
        if step > known * plan.steps_per_epoch:
            continue
        try:
            checkpoints.states[step] = TensorFile(file).read(shapes, plan.dtype)
        except GlassnetError as error:
            damaged.append(f"{error.where}: {error.received}")
    if damaged:
        warn_user(
            _(
                "checkpoints that cannot be read are left out, their steps are computed again: "
                "{count} (the last is {reason})"
            ).format(count=len(damaged), reason=damaged[0])
        )
    return checkpoints


def state_shapes(plan: Plan) -> Shapes:
    """The shapes of params and optimizer state, by name."""
    params = plan.network.param_shapes()
    state = {
        notation.state(name, kind): shape
        for name, shape in params.items()
        for kind in plan.settings.optimizer.state
    }
    return {**params, **state}


def _restore(run: Run, folder: Path, plain: RunFile) -> None:
    """Fills in how the run went."""
    steps, states = plain.steps, run.checkpoints.states
    stopped: Stopped = plain.stopped
    running = stopped[0] == RUNNING[0]
    history = _history(folder, None if running else plain.history)
    if running:
        # The training was cut off: what it had reached at its last good checkpoint remains.
        steps = max(states)
        stopped = ("interrupted", steps, None)
        history.cut(steps)
        result: State = states[steps]
    else:
        result = TensorFile(folder / "result.safetensors").read(
            run.network.param_shapes(), run.plan.dtype
        )
        _check_end(run, steps, folder)
    run._restore(history, stopped, steps, result)
    run.seconds = plain.seconds
    if plain.best is not None and not running:
        run.best = plain.best
        if run.best[1] > run.steps:
            raise ValueError("best")
    run.engine = plain.engine
    run.folder = folder.resolve()


def _history(folder: Path, sha256: object) -> History:
    """The history, if it is the one that was written; a missing file is an empty one."""
    path = folder / "history.csv"
    if not exists(path):
        return History()
    text = bounded_text(path)
    history = read_history(text, str(path))
    if sha256 is not None and text_sum(text) != sha256:
        raise unreadable(path, _("numbers that were changed after they were written"))
    return history


def _check_end(run: Run, steps: int, folder: Path) -> None:
    """Raises if the last state is missing, without which steps could be claimed at will."""
    most = run.settings.epochs * run.plan.steps_per_epoch
    if steps > most or max(run.checkpoints.states) > steps:
        raise ValueError(f"steps {steps}")
    if steps not in run.checkpoints.states:
        raise FileFormatError(
            _("the state after the last update is missing"),
            expected=_("the state after {step} updates").format(step=steps),
            received=_("states up to {step} updates").format(step=max(run.checkpoints.states)),
            where=str(folder / f"checkpoints/{steps:012d}.safetensors"),
            fix=_("restore the file from a backup, or train again"),
        )
