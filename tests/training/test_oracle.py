"""Whole trainings beside loops that say the same in plain NumPy, or in PyTorch."""

from typing import Any

import numpy as np
import pytest

from glassnet.executors.random import dropout_mask, shuffle
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.losses import SquaredError
from glassnet.nn.network import Network
from glassnet.nn.optimizers import OPTIMIZERS, SGD, Clip, Momentum
from glassnet.nn.schedules import Cosine
from training.samples import cloud_model, clouds


def softmax(z: Any) -> Any:
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def cross_entropy(p: Any, y: Any) -> float:
    return float(-np.sum(y * np.log(p)) / len(y))


def batches(seed: int, epoch: int, m: int, size: int) -> list[Any]:
    order = shuffle(seed, epoch, m)
    return [order[i : i + size] for i in range(0, m, size)]


def test_everything_at_once_beside_plain_numpy() -> None:
    """Mini-batches with a rest, dropout, momentum, L2, clipping by norm, a cosine schedule."""
    X, labels = clouds(31)
    T = np.eye(3)[labels]
    model = cloud_model(dropout=0.25, penalty=0.02)
    p = {name: value.copy() for name, value in model.params.items()}
    v = {name: np.zeros_like(value) for name, value in p.items()}
    epochs, size, lr, limit, seed = 9, 8, 0.4, 0.5, 11
    history, step = [], 0
    for epoch in range(epochs):
        rate = lr * (0.1 + 0.9 * (1 + np.cos(np.pi * epoch / epochs)) / 2)
        total = 0.0
        for rows in batches(seed, epoch, 31, size):
            x, t, m = X[rows], T[rows], len(rows)
            mask = dropout_mask(seed, step, 1, (m, 6), 0.25, "float64")
            a1 = np.tanh(x @ p["W1"] + p["b1"])
            dropped = a1 * mask
            a2 = softmax(dropped @ p["W2"] + p["b2"])
            penalty = 0.5 * 0.02 * (np.sum(p["W1"] ** 2) + np.sum(p["W2"] ** 2))
            total += (cross_entropy(a2, t) + penalty) * m
            dz2 = (a2 - t) / m
            dz1 = dz2 @ p["W2"].T * mask * (1 - a1**2)
            g = {"W1": x.T @ dz1 + 0.02 * p["W1"], "b1": dz1.sum(axis=0)}
            g |= {"W2": dropped.T @ dz2 + 0.02 * p["W2"], "b2": dz2.sum(axis=0)}
            norm = np.sqrt(sum(np.sum(each**2) for each in g.values()))
            for name in p:
                v[name] = 0.9 * v[name] + g[name] * min(1.0, limit / (norm + 1e-6))
                p[name] = p[name] - rate * v[name]
            step += 1
        history.append(total / 31)
    run = model.train(
        X,
        labels,
        epochs=epochs,
        batch_size=size,
        optimizer=Momentum(lr),
        clip=Clip(norm=limit),
        schedule=Cosine(floor=0.1),
        seed=seed,
    )
    assert run.steps == step == 36
    np.testing.assert_allclose(run.history["loss"], history, rtol=1e-12)
    for name in p:
        np.testing.assert_allclose(model.params[name], p[name], rtol=0, atol=1e-12)


def test_plain_gradient_descent_bit_for_bit() -> None:
    """The rows that `derive` prints, typed in by hand."""
    X, Y = clouds(12)
    Y = Y.astype(float).reshape(-1, 1)
    model = Model(Network(2, [Dense(4, "tanh"), Dense(1)], SquaredError(0.5)), seed=5)
    W1, b1, W2, b2 = (model.params[name].copy() for name in ("W1", "b1", "W2", "b2"))
    losses, m, lr = [], np.float64(12), np.float64(0.3)
    for _epoch in range(60):
        Z1 = X @ W1 + b1
        A1 = np.tanh(Z1)
        Z2 = A1 @ W2 + b2
        losses.append(float(0.5 * np.sum((Z2 - Y) ** 2) / m))
        dZ2 = (Z2 - Y) / m
        dA1 = dZ2 @ W2.T
        dZ1 = dA1 * (1 - A1**2)
        W1, b1 = W1 - lr * (X.T @ dZ1), b1 - lr * np.sum(dZ1, axis=0)
        W2, b2 = W2 - lr * (A1.T @ dZ2), b2 - lr * np.sum(dZ2, axis=0)
    run = model.train(X, Y, epochs=60, optimizer=SGD(0.3))
    assert run.history["loss"].tolist() == losses
    for name, mine in (("W1", W1), ("b1", b1), ("W2", W2), ("b2", b2)):
        assert np.array_equal(model.params[name], mine)


def torch_optimizer(name: str, params: list[Any]) -> Any:
    import torch

    makers = {
        "sgd": lambda: torch.optim.SGD(params, lr=0.1),
        "momentum": lambda: torch.optim.SGD(params, lr=0.1, momentum=0.9),
        "nesterov": lambda: torch.optim.SGD(params, lr=0.1, momentum=0.9, nesterov=True),
        "adagrad": lambda: torch.optim.Adagrad(params, lr=0.1),
        "rmsprop": lambda: torch.optim.RMSprop(params, lr=0.1),
        "adam": lambda: torch.optim.Adam(params, lr=0.1),
        "adamw": lambda: torch.optim.AdamW(params, lr=0.1),
    }
    return makers[name]()


@pytest.mark.parametrize("name", sorted(OPTIMIZERS))
def test_a_whole_training_beside_pytorch(name: str) -> None:
    torch = pytest.importorskip("torch")
    X, labels = clouds(25)
    weights = np.random.default_rng(0).uniform(0.1, 2, 25)
    model = cloud_model(penalty=0.01)
    net = torch.nn.Sequential(
        torch.nn.Linear(2, 6), torch.nn.Tanh(), torch.nn.Linear(6, 3)
    ).double()
    with torch.no_grad():
        for layer, index in ((net[0], 1), (net[2], 2)):
            layer.weight.copy_(torch.from_numpy(model.params[f"W{index}"].T))
            layer.bias.copy_(torch.from_numpy(model.params[f"b{index}"]))
    optimizer = torch_optimizer(name, list(net.parameters()))
    losses = []
    for epoch in range(5):
        total = 0.0
        for rows in batches(2, epoch, 25, 7):
            logits = net(torch.from_numpy(X[rows]))
            each = torch.nn.functional.cross_entropy(
                logits, torch.from_numpy(labels[rows]), reduction="none"
            )
            squares = sum((layer.weight**2).sum() for layer in (net[0], net[2]))
            loss = (each * torch.from_numpy(weights[rows])).mean() + 0.5 * 0.01 * squares
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_value_(net.parameters(), 0.2)
            optimizer.step()
            total += loss.item() * len(rows)
        losses.append(total / 25)
    run = model.train(
        X,
        labels,
        epochs=5,
        batch_size=7,
        optimizer=OPTIMIZERS[name](lr=0.1),
        clip=Clip(value=0.2),
        sample_weight=weights,
        seed=2,
    )
    np.testing.assert_allclose(run.history["loss"], losses, rtol=1e-11)
    for layer, index in ((net[0], 1), (net[2], 2)):
        mine = model.params[f"W{index}"].T
        np.testing.assert_allclose(mine, layer.weight.detach().numpy(), rtol=0, atol=1e-11)
