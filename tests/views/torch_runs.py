"""Runs PyTorch scripts and compares what both of their trainings reach with the run itself."""

import dataclasses
import re
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from fresh import run_scripts

import glassnet as gn
from glassnet.errors import GlassnetWarning
from glassnet.training.runs import Run
from glassnet.views.torch_script.script import torch_script

LIMIT = 1e-9
CHECK = re.compile(r"(?:loss and slopes by|the loss by) .*, within (\S+?) \(")

# Written behind a script: what PyTorch's own layers reached.
OWN = """
if arguments.save:
    np.savez(
        arguments.save.replace("params", "own"),
        **{name: value.detach().numpy() for name, value in parameters.items()},
    )
"""


@dataclasses.dataclass
class Outcome:
    """What one script did.

    Attributes:
        said: what it printed.
        equations: how far the parameters by the equations are from the run's.
        own: how far those of PyTorch's own layers are.
        check: the difference that its check reports, or None.
    """

    said: str
    equations: float
    own: float
    check: float | None


def outcomes(runs: Sequence[Run], folder: Path, layout: Any = "rows") -> list[Outcome]:
    """Exports each run, runs all scripts in one fresh interpreter, and measures."""
    texts = [torch_script(run, layout=layout) + OWN for run in runs]
    found = []
    for run, said, saved in zip(runs, *run_scripts(texts, folder), strict=True):
        own = saved.with_name(saved.name.replace("params", "own"))
        match = CHECK.search(said)
        check = None if match is None else float(match[1])
        equations = apart(run.model.params, _loaded(saved, run, layout == "rows"))
        layers = apart(run.model.params, _loaded(own, run, False))
        found.append(Outcome(said, equations, layers, check))
    return found


def _loaded(path: Path, run: Run, rows: bool) -> dict[str, np.ndarray]:
    """The saved parameters in the shapes of the run; unless in rows, weights lie the other way."""
    with np.load(path, allow_pickle=False) as file:
        assert sorted(file.files) == sorted(run.model.params)
        return {
            name: file[name] if rows else (file[name].T if name[0] == "W" else file[name].ravel())
            for name in file.files
        }


def apart(expected: dict[str, np.ndarray], found: dict[str, np.ndarray]) -> float:
    """The largest difference, counted in max(1, |value|)."""
    worst = 0.0
    for name, value in expected.items():
        assert found[name].shape == value.shape
        assert found[name].dtype == value.dtype
        far = np.abs(found[name] - value) / np.maximum(1, np.abs(value))
        worst = max(worst, float(np.nan_to_num(far, nan=np.inf).max()))
    return worst


def own_spread(run: Run) -> float:
    """How far the run ends from itself when numbers change in their last bit.

    The parameters that it begins with change, and how much each example counts.
    """
    kept = ("epochs", "batch_size", "seed", "optimizer", "schedule", "clip", "gradient", "delta")
    settings = {name: getattr(run.settings, name) for name in (*kept, "early_stopping")}
    weights = run.plan.weights
    counts = np.ones((len(run.X), 1), run.X.dtype) if weights is None else weights
    worst = 0.0
    for seed in range(4):
        rng = np.random.default_rng(seed)
        start = {name: _next(value, rng) for name, value in run.start.items()}
        model = gn.Model(run.network, params=start, dtype=str(run.X.dtype))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", GlassnetWarning)
            other = model.train(run.X, run.Y, **settings, sample_weight=_next(counts, rng))
        if other.steps != run.steps or other.best != run.best:
            return np.inf
        worst = max(worst, apart(run.model.params, other.model.params))
    return worst


def _next(value: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Each number changed to one of its two neighbours."""
    sides = rng.choice([-np.inf, np.inf], value.shape).astype(value.dtype)
    return np.nextafter(value, sides)
