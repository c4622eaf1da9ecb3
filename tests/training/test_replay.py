"""Time travel: any step of a past training again, bit for bit, in this process and in another."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glassnet.data import open_dataset
from glassnet.errors import RunError
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.nn.optimizers import Adam
from glassnet.training.runs import Run
from training.live import Diary, digest, recorded
from training.random_trainings import draw

# Reads [[folder, k], …] and prints the digests of the model after k updates and of step k.
REOPEN = """
import json, sys
from glassnet.training.runs import Run
from training.live import digest
for folder, k in json.loads(sys.argv[1]):
    run = Run.open(folder)
    step = digest(dict(run.step(k))) if k < run.steps else ""
    print(json.dumps([digest(run.at(k).params), step, digest(run.model.params)]))
"""


def equal(one: Any, two: Any) -> bool:
    return one.keys() == two.keys() and all(np.array_equal(one[n], two[n]) for n in one)


def check_in_memory(run: Run, diary: Diary, k: int) -> list[str]:
    """Compares the run with its diary at k; returns the digests that another process must find."""
    live = diary.states[k] if k < len(diary.states) else run.checkpoints.states[k]
    names = run.network.param_shapes()
    params = {name: live[name] for name in names}
    assert equal(run.at(k).params, params)
    if k == run.steps:
        return [digest(params), "", digest(run.model.params)]
    step = run.step(k)
    assert all(np.array_equal(step[name], live[name]) for name in live)
    assert float(step["L"]) == diary.losses[k]
    if k + 1 < len(diary.states):
        after = diary.states[k + 1]
        updates = step.derivation.updates
        assert all(np.array_equal(step[new], after[old]) for old, new in updates.items())
    rows = run.batches(k // run.plan.steps_per_epoch)[k % run.plan.steps_per_epoch]
    assert np.array_equal(step["X"], run.X[rows])
    assert np.array_equal(step["Y"], run.Y[rows])
    return [digest(params), digest(dict(step)), digest(run.model.params)]


def check_pairs(seeds: range, each: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Trains, goes back in this process, then in a new one; returns how many pairs agreed."""
    asked: list[tuple[str, int]] = []
    expected: list[list[str]] = []
    for seed in seeds:
        folder = tmp_path / str(seed)
        with recorded(monkeypatch) as diary:
            run = draw(seed).train(folder)
        places = {0, run.steps, *np.random.default_rng(seed).integers(0, run.steps + 1, each)}
        for k in list(map(int, places))[:each] if run.steps else [0]:
            expected.append(check_in_memory(run, diary, k))
            asked.append((str(folder), k))
    root = Path(__file__).parent.parent
    found = subprocess.run(
        [sys.executable, "-c", REOPEN, json.dumps(asked)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (root, root.parent / "src")))},
    )
    answers = [json.loads(line) for line in found.stdout.splitlines()]
    wrong = [asked[i] for i, answer in enumerate(answers) if answer != expected[i]]
    assert len(answers) == len(asked)
    assert not wrong
    return len(asked)


def test_any_step_of_a_past_training_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_pairs(range(15), 2, tmp_path, monkeypatch) >= 28


@pytest.mark.proof
def test_any_step_of_200_past_trainings_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check_pairs(range(100, 300), 3, tmp_path, monkeypatch) >= 400


def xor_run(**settings: Any) -> Run:
    dataset = open_dataset("xor")
    network = Network(2, [Dense(3, "sigmoid"), Dense(1, "sigmoid")])
    return Model(network, seed=3).train(dataset.X, dataset.Y, **settings)


def test_every_step_of_one_training_forwards_and_backwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with recorded(monkeypatch) as diary:
        run = xor_run(epochs=150, batch_size=3, optimizer=Adam(0.05))
    assert run.steps == 300
    for k in (*range(run.steps), *reversed(range(run.steps))):
        live = {name: diary.states[k][name] for name in run.network.param_shapes()}
        assert equal(run.at(k).params, live)


def test_the_ends_of_a_run() -> None:
    run = xor_run(epochs=5, batch_size=3)
    assert equal(run.at(0).params, run.start)
    assert equal(run.at(run.steps).params, run.model.params)
    assert equal(run.at(epoch=5).params, run.model.params)
    assert equal(run.at(epoch=2).params, run.at(4).params)
    assert not equal(run.at(epoch=2).params, run.at(epoch=3).params)


def test_a_model_from_the_past_is_the_caller_s_own() -> None:
    run = xor_run(epochs=5)
    run.at(3).params["W1"][:] = 0
    for k in (0, 3):
        with contextlib.suppress(ValueError):  # a step may refuse to be written to
            run.step(k)["W1"][:] = 0
    run.model.params["W1"][:] = 0
    run.start["W1"][:] = 0
    assert np.all(run.at(3).params["W1"] != 0)
    assert np.all(run.at(0).params["W1"] != 0)
    assert np.all(run.model.params["W1"] != 0)


def test_full_batch_losses_of_steps_are_the_history() -> None:
    run = xor_run(epochs=40)
    losses = [float(run.step(k)["L"]) for k in range(40)]
    assert losses == run.history["loss"].tolist()


@pytest.mark.parametrize(
    ("call", "received"),
    [
        (lambda run: run.at(11), "11"),
        (lambda run: run.at(-1), "-1"),
        (lambda run: run.at(1.0), "1.0"),
        (lambda run: run.at(True), "True"),
        (lambda run: run.at(), "None"),
        (lambda run: run.at(epoch=6), "6"),
        (lambda run: run.at(epoch="3"), "'3'"),
        (lambda run: run.at(2, epoch=1), "k=2, epoch=1"),
        (lambda run: run.step(10), "10"),
        (lambda run: run.step(None), "None"),
        (lambda run: run.batches(-1), "-1"),
        (lambda run: run.lr_of("x"), "'x'"),
    ],
)
def test_a_step_that_is_none(call: Any, received: str) -> None:
    run = xor_run(epochs=5, batch_size=3)
    with pytest.raises(RunError) as caught:
        call(run)
    error = caught.value
    assert error.received == received
    assert error.expected
    assert error.where
    assert error.fix


def test_a_run_without_steps() -> None:
    run = xor_run(epochs=0)
    assert run.steps == 0
    assert equal(run.at(0).params, run.start)
    assert run.history["loss"].size == 0
    with pytest.raises(RunError, match="at least one step"):
        run.step(0)


def test_numpy_numbers_count_as_steps() -> None:
    run = xor_run(epochs=5)
    assert equal(run.at(np.int64(3)).params, run.at(3).params)
    assert run.step(np.int32(3)).number == 3
