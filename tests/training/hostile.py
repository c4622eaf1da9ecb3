"""Ways to spoil the folder of a run."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from glassnet.training.runs import Run

Plain = dict[str, Any]


def change(folder: Path, edit: Callable[[Plain], Any]) -> None:
    """Edits run.json."""
    path = folder / "run.json"
    plain = json.loads(path.read_text(encoding="utf-8"))
    edit(plain)
    path.write_text(json.dumps(plain), encoding="utf-8")


def use(folder: Path) -> None:
    """What people do with a run."""
    run = Run.open(folder)
    run.at(0)
    run.at(run.steps)
    repr(run)
    run.model.predict(run.X)
    assert run.history
    if run.steps:
        run.step(run.steps - 1)
        run.batches(0)
    run.predict(run.X)
    if run.validation is not None:
        run.evaluate(*run.validation)


FILES = ("start.safetensors", "result.safetensors", "data.npz", "history.csv", "run.json")


def last_checkpoint(run: Path) -> Path:
    return max((run / "checkpoints").iterdir())


def file_of(run: Path, name: str) -> Path:
    return last_checkpoint(run) if name == "checkpoint" else run / name


def put(*path: Any) -> Callable[[Plain], None]:
    """Sets a value in run.json: keys, then the value."""

    def edit(plain: Plain) -> None:
        *keys, last, value = path
        place: Any = plain
        for key in keys:
            place = place[key]
        place[last] = value

    return edit


def drop(*keys: Any) -> Callable[[Plain], None]:
    def edit(plain: Plain) -> None:
        place: Any = plain
        for key in keys[:-1]:
            place = place[key]
        del place[keys[-1]]

    return edit


DENSE = {"type": "Dense", "units": 3, "activation": "tanh", "bias": True, "init": "zeros"}
LAYERS = ("network", "layers")
EDITS: list[Callable[[Plain], None]] = [
    *(
        drop(key)
        for key in (
            *("format", "network", "settings", "dtype", "data", "stopped", "steps", "history"),
            *("is_class", "lr_changes", "epochs_begun", "seconds", "best", "engine", "scaler"),
            *("recipe", "classes", "fraction"),
        )
    ),
    *(put("format", value) for value in (2, 0, None, "1", [1], 10**30)),
    *(put("network", value) for value in (None, 3, "xor", [], {}, {"type": "SGD", "lr": 0.1})),
    put("network", "type", "Netwrk"),
    put("network", "inputs", 10**9),
    put("network", "inputs", -2),
    put("network", "inputs", 2.0),
    put("network", "evil", 1),
    put(*LAYERS, []),
    put(*LAYERS, None),
    put(*LAYERS, 5),
    put(*LAYERS, [DENSE] * 100_000),
    put(*LAYERS, 0, "units", 10**9),
    put(*LAYERS, 0, "units", 10**30),
    put(*LAYERS, 0, "units", 0),
    put(*LAYERS, 0, "units", True),
    put(*LAYERS, 0, "units", 7),
    put(*LAYERS, 0, "activation", "os.system"),
    put(*LAYERS, 0, "activation", ["tanh"]),
    put(*LAYERS, 0, "activation", {"type": "Dense", "units": 1}),
    put(*LAYERS, 0, "activation", "matmul"),
    put(*LAYERS, 0, "bias", False),
    put(*LAYERS, 0, "init", "../../secret"),
    put(*LAYERS, 0, "init", 3),
    put(*LAYERS, 1, "rate", 1.5),
    put(*LAYERS, 1, "rate", "half"),
    put("network", "loss", "squared"),
    put("network", "loss", {"type": "Dense", "units": 3}),
    put("network", "loss", "factor", -1),
    put("network", "loss", "reduction", "median"),
    put("network", "penalty", {"type": "Dense", "units": 3}),
    put("network", "penalty", 0.1),
    put("network", "penalty", "strength", "large"),
    *(put("settings", value) for value in (None, 3, [], {}, "sgd")),
    put("settings", "epochs", 10**30),
    put("settings", "epochs", -1),
    put("settings", "epochs", 2.5),
    put("settings", "epochs", 1),
    put("settings", "batch_size", 10**12),
    put("settings", "batch_size", 0),
    put("settings", "batch_size", 1000),
    put("settings", "seed", -1),
    put("settings", "seed", 2**32),
    put("settings", "seed", "now"),
    put("settings", "optimizer", "adam"),
    put("settings", "optimizer", None),
    put("settings", "optimizer", {"type": "Momentum", "lr": 0.1}),
    put("settings", "optimizer", {"type": "Dense", "units": 1}),
    put("settings", "optimizer", "lr", -0.1),
    put("settings", "optimizer", "beta1", "x"),
    put("settings", "schedule", "cosine"),
    put("settings", "schedule", {"type": "Adam"}),
    put("settings", "schedule", "factor", 2),
    put("settings", "clip", 1.0),
    put("settings", "clip", "norm", 0),
    put("settings", "gradient", "none"),
    put("settings", "delta", 0),
    put("settings", "engine", "cuda"),
    put("settings", "record", 3),
    put("settings", "record", [3]),
    put("settings", "early_stopping", 3),
    put("settings", "early_stopping", "patience", 0),
    put("settings", "early_stopping", "evil", 0),
    put("settings", "stop_at", {"loss": "x"}),
    put("settings", "stop_at", []),
    put("settings", "evil", 1),
    drop("settings", "optimizer"),
    *(put("dtype", value) for value in ("float16", "object", None, 3, ["float64"])),
    put("dtype", "float32"),
    *(put("data", value) for value in (None, [], 3, {}, "file")),
    put("data", "X", None),
    put("data", "X", "sha256", "0" * 64),
    put("data", "X", "sha256", 3),
    put("data", "Y", "sha256", None),
    put("data", "Xv", "sha256", "x"),
    put("data", "X", "from", "user"),
    put("data", "X", "from", "recipe"),
    put("data", "X", "from", {}),
    put("fraction", "half"),
    put("recipe", "xor"),
    put("recipe", [1]),
    *(put("scaler", value) for value in (3, [], {}, {"kind": "standard"}, "minmax")),
    put("scaler", "offset", [0.0] * 10**5),
    put("scaler", "spread", [0.0, 0.0]),
    put("scaler", "kind", "evil"),
    put("classes", 3),
    put("is_class", "yes"),
    put("is_class", 1),
    put("engine", 3),
    *(put("stopped", value) for value in (None, [], "finished", ["finished"], [1, 2, 3])),
    put("stopped", ["exploded", None, None]),
    put("stopped", ["finished", "x", None]),
    *(put("steps", value) for value in (-1, 10**12, 10**30, 2.0, "18", None, True, 17, 0)),
    put("best", [10**9, 10**9]),
    put("best", 3),
    put("best", ["a", "b"]),
    put("seconds", "long"),
    put("seconds", None),
    put("epochs_begun", 10**12),
    put("epochs_begun", -1),
    put("epochs_begun", 0),
    put("epochs_begun", 1),
    put("epochs_begun", 10**30),
    put("lr_changes", None),
    put("lr_changes", []),
    put("lr_changes", [[0, "x"]]),
    put("lr_changes", [[5, 0.1]]),
    put("lr_changes", [[0, 0.1, 3]]),
    put("lr_changes", [[0, 0.05], [10**12, 0.1]]),
    put("history", "0" * 64),
    put("history", 3),
]


TEXTS = {
    "empty": b"",
    "not JSON": b"hello",
    "a number": b"3",
    "a list": b"[]",
    "null": b"null",
    "cut short": b'{"format": 1, "network": {"ty',
    "NaN": b'{"format": NaN}',
    "infinity": b'{"format": 1, "seconds": -Infinity}',
    "no UTF-8": b"\xff\xfe\x00{}",
    "a null byte": b'{"format": 1}\x00',
    "a pickle": b"\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94.",
    "deep": b"[" * 100_000,
    "deep network": b'{"format": 1, "network": ' + b'{"type": "Dense", "units": ' * 600,
    "a long number": b'{"format": ' + b"9" * 100_000 + b"}",
    "too long": b'{"format": 1, "x": "' + b"x" * (17 << 20) + b'"}',
    "many entries": b'{"format": 1, "x": [' + b"0," * 10**6 + b"0]}",
}
