"""The folder of a run: what is written there, and when.

    run.json            what was trained, how, why it ended
    history.csv         a row per epoch
    data.npz            the data, as far as no recipe makes them again and they are not too large
    start.safetensors   the parameters and the optimizer's state before the first update
    checkpoints/        later states
    result.safetensors  the model that came out; `glassnet.load` reads it

Every file is written all or nothing, and run.json last, so that whatever is there is whole.
What a run cannot do without is on the disk before the training goes on. Checkpoints in between
are not waited for: each has a checksum, and what is lost can be replayed from the one before.
"""

import contextlib
import hashlib
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glassnet.errors import RunError, system_reason
from glassnet.files import write_bytes
from glassnet.locales import _
from glassnet.nn.spec import to_plain
from glassnet.training.arithmetic import arithmetic
from glassnet.training.checkpoints import State
from glassnet.training.kept_data import FILE, choose
from glassnet.training.storage import FORMAT, json_text, model_bytes, tensors_bytes
from glassnet.training.warn import warn_user
from glassnet.version import __version__

if TYPE_CHECKING:
    from glassnet.training.runs import Run

Stopped = tuple[str, int | None, str | None]
RUNNING: Stopped = ("running", None, None)
PAUSE = 2.0  # seconds between two notes of progress, at least
SHARE = 20  # times as long as the last note took, at least


