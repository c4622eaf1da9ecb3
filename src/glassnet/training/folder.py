"""The folder of a run: what is written there, and when.

    run.json            what was trained, how, why it ended
    history.csv         a row per epoch
    data.npz            the data, unless a recipe makes it again or it is too large
    start.safetensors   the parameters and state before the first update
    checkpoints/        later states
    result.safetensors  the model that came out

Every file is written all or nothing, and run.json last, so that whatever is there is whole.
"""

import hashlib
import io
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from glassnet.errors import RunError
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.nn.spec import to_plain
from glassnet.training.atomic import write_bytes
from glassnet.training.checkpoints import State
from glassnet.training.storage import FORMAT, tensors_bytes
from glassnet.version import __version__

if TYPE_CHECKING:
    from glassnet.training.runs import Run

MOST_DATA = 64 * 2**20
MOST_RAW = 2 * 2**30
PAUSE = 2.0  # seconds between two notes of progress


def fingerprint(arrays: dict[str, Array]) -> str:
    """A sum over names, types, shapes and bytes, by which data are known again."""
    total = hashlib.sha256()
    for name, value in sorted(arrays.items()):
        total.update(f"{name} {value.dtype.str} {value.shape};".encode())
        total.update(np.ascontiguousarray(value).tobytes())
    return total.hexdigest()


def data_of(run: "Run") -> dict[str, Array]:
    """The arrays that a run was trained on."""
    arrays = {"X": run.X, "Y": run.Y}
    if run.plan.weights is not None:
        arrays["sample_weight"] = run.plan.weights
    if run.validation is not None:
        arrays["Xv"], arrays["Yv"] = run.validation
    return arrays


class RunFolder:
    """A run on disk.

    Args:
        path: the folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.data: dict[str, Any] = {}
        self.written = time.monotonic()

    @classmethod
    def create(cls, path: Path) -> "RunFolder":
        """A new folder for a run.

        Raises:
            RunError: if it cannot be made, or has something in it already.
        """
        try:
            path.mkdir(parents=True, exist_ok=True)
            (path / "checkpoints").mkdir()
            others = [each.name for each in path.iterdir() if each.name != "checkpoints"]
        except FileExistsError:
            others = [path.name]
        except OSError as error:
            raise RunError(
                _("the folder cannot be made"),
                received=error.strerror or str(error),
                where=str(path),
                fix=_("check the path and its permissions"),
            ) from None
        if others:
            raise RunError(
                _("the folder is not empty"),
                expected=_("a new or empty folder"),
                received=", ".join(sorted(others)[:5]),
                where=str(path),
                fix=_("choose another folder; nothing was overwritten"),
            )
        return cls(path.resolve())

    def begin(self, run: "Run") -> None:
        """Writes what is known before the first update."""
        arrays = data_of(run)
        self.data = {"sha256": fingerprint(arrays), "kept": self._keep_data(run, arrays)}
        self._state("start", 0, run.checkpoints.states[0])
        self._write_json(run)

    def _keep_data(self, run: "Run", arrays: dict[str, Array]) -> str:
        """Keeps the data if need be; returns how they can be had again."""
        if run.recipe is not None:
            return "recipe"
        if sum(each.nbytes for each in arrays.values()) > MOST_RAW:
            return "fingerprint"
        stream = io.BytesIO()
        np.savez_compressed(stream, allow_pickle=False, **arrays)
        if stream.tell() > MOST_DATA:
            return "fingerprint"
        write_bytes(self.path / "data.npz", stream.getvalue())
        return "file"

    def checkpoint(self, run: "Run", step: int, state: State) -> None:
        """Writes a later state, and removes those that are no longer kept."""
        self._progress(run)
        self._state(f"checkpoints/{step:012d}", step, state)
        for file in (self.path / "checkpoints").glob("*.safetensors"):
            if int(file.stem) not in run.checkpoints.states:
                file.unlink(missing_ok=True)

    def _progress(self, run: "Run") -> None:
        """Writes how far it is, now and then, in case the training is cut off.

        Learning rates that depend on what happened must be known for every kept state.
        """
        now = time.monotonic()
        if run.plan.lrs or now - self.written > PAUSE:
            self.written = now
            write_bytes(self.path / "history.csv", run.history_text().encode())
            self._write_json(run)

    def finish(self, run: "Run") -> None:
        """Writes how it ended."""
        if run.steps:
            self.checkpoint(run, run.steps, run.checkpoints.states[run.steps])
        self._state("result", run.best[1] if run.best else run.steps, run.result)
        write_bytes(self.path / "history.csv", run.history_text().encode())
        self._write_json(run)

    def _state(self, name: str, step: int, state: State) -> None:
        path = self.path / f"{name}.safetensors"
        write_bytes(path, tensors_bytes(state, {"step": step}))

    def _write_json(self, run: "Run") -> None:
        lrs = run.plan.lrs
        changes = [[i, lr] for i, lr in enumerate(lrs) if i == 0 or lr != lrs[i - 1]]
        plain = {
            "format": FORMAT,
            "glassnet": __version__,
            "network": to_plain(run.network),
            "settings": run.settings.plain(),
            "dtype": run.plan.dtype,
            "data": self.data,
            "recipe": run.recipe,
            "scaler": None if run.scaler is None else run.scaler.to_dict(),
            "classes": list(run.classes),
            "is_class": run.is_class,
            "engine": run.engine,
            "stopped": list(run.stopped),
            "steps": run.steps,
            "best": run.best,
            "seconds": run.seconds,
            "lr_changes": changes,
            "epochs_begun": len(lrs),
            "numpy": np.__version__,
        }
        text = json.dumps(plain, ensure_ascii=False, indent=1)
        write_bytes(self.path / "run.json", text.encode())
