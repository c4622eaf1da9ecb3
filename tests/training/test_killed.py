"""A training that is killed without a warning leaves a run that can be used."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from glassnet.errors import RunError
from glassnet.training.runs import Run
from training.killed import train

ROOT = Path(__file__).parents[1]


def kill_after(seconds: float, folder: Path) -> None:
    """Starts a training in a process of its own and kills it some time after it is ready."""
    paths = os.pathsep.join(map(str, (ROOT, ROOT.parent / "src")))
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "training" / "killed.py"), str(folder)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert process.stdout is not None
    with process.stdout as stream:
        assert stream.readline() == b"ready\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()


def check_rest(folder: Path, whole: Run) -> str:
    """What is left of a killed training: nothing, or the truth up to some step."""
    if not (folder / "run.json").exists():
        with pytest.raises(RunError, match="no run in this folder"):
            Run.open(folder)
        return "nothing"
    run = Run.open(folder)
    assert run.stopped == ("interrupted", run.steps, None)
    epochs = -(-run.steps // run.plan.steps_per_epoch)
    assert epochs <= 400
    for k in {0, run.steps // 2, max(run.steps - 1, 0), run.steps}:
        one, two = run.at(k).params, whole.at(k).params
        assert all(np.array_equal(one[name], two[name]) for name in one)
    assert np.array_equal(run.model.params["W1"], run.at(run.steps).params["W1"])
    rows = len(run.history["loss"])
    assert run.steps // run.plan.steps_per_epoch - 1 <= rows
    assert run.history["loss"].tolist() == whole.history["loss"][:rows].tolist()
    assert run.history["lr"].tolist() == whole.history["lr"][:rows].tolist()
    with pytest.raises(RunError, match="not empty"):
        train(1, str(folder))
    return "run"


def check_kills(count: int, seed: int, tmp_path: Path) -> list[str]:
    rng = random.Random(seed)
    whole = train(400)
    found = []
    for number in range(count):
        kill_after(rng.uniform(0, 0.25), tmp_path / str(number))
        found.append(check_rest(tmp_path / str(number), whole))
    return found


def test_killed_at_random_moments(tmp_path: Path) -> None:
    assert "run" in check_kills(8, 1, tmp_path)


@pytest.mark.proof
def test_killed_at_100_random_moments(tmp_path: Path) -> None:
    found = check_kills(100, 2, tmp_path)
    assert found.count("run") > 50
