"""Opening a run from its folder; nothing in the files is trusted."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from glassnet.data import Scaler
from glassnet.data.npz_format import names_in, read_npz
from glassnet.data.targets import check_inputs, prepare_targets
from glassnet.errors import FileFormatError, GlassnetError, RunError
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.nn.network import Network
from glassnet.nn.spec import from_plain
from glassnet.training.checkpoints import Checkpoints, State
from glassnet.training.folder import data_of, fingerprint
from glassnet.training.history import History, read_history
from glassnet.training.plan import Plan
from glassnet.training.recipe import remake
from glassnet.training.runs import Run
from glassnet.training.settings import read_settings
from glassnet.training.storage import FORMAT, read_tensors

MOST_JSON = 64 * 2**20


def read_run(folder: Path, data: tuple[Any, Any] | None) -> Run:
    """The run in a folder; see `Run.open`."""
    path = folder / "run.json"
    plain = _read_json(path)
    where = str(path)
    try:
        network = from_plain(plain["network"], where)
        settings = read_settings(plain["settings"], where)
        dtype = plain["dtype"]
        if not isinstance(network, Network) or dtype not in ("float32", "float64"):
            raise _unusable(path, "network, dtype")
        arrays = _data(folder, plain, network, dtype, data)
        lrs = _lrs(plain["lr_changes"], int(plain["epochs_begun"]))
        plan = Plan(network, settings, arrays["X"], arrays["Y"], arrays.get("sample_weight"), lrs)
        run = Run(
            plan,
            _checkpoints(folder, plan),
            validation=(arrays["Xv"], arrays["Yv"]) if "Xv" in arrays else None,
            is_class=bool(plain["is_class"]),
            recipe=plain["recipe"],
            scaler=None if plain["scaler"] is None else Scaler.from_dict(plain["scaler"]),
            classes=tuple(str(each) for each in plain["classes"]),
        )
        _check_same_data(run, plain["data"]["sha256"], folder)
        _restore(run, folder, plain)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise _unusable(path, f"{type(error).__name__}: {error}") from None
    return run


def _restore(run: Run, folder: Path, plain: Mapping[str, Any]) -> None:
    """Fills in how the run went."""
    steps = int(plain["steps"])
    result_file = folder / "result.safetensors"
    latest = max(run.checkpoints.states)
    stopped = (str(plain["stopped"][0]), plain["stopped"][1], plain["stopped"][2])
    if result_file.exists():
        result = _state(result_file, run.checkpoints.states[0])
    else:
        # The training was cut off: what it had reached at its last checkpoint remains.
        steps, result = latest, run.checkpoints.states[latest]
        stopped = ("interrupted", latest, None)
    history = History()
    if (folder / "history.csv").exists():
        text = (folder / "history.csv").read_text(encoding="utf-8")
        history = read_history(text, str(folder / "history.csv"))
    run.restore(history, stopped, steps, result)
    run.seconds = float(plain["seconds"])
    run.best = None if plain["best"] is None else (int(plain["best"][0]), int(plain["best"][1]))
    run.engine = str(plain["engine"])
    run.folder = folder.resolve()


def _read_json(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise RunError(
            _("there is no run in this folder"),
            expected="run.json",
            received=str(path.parent),
            where=str(path.parent),
            fix=_("give the folder that train(folder=…) or glassnet train wrote"),
        )
    if path.stat().st_size > MOST_JSON:
        raise _unusable(path, _("it is far too large"))
    try:
        plain = json.loads(path.read_bytes())
    except (ValueError, RecursionError, OSError) as error:
        raise _unusable(path, str(error)) from None
    if not isinstance(plain, dict):
        raise _unusable(path, _("it is no object"))
    if plain.get("format") != FORMAT:
        raise FileFormatError(
            _("the run has a format that this version does not know"),
            expected=str(FORMAT),
            received=_("{format}, written by glassnet {version}").format(
                format=plain.get("format"), version=plain.get("glassnet")
            ),
            where=str(path),
            fix=_("use that version of glassnet or a newer one"),
        )
    return plain


def _unusable(path: Path, detail: str) -> FileFormatError:
    return FileFormatError(
        _("the file cannot be read"),
        expected=_("the record of a run, as glassnet wrote it"),
        received=detail[:160],
        where=str(path),
        fix=_("restore it from a backup; the other files of the run are left alone"),
    )


def _data(
    folder: Path,
    plain: Mapping[str, Any],
    network: Network,
    dtype: str,
    data: tuple[Any, Any] | None,
) -> dict[str, Array]:
    """The arrays that the run was trained on."""
    kept = plain["data"]["kept"]
    if data is not None:
        X = check_inputs(data[0], network, dtype, "Run.open(data=(X, …))")
        where = "Run.open(data=(…, Y))"
        return {"X": X, "Y": prepare_targets(data[1], network, len(X), dtype, where)}
    if kept == "recipe":
        return remake(plain["recipe"], network, dtype)
    if kept == "file":
        path = folder / "data.npz"
        return {name: np.ascontiguousarray(read_npz(path, name)) for name in names_in(path)}
    raise RunError(
        _("the data of this run were too large to be kept with it"),
        expected=_("the same X and Y that it was trained on"),
        received="data=None",
        where=f"Run.open({str(folder)!r})",
        fix=_("open it with Run.open(folder, data=(X, Y))"),
    )


def _check_same_data(run: Run, sha256: str, folder: Path) -> None:
    if fingerprint(data_of(run)) != sha256:
        raise RunError(
            _("these are not the data that the run was trained on"),
            expected=f"sha256 {sha256[:16]}…",
            received=f"sha256 {fingerprint(data_of(run))[:16]}…",
            where=str(folder),
            fix=_("give exactly the X and Y of the training, in the same type and scaling"),
        )


def _lrs(changes: list[list[float]], count: int) -> list[float]:
    """The learning rate of each epoch from the epochs where it changed."""
    if count > 10**9 or not all(0 <= int(change[0]) < max(count, 1) for change in changes):
        raise ValueError("lr_changes")
    lrs: list[float] = []
    borders = [int(change[0]) for change in changes[1:]] + [count]
    for (_epoch, lr), border in zip(changes, borders, strict=False):
        lrs.extend([float(lr)] * (border - len(lrs)))
    return lrs


def _checkpoints(folder: Path, plan: Plan) -> Checkpoints:
    """All readable states; one that is cut short is left out, the first must be there."""
    start = folder / "start.safetensors"
    template = plan.start({n: np.zeros(s) for n, s in plan.network.param_shapes().items()})
    checkpoints = Checkpoints(_state(start, template), plan.steps_per_epoch)
    for file in sorted((folder / "checkpoints").glob("*.safetensors")):
        try:
            checkpoints.states[int(file.stem)] = _state(file, template)
        except (GlassnetError, ValueError):
            continue
    return checkpoints


def _state(path: Path, template: State) -> State:
    """A state whose names, shapes and type are the expected ones."""
    arrays, _description = read_tensors(path)
    expected = {name: (value.shape, value.dtype) for name, value in template.items()}
    received = {name: (value.shape, value.dtype) for name, value in arrays.items()}
    if expected != received:
        raise FileFormatError(
            _("the file's numbers do not fit the network"),
            expected=", ".join(f"{n} {s}" for n, (s, _t) in expected.items()),
            received=", ".join(f"{n} {s}" for n, (s, _t) in received.items())[:200],
            where=str(path),
            fix=_("restore it from a backup"),
        )
    return {name: arrays[name] for name in template}
