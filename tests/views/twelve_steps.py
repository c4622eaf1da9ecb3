"""Steps of the twelve networks whose derivations are kept as text, with random numbers."""

import sys
from pathlib import Path
from typing import Any

import numpy as np

from glassnet.core.derivation import Derivation
from glassnet.executors import reference

sys.path.insert(0, str(Path(__file__).parents[1] / "golden"))
sys.path.insert(0, str(Path(__file__).parents[1] / "laws"))
from latex_evaluator import evaluate_latex as evaluate_latex
from twelve import derivations

NAMES = list(derivations())


def step(name: str, seed: int = 0) -> tuple[Derivation, dict[str, Any]]:
    """One of the twelve and the value of every variable."""
    derivation = derivations()[name]
    rng = np.random.default_rng(seed)
    feeds = {
        var.name: np.asarray(
            rng.uniform(0.1, 0.9, var.shape) if var.shape else 3.0, dtype=derivation.dtype
        )
        for var in derivation.inputs
    }
    feeds = reference.typed(derivation, feeds)
    return derivation, {**feeds, **reference.run(derivation, feeds)}