class RunFolder:
    """A run on disk.

    Before the first update a failure is an error, and nothing of the run is left. Once
    a training is under way, a disk that fails does not end it: hours of work in memory are
    worth more than their copy. A warning says so once, every later checkpoint tries again to
    write all that is missing, and until one succeeds the folder holds a run that was cut
    off at its last good checkpoint.

    Args:
        path: the folder.
        made: the folders that did not exist before, innermost last.
    """

    def __init__(self, path: Path, made: tuple[Path, ...] = ()) -> None:
        self.path = path
        self.made = made
        self.data: dict[str, Any] = {}
        self.stored: set[int] = set()
        self.next = time.monotonic() + PAUSE
        self.warned = False

    @classmethod
    def create(cls, path: Path) -> "RunFolder":
        """A new folder for a run.

        Raises:
            RunError: if it cannot be made, or has something in it already.
        """
        made: list[Path] = []
        try:
            path = path.absolute()
            made = [each for each in (path, *path.parents) if not each.exists()][::-1]
            if not made and (others := _contents(path)):
                raise RunError(
                    _("the folder is not empty"),
                    expected=_("a new or empty folder"),
                    received=", ".join(others[:5]),
                    where=str(path),
                    fix=_("choose another folder; nothing was overwritten"),
                )
            made.append(path / "checkpoints")
            for folder in made:
                folder.mkdir()
        except (OSError, ValueError) as error:
            _remove_folders(made)
            raise RunError(
                _("the folder cannot be made"),
                expected=_("a path where a folder may be made"),
                received=system_reason(error),
                where=str(path),
                fix=_("check the path and its permissions"),
            ) from None
        return cls(path, tuple(made))

    def begin(self, run: "Run") -> None:
        """Writes what is known before the first update.

        Raises:
            RunError: if that fails; what was written is removed.
        """
        try:
            self.data, packed = choose(run)
            if packed is not None:
                write_bytes(self.path / FILE, packed)
            self._write_state("start", 0, run.checkpoints.states[0])
            self._write_json(run, RUNNING)
        except BaseException:
            self._remove()
            raise

    def _remove(self) -> None:
        """Removes what `begin` wrote; the folder was new or empty."""
        for name in (FILE, "start.safetensors", "run.json"):
            with contextlib.suppress(OSError):
                (self.path / name).unlink(missing_ok=True)
        _remove_folders(self.made)

    def checkpoint(self, run: "Run") -> None:
        """Writes how far it is and the states that are kept, now and then, or warns."""
        began = time.monotonic()
        if began < self.next:
            return
        try:
            # NOTE: a state can be replayed only with its learning rates; they are written first.
            self._write_progress(run)
            self._write_states(run)
        except RunError as error:
            self._warn(error)
        ended = time.monotonic()
        self.next = ended + max(PAUSE, SHARE * (ended - began))

    def finish(self, run: "Run") -> None:
        """Writes how it ended, or warns that it cannot."""
        try:
            self.complete(run)
        except RunError as error:
            self._warn(error)

    def complete(self, run: "Run") -> None:
        """Writes all of a run that has ended; run.json last.

        Raises:
            RunError: if a file cannot be written.
        """
        self._write_progress(run)
        self._write_states(run)
        model = run.model
        content = model_bytes(model.network, model.params, model.seed, model.dtype)
        write_bytes(self.path / "result.safetensors", content)
        self._write_json(run, run.stopped)

    def _write_progress(self, run: "Run") -> None:
        write_bytes(self.path / "history.csv", run._history.text().encode())
        self._write_json(run, RUNNING)

    def _write_states(self, run: "Run") -> None:
        """Writes the kept states that are missing, and removes those that are no longer kept."""
        kept = run.checkpoints.states
        for step in sorted(kept.keys() - self.stored - {0}):
            needed = step == max(kept)
            self._write_state(f"checkpoints/{step:012d}", step, kept[step], lasting=needed)
            self.stored.add(step)
        for step in self.stored - kept.keys():
            with contextlib.suppress(OSError):
                (self.path / f"checkpoints/{step:012d}.safetensors").unlink(missing_ok=True)
            self.stored.discard(step)

    def _write_state(self, name: str, step: int, state: State, *, lasting: bool = True) -> None:
        path = self.path / f"{name}.safetensors"
        write_bytes(path, tensors_bytes(state, {"step": step}), lasting=lasting)

    def _write_json(self, run: "Run", stopped: Stopped) -> None:
        plain = {
            "format": FORMAT,
            "glassnet": __version__,
            "arithmetic": arithmetic(),
            "network": to_plain(run.network),
            "ops": run.ops,
            "settings": run.settings.plain(),
            "dtype": run.plan.dtype,
            "data": self.data,
            "fraction": run.fraction,
            "recipe": run.recipe,
            "scaler": None if run.scaler is None else run.scaler.to_dict(),
            "target_scaler": None if run.target_scaler is None else run.target_scaler.to_dict(),
            "classes": list(run.classes),
            "is_class": run.is_class,
            "engine": run.engine,
            "stopped": list(stopped),
            "history": text_sum(run._history.text()),
            "steps": run.steps,
            "best": run.best,
            "seconds": run.seconds,
            "lr_changes": run.plan.lrs.changes(),
            "epochs_begun": len(run.plan.lrs),
        }
        write_bytes(self.path / "run.json", json_text(plain, indent=1).encode())

    def _warn(self, error: RunError) -> None:
        """Says once that the folder is behind, and that the training goes on."""
        if self.warned:
            return
        self.warned = True
        warn_user(
            _(
                "the run cannot be written to {path} ({reason}); the training goes on in memory, "
                "and the folder keeps what it has. Free some space, or use run.save(folder) "
                "when it has ended"
            ).format(path=self.path, reason=error.received)
        )


def text_sum(text: str) -> str:
    """A sum over the bytes of a text, which shows damage."""
    return hashlib.sha256(text.encode()).hexdigest()


def _contents(path: Path) -> list[str]:
    """The names in a folder, sorted; its own name if it is a file."""
    if not path.is_dir():
        return [path.name]
    return sorted(each.name for each in path.iterdir())


def _remove_folders(folders: Sequence[Path]) -> None:
    """Removes folders that are empty, innermost last in the list."""
    for folder in reversed(folders):
        with contextlib.suppress(OSError, ValueError):
            folder.rmdir()
