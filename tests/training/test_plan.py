"""What each step computes with: learning rates, batches, masks, scalars."""

import math
from typing import Any

import numpy as np
import pytest

from glassnet.executors.random import dropout_mask, shuffle
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.losses import L2
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD, Adam, Clip
from glassnet.nn.schedules import Cosine, Exponential, InverseScaling, Schedule, StepDecay
from glassnet.training.runs import Run
from training.samples import cloud_model, clouds, quietly, xor_run

EPOCHS = 25
FORMULAS: list[tuple[Schedule | str, Any]] = [
    ("constant", lambda e: 1.0),
    (StepDecay(0.3, every=4), lambda e: 0.3 ** (e // 4)),
    (Exponential(0.9), lambda e: 0.9**e),
    (InverseScaling(0.7), lambda e: 1 / (e + 1) ** 0.7),
    (Cosine(), lambda e: (1 + math.cos(math.pi * e / EPOCHS)) / 2),
    (Cosine(0.2), lambda e: 0.2 + 0.8 * (1 + math.cos(math.pi * e / EPOCHS)) / 2),
    ("step", lambda e: 0.5 ** (e // 10)),
    ("inverse_scaling", lambda e: 1 / math.sqrt(e + 1)),
]


@pytest.mark.parametrize(("schedule", "formula"), FORMULAS, ids=[str(each[0]) for each in FORMULAS])
def test_schedules_are_their_formulas(schedule: Schedule | str, formula: Any) -> None:
    run = xor_run(epochs=EPOCHS, batch_size=3, optimizer=SGD(0.7), schedule=schedule)
    expected = [0.7 * formula(epoch) for epoch in range(EPOCHS)]
    assert run.history["lr"].tolist() == pytest.approx(expected, rel=1e-14)
    for k in (0, 1, 2, 23, run.steps - 1):
        assert float(run.step(k)["lr"]) == run.history["lr"][k // 2] == run.lr_of(k // 2)


def test_a_rate_that_outgrows_every_number_is_infinite() -> None:
    run = quietly(xor_run, epochs=2, schedule=Exponential(10.0))
    assert run.lr_of(10_000) == math.inf
    assert run.lr_of(300) == pytest.approx(1e299)


def batched(batch_size: int | None, dropout: float = 0.0, **settings: Any) -> Run:
    X, labels = clouds(10)
    model = cloud_model(dropout=dropout)
    return model.train(X, labels, epochs=4, batch_size=batch_size, seed=21, **settings)


@pytest.mark.parametrize("size", [1, 3, 5, 9, 10])
def test_batches_are_slices_of_a_shuffled_order(size: int) -> None:
    run = batched(size)
    assert run.steps == 4 * -(-10 // size)
    for epoch in range(4):
        order = shuffle(21, epoch, 10)
        batches = run.batches(epoch)
        assert np.array_equal(np.concatenate(batches), order)
        assert [len(rows) for rows in batches[:-1]] == [size] * (len(batches) - 1)
        assert sorted(order) == list(range(10))
    assert not np.array_equal(run.batches(0)[0], run.batches(1)[0]) or size == 1


def test_a_full_batch_is_all_in_order() -> None:
    run = batched(None)
    assert [rows.tolist() for rows in run.batches(2)] == [list(range(10))]
    assert np.array_equal(run.step(2)["X"], run.X)


def test_masks_are_those_of_the_step() -> None:
    run = batched(4, dropout=0.4)
    for k in (0, 5, 11):
        mask = run.step(k)["D1"]
        assert np.array_equal(mask, dropout_mask(21, k, 1, mask.shape, 0.4, "float64"))
        assert mask.shape == (2 if k % 3 == 2 else 4, 6)


def test_scalars_of_a_step() -> None:
    X, labels = clouds(10)
    network = Network(2, [Dense(3, "softmax")], "categorical_cross_entropy", L2(0.1, per="data"))
    run = Model(network, dtype="float32").train(
        X, labels, epochs=2, batch_size=4, optimizer=Adam(0.25), clip=Clip(norm=2.0, value=0.5)
    )
    step = run.step(5)
    found = {name: step[name] for name in ("lr", "t", "m", "n_data", "clip_norm", "clip_value")}
    assert {name: float(value) for name, value in found.items()} == {
        "lr": 0.25,
        "t": 6.0,
        "m": 2.0,
        "n_data": 10.0,
        "clip_norm": 2.0,
        "clip_value": 0.5,
    }
    assert {value.dtype for value in found.values()} == {np.dtype("float32")}
    assert {np.asarray(value).dtype for value in step.values()} == {np.dtype("float32")}


def test_numeric_gradients_are_differences() -> None:
    run = xor_run(epochs=3, gradient="numeric", delta=1e-3)
    step = run.step(2)
    params = run.at(2).params
    moved = {name: value.copy() for name, value in params.items()}
    moved["W1"][1, 2] += 1e-3
    before, after = (
        float(Model(run.network, params=each).explain(run.X, run.Y)["L"])
        for each in (params, moved)
    )
    assert step["dW1"][1, 2] == pytest.approx((after - before) / 1e-3, rel=1e-12)
    assert float(step["L"]) == before


def test_the_equations_of_a_run() -> None:
    run = batched(4)
    assert run.derivation(4) is run.derivation(4)
    assert len(run.derivation(2)) == len(run.derivation(4))
    assert run.step(2).derivation == run.derivation(2)
