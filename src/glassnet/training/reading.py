"""Opening a run from its folder; nothing in the files is trusted."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from glassnet.core import notation
from glassnet.data import Scaler
from glassnet.data.bounded import file_size
from glassnet.errors import DataError, FileFormatError, GlassnetError, RunError
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.nn.schedules import ReduceOnPlateau
from glassnet.training.arithmetic import arithmetic
from glassnet.training.checkpoints import Checkpoints, State
from glassnet.training.events import REASONS
from glassnet.training.folder import RUNNING, Stopped, text_sum
from glassnet.training.history import History, read_history
from glassnet.training.plan import Plan
from glassnet.training.rates import Rates
from glassnet.training.reading_data import find_data
from glassnet.training.runs import Run
from glassnet.training.settings import read_settings
from glassnet.training.storage import (
    FORMAT,
    UNFIT,
    Shapes,
    TensorFile,
    claims_of,
    plain_json,
    read_network,
    read_ops,
    unknown_format,
    unreadable,
)
from glassnet.training.user_ops import demand_same
from glassnet.training.warn import warn_user

MOST_TEXT = 16 * 2**20


def read_run(folder: Path, data: tuple[Any, Any] | None) -> Run:
    """The run in a folder; see `Run.open`."""
    path = folder / "run.json"
    plain = _read_json(path)
    ops = read_ops(plain.get("ops"), path)
    demand_same(ops, str(path))
    with claims_of(path):
        network = read_network(plain["network"], path)
        settings = read_settings(plain["settings"], str(path))
        if plain["dtype"] not in ("float32", "float64") or not isinstance(plain["is_class"], bool):
            raise ValueError("dtype, is_class")
    arrays = find_data(folder, plain, network, settings, data)
    with claims_of(path):
        settings.check_data(len(arrays["X"]))
        rates = _rates(plain, settings.epochs)
        weights = arrays.get("sample_weight")
        plan = Plan(network, settings, arrays["X"], arrays["Y"], weights, rates)
        run = _described(folder, plain, plan, arrays)
        run.ops = ops
        _restore(run, folder, plain)
    _compare_arithmetic(plain)
    return run


def _compare_arithmetic(plain: Mapping[str, Any]) -> None:
    """Warns if replays here may differ from the training in their last bits."""
    if plain.get("arithmetic") != arithmetic():
        warn_user(
            _(
                "the run was computed by {there}, and here it is {here}: steps that are computed "
                "again may differ from it in their last digits"
            ).format(there=str(plain.get("arithmetic"))[:120], here=arithmetic())
        )


def _read_json(path: Path) -> dict[str, Any]:
    if not _exists(path):
        fix = _("give the folder that train(folder=…) or glassnet train wrote")
        if os.path.isfile(path.parent):
            fix = _("a run is a folder; use gn.load to read the file of a model")
        raise RunError(
            _("there is no run in this folder"),
            expected="run.json",
            received=str(path.parent),
            where=str(path.parent),
            fix=fix,
        )
    try:
        plain = plain_json(_text(path))
    except UNFIT as error:
        raise unreadable(path, str(error)) from None
    if not isinstance(plain, dict):
        raise unreadable(path, _("something that is no description"))
    if plain.get("format") != FORMAT:
        raise unknown_format(path, plain)
    return plain


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _text(path: Path) -> str:
    """The text of a file of reasonable size."""
    if file_size(path) > MOST_TEXT:
        raise unreadable(path, _("{size} bytes").format(size=file_size(path)))
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise unreadable(path, str(error)) from None


def _described(
    folder: Path, plain: Mapping[str, Any], plan: Plan, arrays: Mapping[str, Array]
) -> Run:
    """The run as run.json describes it, with its kept states."""
    return Run(
        plan,
        _checkpoints(folder, plan),
        validation=(arrays["Xv"], arrays["Yv"]) if "Xv" in arrays else None,
        fraction=None if plain["fraction"] is None else _real(plain["fraction"]),
        is_class=plain["is_class"],
        recipe=_recipe(plain["recipe"]),
        scaler=_scaler(plain["scaler"], plan.network.inputs),
        target_scaler=_scaler(plain.get("target_scaler"), plan.network.outputs),
        classes=tuple(str(each) for each in plain["classes"]),
    )


def _rates(plain: Mapping[str, Any], most: int) -> Rates:
    changes = [(_whole(epoch), _real(rate)) for epoch, rate in plain["lr_changes"]]
    begun = _whole(plain["epochs_begun"])
    if begun > most:
        raise ValueError("epochs_begun")
    return Rates(changes, begun)


def _whole(value: object) -> int:
    """A count in a file.

    Raises:
        ValueError: if it is none.
    """
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise ValueError(f"{value!r:.40}")
    return value


def _real(value: object) -> float:
    """A finite number in a file.

    Raises:
        ValueError: if it is none.
    """
    number = float(value) if isinstance(value, int | float) else np.nan
    if not np.isfinite(number) or isinstance(value, bool):
        raise ValueError(f"{value!r:.40}")
    return number


def _recipe(value: object) -> dict[str, Any] | None:
    if value is not None and not isinstance(value, dict):
        raise ValueError("recipe")
    return value


def _scaler(plain: Any, inputs: int) -> Scaler | None:
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


def _restore(run: Run, folder: Path, plain: Mapping[str, Any]) -> None:
    """Fills in how the run went."""
    steps, states = _whole(plain["steps"]), run.checkpoints.states
    reason, step, equation = plain["stopped"]
    if reason not in (RUNNING[0], *REASONS) or not isinstance(plain["engine"], str):
        raise ValueError("stopped, engine")
    stopped: Stopped = (
        reason,
        None if step is None else _whole(step),
        None if equation is None else str(equation),
    )
    history = _history(folder, None if reason == RUNNING[0] else plain["history"])
    if reason == RUNNING[0]:
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
    run.seconds = _real(plain["seconds"])
    if plain["best"] is not None and reason != RUNNING[0]:
        epoch, best = plain["best"]
        run.best = (_whole(epoch), _whole(best))
        if run.best[1] > run.steps:
            raise ValueError("best")
    run.engine = plain["engine"]
    run.folder = folder.resolve()


def _history(folder: Path, sha256: object) -> History:
    """The history, if it is the one that was written; a missing file is an empty one."""
    path = folder / "history.csv"
    if not _exists(path):
        return History()
    text = _text(path)
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
